"""The pages on files and on allocation: every command on them runs, word by word, from tejun's folder."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest

from engine.cli import run
from engine.sample.__main__ import main as sample

ROOT = Path(__file__).parent.parent
PAGES = ("files.md", "files.en.md", "allocation.md", "allocation.en.md")
_COMMAND = re.compile(r"^(?:tejun|python -m engine\.sample) .*$", re.MULTILINE)


def commands(page: str) -> list[str]:
    """The commands of a page, in their order."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "site" / page).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in _COMMAND.findall(block)]


@pytest.mark.parametrize("page", PAGES[::2])
def test_both_languages_show_the_same_commands(page: str) -> None:
    assert commands(page) == commands(page.replace(".md", ".en.md")) != []


@pytest.mark.parametrize("page", PAGES[::2])
def test_the_commands_of_the_page_run_as_they_stand(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "shops", tmp_path / "shops")
    monkeypatch.chdir(tmp_path)
    for name in ("TEJUN_SHOP", "TEJUN_DATA", "TEJUN_PLAYBOOKS"):
        monkeypatch.delenv(name, raising=False)
    text = (ROOT / "site" / page).read_text(encoding="utf-8")
    for drawn in re.findall(r"```text\n(商品コード,.*?)```", text, re.DOTALL):
        (tmp_path / "zaiko_20261124.csv").write_text(drawn, encoding="utf-8")
    for command in commands(page):
        words = command.split()
        monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\ny\n"))  # a person who agrees with what is proposed
        code = sample(words[3:]) if words[0] == "python" else run(words[1:])
        assert code == 0, (command, capsys.readouterr())
    if page == "files.md":
        assert (tmp_path / "shops" / "sample" / "layouts" / "zaiko.yaml").is_file()
    else:
        assert (tmp_path / "after-sale.csv").is_file()

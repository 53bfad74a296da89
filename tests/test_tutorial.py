"""The tutorial for authors: every command of it runs as it stands, in both languages of the page."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from engine.cli import run
from engine.example.written import Example, Examples
from engine.model import Model, validate
from engine.proof.written import Mistake, Proof
from engine.sample import __main__ as sample_files
from engine.yaml import load

ROOT = Path(__file__).parent.parent
PAGES = {language: ROOT / "site" / name for language, name in (("ja", "authors.md"), ("en", "authors.en.md"))}
PLAYBOOK = Path("mine/playbooks/daily/below-zero.yaml")


def section(language: str, name: str) -> str:
    """A part of the page, from its heading to the next."""
    text = PAGES[language].read_text(encoding="utf-8")
    found = re.search(rf"^## [^\n]*{{#{name}}}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, name
    return found[1]


def commands(language: str) -> list[str]:
    """The lines that the tutorial lets one type, in their order."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", section(language, "first"), re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_both_pages_say_the_same_commands_and_the_same_examples() -> None:
    assert commands("ja") == commands("en")
    assert len(commands("ja")) == 7
    for name in ("example", "examples", "proof"):
        yaml = [re.findall(r"```yaml\n(.*?)```", section(language, name), re.DOTALL) for language in PAGES]
        assert yaml[0] == yaml[1] != []
    anchors = [re.findall(r"^## .*{#(.*)}$", path.read_text(encoding="utf-8"), re.MULTILINE) for path in PAGES.values()]
    assert anchors[0] == anchors[1]


@pytest.mark.parametrize(("name", "model", "part"), [("proof", Proof, Mistake), ("examples", Examples, Example)])
def test_what_the_page_shows_of_a_file_is_one(name: str, model: type[Model], part: type[Model]) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", section("ja", name), re.DOTALL)
    validate(model, load(shown.encode(), f"{name}.yaml"))
    table = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (`.*?) \|", section("ja", name), re.MULTILINE))))
    assert table >= {*model.model_fields, *part.model_fields} - {"mistakes", "sessions", "id", "title", "english"}


def test_the_tutorial_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "shops" / "sample", tmp_path / "shops" / "sample")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEJUN_LANG", "en")
    start, validate, prove, write, begin, listed, compared = commands("ja")

    assert typed(start) == 0
    change("default: 30", "default: 20")
    assert typed(validate) == 0
    assert typed(prove) == 0
    change("kind: not-negative", "kind: filled")
    assert typed(prove) == 1
    change("kind: filled", "kind: not-negative")

    assert typed(write) == 0
    (file,) = Path("mine/day/exports/clean").glob("CZ04003_*.csv")
    rows = len(file.read_bytes().decode("cp932").splitlines()) - 1
    answers = [file.as_posix(), str(rows), "", "", "y", "y"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    capsys.readouterr()
    assert typed(begin) == 0, capsys.readouterr()
    capsys.readouterr()
    assert typed(listed) == 0
    out = capsys.readouterr().out
    session = re.search(r"\d{8}-\d{6}-below-zero-[0-9a-f]{6}", out)
    assert session is not None, out

    shutil.copy(PLAYBOOK, "mine/before.yaml")
    assert typed(compared) == 0
    change("default: 20", "default: 15")
    capsys.readouterr()
    assert typed(compared) == 1
    assert capsys.readouterr().out.startswith("setting 'max_age': default 20 → 15\n")
    data = listed.partition("--playbooks")[2]
    assert typed(f"tejun diff session:{session[0]} --playbooks{data}") == 1
    assert capsys.readouterr().out == "setting 'max_age': default 20 → 15\nChanges: 1\n"


def typed(line: str) -> int:
    """Runs one line as the terminal would."""
    program, *arguments = shlex.split(line)
    if program == "python":
        assert arguments[:2] == ["-m", "engine.sample"]
        sample_files.main(arguments[2:])
        return 0
    assert program == "tejun"
    return run(arguments)


def change(old: str, new: str) -> None:
    """What the author does in the editor; the words must stand there once."""
    text = PLAYBOOK.read_text(encoding="utf-8")
    assert text.count(old) == 1
    PLAYBOOK.write_text(text.replace(old, new), encoding="utf-8")

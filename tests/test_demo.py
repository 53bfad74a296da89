"""``tejun demo`` is for sample shops alone: a real shop's log is left as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.cli import run
from engine.clock import SystemClock
from engine.log import CompletionLog

ROOT = Path(__file__).parent.parent


def test_a_real_shops_log_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop, data = tmp_path / "shop", tmp_path / "data"
    shutil.copytree(ROOT / "shops" / "sample", shop)
    profile = (shop / "shop.yaml").read_text(encoding="utf-8")
    assert profile.count("sample: true") == 1
    (shop / "shop.yaml").write_text(profile.replace("sample: true", "sample: false"), encoding="utf-8")
    data.mkdir()
    CompletionLog.open(data / "log.db", zone="Asia/Tokyo", clock=SystemClock(), create=True).close()
    before = (data / "log.db").read_bytes()
    asked = ["demo", "--playbooks", str(ROOT / "playbooks"), "--shop", str(shop), "--data", str(data)]
    assert run(asked) == 2
    assert "は見本店舗ではありません。" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "shop"]
    assert (data / "log.db").read_bytes() == before

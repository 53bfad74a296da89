"""Reading a file costs no import of pandas, and hurts nobody who uses it."""

from __future__ import annotations

import subprocess
import sys

import pytest

READ = """
import sys
from engine.formats import Part, layouts, read
part = Part("a.csv", "商品ID,在庫数(引当数を含む),引当数\\nA,1,0\\nB,x,0\\n".encode("cp932"))
made = read(layouts()["logizard-cz04003"], [part])
assert made.table["on_hand"].to_pylist() == [1, None]
assert "pandas" not in sys.modules
"""
THEN_PANDAS = """
import pandas, pyarrow
frame = pandas.DataFrame({"day": pandas.to_datetime(["2026-01-01", None]), "kind": pandas.Categorical(["a", "b"])})
table = pyarrow.Table.from_pandas(frame)
assert table["day"].null_count == 1
assert table.to_pandas().equals(frame.astype({"day": table.to_pandas()["day"].dtype}))
assert made.table.to_pandas()["item_id"].tolist() == ["A", "B"]
"""


def run(text: str) -> None:
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_reading_imports_no_pandas() -> None:
    run(READ)


def test_data_frames_work_after_reading() -> None:
    pytest.importorskip("pandas")
    run(READ + THEN_PANDAS)

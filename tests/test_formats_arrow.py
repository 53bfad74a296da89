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


def test_a_lean_process_has_every_function_of_arrow_without_its_help() -> None:
    code = (
        "from engine.lean import lean; lean()\n"
        "import sys, pyarrow as pa, pyarrow.compute as pc\n"
        "print(pc.index_in(pa.array(['b']), value_set=pa.array(['a', 'b'])).to_pylist(),"
        " pc.match_substring_regex(pa.array(['x1']), r'[0-9]').to_pylist(),"
        " len([name for name in pc.list_functions() if hasattr(pc, name)]) > 200, 'pydoc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[1] [True] True False"

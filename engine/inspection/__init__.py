"""Inspection: what files are and what is wrong with them, and whether their codes are the shop's, outside any session.

- Pure: files and facts come in, an ``Inspection`` or a ``KeyReport`` goes out; nothing is written.
- Bad files are the ordinary business here: they give an inspection with words, never an error.
- What is only odd is a caution; what cannot be read, stands twice or is damaged is failed.
"""

from __future__ import annotations

from engine.inspection.facts import ColumnFacts, Earlier, FileFacts, Inspection, Period, Remark, Spread
from engine.inspection.inspected import inspect, inspect_all
from engine.inspection.key_line import KeyLine
from engine.inspection.keys import KeyReport, keys
from engine.inspection.listed import as_json, few_of_each, keys_csv, keys_json, remarks_csv, remarks_of
from engine.inspection.log import earlier
from engine.inspection.shown import file_lines, same_more, spread_rows, written

__all__ = [
    "ColumnFacts",
    "Earlier",
    "FileFacts",
    "Inspection",
    "KeyLine",
    "KeyReport",
    "Period",
    "Remark",
    "Spread",
    "as_json",
    "earlier",
    "few_of_each",
    "file_lines",
    "inspect",
    "inspect_all",
    "keys",
    "keys_csv",
    "keys_json",
    "remarks_csv",
    "remarks_of",
    "same_more",
    "spread_rows",
    "written",
]

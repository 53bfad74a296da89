"""File layouts (data), one reader, one writer.

Files come in as parts, as they arrived; a ``Format`` says how they are laid out; a ``Reading`` is what stands in them.

- ``layouts`` gives the formats, ``recognise`` says which one a file is, ``read`` reads, ``write`` writes.
- Nothing heavy is imported before a file is read.
"""

from __future__ import annotations

from engine.formats.column import Column, Word
from engine.formats.format import Format
from engine.formats.layout import layout_bytes, layouts, parse
from engine.formats.part import CellProblem, Part, PartFacts, Reading, Recognition, Written
from engine.formats.read import read
from engine.formats.recognise import recognise
from engine.formats.rule import OrderRule, StockRule, WriteRule
from engine.formats.write import write

__all__ = [
    "CellProblem",
    "Column",
    "Format",
    "OrderRule",
    "Part",
    "PartFacts",
    "Reading",
    "Recognition",
    "StockRule",
    "Word",
    "WriteRule",
    "Written",
    "layout_bytes",
    "layouts",
    "parse",
    "read",
    "recognise",
    "write",
]

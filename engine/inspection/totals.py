"""Rows in which a column that the system keeps as the sum of others is not their sum."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from engine.errors import message
from engine.formats import Format, Reading
from engine.formats.rule import Total
from engine.inspection.facts import Remark
from engine.inspection.looked import called, here, rows_of
from engine.record import Outcome

#: How many rows are named before the rest is only counted.
NAMED = 20


def unequal(format_: Format, reading: Reading) -> Iterator[Remark]:
    """Rows where all the numbers stand and do not make the sum; where one of them is blank, nobody can tell."""
    there = here(reading)
    for rule in format_.totals:
        if {rule.column, *rule.of} <= there:
            yield from _unequal(format_, reading, rule)


def _unequal(format_: Format, reading: Reading, rule: Total) -> Iterator[Remark]:
    import pyarrow.compute as pc

    table: Any = rows_of(format_, reading)
    made = reduce(pc.add, (table.column(name) for name in rule.of))
    wrong = table.append_column("_sum", made).filter(pc.fill_null(pc.not_equal(table.column(rule.column), made), False))
    for row in wrong.slice(0, NAMED).to_pylist():
        facts = reading.parts[row["_part"]]
        header = called(format_, (facts,), rule.column)
        parts = tuple(
            message("inspection.total_part", column=called(format_, (facts,), name), found=row[name])
            for name in rule.of
        )
        what = message("inspection.total_differs", column=header, found=row[rule.column], parts=parts, sum=row["_sum"])
        value, hint = str(row[rule.column]), message("inspection.total_hint")
        yield Remark(Outcome.CAUTION, what, facts.name, row["_row"], header, value, hint)
    if len(wrong) > NAMED:
        facts = reading.parts[0]
        header = called(format_, (facts,), rule.column)
        what = message("inspection.totals_more", column=header, count=len(wrong) - NAMED)
        yield Remark(Outcome.CAUTION, what, facts.name, column=header)

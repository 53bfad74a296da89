"""An inspection and a report of keys as files and JSON: for spreadsheets, and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.inspection.facts import BANDS, Inspection, Remark
from engine.inspection.inspected import told
from engine.inspection.keys import KeyReport
from engine.spreadsheet import sheet
from engine.texts import render, say

#: Of one kind of remark, so many are shown where there are many.
_EACH = 5
_HEADS = ("level", "file", "row", "column", "value", "words", "do")
_KEY_HEADS = ("level", "why", "file", "row", "code", "sku", "near", "words")


def remarks_of(inspection: Inspection) -> list[Remark]:
    """Everything that is to be said, what stands in the way of reading first."""
    return [*told(inspection.problems), *inspection.remarks]


def few_of_each(remarks: Sequence[Remark], shown: int) -> list[tuple[Remark, int]]:
    """Remarks to show, in their order; behind the last of a kind how many more of it there are.

    All of them where they are at most ``shown``; else the first of each kind: of one file, column and reason.
    """
    if len(remarks) <= shown:
        return [(remark, 0) for remark in remarks]
    kinds: dict[tuple[str, str, str | None], list[Remark]] = {}
    for remark in remarks:
        kinds.setdefault((remark.file, remark.what.code, remark.column), []).append(remark)
    made = [
        (remark, len(kind) - _EACH if at == _EACH else 0)
        for kind in kinds.values()
        for at, remark in enumerate(kind[:_EACH], 1)
    ]
    return made[:shown]


def remarks_csv(inspections: Sequence[Inspection], language: str) -> bytes:
    """All remarks as a table that a spreadsheet opens."""
    head = [say(f"inspection.head.{name}", language) for name in _HEADS]
    rows = [
        [
            say(f"common.outcome.{remark.level}", language),
            remark.file,
            remark.row,
            remark.column,
            remark.value,
            render(remark.what, language),
            render(remark.hint, language) if remark.hint else "",
        ]
        for inspection in inspections
        for remark in remarks_of(inspection)
    ]
    return sheet([head, *rows])


def keys_csv(report: KeyReport, language: str) -> bytes:
    """The report of keys as a table that a spreadsheet opens."""
    head = [say(f"inspection.head.{name}", language) for name in _KEY_HEADS]
    rows: Iterable[list[Any]] = (
        [
            say(f"common.outcome.{line.level}", language),
            say(f"inspection.why.{line.why}", language),
            line.file,
            line.row,
            line.code,
            line.sku,
            line.near,
            render(line.what, language),
        ]
        for line in report.lines
    )
    return sheet([head, *rows])


def keys_json(report: KeyReport, language: str) -> dict[str, Any]:
    """The report of keys for another program."""
    return {
        "outcome": str(report.outcome),
        "compared": {name: {"codes": codes, "known": known} for name, (codes, known) in report.compared.items()},
        "lines": [
            {
                "level": str(line.level),
                "why": line.why,
                "file": line.file,
                "system": line.system,
                "row": line.row,
                "code": line.code,
                "sku": line.sku,
                "near": line.near,
                "count": line.count,
                "words": render(line.what, language),
            }
            for line in report.lines
        ],
    }


def as_json(inspection: Inspection, language: str) -> dict[str, Any]:
    """An inspection for another program."""
    spread = inspection.spread
    return {
        "outcome": str(inspection.outcome),
        "format": inspection.format.id if inspection.format else None,
        "why": [render(why, language) for why in inspection.why],
        "rows": inspection.rows,
        "files": [
            {
                "name": facts.name,
                "size": facts.size,
                "sha256": facts.sha256,
                "rows": facts.rows,
                "encoding": facts.encoding,
                "newline": facts.newline,
                "separator": facts.separator,
                "header_row": facts.header_row,
                "header": list(facts.header),
                "unknown": list(facts.unknown),
                "missing": list(facts.missing),
                "dropped": list(facts.dropped),
                "exported_at": facts.exported_at.isoformat() if facts.exported_at else None,
            }
            for facts in inspection.files
        ],
        "columns": [
            {"name": c.name, "header": c.header, "filled": c.filled, "blank": c.blank, "lost": c.lost, "odd": c.odd}
            for c in inspection.columns
        ],
        "periods": [
            {"column": p.column, "first": p.first.isoformat(), "last": p.last.isoformat()} for p in inspection.periods
        ],
        "spread": spread
        and {
            "of": spread.of,
            "per_code": spread.per_code,
            "bands": [[least, most, count] for (least, most), count in zip(BANDS, spread.counts, strict=True)],
            "negative": spread.negative,
            "untold": spread.untold,
            "min": spread.least,
            "median": spread.middle,
            "max": spread.most,
        },
        "remarks": [
            {
                "level": str(remark.level),
                "code": remark.what.code,
                "file": remark.file,
                "row": remark.row,
                "column": remark.column,
                "value": remark.value,
                "words": render(remark.what, language),
            }
            for remark in remarks_of(inspection)
        ],
    }

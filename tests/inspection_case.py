"""A small layout of stock, files drawn for it, and every word that is said of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from engine.formats import Part, parse
from engine.inspection import Inspection, as_json, file_lines, remarks_csv, remarks_of
from engine.texts import LANGUAGES, render

COUNTS = parse(
    """
id: counts
title: {ja: 在庫, en: stock}
kind: oms
system: counts
files: {names: ['counts_(?P<stamp>[0-9]{12})[.]csv']}
columns:
  - {name: day, headers: [日], type: date}
  - {name: code, headers: [コード], type: id, required: true}
  - {name: stock, headers: [数], type: integer, required: true, at_least: 0}
key: [code]
stock: {code: [code], available: stock}
""".encode(),
    "counts.yaml",
)
FORMATS = {"counts": COUNTS}


def part(rows: str, name: str = "counts_202611240700.csv") -> Part:
    """A file of stock as drawn: day, code, number."""
    lines = [",".join(line.split()) for line in rows.strip().splitlines()]
    return Part(name, ("日,コード,数\n" + "\n".join(lines) + "\n").encode())


def said(inspection: Inspection, language: str = "ja") -> list[str]:
    return [f"{remark.level} {render(remark.what, language)}" for remark in remarks_of(inspection)]


def told(found: Sequence[Inspection]) -> None:
    """Every word of inspections, in both languages, and as files."""
    for language in LANGUAGES:
        for one in found:
            for why in one.why:
                render(why, language)
            for facts in one.files:
                file_lines(facts, language)
            said(one, language)
            json.dumps(as_json(one, language), ensure_ascii=False).encode()
        rows = list(csv.reader(io.StringIO(remarks_csv(found, language).decode("utf-8-sig"))))
        assert len(rows) == 1 + sum(len(remarks_of(one)) for one in found)

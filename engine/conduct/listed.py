"""A list for people, made from findings: CSV that Excel opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from engine import clock as time
from engine.fitted import Fitted
from engine.playbook.ask import Produce
from engine.record import Finding, Json
from engine.session import Session
from engine.spreadsheet import sheet

#: What no file may be called by on some system: Windows takes the least.
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def listed(
    fitted: Fitted,
    session: Session,
    asked: Produce,
    findings: Sequence[Finding],
    at: datetime,
    language: str,
) -> tuple[dict[str, Json], bytes]:
    """The body of its entry, and the list as CSV: the columns that the step names, and columns to fill in."""
    columns, said = asked.columns or (), _in_words(fitted, asked, language)
    head = [column_head(fitted, said, name, language) for name in columns] + list(said.to_fill or ())
    rows = [[_cell(fitted, session, asked, name, f, language) for name in columns] for f in findings]
    data = sheet([head, *([*row, *[""] * len(asked.to_fill or ())] for row in rows)])
    stamp = time.shown(at, fitted.zone).replace("-", "").replace(":", "").replace(" ", "-")
    name = f"{_NO_NAME.sub('_', asked.list or '').strip(' ._')}_{stamp}.csv"
    digest = sha256(data).hexdigest()
    body: dict[str, Json] = {
        "as": asked.as_,
        "list": asked.list,
        "rows_of": asked.rows,
        "parts": [{"name": name, "rows": len(rows), "sha256": digest, "kept": digest}],
        "keys": sorted({finding.key for finding in findings}),
        "left_out": {},
        "guards": [],
    }
    return body, data


def column_head(fitted: Fitted, asked: Produce, name: str, language: str) -> str:
    """What stands above a column: what the playbook says, else what the check compares there, else what it is."""
    from engine.checks.words import side
    from engine.texts import say

    if asked.heads and name in asked.heads:
        return asked.heads[name]
    check = fitted.playbook.check(asked.rows)
    return side(check, name, language, fitted.names(language)) or say(f"session.list.{name}", language)


def _in_words(fitted: Fitted, asked: Produce, language: str) -> Produce:
    """The same list in the language of its reader."""
    steps = fitted.in_words(language).steps
    return next((s.produce for s in steps if s.produce and s.produce.as_ == asked.as_), asked)


def _cell(fitted: Fitted, session: Session, asked: Produce, name: str, finding: Finding, language: str) -> Any:
    if name == "key":
        return finding.key
    if name == "name":
        product = fitted.shop.rules.products.get(finding.key)
        return product.name if product else ""
    if name == "places":
        return finding.values.get("locations", "")
    if name in {"choice", "evidence"}:
        return _chosen_cell(fitted, session, asked, name, finding, language)
    value = getattr(finding, name)
    return "" if value is None else value


def _chosen_cell(fitted: Fitted, session: Session, asked: Produce, name: str, finding: Finding, language: str) -> str:
    for step_id, choices in session.choices.items():
        step = fitted.in_words(language).step(step_id)
        if step.choose and step.choose.for_each == asked.rows and finding.key in choices:
            chosen = choices[finding.key]
            return step.choose.option(chosen.choice).label if name == "choice" else chosen.evidence
    return ""

"""Files made from findings: an upload file under its guards, or a list for people.

Which findings are taken is decided here; ``upload`` and ``listed`` make the files.
"""

from __future__ import annotations

from datetime import datetime

from engine.conduct.listed import listed
from engine.conduct.upload import Made, nothing, upload
from engine.errors import SessionError, message
from engine.fitted import Fitted
from engine.kept import Kept
from engine.playbook import Step
from engine.playbook.ask import Produce, many
from engine.record import Finding
from engine.session import Session
from engine.session.state import narrowed


def make(fitted: Fitted, session: Session, step: Step, kept: Kept, at: datetime, language: str = "ja") -> Made:
    """The file or list that a step makes.

    Raises:
        SessionError: the step makes no file, its snapshot is too old, or it cannot be told which location to change.
        StockError: a value cannot be written.
    """
    asked = step.produce
    if asked is None:
        raise SessionError(message("session.not_this_ask", step=step.id, ask="produce"))
    findings = chosen_findings(session, asked)
    if asked.format is None and not findings:
        return Made(nothing(asked, {}), ())
    if asked.format is None:
        body, data = listed(fitted, session, asked, findings, at, language)
        return Made(body, (data,))
    return upload(fitted, session, asked, findings, kept, at)


def chosen_findings(session: Session, asked: Produce) -> tuple[Finding, ...]:
    """The findings that a step writes: those of its check, narrowed by choices, without those a deviation leaves."""
    covered = session.covered(asked.rows, afterwards=True)
    findings = session.checks[asked.rows].findings
    taken = {finding.key for finding in narrowed(findings, session.choices, asked.only)}
    taken |= {finding.key for finding in findings if _is_large(finding, asked)}
    return tuple(
        finding
        for finding in findings
        if finding.key in taken - covered
        and not any(_choice(session, name, finding) in many(words) for name, words in (asked.except_ or {}).items())
    )


def _is_large(finding: Finding, asked: Produce) -> bool:
    if asked.also is None:
        return False
    pieces, yen = asked.also.pieces, asked.also.yen
    large = pieces is not None and abs(finding.difference or 0) >= pieces
    return large or (yen is not None and abs(finding.amount or 0) >= yen)


def _choice(session: Session, step_id: str, finding: Finding) -> str:
    chosen = session.choices.get(step_id, {}).get(finding.key)
    return chosen.choice if chosen else ""

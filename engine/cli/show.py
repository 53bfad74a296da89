"""Steps, results and findings as a person reads them in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.accuracy import Accuracy, line
from engine.checks import Base, claim, reason_words, words
from engine.cli.words import language
from engine.fitted import Fitted
from engine.record import CheckResult, Finding
from engine.session import Session, StepState
from engine.texts import render, say

FINDINGS_SHOWN = 20

MARKS = {"passed": "✓", "caution": "!", "failed": "✗", "error": "?", "skipped": "-"}


def step_words(fitted: Fitted, session: Session, state: StepState) -> str:
    """One step: where one is, warning and caution first, then the instruction."""
    lang = language()
    step = fitted.in_words(lang).step(state.step.id)
    section = fitted.in_words(lang).section_of(state.step.id)
    done, of = session.progress
    lines = ["", say("cli.step_head", lang, number=done + 1, of=of, section=section.title, title=step.title)]
    if state.stale:
        lines.append(say("cli.reopened", lang))
    if step.warning:
        lines.append(say("cli.warning", lang, words=step.warning))
    if step.caution:
        lines.append(say("cli.caution_words", lang, words=step.caution))
    lines += [f"  {line}" for line in step.instructions]
    if step.note:
        lines.append(say("cli.note", lang, words=step.note))
    if step.mistake:
        lines.append(say("cli.mistake", lang, words=step.mistake))
    return "\n".join(lines)


def result_words(
    result: CheckResult, check: Base | None, names: Mapping[str, str] | None = None, *, findings: bool = True
) -> str:
    """One check: its mark, what it claims, how many findings; the first of them, and what to do."""
    lang = language()
    claimed = claim(check, lang, names) if check is not None else result.check
    outcome = say(f"common.outcome.{result.outcome}", lang)
    head = say(
        "cli.result",
        lang,
        mark=MARKS[result.outcome],
        outcome=outcome,
        claim=claimed,
        count=len(result.findings),
        examined=result.examined,
    )
    lines = [head]
    if result.reason:
        lines.append("      " + reason_words(result.reason, result.reason_values, lang))
    accuracy = Accuracy.of(result.figures)
    if accuracy is not None and accuracy.skus:
        lines.append("      " + line(accuracy, lang))
    if findings:
        lines += finding_lines(result.findings, names)
    if check is not None and result.findings and check.if_failed != "-":
        lines.append(say("cli.to_do", lang, words=check.if_failed))
    return "\n".join(lines)


def finding_lines(findings: Sequence[Finding], names: Mapping[str, str] | None = None) -> list[str]:
    """The first findings, one a line, and how many more there are."""
    lang = language()
    lines = [f"      {MARKS[f.level]} {words(f, lang, names)}" for f in findings[:FINDINGS_SHOWN]]
    if len(findings) > FINDINGS_SHOWN:
        lines.append(say("cli.more_findings", lang, count=len(findings) - FINDINGS_SHOWN))
    return lines


def obstacles(fitted: Fitted, session: Session) -> list[str]:
    """What stands in the way of closing, one a line."""
    from engine.conduct import told_words
    from engine.session import why_not_close

    return [render(told_words(why, fitted, language()), language()) for why in why_not_close(session)]

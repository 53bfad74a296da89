"""The shop's allocation rule as the manual prints it, where a check of the playbook asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.manual.markup import heading, plain, table
from engine.manual.wording import Wording
from engine.stock.allocation import MallRule, Rule, SpecialCase
from engine.texts import say

_HEADS = ("mall", "share", "buffer", "cap", "open_from")


def rule(words: Wording) -> Iterator[str]:
    """The mode, the malls in order of priority, the special cases with their ends; nothing where no check needs it."""
    made = words.fitted.shop.rules.allocation
    checks = (check for step in words.playbook.steps for check in step.check or ())
    if made is None or not any("allocation" in check.needs() for check in checks):
        return
    yield heading(3, _say(words, "screen.title"), "_allocation")
    yield plain(_say(words, f"mode.{made.mode}"))
    if made.cycle_minutes is not None:
        yield plain(_say(words, "manual.cycle", count=made.cycle_minutes))
    yield _malls(words, made.usual)
    if made.sets_percent:
        yield plain(_say(words, "manual.sets", count=made.sets_percent))
    if made.cases:
        yield "\n".join(f"- {plain(_case(words, case))}" for case in made.cases)


def _say(words: Wording, code: str, **values: str | int) -> str:
    return say(f"allocation.{code}", words.language, **values)


def _malls(words: Wording, made: Rule) -> str:
    heads = [plain(_say(words, f"manual.{name}")) for name in _HEADS]
    return table(heads, [[plain(cell) for cell in _row(words, mall)] for mall in made.malls])


def _row(words: Wording, mall: MallRule) -> Iterator[str]:
    yield _say(words, f"mall.{mall.mall}")
    if mall.off:
        yield from (_say(words, "manual.off"), "", "", "")
        return
    yield f"{mall.share}%" if mall.share else ""
    kept = [str(mall.buffer)] if mall.buffer else []
    yield " / ".join([*kept, *([f"{mall.buffer_percent}%"] if mall.buffer_percent else [])])
    yield "" if mall.cap is None else str(mall.cap)
    yield str(mall.open_from) if mall.open_from > 1 else ""


def _short(words: Wording, mall: MallRule) -> str:
    """A mall on one line: its name, then each value that it has with its word."""
    name, *cells = _row(words, mall)
    if mall.off:
        return f"{name} {cells[0]}"
    heads = [_say(words, f"manual.{head}") for head in _HEADS[1:]]
    return " ".join([name, *(f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell)])


def _case(words: Wording, case: SpecialCase) -> str:
    about = words.joined([*sorted(case.skus), *sorted(case.ranks), *sorted(case.kinds)])
    days = _days(words, case)
    malls = words.joined([_short(words, mall) for mall in case.rule.malls])
    return _say(words, "manual.case", why=case.why, days=days, about=about, malls=malls)


def _days(words: Wording, case: SpecialCase) -> str:
    if case.until is None:
        return _say(words, "manual.always")
    if case.since is None:
        return say("common.up_to", words.language, last=str(case.until))
    return say("common.from_to", words.language, first=str(case.since), last=str(case.until))

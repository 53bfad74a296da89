"""What an upload file changes: which received file's rows, and which of its numbers a column is.

Playbooks are reviewed by it, and upload files made by it, so that both mean the same.

- ``change``: the column holds what is added; ``on_hand`` and ``available``: it holds the number that shall stand there.
- Every other column is no count: a lead time, a flag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from engine.checks import Base, Equal
from engine.checks.base import Name
from engine.formats import Format
from engine.playbook.ask import Produce

Number = Literal["on_hand", "available"]
SIDES = ("left", "right")

#: The layout of the list that is made beside an upload file which does not say what will stand there.
AFTER = "tejun-after"


def changed_by(layout: Format) -> tuple[str, ...]:
    """The formats whose rows an upload file of this one may change."""
    return (layout.id, *layout.write.of) if layout.write is not None else ()


def read_as(layout: Format) -> str:
    """The format in which the file of a step is read again: its own, or the list of what will stand there."""
    return layout.id if layout.write is None or layout.write.tells else AFTER


def target(asked: Produce, check: Base, layout: Format, format_of: Callable[[str], Format | None]) -> str | None:
    """The received file whose rows an upload file changes; nothing where none is of a fitting format.

    It is what the step names (``into``), or the side of the check that is not written; a step that writes only fixed
    values changes the first fitting file of its check.
    """
    for alias in candidates(asked, check):
        found = format_of(alias)
        if found is not None and found.id in changed_by(layout):
            return alias
    return None


def candidates(asked: Produce, check: Base) -> tuple[str, ...]:
    """The files whose rows may be meant, the likeliest first."""
    return (asked.into,) if asked.into is not None else tuple(dict.fromkeys(_named(asked, check)))


def _named(asked: Produce, check: Base) -> Iterator[str]:
    written = {value for value in (asked.set or {}).values() if value in SIDES and hasattr(check, str(value))}
    sides = tuple(side for side in SIDES if side not in written) if written else SIDES
    for side in sides:
        refs = getattr(check, side, None)
        for ref in refs if isinstance(refs, tuple) else (refs,):
            if isinstance(ref, str):
                yield ref.partition(".")[0]
    if not written:
        yield from check.needs()


def side_ref(check: Base, alias: str) -> str | None:
    """The column of a file that a check compares."""
    for side in SIDES:
        ref = getattr(check, side, None)
        if isinstance(ref, str) and ref.startswith(f"{alias}.stock."):
            return ref
    return None


def number_of(layout: Format, column: str) -> Number | None:
    """Which number of the stock a column of a stock table is, by either of its names."""
    rule = layout.stock
    if column in {"available", "lowest"} or (rule is not None and column == rule.available):
        return "available"
    if column == "on_hand" or (rule is not None and column == rule.on_hand):
        return "on_hand"
    return None


def is_change(layout: Format, column: str) -> bool:
    """Whether a written column is added to what is there."""
    return layout.by_name[column].relative


def sets_number(layout: Format, column: str) -> Number | None:
    """Which number of the stock a written column sets; nothing where it is no count, or what is added to one."""
    rule = layout.stock
    if rule is None or layout.by_name[column].relative:
        return None
    return "available" if column == rule.available else "on_hand" if column == rule.on_hand else None


def counts_in(layout: Format, received: Format, check: Base, alias: str, column: str) -> Number | None:
    """Which number of the received file a written column changes; nothing where it is no count."""
    if not is_change(layout, column):
        return sets_number(layout, column)
    ref = side_ref(check, alias)
    compared = number_of(received, Name.of(ref).column) if ref is not None else None
    if compared is not None:
        return compared
    return "on_hand" if received.stock is not None and received.stock.on_hand else "available"


def number(received: Format, row: Mapping[str, Any], which: Number) -> int | None:
    """A number of the stock on one row of a received file, as the stock table has it; nothing where it is unknown."""
    rule = received.stock
    if rule is None:
        return None
    on_hand, reserved = row.get(rule.on_hand or ""), row.get(rule.reserved or "")
    if which == "on_hand" or rule.available is not None:
        found = on_hand if which == "on_hand" else row.get(rule.available or "")
        return found if isinstance(found, int) else None
    if rule.reserved is None:
        return on_hand if isinstance(on_hand, int) else None
    return on_hand - reserved if isinstance(on_hand, int) and isinstance(reserved, int) else None


def number_columns(received: Format) -> tuple[str, ...]:
    """The columns of a received file from which its numbers are made."""
    rule = received.stock
    named = (rule.on_hand, rule.reserved, rule.available, rule.location) if rule is not None else ()
    return tuple(name for name in named if name is not None)


def reads_back(check: Base, alias: str) -> str | None:
    """The file with which a check compares all of what a step made, to the piece; nothing where it does not.

    Only such a check shows that a relative file has been taken over: without a tolerance, and for every SKU of it.
    """
    if not isinstance(check, Equal) or check.tolerance or check.caution_from or check.caution_percent or check.only:
        return None
    left, right = Name.of(check.left).alias, Name.of(check.right).alias
    if alias not in {left, right} or left == right:
        return None
    own, other = ("left", right) if alias == left else ("right", left)
    return other if check.keys in {"all", own} and check.level == "failed" else None

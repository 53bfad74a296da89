"""What of a proposal should be looked at before it is saved: what would be counted wrong, and what nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from engine.errors import Message, message
from engine.formats.cell import rule
from engine.formats.column import Column
from engine.formats.name import normal
from engine.mapping.cancelled import ends, looks_ended, of_flags, spoken
from engine.mapping.may_sell import bars
from engine.mapping.meaning import NUMBERS, STOCKS, Proposed
from engine.mapping.proposed import Proposal
from engine.mapping.words import decides, meant, takes_back

#: Meanings of columns that say whether a row may be sold.
_SELLABLE = frozenset({"quality", "expiry", "held_for", "may_sell"})
#: What says how much is there.
_COUNTED = ("on_hand", "available")
#: Meanings of columns in which no state stands, whatever their words are.
_NO_STATE = frozenset({"code", "sub_code", "own_code", "name", "order", "personal", "barcode"}) | NUMBERS
#: What a shop calls goods in good order, unless it says otherwise.
_GOOD = "良品"
#: What a cell of a code says.
_ID = rule(Column(name="any", headers=("any",), type="id"))
#: As many values of a column are shown.
_SHOWN = 3


def doubts(proposal: Proposal) -> tuple[Message, ...]:
    """What should be looked at before it is saved: damaged and repeated codes, qualities without 良品, orders."""
    return (
        *_damaged(proposal),
        *_repeats(proposal),
        *_never_good(proposal),
        *_other_counts(proposal),
        *_other_reserved(proposal),
        *_sold_all_the_same(proposal),
        *_held_elsewhere(proposal),
        *_may_sell(proposal),
        *_taken_back(proposal),
        *_ended_elsewhere(proposal),
        *_spoken(proposal),
        *_unnumbered(proposal),
        *_half_ended(proposal),
    )


def _damaged(proposal: Proposal) -> tuple[Message, ...]:
    """Columns with values that a spreadsheet made of codes (``1.23E+10``): the codes cannot be had from them."""
    made = []
    for column in proposal.columns:
        ids = column.type == "id"
        cells = [cell for cell in proposal.look.cells(column.at) if ids or "E+" in cell.upper()]
        damaged = tuple(dict.fromkeys(cell for cell in cells if _ID(cell).lost))
        if damaged and column.meaning != "personal":
            code = "damaged_code" if ids else "damaged_value"
            made.append(message(f"mapping.{code}", column=column.header, found=damaged[:_SHOWN]))
    return tuple(made)


def _taken_back(proposal: Proposal) -> tuple[Message, ...]:
    """Columns that speak of what was taken back and of which no rule is made; and that there is no rule at all."""
    if proposal.kind != "orders":
        return ()
    ruled = proposal.ruled
    left = [c.header for c in proposal.columns if c.at not in ruled and takes_back(normal(c.header))]
    none = () if ruled else (message("mapping.never_cancelled"),)
    return (message("mapping.taken_back", columns=tuple(left)), *none) if left else none


def _ended_elsewhere(proposal: Proposal) -> tuple[Message, ...]:
    """Columns of which no rule is made, with words that say that a row was taken back."""
    if proposal.kind != "orders":
        return ()
    made = []
    for column in proposal.columns:
        if (
            column.at in {*proposal.ruled, *proposal.words}
            or column.meaning in _NO_STATE
            or takes_back(normal(column.header))
        ):
            continue
        cells = proposal.look.cells(column.at)
        found = tuple(filter(ends, spoken(cells)))
        if found:
            count = sum(cell in found for cell in cells)
            made.append(message("mapping.ended_elsewhere", column=column.header, found=found[:_SHOWN], count=count))
    return tuple(made)


def _unnumbered(proposal: Proposal) -> tuple[Message, ...]:
    """Rows without the number of their order that say nothing of being taken back: lines of the order above."""
    order, ruled = proposal.of("order"), proposal.ruled
    if proposal.kind != "orders" or order is None or not ruled:
        return ()
    lines = _lines(proposal, lambda row: not any(_cell(row, at) for at in (order.at, *ruled)))
    if not lines:
        return ()
    return (message("mapping.order_blank", column=order.header, count=len(lines), row=lines[0]),)


def _half_ended(proposal: Proposal) -> tuple[Message, ...]:
    """Rows that say nothing of being taken back, of orders that were by the word on another of their rows."""
    order, ruled = proposal.of("order"), proposal.ruled
    states = {at: words for at, words in proposal.words.items() if words.ended and not words.counts}
    if proposal.kind != "orders" or order is None or not states:
        return ()
    ended = {
        _cell(row, order.at)
        for row in proposal.look.rows
        if any(_cell(row, at) in words.ended for at, words in states.items())
    }
    lines = _lines(
        proposal, lambda row: _cell(row, order.at) in ended - {""} and not any(_cell(row, at) for at in ruled)
    )
    if not lines:
        return ()
    header = proposal.columns[next(iter(states))].header
    return (message("mapping.state_blank", column=header, count=len(lines), row=lines[0]),)


def _lines(proposal: Proposal, fits: Callable[[tuple[str, ...]], bool]) -> list[int]:
    """The numbers of the rows, as far as was looked, that have a quantity and fit."""
    quantity = proposal.of("quantity")
    if quantity is None:
        return []
    rows = zip(proposal.look.numbers, proposal.look.rows, strict=True)
    return [number for number, row in rows if _cell(row, quantity.at) and fits(row)]


def _spoken(proposal: Proposal) -> tuple[Message, ...]:
    """Words of cancellation that stand nowhere in the file, and words of the file of which nobody said anything."""
    made: list[Message] = []
    if proposal.kind != "orders":
        return ()
    ended, seen = False, proposal.of("cancelled_at") is not None
    for at, words in proposal.words.items():
        found, column = spoken(proposal.look.cells(at)), proposal.columns[at].header
        ended, seen = ended or bool(words.ended), seen or not {*words.ended}.isdisjoint(found)
        left = tuple(word for word in found if word not in {*words.ended, *words.counts})
        if words.counts and left:
            made.append(message("mapping.words_untold", column=column, found=left))
        elif back := tuple(filter(looks_ended, left)):
            made.append(message("mapping.words_counted", column=column, found=back))
    if ended and not seen:
        rows, count = len(proposal.look.rows), proposal.look.count
        whole = message("mapping.none_cancelled")
        made.insert(0, whole if rows >= count else message("mapping.none_cancelled_above", rows=rows, count=count))
    return tuple(made)


def _other_counts(proposal: Proposal) -> tuple[Message, ...]:
    """Further columns that may be a count by their names, beside the one that was taken for it."""
    made = []
    for meaning in _COUNTED if proposal.kind in STOCKS else ():
        taken = proposal.of(meaning) or proposal.of("on_hand") or proposal.of("available")
        others = [c.header for c in proposal.columns if c.why.code == "mapping.why_other" and _count_of(c) == meaning]
        if taken is not None and others:
            made.append(message(f"mapping.other_{taken.meaning}", column=taken.header, others=tuple(others)))
    return tuple(made)


def _other_reserved(proposal: Proposal) -> tuple[Message, ...]:
    """Further columns of what is reserved: only one of them is taken off."""
    taken = proposal.of("reserved")
    freed = [column for column in proposal.columns if column.why.code == "mapping.why_other"]
    others = tuple(column.header for column in freed if _count_of(column) == "reserved")
    if taken is None or not others or proposal.of("available") or proposal.kind not in STOCKS:
        return ()
    return (message("mapping.other_reserved", column=taken.header, others=others),)


def _sold_all_the_same(proposal: Proposal) -> tuple[Message, ...]:
    """Columns that seem to say whether a row may be sold, and cannot be read as that."""
    unread = tuple(column.header for column in proposal.columns if _unread(column))
    if not unread or proposal.kind not in STOCKS:
        return ()
    return (message("mapping.sold_all_the_same", columns=unread),)


def _held_elsewhere(proposal: Proposal) -> tuple[Message, ...]:
    """Columns of which no rule is made, with words that say that a row may not be sold."""
    made = []
    for column in proposal.columns if proposal.kind in STOCKS else ():
        if column.meaning in _SELLABLE or column.meaning in _NO_STATE | {"location", "lot"}:
            continue
        cells = proposal.look.cells(column.at)
        gone = of_flags(cells).ended if column.meaning == "cancelled" else ()
        found = tuple(word for word in spoken(cells) if word in gone or bars(word))
        if found:
            count = sum(cell in found for cell in cells)
            made.append(message("mapping.held_elsewhere", column=column.header, found=found[:_SHOWN], count=count))
    return tuple(made)


def _may_sell(proposal: Proposal) -> tuple[Message, ...]:
    """Words, and blanks, of which nobody said whether their rows may be sold; and signs taken for numbers."""
    made = []
    for at, words in proposal.words.items() if proposal.kind in STOCKS else ():
        column, found = proposal.columns[at], spoken(proposal.look.cells(at))
        left = tuple(word for word in found if word not in {*words.ended, *words.counts})
        if words.counts and left:
            made.append(message("mapping.sold_untold", column=column.header, found=left))
        if words.counts and column.filled < column.looked and not proposal.blank_sells(at):
            count = column.looked - column.filled
            made.append(message("mapping.sold_blank", column=column.header, count=count))
    free, there = proposal.of("available"), proposal.of("on_hand")
    if proposal.kind in STOCKS and free is not None and there is not None:
        signs, counts = {*proposal.look.cells(free.at)}, {*proposal.look.cells(there.at)}
        if signs <= {"0", "1"} and not counts <= {"0", "1"}:
            made.append(message("mapping.sign_for_count", column=free.header))
    return tuple(made)


def _never_good(proposal: Proposal) -> tuple[Message, ...]:
    quality = proposal.of("quality")
    cells = proposal.look.cells(quality.at) if quality is not None else ()
    if quality is None or proposal.kind not in STOCKS or not cells or _GOOD in cells:
        return ()
    return (message("inspection.never_good", column=quality.header, found=quality.samples),)


def _repeats(proposal: Proposal) -> tuple[Message, ...]:
    whole = [column.at for column in proposal.columns if column.meaning in {"code", "sub_code"}]
    if proposal.kind not in STOCKS | {"products"} or proposal.of("code") is None:
        return ()
    rows = [row for row in proposal.look.rows if max(whole) < len(row)]
    counted = Counter("/".join(filter(None, (row[at].strip() for at in whole))) for row in rows)
    several = [code for code, count in counted.items() if code and count > 1]
    if not several:
        return ()
    code = "repeats_added" if proposal.kind == "warehouse" else "repeats"
    return (message(f"mapping.{code}", found=several[0], count=len(several)),)


def _unread(column: Proposed) -> bool:
    """Whether a column seems to say whether a row may be sold, and is not read as that."""
    header = normal(column.header)
    if column.why.code == "mapping.why_disagree" and not _SELLABLE.isdisjoint(meant(header)[:1]):
        return True
    return column.meaning in {"text", "number", "status"} and bool(column.samples) and decides(header)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _count_of(column: Proposed) -> str | None:
    """What a header says that a number counts, the likeliest."""
    return next((meaning for meaning in meant(normal(column.header)) if meaning in NUMBERS), None)

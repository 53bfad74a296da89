"""What each column of an unknown file may be: by the words of its header, then by what stands in its cells.

- A proposal is no answer: it says why, shows samples, and the person confirms or changes it.
- The words of the header count only where the cells agree with them: a 在庫数 column of text is text.
- Each meaning that a layout needs once goes to one column: the one that is filled most, of codes the one that tells
  most apart, unless the person says otherwise.
- A file of movements has no stock to propose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.complaint import nearest
from engine.errors import ArgumentError, Message, Place, Problem, StockError, message
from engine.formats.name import normal
from engine.formats.part import Part
from engine.mapping.cancelled import Words, of_states, spoken
from engine.mapping.cells import by_cells
from engine.mapping.look import Look, look
from engine.mapping.meaning import (
    COUNTS,
    KINDS,
    MEANINGS,
    MOMENTS,
    NUMBERS,
    SEVERAL,
    STOCKS,
    MappedKind,
    Proposed,
    agrees,
    as_meant,
    share,
)
from engine.mapping.proposed import Proposal
from engine.mapping.words import meant, moves, of_oms, of_order, pays, preferred, switches, weak

_SAMPLES = 4
#: The two parts of Rakuten's code of a SKU.
_RAKUTEN = {"商品管理番号": "code", "sku管理番号": "sub_code"}


def propose(part: Part, sheet: str | None = None) -> Proposal:
    """What this file may be; of a workbook this sheet, or the one with most in it.

    Raises:
        ArgumentError: there is no such sheet.
        StockError: it is no table with a header row.
    """
    seen = look(part, sheet)
    if not seen.header_row or len(seen.header) < 2:  # noqa: PLR2004 - a key and something about it
        what = _twice(seen) or message("mapping.no_header")
        raise StockError(Problem(Place(part.name, 1, 1), what, message("mapping.no_header_hint")))
    columns = _of_sku(seen, _once(seen, [_proposed(seen, at) for at in range(len(seen.header))]))
    kind = _kind(columns)
    if kind == "orders" and not any(column.meaning == "quantity" for column in columns):
        columns = [replace(column, meaning="quantity") if column.meaning == "on_hand" else column for column in columns]
    if kind == "orders" and not any(column.meaning == "status" for column in columns):
        columns = [replace(column, meaning="status") if column.meaning == "quality" else column for column in columns]
    if kind == "orders":
        columns = [_further_state(seen, column) for column in columns]
    made = by_cells(seen, columns)
    return Proposal(seen, kind, tuple(map(_moved, made)) if kind == "other" else made)


def _twice(seen: Look) -> Message | None:
    """The name that stands twice in a first row of names, so that it is no header."""
    counted = Counter(normal(name) for name in seen.header if name.strip() and not name.strip()[0].isdigit())
    name, count = max(counted.items(), key=lambda one: one[1], default=("", 0))
    if count < 2 or len(seen.header) < 2 or sum(counted.values()) < len(seen.header):  # noqa: PLR2004 - twice
        return None
    columns = tuple(str(at) for at, header in enumerate(seen.header, 1) if normal(header) == name)
    return message("format.header_doubled", name=name, columns=columns)


def change(
    proposal: Proposal,
    columns: Iterable[tuple[str, str]] = (),
    kind: str | None = None,
    *,
    ended: Iterable[tuple[str, str]] = (),
    counts: Iterable[tuple[str, str]] = (),
) -> Proposal:
    """The proposal as the person wants it.

    Args:
        proposal: what was proposed.
        columns: pairs of meaning and header.
        kind: what kind of file it is.
        ended: pairs of header and word: a row with this word was taken back, or may not be sold; a blank word: none.
        counts: pairs of header and word: a row with this word counts; of orders, a blank word: every other word does.

    Raises:
        ArgumentError: naming every word that is no meaning, header or kind, or is said to mean both.
    """
    problems: list[Problem | Message] = []
    made = list(proposal.columns)
    places = {normal(column.header): column.at for column in made}
    pairs = list(columns)
    once = Counter(meaning for meaning, _ in pairs if meaning in MEANINGS and meaning not in SEVERAL)
    for meaning in (meaning for meaning, count in once.items() if count > 1):
        headers = tuple(header for told, header in pairs if told == meaning)
        problems.append(message("mapping.meaning_twice", meaning=meaning, headers=headers))
    for meaning, header in pairs:
        at = places.get(normal(header))
        if meaning not in MEANINGS:
            what = message("mapping.unknown_meaning", found=meaning, allowed=tuple(MEANINGS))
            problems.append(what)
        elif at is None:
            what = message("mapping.unknown_header", found=header, name=proposal.look.name)
            problems.append(_with_nearest(what, header, [column.header for column in made]))
        else:
            if meaning not in SEVERAL:
                made = [_freed(column) if column.meaning == meaning else column for column in made]
            made[at] = as_meant(proposal.look, made[at], meaning, message("mapping.why_told"))
    if kind is not None and kind not in KINDS:
        problems.append(message("mapping.unknown_kind", found=kind, allowed=KINDS))
    if problems:
        raise ArgumentError(*problems)
    chosen = next((known for known in KINDS if known == kind), None)
    changed = replace(proposal, columns=tuple(made), kind=chosen or proposal.kind)
    return _worded(changed, list(ended), list(counts))


def _worded(proposal: Proposal, ended: list[tuple[str, str]], counts: list[tuple[str, str]]) -> Proposal:
    """The proposal with the words that a person said of columns; a column of another meaning becomes one of those.

    Raises:
        ArgumentError: the file has neither orders nor stock, a header is not there, or a word is said to mean both.
    """
    headers = dict.fromkeys(header for header, _ in (*ended, *counts))
    if headers and proposal.kind not in {"orders", *STOCKS}:
        raise ArgumentError(message("mapping.words_of_orders"))
    problems: list[Problem | Message] = []
    made, told = list(proposal.columns), dict(proposal.told)
    places = {normal(column.header): column.at for column in made}
    for header in headers:
        at = places.get(normal(header))
        if at is None:
            what = message("mapping.unknown_header", found=header, name=proposal.look.name)
            problems.append(_with_nearest(what, header, [column.header for column in made]))
            continue
        wanted = ("status", "cancelled") if proposal.kind == "orders" else ("may_sell",)
        if made[at].meaning not in wanted:
            made[at] = as_meant(proposal.look, made[at], wanted[-1], message("mapping.why_told"))
        before = replace(proposal, columns=tuple(made)).words[at]
        found = spoken(proposal.look.cells(at))
        taken, open_ = _said_of(ended, header), _said_of(counts, header)
        both = sorted({*(taken or ())} & {*(open_ or ())})
        problems += [message("mapping.word_twice", column=made[at].header, found=word) for word in both]
        told[at] = Words(
            tuple(word for word in before.ended if word not in (open_ or ())) if taken is None else taken,
            tuple(word for word in before.counts if word in found or at in proposal.told if word not in (taken or ()))
            if open_ is None
            else open_,
        )
    if problems:
        raise ArgumentError(*problems)
    return replace(proposal, columns=tuple(made), told=told)


def _said_of(pairs: Sequence[tuple[str, str]], header: str) -> tuple[str, ...] | None:
    """The words that were said of a column; nothing where none were, not even a blank one."""
    said = [word.strip() for named, word in pairs if normal(named) == normal(header)]
    return tuple(dict.fromkeys(filter(None, said))) if said else None


def _with_nearest(what: Message, word: str, allowed: Sequence[str]) -> Problem:
    return Problem(Place(""), what, nearest(word, allowed))


def _freed(column: Proposed) -> Proposed:
    """A column whose meaning went to another one."""
    meaning = "number" if column.meaning in NUMBERS else "date" if column.meaning in MOMENTS else "text"
    return replace(column, meaning=meaning, why=message("mapping.why_other"))


def _proposed(seen: Look, at: int) -> Proposed:
    header, cells = seen.header[at], seen.cells(at)
    samples = tuple(dict.fromkeys(cells))[:_SAMPLES]
    column = Proposed(at, header, "text", message("mapping.why_nothing"), samples, len(cells), len(seen.rows))
    told = meant(normal(header))
    switch = switches(normal(header))
    for meaning in told:
        if switch and meaning in COUNTS:
            continue
        made = as_meant(seen, column, meaning, message("mapping.why_header", header=header))
        if not cells or agrees(cells, made):
            return made
    if not told:
        return column
    if not samples or (set(told) <= COUNTS and switch):
        return column
    failing = next((cell for cell in cells if not share([cell], made)), samples[0])
    return replace(column, why=message("mapping.why_disagree", header=header, sample=failing))


def _once(seen: Look, columns: Sequence[Proposed]) -> list[Proposed]:
    """Of columns with one and the same meaning, the best keeps it; the first of equals."""
    kept: dict[str, Proposed] = {}
    for column in columns:
        before = kept.get(column.meaning)
        if before is None or _rank(seen, column) > _rank(seen, before):
            kept[column.meaning] = column
    return [
        column if column.meaning in SEVERAL or kept[column.meaning] is column else _freed(column) for column in columns
    ]


def _rank(seen: Look, column: Proposed) -> tuple[int, int, int]:
    """How good a column is for its meaning: by its words, filled most; a code also by how much it tells apart."""
    if column.meaning == "status":
        return of_order(normal(column.header)), column.filled, 0
    if column.meaning != "code":
        return preferred(normal(column.header)), column.filled, 0
    return not weak(normal(column.header)), column.filled, len(set(seen.cells(column.at)))


def _further_state(seen: Look, column: Proposed) -> Proposed:
    """A further column of states: one that says what was taken back, unless it is of the payment or of numbers."""
    header = normal(column.header)
    further = column.why.code == "mapping.why_other" and "status" in meant(header) and not pays(header)
    if not further or of_states(seen.cells(column.at)) == Words():
        return column
    return as_meant(seen, column, "cancelled", message("mapping.why_state"))


def _of_sku(seen: Look, columns: list[Proposed]) -> list[Proposed]:
    """The columns, without further parts of a code where the code of the SKU stands on each row."""
    code = next((column for column in columns if column.meaning == "code"), None)
    names = [normal(column.header) for column in columns]
    if code is not None and normal(code.header) in _RAKUTEN and _RAKUTEN.keys() <= set(names):
        # Rakuten's number of a SKU is unique within its product only.
        return [
            _said(column, _RAKUTEN[name]) if name in _RAKUTEN else column
            for column, name in zip(columns, names, strict=True)
        ]
    if code is None or "sku" not in normal(code.header) or len(set(seen.cells(code.at))) < code.looked:
        return columns
    return [_freed(column) if column.meaning == "sub_code" else column for column in columns]


def _said(column: Proposed, meaning: str) -> Proposed:
    """The column as what its header says."""
    return replace(column, meaning=meaning, why=message("mapping.why_header", header=column.header))


def _kind(columns: Sequence[Proposed]) -> MappedKind:
    meanings = {column.meaning for column in columns}
    headers = [normal(column.header) for column in columns]
    if "order" in meanings and {"quantity", "ordered_at", "shipped_at", "status"} & meanings:
        return "orders"
    if moves(headers, counted=bool(meanings & {"on_hand", "available"})):
        return "other"
    return "oms" if of_oms(headers) else "warehouse"


def _moved(column: Proposed) -> Proposed:
    """A number of a file of movements: no count, whatever its header says."""
    if column.meaning not in COUNTS - {"incoming", "quantity"}:
        return column
    return replace(column, meaning="number", why=message("mapping.why_moved"))

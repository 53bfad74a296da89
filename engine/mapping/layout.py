"""A confirmed proposal as a layout: the bytes of ``layouts/<id>.yaml``, and the very file read with it.

- Only what a person can read again is written: one column a line, in the file's order, with its header as found.
- Code (all parts of it), count and whatever says that pieces may not be sold (allocated, quality, expiry, held) must be
  there in every later file: without such a column they would be sold. All columns are written down, and a file whose
  header differs by more than a little is not taken for one of these.
- Rows of orders that were taken back are a kind of their own, and columns with words for both are its ``alive``. A row
  with neither the number of its order nor a word of these is a further line of the order above: nobody can tell.
- Where orders or personal columns are concerned, columns that are not declared are dropped on reading.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Problem, StockError
from engine.formats.format import Encoding, Format
from engine.formats.layout import parse
from engine.formats.name import normal
from engine.formats.part import Part, Reading
from engine.formats.read import read
from engine.mapping.left_out import CANCELLED, LeftOut, left_out
from engine.mapping.meaning import NO_DATES, OFTEN, STOCKS, Proposed
from engine.mapping.proposed import Proposal

#: Our names of columns, where they are not called as what they mean.
_NAMES = {"code": "item_code", "name": "item_name"}
_STOCK = ("on_hand", "reserved", "available", "incoming", "quality", "location", "expiry")
_ORDERS = ("order", "quantity", "status", "ordered_at", "shipped_at")
_REQUIRED = frozenset({"code", "sub_code", "on_hand", "available", "order", "quantity"})
_REQUIRED_OF_STOCK = frozenset({"reserved", "quality", "expiry", "held_for"})
#: Words that YAML does not take for text.
_NO_TEXT = frozenset({"null", "true", "false"})
_SLACK = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """The very file read with the layout: the format, and what was read, or what stands in the way."""

    format: Format
    reading: Reading | None
    problems: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> LeftOut:
        """Of orders: which rows were taken back, and words of which that is not known."""
        return left_out(self.format, self.reading) if self.reading is not None else LeftOut()

    @property
    def lost(self) -> int:
        """How many cells could not be read."""
        lost = {(cell.name, cell.code) for cell in self.reading.cells if cell.lost} if self.reading else set()
        return sum(count for key, count in self.reading.counts.items() if key in lost) if self.reading else 0


def id_of(name: str) -> str:
    """An id made of a file's name: ``zaiko_20261124.csv`` gives ``zaiko``; nothing where no letter is left."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    words = re.findall(r"[a-z][a-z0-9]*", normal(re.sub(r"[0-9]{4,}", "", stem)))
    return "-".join(words)[:40].strip("-")


def called(name: str) -> str:
    """What people may call files of this name, without its day: ``在庫一覧_20261124.csv`` gives ``在庫一覧``."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    return re.sub(r"^[0-9]{6,}[-_ ]*|[-_ ]*[0-9]{6,}.*$", "", stem).strip() or stem


def layout(proposal: Proposal, layout_id: str, title: str, system: str | None = None, english: str = "") -> bytes:
    """The layout as YAML; ``system`` is whose codes stand in the file (``own``: the shop's own)."""
    seen, title = proposal.look, " ".join(title.split())
    names = _named(proposal.columns)
    keeps = "declared" if proposal.kind == "orders" or proposal.of("personal") else "all"
    lines = [
        f"# {title}: made with `tejun stock map` from a file of {len(seen.header)} columns. Edit it where it is wrong.",
        f"id: {layout_id}",
        f"title: {{ja: {_text(title)}, en: {_text(english or title)}}}",
        f"kind: {proposal.kind}",
        f"system: {system or layout_id}",
        "files:",
        f"  names: [{_text(_pattern(seen.name))}]",
        f"encodings: [{', '.join(_encodings(seen.encoding))}]",
        f"separators: [{seen.separator}]",
        f"header: {{within: {seen.header_row + (_SLACK if seen.header_row > 1 else 0)}, whole: true}}",
        f"keeps: {keeps}",
        "columns:",
        *(_column(proposal, column, names[column.at]) for column in proposal.columns),
        *_rules(proposal, names),
    ]
    return ("\n".join(lines) + "\n").encode()


def tried(content: bytes, file: str, part: Part) -> Trial:
    """The very file, read with this layout.

    Raises:
        PlaybookError: the layout does not say what it must.
    """
    made = parse(content, file)
    try:
        return Trial(made, read(made, [part]))
    except StockError as error:
        return Trial(made, None, error.problems)


def _text(text: str) -> str:
    """A text in quotes, as YAML and JSON both write it; characters that nobody can see are spelled out."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in written)


def _pattern(name: str) -> str:
    """A pattern for names like this one: every run of digits may differ, a moment among them is read."""
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    pieces = re.split(r"([0-9]+)", re.sub(r" ?[(（][0-9]+[)）](?=\.[^.]+\Z)", "", bare))
    made, stamped = "", False
    for piece in pieces:
        if not piece.isdigit() or not piece.isascii():
            made += re.escape(piece)
        elif len(piece) in {12, 14} and not stamped:
            made, stamped = f"{made}(?P<stamp>\\d{{{len(piece)}}})", True
        else:
            made += r"\d+"
    return made


def _encodings(found: str) -> tuple[Encoding, ...]:
    if found == "cp932":
        return ("cp932",)
    if found == "utf-16":
        return ("utf-16",)
    return ("utf-8", "cp932") if found in {"ascii", "xlsx"} else ("utf-8",)


def _named(columns: Sequence[Proposed]) -> dict[int, str]:
    """Our name of each column, by position; no two alike."""
    made: dict[int, str] = {}
    for column in sorted(columns, key=lambda one: one.meaning in OFTEN):
        name = _NAMES.get(column.meaning, column.meaning)
        if column.meaning in OFTEN:
            words = re.findall(r"[a-z0-9]+", column.header.lower()) if column.header.isascii() else []
            name = re.sub(r"^(?=[0-9])", "n_", "_".join(words))[:40] or f"column_{column.at + 1:02d}"
        name = f"{name}_column" if name in _NO_TEXT else name
        made[column.at] = name if name not in made.values() else f"{name}_{column.at + 1:02d}"
    return made


def _column(proposal: Proposal, column: Proposed, name: str) -> str:
    facts = [f"name: {name}", f"headers: [{_text(column.header)}]", f"type: {column.type}"]
    if _must_be_there(proposal, column):
        facts.append("required: true")
    if column.meaning == "personal":
        facts.append("personal: true")
    facts += [f"{form}: true" for form in ("thousands", "full_width", "decimal_zero") if getattr(column, form)]
    if column.type in {"date", "datetime"}:
        cells = set(proposal.look.cells(column.at))
        words = [
            f"{{word: {_text(word)}, reason: no-date}}"
            for word in NO_DATES
            if word in cells or column.meaning == "cancelled_at"
        ]
        facts += [f"words: [{', '.join(words)}]"] if words else []
    return f"  - {{{', '.join(facts)}}}"


def _must_be_there(proposal: Proposal, column: Proposed) -> bool:
    of_stock = proposal.kind in STOCKS and column.meaning in _REQUIRED_OF_STOCK
    return column.meaning in _REQUIRED or of_stock or _says_cancelled(proposal, column)


def _says_cancelled(proposal: Proposal, column: Proposed) -> bool:
    """Whether a rule about which rows count is made of this column, so that a later file must have it."""
    if column.meaning == "cancelled_at":
        return proposal.kind == "orders"
    words = proposal.words.get(column.at)
    return words is not None and bool(words.ended or words.counts)


def _cancelled(proposal: Proposal, names: Mapping[int, str]) -> tuple[list[str], list[str]]:
    """The kinds of rows, and the columns with words for both, as far as they say what was taken back."""
    words = proposal.words
    made = [f"filled: [{names[c.at]}]" for c in proposal.columns if c.meaning == "cancelled_at"]
    made += [
        f"equals: {{{names[at]}: {_list(said.ended)}}}" for at, said in words.items() if said.ended and not said.counts
    ]
    alive = [
        f"    {names[at]}: {{counts: {_list(said.counts)}, ended: {_list(said.ended)}}}"
        for at, said in words.items()
        if said.counts
    ]
    kinds = ["kinds:", *(f"  - {{name: {CANCELLED}, {rule}}}" for rule in made), "  - {name: line}"] if made else []
    rows = ["  rows: line"] if made else []
    return kinds, [*rows, "  alive:", *alive] if alive else rows


def _sellable(proposal: Proposal, names: Mapping[int, str]) -> list[str]:
    """The columns with words that say whether a row may be sold."""
    made = []
    for at, words in proposal.words.items():
        blank = "" if proposal.blank_sells(at) else ", blank: unknown"
        made.append(f"    {names[at]}: {{counts: {_list(words.counts)}, ended: {_list(words.ended)}{blank}}}")
    return ["  sellable:", *made] if made else []


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _rules(proposal: Proposal, names: Mapping[int, str]) -> list[str]:
    """The key, and the rule for stock or orders, as far as the columns for it are there."""
    have = {column.meaning for column in proposal.columns}
    parts = [[column for column in proposal.columns if column.meaning == name] for name in ("code", "sub_code")]
    code = [names[column.at] for of_meaning in parts for column in of_meaning]
    if "code" not in have:
        return []
    own = ["  own_code: [own_code]"] if "own_code" in have else []
    codes = [f"  code: [{', '.join(code)}]", *own]
    if proposal.kind == "orders" and {"order", "quantity"} <= have:
        rule = [f"  {name}: {name}" for name in _ORDERS if name in have]
        kinds, alive = _cancelled(proposal, names)
        ruled = [names[at] for at in sorted(proposal.ruled)]
        told_by = [f"  told_by: [{', '.join(['order', *ruled])}]"] if ruled else []
        return [*kinds, "orders:", *alive, *told_by, *codes, *rule]
    if proposal.kind in STOCKS and have & {"on_hand", "available"}:
        sold = [names[at] for at in sorted(proposal.words)]
        key = [*code, *sold, *(name for name in ("location", "quality", "lot", "expiry") if name in have)]
        rule = [f"  {name}: {name}" for name in _STOCK if name in have]
        held = ["  held: held_for"] if "held_for" in have else []
        return [f"key: [{', '.join(key)}]", "stock:", *codes, *rule, *held, *_sellable(proposal, names)]
    return [f"key: [{', '.join(code)}]"]

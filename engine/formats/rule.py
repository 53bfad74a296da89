"""What the columns of a format are for: which say the stock, which say orders, how an upload file is written.

- A rule names columns by our names; ``format`` makes sure that they exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from engine.formats.column import Many, Some
from engine.model import Model

Encoding = Literal["utf-8", "cp932", "utf-16"]
Separator = Literal["comma", "tab", "semicolon", "pipe"]

SEPARATORS: dict[Separator, str] = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}


class Flag(Model):
    """The words of a column that say that a row counts, and those that say that it does not; a blank counts.

    ``blank: unknown``: of a blank nobody knows.
    """

    counts: Some[str]
    ended: Many[str] = ()
    blank: Literal["counts", "unknown"] = "counts"


class StockRule(Model):
    """Which columns say how many there are.

    ``rows``: the kind of row that carries stock. ``code``: the columns that together are this system's code of
    a SKU. ``own_code``: columns in which the shop's own SKU may stand, tried in turn. ``basis``: whether the
    numbers are counts (absolute) or changes (relative). ``quality``, ``location``, ``expiry``, ``held``: what
    decides whether it may be sold; ``sellable``: so do the words of these columns, and of a word that is in neither
    list nobody knows.
    """

    rows: str | None = None
    code: Some[str]
    own_code: Many[str] = ()
    on_hand: str | None = None
    reserved: str | None = None
    available: str | None = None
    incoming: str | None = None
    quality: str | None = None
    location: str | None = None
    expiry: str | None = None
    held: str | None = None
    sellable: Mapping[str, Flag] = {}
    basis: Literal["absolute", "relative"] = "absolute"


class OrderRule(Model):
    """Which columns say what was ordered; ``code`` and ``own_code`` as for stock.

    ``rows``: the kind of row that was ordered. ``alive``: columns in which it stands whether a row was taken back; of a
    word that is in neither list nobody knows, and the number cannot be told. ``told_by``: where all of these are blank,
    the row is a further line of the order above, and nobody knows whether that was taken back.
    """

    rows: str | None = None
    alive: Mapping[str, Flag] = {}
    told_by: Many[str] = ()
    order: str
    code: Some[str]
    own_code: Many[str] = ()
    quantity: str
    status: str | None = None
    ordered_at: str | None = None
    shipped_at: str | None = None


class GoodsRule(Model):
    """Of which SKU each row is, in a file that carries neither stock nor orders: arrivals, movements, sales, reserves.

    ``code`` and ``own_code`` as for stock.
    """

    code: Some[str]
    own_code: Many[str] = ()


class SetSide(Model):
    """By which columns a set, or a part of one, goes.

    ``code``: those that together are the system's code of a SKU; ``own_code``: that in which the shop's own may stand,
    which wins; ``named``: those with names that stand for the further parts of the code.
    """

    code: Some[str]
    own_code: str | None = None
    named: Many[str] = ()


class SetRule(Model):
    """Of what each set is made, one row for each part, and how many of it. ``rows``: the kind of row that says so."""

    rows: str | None = None
    set: SetSide
    part: SetSide
    quantity: str

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it names."""
        sides = ((*side.code, *side.named, *filter(None, [side.own_code])) for side in (self.set, self.part))
        return (*(column for side in sides for column in side), self.quantity)


class Total(Model):
    """A column that the system keeps as the sum of others: ``column`` is ``of`` added up, on each row that has all."""

    column: str
    of: Some[str]


class Computed(Model):
    """A column that is written in place of another: the sum of that one and of columns of the received row.

    Asked to write ``wanted``, the writer emits ``column``, which is ``wanted`` plus each of ``plus``.
    """

    column: str
    wanted: str
    plus: Some[str]


class Needed(Model):
    """A column that goes with another only: where ``column`` is ``value`` (whatever it is), ``also`` is written too."""

    column: str
    value: str | None = None
    also: str


class WriteRule(Model):
    """How an upload file is written: its name, the keys that stand in every row, its limit.

    ``name`` is the first file's name, ``next_name`` the following ones' with ``{n}``; both may hold ``_{stamp}``, the
    moment of writing. Rows with the same
    ``together`` stay in one file. ``above``: lines above the header; ``labels``: a line of names for people between
    those and the header. ``relative``: the numbers are added to what is there, so that the same file must never be
    sent twice; with ``changes_only`` a row that adds nothing is refused. ``along``: columns that are copied from the
    received row. ``always``: columns that stand in every file, blank unless they are asked for. ``sign``: the
    column in which plus or minus stands, where a relative number bears none itself. ``computed``: what is written
    in place of a wanted number. ``order``: the order of the columns, where it is not keys first. ``exact``: headers
    are ours, whatever the received file's are. ``parents``: a key part that is blank on a row whose other parts have
    rows with it filled, so that the blank one says nothing. ``of``: other formats of the same system whose rows may
    be changed by this file. ``variants``: the column in which the further parts of an item's codes are listed, each
    behind what it is (``サイズ:小=bags&サイズ:大=bagl``).
    """

    name: str
    next_name: str | None = None
    encoding: Encoding = "cp932"
    bom: bool = False
    newline: Literal["crlf", "lf"] = "crlf"
    separator: Separator = "comma"
    quote: Literal["needed", "all", "none"] = "needed"
    limit: int = Field(60000, ge=1)
    key: Some[str]
    together: Many[str] = ()
    above: Many[Many[str]] = ()
    labels: Mapping[str, str] = {}
    relative: bool = False
    changes_only: bool = False
    sign: str | None = None
    along: Many[str] = ()
    always: Many[str] = ()
    computed: Many[Computed] = ()
    needed: Many[Needed] = ()
    order: Many[str] = ()
    exact: bool = False
    parents: str | None = None
    of: Many[str] = ()
    variants: str | None = None

    def file_name(self, number: int, at: datetime | None) -> str:
        """The name of a file, by its number from 1 on and the moment of writing, where that is known."""
        name = self.name if number == 1 else (self.next_name or "{n}-" + self.name)
        if at is None:
            name = name.replace("_{stamp}", "")
        return name.format(n=number, stamp="" if at is None else f"{at:%Y%m%d%H%M%S}")

    @property
    def tells(self) -> bool:
        """Whether the file itself says the numbers that will stand there once it has been taken over."""
        return not self.relative and not self.computed

    @property
    def takes(self) -> tuple[str, ...]:
        """The columns that each row must bring along from the received file."""
        return tuple(dict.fromkeys((*self.key, *self.along, *(name for rule in self.computed for name in rule.plus))))

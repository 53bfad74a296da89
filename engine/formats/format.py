"""How one kind of file is laid out: data, not code.

- A layout is a YAML file; these are its models. What they cannot say, no layout can.
- Everything is found by header name, never by position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from engine.formats.column import Column, Many, Some
from engine.formats.rule import (
    SEPARATORS,
    Encoding,
    GoodsRule,
    OrderRule,
    Separator,
    SetRule,
    SetSide,
    StockRule,
    Total,
    WriteRule,
)
from engine.model import Model, refuse

Path = tuple[str | int, ...]
Kind = Literal["mall", "warehouse", "oms", "orders", "mapping", "sets", "products", "reserves", "calendar", "other"]


class Title(Model):
    """What people call this file."""

    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Files(Model):
    """How the files of this format are named, and whether several make one.

    ``names``: regular expressions over the file's name; the group ``stamp`` (digits: date and time of the
    export) and the group ``part`` (number of the part) are read when they are there. ``several``: ``no``;
    ``numbered``: parts 1, 2, … of one download, all needed; ``any``: as many as there are.
    """

    names: Many[str] = ()
    several: Literal["no", "numbered", "any"] = "no"


class Header(Model):
    """Where the header stands: within the first so many rows, and how many header lines follow each other.

    It is found by what it says. With several lines, a column may go by its name in any of them. ``notes``
    counts further rows below the header that are no data. ``says`` is a cell that stands in it and names no column.
    ``cut``: what follows this in a name does not count (``伝票番号:slip_no``). ``period``: above the header, the cell
    beside this one says from which day to which the file is. ``whole``: the columns are all that a file of this format
    has; one whose header differs by more than a little is another file.
    """

    within: int = Field(1, ge=1, le=100)
    lines: int = Field(1, ge=1, le=3)
    notes: int = Field(0, ge=0, le=3)
    says: str | None = None
    cut: Literal[":"] | None = None
    period: str | None = None
    whole: bool = False


class Evidence(Model):
    """How sure one may be of a layout.

    ``seen``: where its headers were seen: ``official`` text of the system's maker, the ``real-file`` itself, ``live``
    code that works against the system every day, other public ``code``, ``second-hand`` accounts, or ``own``: it is
    ours. ``links``: public pages. ``unconfirmed``: what nobody has seen, in words for people.
    """

    seen: Some[Literal["official", "real-file", "live", "code", "second-hand", "own"]]
    links: Many[str] = ()
    unconfirmed: Many[Title] = ()


class RowKind(Model):
    """One kind of row: these columns are filled, those are blank, and in those of ``equals`` stands one of the values.

    A text is compared as it was read, case included; in those of ``ends`` it ends with one of the values. ``beside``:
    what stands in this column also stands there on a row that is not blank where this kind is: the row is the parent of
    those. ``carried``: told only once what holds for several rows stands on all of them; it then takes the place of the
    kind before.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    filled: Many[str] = ()
    blank: Many[str] = ()
    equals: Mapping[str, Some[str]] = {}
    ends: Mapping[str, Some[str]] = {}
    beside: str | None = None
    carried: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that decide on it."""
        return (*self.filled, *self.blank, *self.equals, *self.ends, *((self.beside,) if self.beside else ()))


class Carry(Model):
    """Columns that stand on rows of one kind only and hold for all rows with the same key."""

    source: str
    key: Some[str]
    columns: Some[str]


class Spread(Model):
    """One column for each location, named after it: each unknown header becomes rows of its own.

    ``location`` is the text column that takes the header's name, ``quantity`` the number column that takes the cell.
    """

    location: str
    quantity: str


class Format(Model):
    """One kind of file.

    ``system`` is whose codes stand in it (``rakuten``, ``logizard``, ``own`` for the shop's own). ``keeps``:
    ``declared`` means that columns which are not declared are dropped on reading, since they may be personal.
    ``quote: none`` means that a quote is an ordinary character; ``quote: comma`` that it is one unless commas
    separate. ``evidence``: how sure one may be of all this. ``any_of``: of each of these groups at least one column
    must be there. ``without``: headers that a file of another format has and this one never does. ``totals``: columns
    that are the sum of others; a row where they are not is said.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: Title
    kind: Kind
    system: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    source: str | None = None
    evidence: Evidence | None = None
    files: Files = Files()
    encodings: Some[Encoding] = ("utf-8", "cp932")
    separators: Some[Separator] = ("comma",)
    quote: Literal['"', "none", "comma"] = '"'
    header: Header = Header()
    columns: Some[Column]
    any_of: Many[Some[str]] = ()
    without: Many[str] = ()
    key: Many[str] = ()
    kinds: Many[RowKind] = ()
    carry: Many[Carry] = ()
    spread: Spread | None = None
    totals: Many[Total] = ()
    keeps: Literal["all", "declared"] = "all"
    stock: StockRule | None = None
    orders: OrderRule | None = None
    goods: GoodsRule | None = None
    sets: SetRule | None = None
    write: WriteRule | None = None

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by our names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def readable(self) -> tuple[Column, ...]:
        """The columns that are read: all but the personal ones."""
        return tuple(column for column in self.columns if not column.personal)

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns of its system's code of a SKU; of a file that counts nothing, those of its key."""
        rule = self.orders or self.stock or self.goods
        return rule.code if rule is not None else self.key

    @property
    def delimiters(self) -> tuple[str, ...]:
        """The characters that may separate cells, in the order in which they are tried."""
        return tuple(SEPARATORS[name] for name in self.separators)

    def quotes(self, delimiter: str) -> bool:
        """Whether a quote encloses a cell where this separates cells."""
        return self.quote == '"' or (self.quote == "comma" and delimiter == ",")

    @property
    def strips(self) -> bool:
        """Whether reading leaves columns out of the bytes that are kept."""
        return self.keeps == "declared" or any(column.personal for column in self.columns)

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        names = [column.name for column in self.columns]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise refuse("format.descriptor.column_twice", ("columns", number, "name"), name=name)
        allowed = "|".join(names)
        for path, name in self._mentions():
            if name not in self.by_name:
                raise refuse("format.descriptor.unknown_column", path, found=name, allowed=allowed)
        kinds = [kind.name for kind in self.kinds]
        for path, name in self._kind_mentions():
            if name not in kinds:
                raise refuse("format.descriptor.unknown_kind", path, found=name, allowed="|".join(kinds) or "-")
        if self.strips and (self.header.lines > 1 or self.header.notes):
            raise refuse("format.descriptor.strips_header", ("header",))
        return self

    @model_validator(mode="after")
    def _rules_agree(self) -> Self:
        if self.write is not None:
            relative = any(column.relative and column.settable for column in self.columns)
            if relative != self.write.relative:
                raise refuse("format.descriptor.relative", ("write",))
        for path, pattern in self._patterns():
            try:
                re.compile(pattern)
            except re.error:
                raise refuse("format.descriptor.pattern", path, found=pattern) from None
        return self

    def _mentions(self) -> Iterator[tuple[Path, str]]:
        for number, name in enumerate(self.key):
            yield ("key", number), name
        yield from (
            (("any_of", number, at), name) for number, group in enumerate(self.any_of) for at, name in enumerate(group)
        )
        for rules, parts in (("kinds", ("filled", "blank")), ("carry", ("key", "columns"))):
            for number, rule in enumerate(getattr(self, rules)):
                for part in parts:
                    yield from (((rules, number, part, at), name) for at, name in enumerate(getattr(rule, part)))
        for number, total in enumerate(self.totals):
            yield ("totals", number, "column"), total.column
            yield from ((("totals", number, "of", at), name) for at, name in enumerate(total.of))
        yield from _told_apart(self.kinds)
        if self.write is not None:
            yield from _written_mentions(self.write)
        for rule in _RULE_COLUMNS:
            yield from _rule_mentions(rule, getattr(self, rule))
        for at, told in (("orders", "alive"), ("stock", "sellable")):
            yield from (((at, told, name), name) for name in getattr(getattr(self, at), told, ()))
        for which in ("set", "part"):
            yield from _side_mentions(which, getattr(self.sets, which, None))

    def _kind_mentions(self) -> Iterator[tuple[Path, str]]:
        for at, rule in (("stock", self.stock), ("orders", self.orders), ("sets", self.sets)):
            if rule is not None and rule.rows is not None:
                yield (at, "rows"), rule.rows
        for number, carry in enumerate(self.carry):
            yield ("carry", number, "source"), carry.source

    def _patterns(self) -> Iterator[tuple[Path, str]]:
        for number, name in enumerate(self.files.names):
            yield ("files", "names", number), name
        for number, column in enumerate(self.columns):
            if column.pattern is not None:
                yield ("columns", number, "pattern"), column.pattern


_RULE_COLUMNS = {
    "spread": ("location", "quantity"),
    "stock": (
        *("code", "own_code", "on_hand", "reserved", "available", "incoming"),
        *("quality", "location", "expiry", "held"),
    ),
    "orders": ("order", "code", "own_code", "quantity", "status", "ordered_at", "shipped_at", "told_by"),
    "goods": ("code", "own_code"),
    "sets": ("quantity",),
    "write": ("key", "together", "along", "always", "order", "parents", "sign", "variants"),
}


def _told_apart(kinds: Sequence[RowKind]) -> Iterator[tuple[Path, str]]:
    """The columns by whose words rows are told apart."""
    for number, kind in enumerate(kinds):
        for part in ("equals", "ends"):
            yield from ((("kinds", number, part, name), name) for name in getattr(kind, part))
        if kind.beside is not None:
            yield ("kinds", number, "beside"), kind.beside


def _written_mentions(rule: WriteRule) -> Iterator[tuple[Path, str]]:
    yield from ((("write", "labels", name), name) for name in rule.labels)
    for part in ("computed", "needed"):
        for number, asked in enumerate(getattr(rule, part)):
            for at, value in asked.model_dump(exclude={"value"}).items():
                names = (value,) if isinstance(value, str) else value
                yield from ((("write", part, number, at), name) for name in names)


def _side_mentions(which: str, side: SetSide | None) -> Iterator[tuple[Path, str]]:
    if side is None:
        return
    for part in ("code", "named"):
        yield from ((("sets", which, part, number), name) for number, name in enumerate(getattr(side, part)))
    if side.own_code is not None:
        yield ("sets", which, "own_code"), side.own_code


def _rule_mentions(rule: str, model: Model | None) -> Iterator[tuple[Path, str]]:
    if model is None:
        return
    for part in _RULE_COLUMNS[rule]:
        value = getattr(model, part)
        if isinstance(value, str):
            yield (rule, part), value
        elif value is not None:
            for number, name in enumerate(value):
                yield (rule, part, number), name


__all__ = [
    "SEPARATORS",
    "Carry",
    "Encoding",
    "Files",
    "Format",
    "Header",
    "Kind",
    "RowKind",
    "Separator",
    "Spread",
    "Title",
]

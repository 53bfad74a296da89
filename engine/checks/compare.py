"""Checks that compare one number of each SKU with another, or with a limit.

All of them look at stock tables, one row a SKU; the plan joins the tables once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from engine.checks.base import Alias, ByRank, Count, Filtered, Name, Need, StockRef
from engine.errors import Value
from engine.model import Model, refuse

Level = Literal["failed", "caution"]
Sides = Literal["all", "left", "right", "both"]
Absent = Literal["unknown", "zero"]


_COLUMN = re.compile(r"[a-z][a-z0-9_]*\.stock\.[a-z_][a-z0-9_]*\Z")


def _side(value: Any) -> Any:
    number = isinstance(value, int) and not isinstance(value, bool)
    if not number and not (isinstance(value, str) and _COLUMN.match(value)):
        raise refuse("check.side", found=str(value))
    return value


_SIDE = {"type": ["string", "integer"]}
#: The other side: a column of a stock table, or a number that is the same for all.
Side = Annotated[str | int, BeforeValidator(_side), WithJsonSchema(_SIDE)]


class OrdersSince(Model):
    """Orders explain a lower number: units of ``orders`` placed after the moment of the snapshot ``since``."""

    orders: Alias
    since: Alias


class Compared(Filtered):
    """A check that sets a left number against a right one, SKU by SKU.

    ``keys`` says which SKUs are compared: those of ``all`` sides, of the ``left`` or ``right`` one, or that stand on
    ``both``. One that is missing on the other side could not be told, unless ``absent`` says that no row means zero;
    one that the shop's 対応表 does not list for that side is not looked for there.
    """

    left: StockRef
    right: Side
    keys: Sides = "all"
    absent: Absent = "unknown"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The left column."""
        return Name.of(self.left)

    def columns(self) -> Iterator[Need]:
        """Left, right and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        if isinstance(self.right, str):
            yield Need(("right",), Name.of(self.right), "number")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """Left and right."""
        return {"left": self.left, "right": self.right}


class Equal(Compared):
    """Both numbers are the same, within ``tolerance``.

    ``caution_from`` (and, or already from, ``caution_percent`` of the right number) makes a left that is *lower* a
    caution from so many pieces, by rank where wanted, and nothing below; without it a lower left fails as well.
    ``allow`` lets the left be lower by at most the units ordered since. Texts may be compared too.
    """

    kind: Literal["equal"]
    right: StockRef
    tolerance: Count = 0
    caution_from: ByRank | None = None
    caution_percent: ByRank | None = None
    allow: OrdersSince | None = None

    def columns(self) -> Iterator[Need]:
        """Left and right, of one type, and the columns of the filter."""
        for need in super().columns():
            yield need._replace(must_be="same") if need.path in {("left",), ("right",)} else need

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The orders and the snapshot."""
        if self.allow is not None:
            yield ("allow", "orders"), self.allow.orders
            yield ("allow", "since"), self.allow.since

    def parameters(self) -> Mapping[str, Value]:
        """Left, right and the tolerance."""
        return {**super().parameters(), "tolerance": self.tolerance}


class NotMoreThan(Compared):
    """The left number is at most the right one."""

    kind: Literal["not-more-than"]
    keys: Sides = "left"


class AtLeast(Compared):
    """The left number is at least the right one, which may be a number for all."""

    kind: Literal["at-least"]
    keys: Sides = "left"


class ChangeWithin(Compared):
    """The left number (now) is not further from the right one (before) than ``pieces`` or ``percent`` of it allow."""

    kind: Literal["change-within"]
    right: StockRef
    keys: Sides = "both"
    pieces: Count = 0
    percent: Count = 0

    def parameters(self) -> Mapping[str, Value]:
        """Left, right and the limits."""
        return {**super().parameters(), "pieces": self.pieces, "percent": self.percent}


class SumAtMost(Filtered):
    """The numbers of several aliases together are at most the right one. A SKU without a row on one adds nothing."""

    kind: Literal["sum-at-most"]
    left: Annotated[tuple[StockRef, ...], Field(min_length=2, strict=False)]
    right: Side
    absent: Absent = "unknown"
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first column on the left."""
        return Name.of(self.left[0])

    def columns(self) -> Iterator[Need]:
        """All columns on the left, the right one, and those of the filter."""
        for index, ref in enumerate(self.left):
            yield Need(("left", index), Name.of(ref), "number")
        if isinstance(self.right, str):
            yield Need(("right",), Name.of(self.right), "number")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The columns that are added, and the limit."""
        return {"left": tuple(self.left), "right": self.right}


class Present(Filtered):
    """Every SKU of the left alias stands on the right one as well."""

    kind: Literal["present"]
    left: Alias
    right: Alias
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The SKU of the left alias."""
        return Name(self.left, "stock", "sku")

    def columns(self) -> Iterator[Need]:
        """The columns of the filter, and both SKUs."""
        yield Need(("left",), self.home, "any")
        yield Need(("right",), Name(self.right, "stock", "sku"), "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """Both aliases."""
        return {"left": self.left, "right": self.right}

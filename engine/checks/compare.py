"""Checks that compare one number of each SKU with another, or with a limit.

All of them look at stock tables, one row a SKU; the plan joins the tables once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from engine.checks import accurate
from engine.checks.base import Alias, Base, ByRank, Count, Filtered, Name, Need, StockRef
from engine.checks.question import Beside, Case, Columns, Question, Side, both, either, test
from engine.errors import Value
from engine.model import Model, refuse
from engine.record import Outcome
from engine.stock.door import literal, name

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
Limit = Annotated[str | int, BeforeValidator(_side), WithJsonSchema(_SIDE)]


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
    right: Limit
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

    def numbers(self, columns: Columns) -> tuple[str, str]:
        """Left and right in SQL; where no row means zero, that."""
        return number(self.left, columns, self.absent), number(self.right, columns, self.absent)

    def scope(self, columns: Columns) -> str:
        """Which SKUs are compared."""
        left = columns.there(self.home.alias)
        if isinstance(self.right, int):
            return both(left, test(self.only, self.home, columns))
        other = Name.of(self.right).alias
        right = columns.there(other)
        keys = {"all": either(left, right), "left": left, "right": right, "both": both(left, right)}[self.keys]
        looked_for = (either(columns.there(a), columns.looked_for(a)) for a in (self.home.alias, other))
        return both(keys, *looked_for, test(self.only, self.home, columns))

    def sides(self) -> tuple[Side, ...]:
        """The columns whose numbers a finding speaks of."""
        right = (Side("right", Name.of(self.right)),) if isinstance(self.right, str) else ()
        return (Side("left", self.home), *right)

    def compared(self, columns: Columns, code: str, passes: str, fails: str) -> Question:
        """The question of one comparison of ``l`` with ``r``."""
        left, right = self.numbers(columns)
        put = {"l": left, "r": right}
        return Question(
            scope=self.scope(columns),
            passes=passes.format(**put),
            cases=(Case(code, Outcome(self.level), fails.format(**put)),),
            left=left,
            right=right,
            difference=f"{left} - {right}",
            fixed=self.names(),
            sides=self.sides(),
        )

    def names(self) -> dict[str, str | int | None]:
        """The columns that are compared, for the words."""
        return {"left_name": self.left, "right_name": self.right if isinstance(self.right, str) else "limit"}


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

    def question(self, columns: Beside) -> Question:
        """Rows whose sides differ: more on the left, less on the left, or other text."""
        if columns.is_text(self.home):
            question = self.compared(columns, "text_differs", "{l} = {r}", "{l} <> {r}")
            known = f"{question.left} IS NOT NULL AND {question.right} IS NOT NULL"
            return replace(question, difference="NULL", figures={"compared": ("count(*)", known)})
        left, right = self.numbers(columns)
        since = "0" if self.allow is None else columns.since(self.allow.orders, self.allow.since)
        over, short, right_so = (made_of(self, one) for one in ("over", "short", "right"))
        level = lower = Outcome(self.level)
        band = f"{short} > {self.tolerance}"
        if self.caution_from is not None or self.caution_percent is not None:
            band, lower = f"({band} AND {self._band(short, right)})", Outcome.CAUTION
        near = f"-{over} <= {self.tolerance} OR NOT ({band})"
        known = f"{right_so} IS NOT NULL"
        return Question(
            scope=self.scope(columns),
            passes=right_so,
            cases=(
                Case("differs", level, f"{over} > {self.tolerance}"),
                Case("differs", lower, band),
            ),
            made=(
                {over: f"{left} - {right}", short: f"{right} - {left} - {since}"},
                {right_so: f"{over} <= {self.tolerance} AND ({near})"},
                {made_of(self, "moving"): f"{known} AND NOT ({left} = 0 AND {right} = 0)"},
            ),
            left=left,
            right=right,
            difference=over,
            values={"ordered_since": since} if self.allow is not None else {},
            figures={
                "compared": ("count(*)", known),
                "units": (f"sum({right})", known),
                "units_off": (f"sum(abs({over}))", known),
                **self._accuracy(columns, right_so, known, (over, right)),
            },
            fixed=self.names(),
            sides=self.sides(),
        )

    def _accuracy(
        self, columns: Beside, is_right: str, known: str, numbers: tuple[str, str]
    ) -> dict[str, tuple[str, str]]:
        """What the comparison says of stock accuracy; nothing where a side is only what is to be written, or was."""
        if not all(columns.stands(Name.of(one).alias) for one in (self.left, self.right)):
            return {}
        over, right = numbers
        moving = made_of(self, "moving")
        return accurate.figures(moving, is_right, known, over, right, products=columns.products)

    def _band(self, short: str, right: str) -> str:
        pieces = by_rank(self.caution_from, 1) if self.caution_from is not None else None
        tests = [f"{short} >= {pieces}"] if pieces is not None else []
        if self.caution_percent is not None:
            tests.append(f"{short} * 100 >= {by_rank(self.caution_percent, None)} * {right}")
        return f"coalesce({' OR '.join(tests)}, false)"


class NotMoreThan(Compared):
    """The left number is at most the right one."""

    kind: Literal["not-more-than"]
    keys: Sides = "left"

    def question(self, columns: Columns) -> Question:
        """Rows where the left is more."""
        return self.compared(columns, "more_than", "{l} <= {r}", "{l} > {r}")


class AtLeast(Compared):
    """The left number is at least the right one, which may be a number for all."""

    kind: Literal["at-least"]
    keys: Sides = "left"

    def question(self, columns: Columns) -> Question:
        """Rows where the left is less."""
        return self.compared(columns, "less_than", "{l} >= {r}", "{l} < {r}")


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

    def question(self, columns: Columns) -> Question:
        """Rows that moved further than allowed."""
        within = f"abs({{l}} - {{r}}) <= {self.pieces} OR abs({{l}} - {{r}}) * 100 <= {self.percent} * abs({{r}})"
        return self.compared(columns, "changed", within, f"NOT ({within})")


def made_of(check: Base, what: str) -> str:
    """What a column is called that a check's question is made with."""
    return name(f"{check.id}: {what}")


def number(ref: str | int, columns: Columns, absent: Absent) -> str:
    """A column or a limit in SQL; where no row means zero, that."""
    if isinstance(ref, int):
        return str(ref)
    name = Name.of(ref)
    value = columns.value(name)
    return f"(CASE WHEN {columns.there(name.alias)} THEN {value} ELSE 0 END)" if absent == "zero" else value


def by_rank(bands: Mapping[str, int], otherwise: int | None) -> str:
    """The number of a SKU's rank, in SQL; NULL where its rank has none."""
    ranks = [f"WHEN {literal(rank)} THEN {count}" for rank, count in sorted(bands.items()) if rank != "*"]
    rest = bands.get("*", otherwise)
    other = "NULL" if rest is None else str(rest)
    return f"(CASE rank {' '.join(ranks)} ELSE {other} END)" if ranks else other

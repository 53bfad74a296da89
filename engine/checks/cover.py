"""For how long the stock will do: cover in days or hours at today's speed, and a sale that is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from engine.checks.asked import Asked
from engine.checks.base import ByRank, Count, Name, Need, Only, StockRef, filter_needs
from engine.checks.compare import by_rank
from engine.checks.flow import Flows, OneFlow, OwnColumn, named, of_rows
from engine.checks.question import Case, Question, Side
from engine.checks.sales import MINUTES, Rate, Unit, selling, short
from engine.checks.words import bands
from engine.errors import Message, Value, message
from engine.model import Model, refuse
from engine.record import Finding, Outcome

if TYPE_CHECKING:
    from engine.checks.tables import Tables
    from engine.stock import Schema

Span = Annotated[int, Field(ge=1, le=400)]
Percent = Annotated[int, Field(ge=1, le=10000)]


class Selling(Asked):
    """A check that needs to know how fast each SKU sells."""

    left: StockRef
    sales: Annotated[Flows, Field(min_length=1)]
    window: Span
    only: Only = Field(default_factory=dict)

    def columns(self) -> Iterator[Need]:
        """The number, the sales, and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        for index, flow in enumerate(self.sales):
            yield from flow.needs("sales", index)
        yield from filter_needs(self.only, Name.of(self.left), "only")

    @property
    def window_minutes(self) -> int:
        """The window in minutes."""
        return self.window * MINUTES["days"]

    @model_validator(mode="after")
    def _filtered_rows(self) -> Selling:
        for index, flow in enumerate(self.sales):
            if flow.only and flow.home.table == "stock":
                raise refuse("check.sales_rows", ("sales", index, "only"), column=flow.of)
        return self

    def mistakes(self, schema: Schema) -> Iterator[tuple[tuple[str | int, ...], Message]]:
        """Sales that are no orders with times, nor rows of a report."""
        for index, flow in enumerate(self.sales):
            alias, table, column = flow.home
            format_ = schema.formats.get(alias)
            orders = format_.orders if format_ is not None else None
            timed = orders is not None and orders.ordered_at is not None
            if table == "stock":
                fits = timed and column == "ordered"
            else:
                fits = orders is None or (timed and column == orders.quantity)
            if not fits:
                yield ("sales", index), message("check.no_sales", column=flow.of)

    def further(self, tables: Tables) -> Iterable[Finding]:
        """Files that do not hold the window."""
        return tuple(short(self.id, tables, self.sales, self.window_minutes))

    def scope(self, tables: Tables) -> str:
        """SKUs that stand where their number is asked."""
        return f"{tables.there(self.left)} AND {tables.meant(self.only, Name.of(self.left))}"


class Cover(Selling):
    """What is there lasts at least so many days (or hours) at the speed of the last ``window`` days (or hours).

    The speed is taken from ``sales``: a file of orders (``orders.stock.ordered``), of which the window ends when it was
    exported, or a report that holds exactly the window (``sales.rows.pieces``). Below ``failed`` the check fails, below
    ``caution`` it is a caution; both by rank where wanted. What does not sell lasts, unless it is below zero.
    """

    ranked: ClassVar[bool] = True

    kind: Literal["cover"]
    unit: Unit = "days"
    failed: ByRank | None = None
    caution: ByRank | None = None

    @model_validator(mode="after")
    def _some_band(self) -> Cover:
        if self.failed is None and self.caution is None:
            raise refuse("check.no_band", ("failed",))
        return self

    @property
    def window_minutes(self) -> int:
        """The window in minutes."""
        return self.window * MINUTES[self.unit]

    def parameters(self) -> Mapping[str, Value]:
        """The number, the sales and the window."""
        unit = message(f"check.unit.{self.unit}")
        both = (("failed", self.failed), ("caution", self.caution))
        said = tuple(
            message(f"check.cover.{band}", bands=bands(found, self.unit)) for band, found in both if found is not None
        )
        return {"left": self.left, "sales": named(*self.sales), "window": self.window, "unit": unit, "bands": said}

    def question(self, tables: Tables) -> Question:
        """SKUs that will be sold out too soon."""
        rate = selling(tables, self.sales, self.window_minutes)
        left = tables.number(self.left)
        minutes = MINUTES[self.unit]
        fast = f"({rate.weighted} * {minutes})"
        lasts = f"({left}::HUGEINT * {rate.minutes})"
        failed, caution = (self._below(lasts, fast, bands) for bands in (self.failed, self.caution))
        tenths = f"(greatest({lasts}, 0) * 10 // nullif({fast}, 0))"
        code = "cover_hours" if self.unit == "hours" else "cover_days"
        return Question(
            scope=self.scope(tables),
            passes=f"NOT ({failed}) AND NOT ({caution})",
            cases=(Case(code, Outcome(self.level), failed), Case(code, Outcome.CAUTION, caution)),
            left=left,
            right=rate.sold,
            # Not concat(): it would leave a NULL out, and say "." of what does not sell.
            values={"cover": f"coalesce(({tenths} // 10) || '.' || ({tenths} % 10), '0.0')"},
            fixed={"left_name": self.left, "window": self.window},
            sides=(Side("left", Name.of(self.left)),),
        )

    @staticmethod
    def _below(lasts: str, fast: str, bands: Mapping[str, int] | None) -> str:
        if bands is None:
            return "false"
        limit = by_rank(bands, None)
        return f"({limit} IS NOT NULL AND {lasts} < {limit} * {fast})"


class Factors(Model):
    """How much faster a sale sells than an ordinary day, in percent: at least, most likely, at most."""

    low: Percent
    middle: Percent
    high: Percent

    @model_validator(mode="after")
    def _rising(self) -> Factors:
        if not self.low <= self.middle <= self.high:
            raise refuse("check.factors", ("middle",), low=self.low, middle=self.middle, high=self.high)
        return self


class Forecast(Selling):
    """What is there, and what is confirmed to come before a sale, is enough for the sale.

    The need is ordinary sales of the last ``window`` days for ``starts_in`` days until the sale, and for its ``days``
    times a factor that nobody knows well: ``low``, ``middle`` and ``high`` percent (300 is three times an ordinary
    day). Not enough for the middle fails; not enough for the high one is a caution. ``inbound`` counts where its day
    ``due`` is not after the day on which the sale begins.
    """

    kind: Literal["forecast"]
    days: Span
    starts_in: Count = 0
    factors: Factors
    inbound: OneFlow | None = None
    due: OwnColumn | None = None

    @model_validator(mode="after")
    def _day_of_inbound(self) -> Forecast:
        if (self.inbound is None) != (self.due is None):
            raise refuse("check.inbound_and_due", ("due" if self.due is None else "inbound",))
        of_rows(self.inbound, "inbound")
        return self

    def columns(self) -> Iterator[Need]:
        """The number, the sales, the arrivals with their day, and the columns of the filter."""
        yield from super().columns()
        if self.inbound is not None and self.due is not None:
            yield from self.inbound.needs("inbound")
            yield Need(("due",), self.inbound.home._replace(column=self.due), "moment")

    def parameters(self) -> Mapping[str, Value]:
        """The number, the days and the factors."""
        factors = {"low": self.factors.low, "middle": self.factors.middle, "high": self.factors.high}
        days = {"starts_in": self.starts_in, "days": self.days, "window": self.window}
        return {"left": self.left, **days, **factors}

    def question(self, tables: Tables) -> Question:
        """SKUs of which there is not enough."""
        rate = selling(tables, self.sales, self.window_minutes)
        stock, inbound = tables.number(self.left), self._arriving(tables)
        low, middle, high = (
            self._need(rate, factor) for factor in (self.factors.low, self.factors.middle, self.factors.high)
        )
        total, sure = f"({stock} + {inbound})", "true"
        if self.inbound is not None:
            total, sure = f"({stock} + coalesce(inbound__known, 0))", "coalesce(inbound__unsure, 0) = 0"
        lacking = f"({sure} AND {total} < {middle})"
        return Question(
            scope=self.scope(tables),
            passes=f"{total} >= {high}",
            cases=(
                Case("forecast_short", Outcome(self.level), lacking),
                Case("forecast_tight", Outcome.CAUTION, f"{sure} AND {total} >= {middle} AND {total} < {high}"),
            ),
            left=total,
            right=f"CASE WHEN {total} < {middle} THEN {middle} ELSE {high} END",
            difference=f"{total} - CASE WHEN {total} < {middle} THEN {middle} ELSE {high} END",
            values={"stock": stock, "inbound": inbound, "low": low, "middle": middle, "high": high},
            fixed={"left_name": self.left},
            sides=(Side("left", Name.of(self.left)),),
        )

    def _need(self, rate: Rate, factor: int) -> str:
        """Units until the end of the sale, rounded up."""
        hundredths = self.starts_in * 100 + self.days * factor
        whole = rate.minutes * 100
        return f"(({rate.weighted} * {hundredths * MINUTES['days']} + {whole - 1}) // {whole})::BIGINT"

    def _arriving(self, tables: Tables) -> str:
        if self.inbound is None or self.due is None:
            return "0"
        source = tables.stock.source(self.inbound.home.alias)
        rows = tables.rows(self.inbound, {"due": f"{source.cell(self.due)}::DATE"})
        begins = f"{tables.today} + {self.starts_in}"
        in_time = (
            f"SELECT * REPLACE (unsure OR due IS NULL AS unsure) FROM ({rows}) WHERE due IS NULL OR due <= {begins}"
        )
        known = {"known": "coalesce(sum(pieces) FILTER (NOT unsure), 0)::BIGINT"}
        return tables.added("inbound", in_time, source.alias, known)

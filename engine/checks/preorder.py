"""Preorders against what is confirmed to come in, and against the day that was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator

from engine.checks.asked import Asked
from engine.checks.base import Count, Name, Need, Only, StockRef, filter_needs
from engine.checks.flow import OneFlow, OwnColumn, of_rows
from engine.checks.question import Case, Question, Side
from engine.errors import Value
from engine.record import Outcome

if TYPE_CHECKING:
    from engine.checks.tables import Tables


class Preorder(Asked):
    """Preorders that were taken, and what the mall still takes, are at most what comes in before the promised day.

    ``inbound`` adds up the rows of expected arrivals; ``only`` inside it says which of them are confirmed. A row counts
    when its day ``due`` is ``days`` days before the ``promise`` (a day in the mall's file) or earlier. ``only`` says
    which SKUs of the mall are preorders (``preorder_release: {filled: true}``). A SKU without arrivals has none; one
    without a row in ``taken`` was not ordered.
    """

    absent_means: ClassVar[Literal["unknown", "zero"]] = "zero"

    kind: Literal["preorder"]
    left: StockRef
    taken: StockRef | None = None
    inbound: OneFlow
    due: OwnColumn
    promise: StockRef
    days: Count = 1
    only: Only = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rows_of_arrivals(self) -> Preorder:
        of_rows(self.inbound, "inbound")
        return self

    def columns(self) -> Iterator[Need]:
        """The numbers, both days, and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        if self.taken is not None:
            yield Need(("taken",), Name.of(self.taken), "number")
        yield from self.inbound.needs("inbound")
        yield Need(("due",), self.inbound.home._replace(column=self.due), "moment")
        yield Need(("promise",), Name.of(self.promise), "moment")
        yield from filter_needs(self.only, Name.of(self.left), "only")

    def parameters(self) -> Mapping[str, Value]:
        """The mall's number, the arrivals, the promise and the days between."""
        return {"left": self.left, "inbound": self.inbound.of, "promise": self.promise, "days": self.days}

    def question(self, tables: Tables) -> Question:
        """SKUs of which more was promised than comes in time."""
        source = tables.stock.source(self.inbound.home.alias)
        arrivals = tables.rows(self.inbound, {"due": f"{source.cell(self.due)}::DATE"})
        # A row whose day is not known is of no use: it may be too late.
        rows = (
            f"SELECT a.* REPLACE (a.unsure OR a.due IS NULL AS unsure), "
            f"a.due + {self.days} <= p.number::DATE AS in_time "
            f"FROM ({arrivals}) a LEFT JOIN ({tables.table_of(self.promise)}) p USING (sku)"
        )
        tables.added(
            "inbound",
            rows,
            source.alias,
            {
                "in_time": "coalesce(sum(pieces) FILTER (in_time AND NOT unsure), 0)::BIGINT",
                "known": "coalesce(sum(pieces) FILTER (NOT unsure), 0)::BIGINT",
                "late": "min(due) FILTER (NOT in_time)",
            },
        )
        left = tables.number(self.left)
        taken = tables.ordered("taken", self.taken)
        promise = tables.columns.value(Name.of(self.promise))
        wanted = f"({left} + {taken})"
        ready = f"(CASE WHEN {promise} IS NOT NULL THEN coalesce(inbound__in_time, 0) END)"
        all_of_it, sure = "coalesce(inbound__known, 0)", "coalesce(inbound__unsure, 0) = 0"
        level = Outcome(self.level)
        return Question(
            scope=f"{tables.there(self.left)} AND {tables.meant(self.only, Name.of(self.left))}",
            passes=f"{wanted} = 0 OR {wanted} <= {ready}",
            cases=(
                Case("preorder_late", level, f"{sure} AND {wanted} > {ready} AND {wanted} <= {all_of_it}"),
                Case("preorder_over", level, f"{sure} AND {wanted} > {ready}"),
            ),
            left=wanted,
            right=ready,
            difference=f"{wanted} - {ready}",
            values={
                "shown": left,
                "taken": taken,
                "inbound": all_of_it,
                "promise": f"coalesce(({promise}::DATE)::VARCHAR, '-')",
                "late": "coalesce(inbound__late::VARCHAR, '-')",
            },
            fixed={"left_name": self.left, "right_name": self.promise},
            sides=(
                Side("left", Name.of(self.left)),
                Side("promise", Name.of(self.promise)),
            ),
        )

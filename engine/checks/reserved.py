"""What is kept for somebody (定期, 予約, 取り置き) stays out of what malls sell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from engine.checks.asked import Asked
from engine.checks.base import Name, Need, Only, StockRef, filter_needs
from engine.checks.compare import Absent
from engine.checks.flow import OneFlow, OwnColumn, StockRefs, of_rows
from engine.checks.question import Case, Question, Side
from engine.errors import Value
from engine.record import Outcome
from engine.stock.door import literal

if TYPE_CHECKING:
    from engine.checks.tables import Tables


class Reserved(Asked):
    """What malls show, orders that the warehouse does not know yet, and the reserve together are at most what is free.

    ``left`` is one mall's number, or those of several malls that share the stock between them. ``reserve`` adds up the
    rows of a ledger of reserves, of which ``sort`` says the kind and ``until`` the day; a reserve for a set is one for
    its parts. A reserve whose day has passed still counts, and is a caution; a SKU whose rows add up to 0 or less (one
    below zero takes back) has no reserve. ``absent: zero`` means that a SKU without a row in the warehouse has nothing
    there.
    """

    kind: Literal["reserved"]
    left: StockRefs
    reserve: OneFlow
    right: StockRef
    orders: StockRef | None = None
    sort: OwnColumn = "sort"
    until: OwnColumn = "until"
    absent: Absent = "unknown"
    only: Only = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rows_of_reserves(self) -> Reserved:
        of_rows(self.reserve, "reserve")
        return self

    def columns(self) -> Iterator[Need]:
        """All numbers, the kind and day of a reserve, and the columns of the filter."""
        for index, ref in enumerate(self.left):
            yield Need(("left", index), Name.of(ref), "number")
        yield Need(("right",), Name.of(self.right), "number")
        yield from self.reserve.needs("reserve")
        yield Need(("sort",), self.reserve.home._replace(column=self.sort), "text")
        yield Need(("until",), self.reserve.home._replace(column=self.until), "moment")
        if self.orders is not None:
            yield Need(("orders",), Name.of(self.orders), "number")
        yield from filter_needs(self.only, Name.of(self.left[0]), "only")

    def parameters(self) -> Mapping[str, Value]:
        """The malls, the reserve and what is free."""
        return {"left": tuple(self.left), "reserve": self.reserve.of, "right": self.right}

    def question(self, tables: Tables) -> Question:
        """SKUs whose reserve is shown on a mall, or lies nowhere; and reserves whose day has passed."""
        source = tables.stock.source(self.reserve.home.alias)
        sort, until = source.named(self.sort), source.cell(self.until)
        pieces, day = source.cell(self.reserve.home.column), f"coalesce(' (' || {until}::VARCHAR || ')', '')"
        label = f"concat({sort}, ' ', {pieces}, {day})"
        over = f"coalesce({until} < {tables.today}, false)"
        listed = {"label": label, "past": over, "undated": source.unread(self.until)}
        rows = tables.split(tables.rows(self.reserve, listed), "parts")
        kept = tables.added(
            "kept",
            rows,
            source.alias,
            {
                "label": "array_to_string(list(label ORDER BY _part, _row), ', ')",
                "past": "array_to_string(list(label ORDER BY _part, _row) FILTER (past), ', ')",
                "undated": "array_to_string(list(_row ORDER BY _part, _row) FILTER (undated), ', ')",
            },
        )
        left = " + ".join(tables.number(ref, zero=True) for ref in self.left)
        shown = f"({left})" if len(self.left) > 1 else left
        free = tables.number(self.right, zero=self.absent == "zero")
        orders = tables.ordered("ordered", self.orders)
        room = f"({free} - {orders} - {kept})"
        fits, past = f"{shown} <= {room}", "coalesce(kept__past, '') <> ''"
        undated = "coalesce(kept__undated, '') <> ''"
        return Question(
            scope=f"(coalesce(kept__sum, 0) > 0 OR coalesce(kept__unsure, 0) > 0) "
            f"AND {tables.meant(self.only, Name.of(self.left[0]))}",
            passes=f"{fits} AND NOT {past} AND NOT ({undated})",
            cases=(
                Case("reserve_taken", Outcome(self.level), f"{shown} > {room}"),
                Case("reserve_past", Outcome.CAUTION, f"{fits} AND {past}"),
            ),
            left=shown,
            right=room,
            difference=f"{shown} - {room}",
            values={
                "free": free,
                "orders": orders,
                "reserve": kept,
                "kinds": "kept__label",
                "past": "kept__past",
                "alias": f"CASE WHEN {undated} THEN {literal(source.alias)} END",
                "why": f"CASE WHEN {undated} THEN 'rows' END",
                "rows": "nullif(kept__undated, '')",
            },
            fixed={"left_name": self.left[0] if len(self.left) == 1 else None, "right_name": self.right},
            sides=(Side("free", Name.of(self.right)), *(Side("shown", Name.of(ref)) for ref in self.left)),
        )

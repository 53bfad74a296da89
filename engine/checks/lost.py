"""Lost sales: nobody can buy on the mall what lies in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from engine.checks.asked import Asked, StockRefs
from engine.checks.base import ByRank, Name, Need, Only, StockRef, filter_needs
from engine.checks.compare import by_rank
from engine.checks.question import Case, Question, Side
from engine.checks.words import bands
from engine.errors import Value
from engine.record import Outcome

if TYPE_CHECKING:
    from engine.checks.tables import Tables


class LostSales(Asked):
    """What can be sold is shown: a SKU is not at zero or hidden on the mall while units lie in the warehouse.

    ``at_least`` says from how many units on this matters, by rank where wanted; a rank without a number is not looked
    at. ``hidden`` names flags of the mall of which 1 means that nobody sees the SKU (``rms.stock.item_hidden``,
    ``rms.stock.sku_hidden``). A SKU without a row in the warehouse has nothing there.
    """

    ranked: ClassVar[bool] = True
    absent_means: ClassVar[Literal["unknown", "zero"]] = "zero"

    kind: Literal["lost-sales"]
    left: StockRef
    right: StockRef
    hidden: StockRefs | None = None
    at_least: ByRank = Field(default_factory=lambda: {"*": 1})
    only: Only = Field(default_factory=dict)

    def columns(self) -> Iterator[Need]:
        """Both numbers, the flags, and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        yield Need(("right",), Name.of(self.right), "number")
        for index, ref in enumerate(self.hidden or ()):
            yield Need(("hidden", index), Name.of(ref), "number")
        yield from filter_needs(self.only, Name.of(self.left), "only")

    def parameters(self) -> Mapping[str, Value]:
        """Both columns, and from how many units on."""
        return {"left": self.left, "right": self.right, "bands": bands(self.at_least, "pieces")}

    def question(self, tables: Tables) -> Question:
        """SKUs that are hidden or at zero though enough lies in the warehouse."""
        left, right = tables.number(self.left), tables.number(self.right, zero=True)
        limit = by_rank(self.at_least, None)
        shown = " AND ".join(f"{tables.number(ref)} = 0" for ref in self.hidden or ()) or "true"
        lies = f"{right} >= {limit}"
        level = Outcome(self.level)
        return Question(
            scope=f"{tables.there(self.left)} AND ({limit}) IS NOT NULL "
            f"AND {tables.meant(self.only, Name.of(self.left))}",
            passes=f"{right} < {limit} OR ({left} > 0 AND {shown})",
            cases=(
                Case("lost_hidden", level, f"{lies} AND NOT ({shown})"),
                Case("lost_zero", level, f"{lies} AND {left} <= 0"),
            ),
            left=left,
            right=right,
            difference=f"{left} - {right}",
            fixed={"left_name": self.left, "right_name": self.right},
            sides=(
                Side("right", Name.of(self.right)),
                Side("left", Name.of(self.left)),
                *(Side("hidden", Name.of(ref)) for ref in self.hidden or ()),
            ),
        )

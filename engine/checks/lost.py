"""Lost sales: nobody can buy on the mall what lies in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from engine.checks.asked import Asked
from engine.checks.base import ByRank, Name, Need, Only, StockRef, filter_needs
from engine.checks.compare import by_rank
from engine.checks.flow import StockRefs
from engine.checks.question import Case, Question, Side
from engine.checks.words import bands
from engine.errors import Value
from engine.record import Outcome

if TYPE_CHECKING:
    from engine.checks.tables import Tables


_SHOWN = "%Y-%m-%d %H:%M"


class LostSales(Asked):
    """What can be sold is shown: no SKU is at zero, hidden or outside its period while units lie in the warehouse.

    ``at_least`` says from how many units on this matters, by rank where wanted; a rank without a number is not looked
    at. ``hidden`` names flags of the mall of which 1 means that nobody sees the SKU (``rms.stock.item_hidden``,
    ``rms.stock.sku_hidden``); ``starts`` and ``ends`` are the period in which it is sold, blank for no limit. A SKU
    without a row in the warehouse has nothing there.
    """

    ranked: ClassVar[bool] = True
    absent_means: ClassVar[Literal["unknown", "zero"]] = "zero"

    kind: Literal["lost-sales"]
    left: StockRef
    right: StockRef
    hidden: StockRefs | None = None
    starts: StockRef | None = None
    ends: StockRef | None = None
    at_least: ByRank = Field(default_factory=lambda: {"*": 1})
    only: Only = Field(default_factory=dict)

    def columns(self) -> Iterator[Need]:
        """Both numbers, the flags, and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        yield Need(("right",), Name.of(self.right), "number")
        for index, ref in enumerate(self.hidden or ()):
            yield Need(("hidden", index), Name.of(ref), "number")
        for key, moment in (("starts", self.starts), ("ends", self.ends)):
            if moment is not None:
                yield Need((key,), Name.of(moment), "moment")
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
        now = tables.stock.moment()
        apart = [f"{tables.columns.value(Name.of(ref))} > {now}" for ref in (self.starts,) if ref is not None]
        apart += [f"{tables.columns.value(Name.of(ref))} < {now}" for ref in (self.ends,) if ref is not None]
        closed = f"coalesce({' OR '.join(apart)}, false)" if apart else "false"
        level = Outcome(self.level)
        return Question(
            scope=f"{tables.there(self.left)} AND ({limit}) IS NOT NULL "
            f"AND {tables.meant(self.only, Name.of(self.left))}",
            passes=f"{right} < {limit} OR ({left} > 0 AND {shown} AND NOT {closed})",
            cases=(
                Case("lost_hidden", level, f"{lies} AND NOT ({shown})"),
                Case("lost_period", level, f"{lies} AND {closed}"),
                Case("lost_zero", level, f"{lies} AND {left} <= 0"),
            ),
            left=left,
            right=right,
            difference=f"{left} - {right}",
            values={"period": self._period(tables)},
            fixed={"left_name": self.left, "right_name": self.right},
            sides=(
                Side("right", Name.of(self.right)),
                Side("left", Name.of(self.left)),
                *(Side("hidden", Name.of(ref)) for ref in self.hidden or ()),
            ),
        )

    def _period(self, tables: Tables) -> str:
        """The period of a SKU in words: both moments, each blank where there is none."""
        cells = [None if ref is None else tables.columns.value(Name.of(ref)) for ref in (self.starts, self.ends)]
        first, last = ("''" if cell is None else f"coalesce(strftime({cell}, '{_SHOWN}'), '')" for cell in cells)
        return f"concat({first}, '〜', {last})"

"""Opening, in, out and adjustments against closing: nothing appears or vanishes between two counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from engine.checks.asked import Asked
from engine.checks.base import Need
from engine.checks.flow import Flow, Flows, OneFlow, named
from engine.checks.question import Case, Question, Side
from engine.errors import Value
from engine.record import Outcome

if TYPE_CHECKING:
    from engine.checks.tables import Tables


class Balance(Asked):
    """For each SKU: opening + in − out + adjusted = closing.

    Each of the five is a column of a stock table, or a flow: rows of a file added up, those that ``only`` means
    (``{of: moves.rows.quantity, only: {action: [入庫]}}``). Several flows are added. A SKU without a row adds nothing.
    """

    absent_means: ClassVar[Literal["unknown", "zero"]] = "zero"

    kind: Literal["balance"]
    opening: OneFlow
    into: Flows = ()
    out: Flows = ()
    adjusted: Flows = ()
    closing: OneFlow

    @property
    def _flows(self) -> Iterator[tuple[tuple[str | int, ...], Flow]]:
        yield ("opening",), self.opening
        for key in ("into", "out", "adjusted"):
            yield from (((key, index), flow) for index, flow in enumerate(getattr(self, key)))
        yield ("closing",), self.closing

    def columns(self) -> Iterator[Need]:
        """The columns of all flows."""
        for path, flow in self._flows:
            yield from flow.needs(*path)

    def parameters(self) -> Mapping[str, Value]:
        """All columns."""
        movements = {key: named(*getattr(self, key)) for key in ("into", "out", "adjusted")}
        return {"opening": self.opening.of, "closing": self.closing.of, **movements}

    def question(self, tables: Tables) -> Question:
        """SKUs whose closing number is another."""
        sums: dict[str, list[str]] = {}
        for path, flow in self._flows:
            tag = "_".join(map(str, path))
            sums.setdefault(str(path[0]), []).append(tables.flow(tag, flow))
        number = {key: f"({' + '.join(made)})" for key, made in sums.items()}
        into, out, adjusted = (number.get(key, "0") for key in ("into", "out", "adjusted"))
        opening, closing = number["opening"], number["closing"]
        counted = f"({opening} + {into} - {out} + {adjusted})"
        stock = [flow.home for _, flow in self._flows if flow.home.table == "stock"]
        return Question(
            scope="true",
            passes=f"{counted} = {closing}",
            cases=(Case("balance_off", Outcome(self.level), f"{counted} <> {closing}"),),
            left=counted,
            right=closing,
            difference=f"{counted} - {closing}",
            values={"opening": opening, "into": into, "out": out, "adjusted": adjusted},
            figures={
                "compared": ("count(*)", f"{counted} IS NOT NULL AND {closing} IS NOT NULL"),
                "units": (f"sum({closing})", f"{counted} IS NOT NULL AND {closing} IS NOT NULL"),
                "units_off": (f"sum(abs({counted} - {closing}))", f"{counted} IS NOT NULL AND {closing} IS NOT NULL"),
            },
            fixed={"right_name": self.closing.of},
            sides=tuple(Side("side", home) for home in dict.fromkeys(stock)),
        )

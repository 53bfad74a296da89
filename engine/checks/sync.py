"""The check that the sync from the first system (the OMS) to a mall is alive: what changed there has arrived here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from engine.checks.base import Count, Filtered, Name, Need, StockRef
from engine.checks.question import Case, Dated, Question, Side, test
from engine.errors import Value
from engine.record import CheckResult, Finding, Outcome, worst
from engine.stock.door import not_below_zero

Level = Literal["failed", "caution"]
Minutes = Annotated[int, Field(ge=1, le=60 * 24)]


class SyncAlive(Filtered):
    """What changed in the first system between two snapshots stands on the mall within the cycle.

    For each SKU whose number moved from ``first_before`` to ``first_after``, ``mall_after`` must be the new number less
    ``buffer`` (never below zero), within ``tolerance``. The mall's second file must be taken at least ``cycle`` minutes
    after the first system's second one: of what has not arrived sooner it could not be told. Where fewer than
    ``changes`` SKUs moved, nothing was seen to arrive, and it could not be told either: change a test SKU by hand and
    name it in ``only``.
    """

    kind: Literal["sync-alive"]
    first_before: StockRef
    first_after: StockRef
    mall_before: StockRef
    mall_after: StockRef
    cycle: Minutes
    buffer: Count = 0
    tolerance: Count = 0
    changes: Annotated[int, Field(ge=1)] = 1
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The first system's second snapshot."""
        return Name.of(self.first_after)

    def _name(self, key: str) -> Name:
        return Name.of(getattr(self, key))

    def columns(self) -> Iterator[Need]:
        """The four numbers, and the columns of the filter."""
        for key in ("first_before", "first_after", "mall_before", "mall_after"):
            yield Need((key,), self._name(key), "number")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The first system, the mall and the cycle."""
        return {"first": self.first_after, "mall": self.mall_after, "cycle": self.cycle}

    def question(self, columns: Dated) -> Question:
        """SKUs that changed in the first system and whose number on the mall is not the new one."""
        before, after, mall, was = (
            columns.value(self._name(key)) for key in ("first_before", "first_after", "mall_after", "mall_before")
        )
        minutes = columns.minutes(self.home.alias, self._name("mall_after").alias)
        wanted = not_below_zero(f"({after} - {self.buffer})")
        arrived = f"(abs({mall} - {wanted}) <= {self.tolerance})"
        case = Case("sync_not_arrived", Outcome(self.level), f"NOT {arrived}")
        if minutes is None:
            case = Case("sync_no_time", Outcome.ERROR, f"NOT {arrived}")
        elif minutes < self.cycle:
            case = Case("sync_waiting", Outcome.ERROR, f"NOT {arrived}")
        there = {key: columns.there(self._name(key).alias) for key in ("first_before", "mall_before", "mall_after")}
        on_mall = f"({there['mall_before']} OR {there['mall_after']})"
        here = f"{columns.there(self.home.alias)} AND {there['first_before']} AND {on_mall}"
        known = f"{arrived} IS NOT NULL"
        return Question(
            scope=f"{here} AND {test(self.only, self.home, columns)} AND {before} <> {after}",
            passes=arrived,
            cases=(case,),
            left=mall,
            right=wanted,
            difference=f"{mall} - {wanted}",
            values={"before": before, "after": after, "was": was},
            fixed={
                "first_name": self.first_after,
                "left_name": self.mall_after,
                "minutes": minutes,
                "cycle": self.cycle,
            },
            figures={
                "changed": ("count(*)", known),
                "arrived": ("count(*)", arrived),
                "minutes": (f"max({minutes if minutes is not None else 0})", "true"),
            },
            sides=(
                Side("left", self._name("mall_after")),
                Side("right", self.home),
                Side("before", self._name("first_before")),
            ),
        )

    def judged(self, result: CheckResult) -> CheckResult:
        """Where too little moved, whether the sync is alive could not be told."""
        if result.examined >= self.changes or result.outcome is Outcome.FAILED:
            return result
        seen = Finding(
            check=self.id,
            key=self.home.alias,
            code="sync_no_change",
            level=Outcome.ERROR,
            left=result.examined,
            right=self.changes,
            values={"alias": self.home.alias},
        )
        figures = {**result.figures, "found": result.figures.get("found", 0) + 1}
        findings = tuple(sorted((*result.findings, seen), key=lambda finding: finding.order))
        return replace(result, outcome=worst({result.outcome, Outcome.ERROR}), findings=findings, figures=figures)

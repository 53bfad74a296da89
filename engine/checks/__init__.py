"""The questions that may be put to stock.

A playbook's check is parameters (``Check``); ``bind`` finds its mistakes before any file exists; ``run`` puts all
checks of a step to the stock in one plan and returns results; ``words`` and ``claim`` say findings and checks to
people. The union of the classes is the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from engine.checks.balance import Balance
from engine.checks.base import Base, Filter, Name, Need
from engine.checks.binding import Mismatch, bind
from engine.checks.code import CodeRules
from engine.checks.column import Filled, NotNegative, Readable, Unique
from engine.checks.compare import AtLeast, ChangeWithin, Equal, NotMoreThan, OrdersSince, Present, SumAtMost
from engine.checks.cover import Cover, Forecast
from engine.checks.file import Complete, Fresh, Known, NotSameAsLast, RowsAsShown, SameMoment
from engine.checks.grid import Grid
from engine.checks.lead import LeadTime, SameLeadTime
from engine.checks.lost import LostSales
from engine.checks.preorder import Preorder
from engine.checks.promise import Promise, PromiseOfCode
from engine.checks.query import Query
from engine.checks.reserved import Reserved
from engine.checks.restriction import Restriction
from engine.checks.sets import SetParts
from engine.checks.sync import SyncAlive
from engine.checks.warehouses import Warehouses
from engine.checks.words import claim, findings_csv, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.record import CheckResult
    from engine.stock import Stock

Check = Annotated[
    Equal
    | NotMoreThan
    | AtLeast
    | ChangeWithin
    | SumAtMost
    | Present
    | Unique
    | Filled
    | NotNegative
    | Readable
    | Complete
    | Fresh
    | SameMoment
    | RowsAsShown
    | NotSameAsLast
    | Known
    | LeadTime
    | SameLeadTime
    | Restriction
    | CodeRules
    | SyncAlive
    | Promise
    | PromiseOfCode
    | SetParts
    | Grid
    | Reserved
    | Preorder
    | Balance
    | Warehouses
    | LostSales
    | Cover
    | Forecast
    | Query,
    Field(discriminator="kind"),
]

#: Every kind of check, in the order in which the reference lists them.
CHECKS: tuple[type[Base], ...] = Check.__origin__.__args__  # type: ignore[attr-defined]
KINDS: dict[str, type[Base]] = {kind.model_fields["kind"].annotation.__args__[0]: kind for kind in CHECKS}  # type: ignore[union-attr]

adapter: TypeAdapter[Base] = TypeAdapter(Check, config=ConfigDict(defer_build=True))


def run(stock: Stock, checks: Sequence[Base], *, limit: int | None = None) -> list[CheckResult]:
    """The results of these checks on this stock, in their order; ``limit`` bounds the findings listed of each.

    Raises:
        StockError: an alias that a check needs was not added.
    """
    from engine.checks.plan import answer

    return answer(stock, checks, limit=limit)


__all__ = [
    "CHECKS",
    "KINDS",
    "AtLeast",
    "Base",
    "ChangeWithin",
    "Check",
    "CodeRules",
    "Complete",
    "Equal",
    "Filled",
    "Filter",
    "Fresh",
    "Known",
    "LeadTime",
    "Mismatch",
    "Name",
    "Need",
    "NotMoreThan",
    "NotNegative",
    "NotSameAsLast",
    "OrdersSince",
    "Present",
    "Promise",
    "PromiseOfCode",
    "Query",
    "Readable",
    "Restriction",
    "RowsAsShown",
    "SameLeadTime",
    "SameMoment",
    "SumAtMost",
    "SyncAlive",
    "Unique",
    "adapter",
    "bind",
    "claim",
    "findings_csv",
    "run",
    "words",
]

"""The questions that may be put to stock.

A playbook's check is parameters (``Check``); ``bind`` finds its mistakes before any file exists; ``run`` puts all
checks of a step to the stock in one plan and returns results; ``words`` and ``claim`` say findings and checks to
people. ``KINDS`` is the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter

from engine.checks.base import Base, Filter, Name, Need
from engine.checks.binding import Mismatch, bind
from engine.checks.kinds import CLASSES, KINDS, OfItsKind
from engine.checks.words import claim, findings_csv, reason_words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.checks.compare import Equal, OrdersSince
    from engine.checks.file import Complete, Fresh, NotSameAsLast, RowsAsShown, SameMoment
    from engine.checks.query import Query
    from engine.record import CheckResult
    from engine.stock import Stock

#: One check of any kind.
Check = Annotated[Base, OfItsKind]

adapter: TypeAdapter[Base] = TypeAdapter(Check)


def run(stock: Stock, checks: Sequence[Base], *, limit: int | None = None) -> list[CheckResult]:
    """The results of these checks on this stock, in their order; ``limit`` bounds the findings listed of each.

    Raises:
        StockError: an alias that a check needs was not added.
    """
    from engine.checks.plan import answer

    return answer(stock, checks, limit=limit)


def __getattr__(name: str) -> Any:
    """A class that is asked for by its name is loaded now."""
    from importlib import import_module

    for module, class_ in (*CLASSES.values(), ("compare", "OrdersSince")):
        if class_ == name:
            return getattr(import_module(f"engine.checks.{module}"), name)
    raise AttributeError(name)


__all__ = [
    "KINDS",
    "Base",
    "Check",
    "Complete",
    "Equal",
    "Filter",
    "Fresh",
    "Mismatch",
    "Name",
    "Need",
    "NotSameAsLast",
    "OrdersSince",
    "Query",
    "RowsAsShown",
    "SameMoment",
    "adapter",
    "bind",
    "claim",
    "findings_csv",
    "reason_words",
    "run",
    "words",
]

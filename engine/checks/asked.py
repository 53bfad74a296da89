"""Checks that ask of numbers of SKUs and of rows of files beside them: sets, inbound, reserves, movements, sales.

- A number of a SKU is named as everywhere (``wms.stock.available``); what is added up from rows is a ``Flow``.
- The question is the same as of every check (``question``): whatever is neither surely right nor surely wrong could
  not be told. ``answered`` puts it to the stock.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from engine.checks.base import Base

if TYPE_CHECKING:
    from engine.checks.question import Question
    from engine.checks.tables import Tables
    from engine.errors import Message
    from engine.record import Finding
    from engine.stock import Schema

Level = Literal["failed", "caution"]


class Asked(Base, ABC):
    """A check whose question needs more than the numbers of each SKU."""

    #: Whether the bands of this kind go by the product's rank.
    ranked: ClassVar[bool] = False
    #: What a SKU without a row counts as, where a kind does not ask.
    absent_means: ClassVar[Literal["unknown", "zero"]] = "unknown"

    level: Level = "failed"

    @property
    def touched(self) -> frozenset[str]:
        """The aliases whose rows without a SKU could change the answer."""
        return frozenset(self.needs())

    @abstractmethod
    def question(self, tables: Tables) -> Question:
        """The question over these tables."""

    def mistakes(self, schema: Schema) -> Iterator[tuple[tuple[str | int, ...], Message]]:  # noqa: ARG002 - most have none
        """What in this check does not fit the playbook's files, besides its columns: where, and what."""
        yield from ()

    def further(self, tables: Tables) -> Iterable[Finding]:  # noqa: ARG002 - most kinds have none
        """What was seen beside the question: of files and of definitions."""
        return ()

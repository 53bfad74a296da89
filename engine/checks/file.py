"""Checks on the files themselves: they look at the table ``files``, one row for each part received.

A time that cannot be right (made in the future, a clock that went back) is no pass and no failure: could not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.checks.base import Aliases, Base
from engine.errors import Value

Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 31)]


class OnFiles(Base):
    """A check on what was received for some aliases."""

    files: Aliases

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The aliases."""
        for index, alias in enumerate(self.files):
            yield ("files", index), alias

    def parameters(self) -> Mapping[str, Value]:
        """The aliases."""
        return {"files": tuple(self.files)}


class Complete(OnFiles):
    """All parts of a split download are there: 1 to n without a gap, none twice, all of one stamp."""

    kind: Literal["complete"]


class Fresh(OnFiles):
    """The other system made the file at most ``max_age`` minutes ago."""

    kind: Literal["fresh"]
    max_age: Minutes

    def parameters(self) -> Mapping[str, Value]:
        """The aliases and the age."""
        return {**super().parameters(), "max_age": self.max_age}


class SameMoment(OnFiles):
    """The files were made within so many minutes of one another."""

    kind: Literal["same-moment"]
    files: Annotated[Aliases, Field(min_length=2)]
    within: Minutes

    def parameters(self) -> Mapping[str, Value]:
        """The aliases and the span."""
        return {**super().parameters(), "within": self.within}


class RowsAsShown(OnFiles):
    """The file holds as many rows (products, SKUs, orders) as the screen showed."""

    kind: Literal["rows-as-shown"]
    counts: Literal["rows", "products", "skus", "orders"] = "rows"


class NotSameAsLast(OnFiles):
    """The bytes are not those of a file that was received before for the same alias."""

    kind: Literal["not-same-as-last"]


class Known(OnFiles):
    """Every code in the file stands in the shop's 対応表, exactly once, in the same letters."""

    kind: Literal["known"]

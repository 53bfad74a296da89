"""The check for experts: one SELECT whose rows are the findings.

It gives ``key`` and, where it likes, ``left``, ``right``, ``difference``, ``amount`` and ``level`` (failed, caution,
error); further columns become values of the finding. What it may say is held by an allow-list (``allowed``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import StringConstraints

from engine.checks.base import Aliases, Base
from engine.model import Words


class Query(Base):
    """A SELECT of the author's own over the tables of these aliases; it must give no rows."""

    kind: Literal["query"]
    files: Aliases
    claim: Words
    sql: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The aliases whose tables it reads."""
        for index, alias in enumerate(self.files):
            yield ("files", index), alias

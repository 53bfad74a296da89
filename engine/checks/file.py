"""Checks on the files themselves: they look at the table ``files``, one row for each part received.

A time that cannot be right (made in the future, a clock that went back) is no pass and no failure: could not tell.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.checks.base import Aliases, Base
from engine.errors import Value
from engine.stock.door import among

#: Seconds by which the clock of another system may be ahead of ours without the age being in doubt.
SKEW = 120

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


class OfParts(OnFiles, ABC):
    """A check that one SELECT over the parts of files answers."""

    @abstractmethod
    def sql(self, at: str) -> str:
        """The SELECT over ``files`` whose rows are the findings: alias, code, level, left, right, name, other, when."""

    @property
    def among(self) -> str:
        """The parts of the aliases, in SQL."""
        return among("alias", self.files)


class Complete(OfParts):
    """All parts of a split download are there: 1 to n without a gap, none twice, all of one stamp.

    Whether part n is the last one, only the screen's count tells; without it that could not be told.
    """

    kind: Literal["complete"]

    def sql(self, at: str) -> str:  # noqa: ARG002 - the same for all
        """Gaps, doubled parts, parts of several downloads, and a last part that may not be the last."""
        parts = f"SELECT * FROM files WHERE {self.among}"
        none = "NULL AS right, NULL AS name, NULL AS other, NULL AS moment"
        return f"""
WITH parts AS ({parts}), last AS (SELECT alias, max(number) AS n FROM parts GROUP BY alias)
SELECT alias, 'part_missing', 'failed', number AS left, {none}
FROM (SELECT alias, unnest(generate_series(1, n)) AS number FROM last EXCEPT SELECT alias, number FROM parts)
UNION ALL
SELECT alias, 'part_doubled', 'failed', number, {none} FROM parts WHERE number IS NOT NULL
GROUP BY alias, number HAVING count(*) > 1
UNION ALL
SELECT alias, 'parts_mixed', 'failed', NULL, NULL, min_by(name, stamp), max_by(name, stamp), NULL
FROM parts WHERE number IS NOT NULL GROUP BY alias HAVING count(DISTINCT stamp) > 1
UNION ALL
SELECT alias, 'last_part_unknown', 'error', coalesce(max(number), 1), {none} FROM parts
GROUP BY alias HAVING count(shown) = 0
ORDER BY ALL"""


class Fresh(OfParts):
    """The other system made the file at most ``max_age`` minutes ago."""

    kind: Literal["fresh"]
    max_age: Minutes

    def parameters(self) -> Mapping[str, Value]:
        """The aliases and the age."""
        return {**super().parameters(), "max_age": self.max_age}

    def sql(self, at: str) -> str:
        """Files that are too old, and those whose age cannot be told."""
        age = f"date_diff('second', exported_at, {at})"
        return f"""
WITH file AS (
  SELECT alias, min(exported_at) AS exported_at, max(received_at) AS received_at,
         max(exported_at) AS latest,
         count(exported_at) < count(*) AS unknown FROM files WHERE {self.among} GROUP BY alias
), told AS (
  SELECT alias, CASE WHEN unknown THEN 'no_time' WHEN received_at > {at} THEN 'clock_back'
    WHEN date_diff('second', latest, {at}) < -{SKEW} THEN 'future'
    WHEN {age} > {self.max_age * 60} THEN 'old' END AS code,
    {age} // 60 AS age, CASE WHEN code = 'clock_back' THEN received_at ELSE exported_at END AS moment FROM file
)
SELECT alias, code, CASE WHEN code = 'old' THEN 'failed' ELSE 'error' END, CASE WHEN code = 'old' THEN age END,
       CASE WHEN code = 'old' THEN {self.max_age} END, NULL, NULL, strftime(moment, '%Y-%m-%d %H:%M')
FROM told WHERE code IS NOT NULL ORDER BY ALL"""


class SameMoment(OfParts):
    """The files were made within so many minutes of one another."""

    kind: Literal["same-moment"]
    files: Annotated[Aliases, Field(min_length=2)]
    within: Minutes

    def parameters(self) -> Mapping[str, Value]:
        """The aliases and the span."""
        return {**super().parameters(), "within": self.within}

    def sql(self, at: str) -> str:
        """Files that are further from the newest one than that, and those whose moment is not known or cannot be."""
        return f"""
WITH file AS (
  SELECT alias, min(exported_at) AS moment, CASE WHEN count(exported_at) < count(*) THEN 'no_time'
    WHEN date_diff('second', max(exported_at), {at}) < -{SKEW} THEN 'future' END AS untold
  FROM files WHERE {self.among} GROUP BY alias
), newest AS (
  SELECT arg_max(alias, moment) AS other, max(moment) AS newest FROM (FROM file WHERE untold IS NULL ORDER BY alias)
), told AS (
  SELECT *,
    coalesce(untold, CASE WHEN date_diff('second', moment, newest) > {self.within * 60} THEN 'apart' END) AS code
  FROM file, newest
)
SELECT alias, code, CASE WHEN untold IS NULL THEN 'failed' ELSE 'error' END,
       CASE WHEN untold IS NULL THEN date_diff('second', moment, newest) // 60 END,
       CASE WHEN untold IS NULL THEN {self.within} END, NULL, CASE WHEN untold IS NULL THEN other END,
       strftime(moment, '%Y-%m-%d %H:%M')
FROM told WHERE code IS NOT NULL ORDER BY ALL"""


class RowsAsShown(OnFiles):
    """The file holds as many rows (products, SKUs, orders) as the screen showed."""

    kind: Literal["rows-as-shown"]
    counts: Literal["rows", "products", "skus", "orders"] = "rows"


class NotSameAsLast(OfParts):
    """The bytes are not those of a file that was received before for the same alias."""

    kind: Literal["not-same-as-last"]

    def sql(self, at: str) -> str:  # noqa: ARG002 - the same for all
        """Parts whose bytes were received before."""
        listed = "alias, 'same_bytes', 'failed', NULL AS left, NULL AS right, name, NULL AS other, NULL AS moment"
        return f"SELECT {listed} FROM files WHERE again = 1 AND {self.among} ORDER BY ALL"


class Known(OnFiles):
    """Every code in the file stands in the shop's 対応表, exactly once, in the same letters."""

    kind: Literal["known"]

"""Several warehouses summed once: none left out, none counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from engine.checks.asked import Asked
from engine.checks.base import ONE_OR_MORE, Alias, Name, Need, listed
from engine.checks.flow import OwnColumn
from engine.checks.question import Case, Question
from engine.errors import Value
from engine.model import Model, Words, refuse
from engine.record import Finding, Outcome
from engine.stock.door import literal
from engine.stock.joined import stock_table

if TYPE_CHECKING:
    from engine.checks.tables import Tables

#: So many SKUs in stock that are the same in two files are no accident.
SAME = 3


class Place(Model):
    """One file and the warehouse of its rows: the file is all of one (``is``), or a column says it (``by``)."""

    file: Alias
    is_: Annotated[Words | None, Field(alias="is")] = None
    by: OwnColumn | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Place:
        if (self.is_ is None) == (self.by is None):
            raise refuse("check.place", ("is",))
        return self


class Warehouses(Asked):
    """Each SKU of each declared warehouse is counted in one file only, and every declared warehouse is in a file.

    ``declared`` are the warehouses of the shop, by the words that ``is`` and ``by`` give them. Found are SKUs of one
    warehouse in several files, and rows that stand in two parts of one download; a declared warehouse without rows, and
    one that nobody declared; and two files of different warehouses with the same numbers throughout, which are one file
    under two names.
    """

    kind: Literal["warehouses"]
    places: Annotated[tuple[Place, ...], Field(min_length=1, strict=False)]
    declared: Annotated[tuple[Words, ...], Field(min_length=1), BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]

    def columns(self) -> Iterator[Need]:
        """The number of each file, and the column that says the warehouse."""
        for index, place in enumerate(self.places):
            yield Need(("places", index, "file"), Name(place.file, "stock", "available"), "number")
            if place.by is not None:
                yield Need(("places", index, "by"), Name(place.file, "rows", place.by), "text")

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The files."""
        for index, place in enumerate(self.places):
            yield ("places", index, "file"), place.file

    def parameters(self) -> Mapping[str, Value]:
        """The files and the warehouses."""
        return {"files": tuple(dict.fromkeys(place.file for place in self.places)), "declared": tuple(self.declared)}

    def question(self, tables: Tables) -> Question:
        """SKUs that are counted twice, and rows whose warehouse nobody knows."""
        tables.put("place", self._counted(tables))
        level = Outcome(self.level)
        return Question(
            scope="true",
            passes="place__files = 1 AND place__again = 0 AND place__called IS NOT NULL",
            cases=(
                Case("counted_twice", level, "place__called IS NOT NULL AND place__files > 1"),
                Case("counted_again", level, "place__called IS NOT NULL AND place__again > 0"),
            ),
            left="place__files",
            values={
                "warehouse": "place__called",
                "files": "place__aliases",
                "rows": "place__spots",
                "alias": "place__alias",
                "why": "'no_warehouse'",
            },
        )

    def _counted(self, tables: Tables) -> str:
        """One row for each SKU and warehouse: in how many files it is, and how many of its rows stand in two parts."""
        rows = " UNION ALL ".join(self._rows(tables, place) for place in self.places)
        return f"""
SELECT sku, called AS place__called, count(DISTINCT alias) AS place__files, min(alias) AS place__alias,
       array_to_string(list_sort(list_distinct(list(alias))), ', ') AS place__aliases,
       count(*) FILTER (again) AS place__again,
       array_to_string(
           list(_row ORDER BY alias, _part, _row) FILTER (again OR called IS NULL)[:10], ', ') AS place__spots
FROM ({rows}) GROUP BY sku, called"""

    def _rows(self, tables: Tables, place: Place) -> str:
        source = tables.stock.source(place.file)
        called = literal(place.is_) if place.is_ is not None else source.named(place.by or "")
        key = [source.cell(column) for column in source.format.key if column in source.columns]
        other = f"r._part > min(r._part) OVER (PARTITION BY {', '.join(key)})" if key else "false"
        return (
            f"SELECT {source.sku()} AS sku, {called} AS called, {literal(place.file)} AS alias, ({other}) AS again, "
            f"r._part, r._row {source.tail(f'{source.sku()} IS NOT NULL')}"
        )

    def further(self, tables: Tables) -> Iterable[Finding]:
        """Warehouses that are missing or not declared, and files that are one."""
        level = Outcome(self.level)
        rows = " UNION ALL ".join(self._rows(tables, place) for place in self.places)
        found = {str(called) for (called,) in tables.stock.ask(f"SELECT DISTINCT called FROM ({rows})") if called}
        for called in sorted({*self.declared} - found):
            yield Finding(check=self.id, key=called, code="warehouse_missing", level=level)
        for called in sorted(found - {*self.declared}):
            yield Finding(check=self.id, key=called, code="warehouse_unknown", level=level)
        files = {place.file: place.is_ for place in self.places}
        for one, other in combinations(sorted(files), 2):
            if (files[one] is None or files[one] != files[other]) and (count := _same(tables, one, other)):
                values = {"alias": one, "other": other}
                yield Finding(check=self.id, key=other, code="same_numbers", level=level, left=count, values=values)


def _same(tables: Tables, one: str, other: str) -> int:
    """How many SKUs in stock two files have, when all of their numbers are the same; else 0."""
    numbers = [
        f"SELECT sku, available FROM ({stock_table(tables.stock.source(alias), frozenset({'available'}))})"
        for alias in (one, other)
    ]
    left, right = (f"({numbers[0]}) EXCEPT ({numbers[1]})", f"({numbers[1]}) EXCEPT ({numbers[0]})")
    differ = f"SELECT (SELECT count(*) FROM ({left})) + (SELECT count(*) FROM ({right}))"
    if tables.stock.ask(differ)[0][0]:
        return 0
    count = int(tables.stock.ask(f"SELECT count(*) FROM ({numbers[0]}) WHERE available > 0")[0][0])
    return count if count >= SAME else 0

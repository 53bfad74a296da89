"""Colour × size: every choice that a product offers can be bought, and each of them is one SKU."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from engine.checks.asked import Asked
from engine.checks.base import ONE_OR_MORE, Alias, Name, Need, Only, filter_needs, listed
from engine.checks.flow import OwnColumn
from engine.checks.question import Case, Question
from engine.errors import Value
from engine.record import Finding, Outcome
from engine.stock.door import literal

if TYPE_CHECKING:
    from engine.checks.tables import Tables

OwnColumns = Annotated[tuple[OwnColumn, ...], BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]


class Grid(Asked):
    """Of every product with variations each cell of its grid (colour × size) is one SKU, and that can be bought.

    The columns are those of the SKU rows of one file: ``item`` says which product, ``axes`` the choice on each axis. An
    axis offers what its SKUs name, and what ``offered`` lists on the product (one column an axis, choices with ``|``
    between them). A cell is missing, or stands twice; a SKU of a grid has no choice on an axis, no ``number``, or is
    ``hidden`` (a flag of 1). ``keys`` are the columns that name each axis: where they differ between the SKUs of a
    product, its grid could not be told. A product that offers no choice on the first axis, and whose SKUs name none,
    has no grid. No stock (0) is no mistake.
    """

    kind: Literal["grid"]
    file: Alias
    item: OwnColumn = "item_id"
    axes: Annotated[OwnColumns, Field(min_length=1, max_length=6)] = ("choice_1", "choice_2")
    offered: OwnColumns = ()
    keys: OwnColumns = ()
    number: OwnColumn = "stock"
    hidden: OwnColumns = ()
    only: Only = Field(default_factory=dict)

    @property
    def home(self) -> Name:
        """The product of a row."""
        return Name(self.file, "rows", self.item)

    def columns(self) -> Iterator[Need]:
        """The columns of product, choices, number and flags, and those of the filter."""
        yield Need(("file",), self.home._replace(column="sku"), "any")
        yield Need(("item",), self.home, "text")
        for key, must_be in (("axes", "text"), ("offered", "text"), ("keys", "text"), ("hidden", "number")):
            for index, column in enumerate(getattr(self, key)):
                yield Need((key, index), self.home._replace(column=column), must_be)
        yield Need(("number",), self.home._replace(column=self.number), "number")
        yield from filter_needs(self.only, self.home, "only")

    def parameters(self) -> Mapping[str, Value]:
        """The file and the axes."""
        return {"file": self.file, "axes": tuple(str(self.home._replace(column=axis)) for axis in self.axes)}

    def question(self, tables: Tables) -> Question:
        """Cells that are not there once, and SKUs of a grid that cannot be bought."""
        tables.put("grid", self._asked(tables))
        level = Outcome(self.level)
        cell, row = "grid__what = 'cell'", "grid__what = 'row'"
        return Question(
            scope="true",
            passes=f"CASE WHEN {cell} THEN grid__count = 1 "
            "ELSE grid__placed AND grid__number IS NOT NULL AND grid__hidden = 0 END",
            cases=(
                Case("cell_missing", level, f"{cell} AND grid__count = 0"),
                Case("cell_doubled", level, f"{cell} AND grid__count > 1"),
                Case("cell_blank", level, f"{row} AND NOT grid__placed"),
                Case("cell_hidden", level, f"{row} AND grid__hidden > 0"),
                Case("cell_no_number", level, f"{row} AND grid__number IS NULL"),
            ),
            left="grid__count",
            values={
                "item": "coalesce(grid__item, '-')",
                "choices": "grid__choices",
                "skus": "grid__skus",
                "rows": "grid__spots",
                "why": "CASE WHEN grid__placed IS NULL THEN 'keys_differ' ELSE 'hidden_unknown' END",
            },
            fixed={"alias": self.file},
        )

    def further(self, tables: Tables) -> Iterable[Finding]:
        """Columns without which a missing cell would pass unseen."""
        from engine.checks.tables import absent

        source = tables.stock.source(self.file)
        for column in absent(source, (*self.offered, *self.keys)):
            values = {"alias": self.file, "column": column}
            yield Finding(check=self.id, key=column, code="grid_no_column", level=Outcome.ERROR, values=values)
        axis = source.reading.table.column(self.axes[0]) if self.axes[0] in source.columns else None
        if axis is not None and len(axis) and axis.null_count == len(axis):
            values = {"alias": self.file, "header": source.format.by_name[self.axes[0]].headers[0]}
            yield Finding(check=self.id, key=self.file, code="blank_column", level=Outcome.ERROR, values=values)

    def _asked(self, tables: Tables) -> str:
        """Every cell of every grid, and every SKU of one."""
        from engine.checks.tables import matching

        source = tables.stock.source(self.file)
        axes = [f"a{index}" for index in range(len(self.axes))]
        cells = ", ".join(f"{source.named(column)} AS {axis}" for axis, column in zip(axes, self.axes, strict=True))
        flags = " OR ".join(f"{source.cell(column)} > 0" for column in self.hidden) or "false"
        code = "".join(f", {source.cell(column)}" for column in source.code)
        offered = "".join(f", {source.named(column)} AS o{index}" for index, column in enumerate(self.offered))
        keys = ", ".join(source.named(column) for column in self.keys)
        keyed = f", concat_ws('/', {keys}) AS keys" if keys else ", '' AS keys"
        rows = (
            f"SELECT coalesce({source.sku()}, concat_ws('/'{code or ', NULL'})) AS sku, "
            f"{source.named(self.item)} AS item, {cells}, {source.cell(self.number)} AS number, "
            f"({flags})::BIGINT AS hidden, r._part, r._row{offered}{keyed} "
            f"{source.tail(f'({matching(self.only, self.home, source)}) IS NOT FALSE')}"
        )
        listed = [f" + count(o{index})" for index in range(len(self.offered))] + [""] * len(axes)
        used = ", ".join(f"count({axis}){more} > 0 AS used_{axis}" for axis, more in zip(axes, listed, strict=False))
        values = ", ".join(f"v{index} AS ({self._choices(index)})" for index in range(len(axes)))
        crossed = " ".join(f"LEFT JOIN v{index} USING (item)" for index in range(len(axes)))
        named = ", ".join(f"coalesce(v{index}.choice, '') AS {axis}" for index, axis in enumerate(axes))
        same = " AND ".join(f"coalesce(r.{axis}, '') = g.{axis}" for axis in axes)
        filled = ", ".join(f"nullif(g.{axis}, '')" for axis in axes)
        written = f"concat_ws(' × ', {filled})"
        own = f"concat_ws(' × ', {', '.join(f'r.{axis}' for axis in axes)})"
        placed = " AND ".join(f"(r.{axis} IS NOT NULL OR NOT i.used_{axis})" for axis in axes)
        placed = f"CASE WHEN i.keyed_alike THEN {placed} END"
        by = ", ".join(f"g.{axis}" for axis in axes)
        return f"""
WITH rows_ AS MATERIALIZED ({rows}), items AS (
  SELECT item, {used}, count(DISTINCT keys) = 1 AS keyed_alike FROM rows_ GROUP BY item HAVING used_a0
), {values}, cells AS (SELECT item, {named} FROM items {crossed} WHERE keyed_alike)
SELECT concat_ws('/', g.item, {written}) AS sku, 'cell' AS grid__what, count(r.sku) AS grid__count,
       true AS grid__placed, NULL::BIGINT AS grid__number, 0::BIGINT AS grid__hidden, g.item AS grid__item,
       {written} AS grid__choices,
       array_to_string(list(r.sku ORDER BY r._part, r._row), ', ') AS grid__skus,
       array_to_string(list(r._row ORDER BY r._part, r._row), ', ') AS grid__spots
FROM cells g LEFT JOIN rows_ r ON r.item = g.item AND {same} GROUP BY g.item, {by}
UNION ALL
SELECT r.sku, 'row', NULL, {placed}, r.number, r.hidden, r.item, {own}, r.sku, r._row::VARCHAR
FROM rows_ r JOIN items i ON i.item = r.item"""

    def _choices(self, index: int) -> str:
        """What one axis of each product offers."""
        named = f"SELECT item, a{index} AS choice FROM rows_ WHERE a{index} IS NOT NULL"
        if index >= len(self.offered):
            return f"SELECT DISTINCT * FROM ({named})"
        split = f"SELECT item, trim(unnest(string_split(o{index}, {literal('|')}))) AS choice FROM rows_"
        return f"SELECT DISTINCT * FROM ({named} UNION ALL {split}) WHERE choice <> ''"

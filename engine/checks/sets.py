"""Sets against their parts: what a mall shows of a set, and whether the definition of the set can be counted with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from engine.checks.asked import Asked
from engine.checks.base import Alias, Name, Need, Only, StockRef, filter_needs
from engine.checks.question import Case, Question, Side
from engine.errors import Message, Value, message
from engine.record import Finding, Outcome, Scalar
from engine.stock import ShopRules
from engine.stock.door import literal
from engine.stock.set_list import Line
from engine.stock.set_list import lines as set_lines

if TYPE_CHECKING:
    from engine.checks.tables import Tables
    from engine.stock import Schema


class SetParts(Asked):
    """A mall shows no more of a set than its parts in the warehouse allow, and every definition of a set is complete.

    A set's number is the least of ⌊part ÷ quantity⌋, besides sets that lie in the warehouse as such; a part without a
    row in the warehouse has 0 there. ``sets`` is a file of definitions; without it the shop's own セット構成表 holds. A
    definition is wrong where a part is unknown or ended, a quantity blank or 0, where a set has no parts or contains
    itself, and, unless ``nested: allowed``, where a part is a set again; such a set's number is not compared.
    """

    kind: Literal["sets"]
    left: StockRef
    right: StockRef
    sets: Alias | None = None
    nested: Literal["refused", "allowed"] = "refused"
    only: Only = Field(default_factory=dict)

    def columns(self) -> Iterator[Need]:
        """Both numbers, and the columns of the filter."""
        yield Need(("left",), Name.of(self.left), "number")
        yield Need(("right",), Name.of(self.right), "number")
        yield from filter_needs(self.only, Name.of(self.left), "only")

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The file of definitions."""
        if self.sets is not None:
            yield ("sets",), self.sets

    def mistakes(self, schema: Schema) -> Iterator[tuple[tuple[str | int, ...], Message]]:
        """A file that defines no sets."""
        layout = schema.formats.get(self.sets or "")
        if layout is not None and layout.sets is None:
            yield ("sets",), message("check.no_sets", alias=str(self.sets))

    @property
    def touched(self) -> frozenset[str]:
        """The mall and the warehouse."""
        return frozenset(Name.of(ref).alias for ref in (self.left, self.right))

    def parameters(self) -> Mapping[str, Value]:
        """Both columns."""
        return {"left": self.left, "right": self.right}

    def question(self, tables: Tables) -> Question:
        """Sets of which the mall shows more than can be made."""
        tables.put("made", self._made(tables))
        left, own = tables.number(self.left), self._own(tables)
        room = f"(made__count + {own})"
        return Question(
            scope=f"coalesce(made__set, false) AND {tables.there(self.left)} "
            f"AND {tables.meant(self.only, Name.of(self.left))}",
            passes=f"{left} <= {room}",
            cases=(Case("set_over", Outcome(self.level), f"{left} > {room}"),),
            left=left,
            right=room,
            difference=f"{left} - {room}",
            values={
                "right.part": "made__part",
                "right.part_count": "made__part_count",
                "right.part_quantity": "made__quantity",
                "own": own,
                "alias": f"CASE WHEN made__unknown IS NOT NULL THEN {literal(Name.of(self.right).alias)} END",
                "why": "CASE WHEN made__unknown IS NOT NULL THEN 'part' END",
                "part": "made__unknown",
            },
            fixed={"left_name": self.left, "right_name": self.right},
            sides=(Side("left", Name.of(self.left)), Side("own", Name.of(self.right))),
        )

    def _own(self, tables: Tables) -> str:
        """Sets that lie there as such; what was computed for a set already has its parts in it."""
        alias, _, column = Name.of(self.right)
        computed = alias in tables.stock.computed and column in {"available", "raw"}
        return "0" if computed else tables.number(self.right, zero=True)

    def _made(self, tables: Tables) -> str:
        """For each set that is well defined, how many its parts allow, and which part is the least."""
        sound = self._sound(tables)
        rows = ", ".join(
            f"({literal(sku)}, {literal(part)}, {quantity})"
            for sku, parts in sorted(sound.items())
            for part, quantity in sorted(parts.items())
        )
        parts = f"(VALUES {rows}) p(sku, part, quantity)" if rows else _NO_PARTS
        # Not ``greatest``: that takes NULL for nothing.
        many = "(CASE WHEN w.sku IS NULL OR w.number < 0 THEN 0 ELSE w.number // p.quantity END)"
        least = f"({many}, p.part)"
        return f"""
SELECT p.sku, true AS made__set, CASE WHEN count({many}) = count(*) THEN min({many}) END AS made__count,
       arg_min(p.part, {least}) AS made__part, arg_min(coalesce(w.number, 0), {least}) AS made__part_count,
       arg_min(p.quantity, {least}) AS made__quantity, min(p.part) FILTER ({many} IS NULL) AS made__unknown
FROM {parts} LEFT JOIN ({tables.table_of(self.right)}) w ON w.sku = p.part GROUP BY p.sku"""

    def _sound(self, tables: Tables) -> Mapping[str, Mapping[str, int]]:
        """The parts of each set that is well defined, sets inside it exploded."""
        lines = definitions(tables, self.sets)
        wrong = {finding.key for finding in self._mistakes(tables)}
        sets: dict[str, dict[str, int]] = {}
        for line in lines:
            if line.set_sku not in wrong and line.quantity is not None:
                parts = sets.setdefault(line.set_sku, {})
                parts[line.part] = parts.get(line.part, 0) + line.quantity
        rules = ShopRules(sets=sets)
        exploded = {sku: rules.parts_of(sku) for sku in sets}
        return {sku: parts for sku, parts in exploded.items() if parts is not None and wrong.isdisjoint(parts)}

    def further(self, tables: Tables) -> Iterable[Finding]:
        """What is wrong with definitions."""
        return tuple(self._mistakes(tables))

    def _mistakes(self, tables: Tables) -> Iterator[Finding]:
        rules, lines = tables.stock.rules, definitions(tables, self.sets)
        sets = {line.set_sku for line in lines}
        ended, known = ended_skus(rules), known_skus(rules) | sets
        parts: dict[str, dict[str, int]] = {}
        for line in lines:
            parts.setdefault(line.set_sku, {})[line.part] = line.quantity or 1
        whole = ShopRules(sets=parts)
        for line in lines:
            code = None
            if not line.quantity or line.quantity < 0:
                code = "set_no_quantity"
            elif line.part in sets:
                code = "set_nested" if self.nested == "refused" else None
            elif known != sets and line.part not in known:
                code = "set_part_unknown"
            elif line.part in ended and line.set_sku not in ended:
                code = "set_part_ended"
            if code is not None:
                yield self._mistake(code, line.set_sku, part=line.part, row=line.row)
        if self.nested == "allowed":
            yield from (self._mistake("set_loop", sku) for sku in sorted(sets) if whole.parts_of(sku) is None)
        declared = {code.sku for code in rules.keys.codes if code.kind == "set"}
        yield from (self._mistake("set_undefined", sku) for sku in sorted(declared - sets - ended))

    def _mistake(self, code: str, sku: str, **values: Scalar) -> Finding:
        given = {key: value for key, value in values.items() if value is not None}
        return Finding(check=self.id, key=sku, code=code, level=Outcome(self.level), values=given)


_NO_PARTS = "(SELECT NULL::VARCHAR AS sku, NULL::VARCHAR AS part, NULL::BIGINT AS quantity WHERE false) p"


def definitions(tables: Tables, alias: str | None) -> list[Line]:
    """The lines of all definitions: of a file, or of the shop's own セット構成表.

    Raises:
        StockError: the file was not added.
    """
    rules = tables.stock.rules
    if alias is None:
        return [Line(sku, part, count) for sku, parts in rules.sets.items() for part, count in parts.items()]
    source = tables.stock.source(alias)
    return list(set_lines(source.format, source.reading.table, rules.keys))


def known_skus(rules: ShopRules) -> set[str]:
    """Every SKU that the shop knows as a product of its own."""
    return {code.sku for code in rules.keys.codes} | set(rules.products)


def ended_skus(rules: ShopRules) -> set[str]:
    """SKUs that are sold nowhere any more."""
    kinds: dict[str, set[str]] = {}
    for code in rules.keys.codes:
        kinds.setdefault(code.sku, set()).add(code.kind)
    return {sku for sku, found in kinds.items() if found == {"ended"}}

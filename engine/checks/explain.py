"""Findings made of flagged rows: what each number is made of, where it stands, why it could not be told, what it costs.

Everything here is fetched for flagged keys only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.checks.base import Base
from engine.checks.question import UNTOLD, Question, Side
from engine.record import Finding, Outcome, Scalar
from engine.stock.door import literal, name
from engine.stock.joined import NUMBERS
from engine.stock.rules import folded
from engine.stock.source import Source

if TYPE_CHECKING:
    from engine.stock.stock import Stock

_MADE_OF = ("on_hand", "reserved", "unshipped", "safety", "reserve", "raw", "part", "part_count", "part_quantity")
_NAMED_ROWS = 10


@dataclass(frozen=True, slots=True)
class Flagged:
    """One row that a question flagged, as it came back."""

    key: str
    case: int
    left: Any
    right: Any
    difference: Any
    values: dict[str, Any]
    sides: tuple[Any, ...]
    counts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one SKU in a file: (part, row) of the first ones, the first without a number, and sums."""

    rows: tuple[tuple[int, int], ...]
    blank: tuple[int, int] | None
    on_hand: int | None
    reserved: int | None


@dataclass
class Explained:
    """What is known about flagged keys, and the findings made of it."""

    stock: Stock
    limit: int | None
    _unmatched: dict[str, tuple[int, tuple[Finding, ...]]] = field(default_factory=dict)

    def findings(self, check: Base, question: Question, flagged: Sequence[Flagged]) -> list[Finding]:
        """The findings of one check."""
        if not flagged:
            return []
        keys = sorted({row.key for row in flagged})
        single = question.rows is not None
        detail = {} if single else {side: self._detail(side, keys) for side in question.sides}
        near = self._near(check, flagged, question)
        return [self._finding(check, question, row, detail, near) for row in flagged]

    def _finding(
        self,
        check: Base,
        question: Question,
        row: Flagged,
        detail: dict[Side, dict[str, Any]],
        near: dict[str, str],
    ) -> Finding:
        code = question.code(row.case)
        values: dict[str, Scalar] = {**question.fixed, **{k: _scalar(v) for k, v in row.values.items()}}
        if question.rows is not None:
            source = self.stock.source(str(values["alias"]))
            values["file"] = source.reading.parts[int(row.values["file"])].name
            if row.case == UNTOLD:
                values |= self._untold_row(source, question.sides[0], (row.values["file"], row.values["row"]))
        for side, made in detail.items():
            values |= self._made_of(side, made.get(row.key))
        if row.case == UNTOLD and question.rows is None:
            values |= self._why(check, question, row, detail)
        if code == "doubled":
            rows = detail[question.sides[0]].get(row.key)
            values["rows"] = _row_list(rows)
        if code == "missing" and row.key in near:
            code, values["near"] = "missing_near", near[row.key]
        difference = int(row.difference) if isinstance(row.difference, int) else None
        product = self.stock.rules.products.get(row.key)
        cost = product.cost if product is not None else None
        return Finding(
            check=check.id,
            key=row.key,
            code=code,
            level=question.level(row.case),
            left=_scalar(row.left),
            right=_scalar(row.right),
            difference=difference,
            amount=abs(difference) * cost if difference is not None and cost is not None else None,
            values={key: made for key, made in values.items() if made is not None},
        )

    def unmatched(self, check: str, aliases: Iterable[str]) -> tuple[int, list[Finding]]:
        """Codes of these aliases that are no SKU, as findings of a check: each code once, with its first row."""
        total, made = 0, []
        for alias in aliases:
            if alias not in self._unmatched:
                count, rows = self.stock.unmatched(alias, self.limit)
                seen: dict[tuple[str, str], Finding] = {}
                for row in rows:
                    key = row.code or f"{row.alias}:{row.row}"
                    code = {"blank": "no_code", "near": "unmatched_near", "ambiguous": "ambiguous"}.get(row.why)
                    values: dict[str, Scalar] = {"alias": row.alias, "file": row.file, "row": row.row, "near": row.near}
                    seen.setdefault(
                        (row.alias, key),
                        Finding(
                            check="",
                            key=key,
                            code=code or "unmatched",
                            level=Outcome.ERROR,
                            values={k: v for k, v in values.items() if v is not None},
                        ),
                    )
                whole = len(rows) == count
                self._unmatched[alias] = len(seen) if whole else count, tuple(seen.values())
            count, found = self._unmatched[alias]
            total += count
            made += [replace(finding, check=check) for finding in found]
        unique = {(f.key, f.values["alias"]): f for f in made}
        return (total if len(unique) == len(made) else len(unique)), list(unique.values())

    @staticmethod
    def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings by key in binary order; the costly part of the order is worked out for ties alone."""
        made: list[Finding] = []
        plain = sorted(findings, key=lambda f: (f.key.encode(), f.code))
        for _, group in groupby(plain, key=lambda f: (f.key, f.code)):
            same = list(group)
            made += same if len(same) == 1 else sorted(same, key=lambda f: f.order)
        return tuple(made)

    def _detail(self, side: Side, keys: Sequence[str]) -> dict[str, Any]:
        alias, column = side.name.alias, side.name.column
        listed = "(VALUES " + ", ".join(f"({literal(key)})" for key in keys) + ") k(sku)"
        if alias in self.stock.computed:
            columns = ", ".join(("e.why", *(f"e.{made}" for made in _MADE_OF)))
            table = name(alias, "stock")
            rows = self.stock.ask(f"SELECT e.sku, {columns} FROM {table} e SEMI JOIN {listed} ON e.sku = k.sku")
            return {row[0]: dict(zip(("why", *_MADE_OF), row[1:], strict=True)) for row in rows}
        source = self.stock.source(alias)
        number = source.number(column) if column in NUMBERS and column != "sku" else "1"
        sums = "NULL, NULL"
        if source.sums and source.format.orders is None:
            sums = f"sum({source.number('on_hand')})::BIGINT, sum({source.number('reserved')})::BIGINT"
        spot = "{'part': r._part, 'row': r._row}"
        sql = (
            f"SELECT {source.sku()} AS sku, list({spot} ORDER BY r._part, r._row)[:{_NAMED_ROWS}], "
            f"min({spot}) FILTER (({number}) IS NULL), {sums} {source.tail(_in(source, listed))} GROUP BY 1"
        )
        return {row[0]: _Rows(tuple(map(_spot, row[1])), _spot(row[2]), row[3], row[4]) for row in self.stock.ask(sql)}

    def _made_of(self, side: Side, made: Any) -> dict[str, Scalar]:
        if isinstance(made, dict):
            return {f"{side.side}.{key}": made[key] for key in _MADE_OF if made[key] is not None}
        if not isinstance(made, _Rows):
            return {}
        source = self.stock.source(side.name.alias)
        if source.sums:
            numbers = {"on_hand": made.on_hand, "reserved": made.reserved}
            return {f"{side.side}.{key}": count for key, count in numbers.items() if count is not None}
        part, row = made.rows[0]
        return {f"{side.side}.file": source.reading.parts[part].name, f"{side.side}.row": row}

    def _why(
        self, check: Base, question: Question, row: Flagged, detail: dict[Side, dict[str, Any]]
    ) -> dict[str, Scalar]:
        zero = getattr(check, "absent", "unknown") == "zero"
        for side, found, count in zip(question.sides, row.sides, row.counts, strict=True):
            alias = side.name.alias
            if found is not None:
                continue
            if not count:
                if zero or (check.kind == "sum-at-most" and side.side == "left"):
                    continue
                return {"alias": alias, "why": "absent"}
            made = detail[side].get(row.key)
            if isinstance(made, dict):
                return self._why_computed(alias, row.key, made)
            if isinstance(made, _Rows):
                return self._why_rows(side, made)
        return {"alias": question.sides[0].name.alias, "why": "unknown"}

    def _why_rows(self, side: Side, made: _Rows) -> dict[str, Scalar]:
        source = self.stock.source(side.name.alias)
        if made.blank is not None:
            return self._untold_row(source, side, made.blank)
        return {"alias": source.alias, "why": "doubled", "rows": _row_list(made)}

    def _why_computed(self, alias: str, key: str, made: dict[str, Any]) -> dict[str, Scalar]:
        if made["why"] != "unread":
            return {"alias": alias, "why": str(made["why"] or "unknown"), "part": made["part"]}
        for source in self.stock.sources_of(alias):
            column = "unshipped" if source.format.orders is not None else "available"
            side = Side("right", _named(source.alias, column))
            rows = self._detail(side, [key]).get(key)
            if rows is not None and rows.blank is not None:
                return self._why_rows(side, rows)
        return {"alias": alias, "why": "unknown"}

    def _untold_row(self, source: Source, side: Side, spot: tuple[int, int]) -> dict[str, Scalar]:
        part, row = spot
        made: dict[str, Scalar] = {"alias": source.alias, "why": "blank", "row": row}
        made["file"] = source.reading.parts[part].name
        inputs = source.inputs(side.name.column)
        for cell in source.reading.cells:
            if (cell.part, cell.row) == spot and cell.lost and cell.name in inputs:
                return {**made, "why": "unreadable", "column": cell.column, "found": cell.value}
        return made

    def _near(self, check: Base, flagged: Sequence[Flagged], question: Question) -> dict[str, str]:
        """For SKUs missing on the other side: the one there that differs by case and width alone."""
        if check.kind != "present":
            return {}
        wanted = {folded(row.key): row.key for row in flagged if question.code(row.case) == "missing"}
        alias = str(question.fixed["right_name"])
        made: dict[str, str] = {}
        for source in self.stock.sources_of(alias):
            listed = "(VALUES " + ", ".join(f"({literal(key)})" for key in wanted) + ") k(folded)"
            sku = f"lower(trim({source.sku()}))"
            tail = source.tail(f"{sku} IN (SELECT folded FROM {listed})") if wanted else ""
            for (found,) in self.stock.ask(f"SELECT DISTINCT {source.sku()} {tail}") if wanted else ():
                made[wanted[folded(found)]] = found
        return made


def _named(alias: str, column: str) -> Any:
    from engine.checks.base import Name

    return Name(alias, "stock", column)


def _in(source: Source, listed: str) -> str:
    return f"{source.sku()} IN (SELECT sku FROM {listed})"


def _spot(found: Any) -> Any:
    return (int(found["part"]), int(found["row"])) if found is not None else None


def _row_list(made: Any) -> str | None:
    return ", ".join(str(row) for _, row in made.rows) if isinstance(made, _Rows) else None


def _scalar(found: Any) -> Scalar:
    if isinstance(found, date):
        return found.isoformat()
    return found if found is None or isinstance(found, str | int | bool) else str(found)

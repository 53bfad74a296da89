"""Findings made of flagged rows: what each number is made of, where it stands, why it could not be told, what it costs.

Everything here is fetched for flagged keys only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.checks.base import Base, Name
from engine.checks.naming import own_columns
from engine.checks.question import UNTOLD, Question, Side
from engine.record import Finding, Outcome, Scalar
from engine.stock.door import name
from engine.stock.joined import NUMBERS
from engine.stock.schema import MALLS
from engine.stock.source import SKU, Source

if TYPE_CHECKING:
    from engine.stock.stock import Stock

_MADE_OF = ("on_hand", "reserved", "unshipped", "safety", "reserve", "raw", "part", "part_count", "part_quantity")
_ALLOCATED = ("sellable", "in_sets")
_NAMED_ROWS = 10
#: Part and row of a file in one number: more rows than any part has.
_PART = 1 << 40
#: What a finding keeps as it is; asking for the very type is many times faster than for one of several.
_SCALARS = frozenset({str, int, bool, type(None)})


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

    @classmethod
    def of(cls, row: Sequence[Any], names: Sequence[str], sides: int) -> Flagged:
        """The row: key, case, left, right, difference, then values by these names, sides, how many rows each has."""
        key, case, left, right, difference, *rest = row
        extra = len(names)
        return cls(
            key=str(key),
            case=int(case),
            left=left,
            right=right,
            difference=difference,
            values=dict(zip(names, rest[:extra], strict=True)),
            sides=tuple(rest[extra : extra + sides]),
            counts=tuple(rest[extra + sides :]),
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one SKU in a file: (part, row) of the first ones, the first without a number by column, and sums."""

    rows: tuple[tuple[int, int], ...]
    blanks: Mapping[str, tuple[int, int]]
    on_hand: int | None
    reserved: int | None


@dataclass
class Explained:
    """What is known about flagged keys, and the findings made of it."""

    stock: Stock
    limit: int | None
    _unmatched: dict[str, tuple[int, tuple[Finding, ...]]] = field(default_factory=dict)
    _known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def look_up(self, asked: Iterable[tuple[Question, Sequence[Flagged]]]) -> None:
        """Fetches what is known of the flagged keys: one question for each alias, whatever the number of checks."""
        keys: dict[str, set[str]] = {}
        columns: dict[str, set[str]] = {}
        for question, flagged in asked:
            for side in question.sides if flagged else ():
                keys.setdefault(side.name.alias, set()).update(row.key for row in flagged)
                columns.setdefault(side.name.alias, set()).add(side.name.column)
        self._known = {alias: self._ask(alias, sorted(keys[alias]), sorted(columns[alias])) for alias in keys}

    def findings(
        self, check: Base, question: Question, flagged: Sequence[Flagged], near: Mapping[str, str]
    ) -> list[Finding]:
        """The findings of one check; ``near`` is what a missing SKU may have been meant for."""
        used = {need.name.column for need in check.columns()} if question.rows is not None else set()
        return [self._finding(check, question, row, near, used) for row in flagged]

    def _finding(
        self,
        check: Base,
        question: Question,
        row: Flagged,
        near: Mapping[str, str],
        used: Collection[str],
    ) -> Finding:
        code = question.code(row.case)
        values: dict[str, Scalar] = {**question.fixed, **{k: _scalar(v) for k, v in row.values.items()}}
        if question.rows is not None:
            source = self.stock.source(str(values["alias"]))
            values["file"] = source.reading.parts[int(row.values["file"])].name
            if row.case == UNTOLD:
                spot = (row.values["file"], row.values["row"])
                values |= self._untold_row(source, question.sides[0], spot, used)
        else:
            for side in question.sides:
                values |= self._made_of(side, self._of(side, row.key))
            if row.case == UNTOLD and values.get("why") is None:
                values |= self._why(check, question, row)
        if code == "doubled":
            values["rows"] = _row_list(self._of(question.sides[0], row.key))
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

    def _of(self, side: Side, key: str) -> Any:
        return self._known.get(side.name.alias, {}).get(key)

    def _ask(self, alias: str, keys: Sequence[str], columns: Sequence[str]) -> dict[str, Any]:
        if alias in self.stock.computed:
            listed = ("sku", "why", *_MADE_OF, *(_ALLOCATED if alias == "allocation" else ()))
            made = ", ".join(f"e.{column}" for column in listed)
            table = name(alias, "stock")
            rows = self.stock.ask(f"SELECT {made} FROM {table} e SEMI JOIN asked k ON e.sku = k.sku", keys)
            return {row[0]: dict(zip(listed, row, strict=True)) for row in rows}
        source = self.stock.source(alias)
        numbers = [
            column for column in columns if column != "sku" and not (column in NUMBERS and source.never_null(column))
        ]
        plain = {column: source.plain(column) if column in NUMBERS else _own(source, column) for column in numbers}
        if not source.sums and all(plain.values()):
            return _rows_of(source, keys, plain)
        sums = ["NULL", "NULL"]
        if source.sums and source.format.orders is None:
            sums = [f"try_cast(sum({source.number(number)}) AS BIGINT)" for number in ("on_hand", "reserved")]
        spot = f"(r._part::BIGINT * {_PART} + r._row)"
        cells = [source.number(column) if column in NUMBERS else source.cell(column) for column in numbers]
        blanks = [f"min(CASE WHEN ({cell}) IS NULL THEN {spot} END)" for cell in cells]
        selected = ", ".join([f"min({spot}, {_NAMED_ROWS})", *sums, *blanks])
        tail = source.tail(f"{source.sku()} IN (SELECT sku FROM asked)")
        return {
            row[0]: _Rows(
                tuple(map(_spot, row[1])),
                {column: _spot(blank) for column, blank in zip(numbers, row[4:], strict=True) if blank is not None},
                row[2],
                row[3],
            )
            for row in self.stock.ask(f"SELECT {source.sku()} AS sku, {selected} {tail} GROUP BY 1", keys)
        }

    def _made_of(self, side: Side, made: Any) -> dict[str, Scalar]:
        if isinstance(made, dict):
            told = {key: made[key] for key in (*_MADE_OF, *_ALLOCATED) if made.get(key) is not None}
            if side.name.alias == "allocation" and side.name.column in MALLS and self.stock.applied is not None:
                told |= self.stock.applied.facts(made["sku"], side.name.column, made["sellable"])
            return {f"{side.side}.{key}": value for key, value in told.items()}
        if not isinstance(made, _Rows):
            return {}
        source = self.stock.source(side.name.alias)
        if source.sums:
            numbers = {"on_hand": made.on_hand, "reserved": made.reserved}
            return {f"{side.side}.{key}": count for key, count in numbers.items() if count is not None}
        part, row = made.rows[0]
        return {f"{side.side}.file": source.reading.parts[part].name, f"{side.side}.row": row}

    def _why(self, check: Base, question: Question, row: Flagged) -> dict[str, Scalar]:
        zero = "zero" in {getattr(check, "absent", None), getattr(check, "absent_means", None)}
        for side, found, count in zip(question.sides, row.sides, row.counts, strict=True):
            alias = side.name.alias
            if found is not None:
                continue
            if not count:
                if zero or (check.kind in {"sum-at-most", "restriction"} and side.side == "left"):
                    continue
                return {"alias": alias, "why": "absent"}
            made = self._of(side, row.key)
            if isinstance(made, dict):
                return self._why_computed(alias, row.key, made)
            if isinstance(made, _Rows):
                return self._why_rows(side, made)
        own = self._why_own(check, row.key)
        return own or {"alias": question.sides[0].name.alias, "why": "unknown"}

    def _why_own(self, check: Base, key: str) -> dict[str, Scalar] | None:
        for column in own_columns(self.stock, check):
            side = Side("only", column)
            rows = self._of(side, key)
            for spot in rows.rows if isinstance(rows, _Rows) else ():
                made = self._untold_row(self.stock.source(column.alias), side, spot)
                if made["why"] == "unreadable":
                    return made
            if isinstance(rows, _Rows) and len(rows.rows) > 1:
                return {"alias": column.alias, "why": "doubled", "rows": _row_list(rows)}
        return None

    def _why_rows(self, side: Side, made: _Rows) -> dict[str, Scalar]:
        source = self.stock.source(side.name.alias)
        blank = made.blanks.get(side.name.column)
        if blank is not None:
            return self._untold_row(source, side, blank)
        why = "too_large" if source.sums else "doubled"
        return {"alias": source.alias, "why": why, "rows": _row_list(made)}

    def _why_computed(self, alias: str, key: str, made: dict[str, Any]) -> dict[str, Scalar]:
        if made["why"] != "unread":
            return {"alias": alias, "why": str(made["why"] or "unknown"), "part": made["part"]}
        for source in self.stock.sources_of(alias):
            column = "unshipped" if source.format.orders is not None else "available"
            side = Side("right", Name(source.alias, "stock", column))
            for one in (key, *self._sets_with(key)):
                rows = self._ask(source.alias, [one], [column]).get(one)
                if rows is not None and column in rows.blanks:
                    return self._why_rows(side, rows)
        return {"alias": alias, "why": "unknown"}

    def _untold_row(
        self, source: Source, side: Side, spot: tuple[int, int], others: Collection[str] = ()
    ) -> dict[str, Scalar]:
        part, row = spot
        made: dict[str, Scalar] = {"alias": source.alias, "why": "blank", "row": row}
        made["file"] = source.reading.parts[part].name
        inputs = {*source.inputs(side.name.column), *others}
        for cell in source.lost_cells.get(spot, ()):
            if cell.name in inputs:
                return {**made, "why": "unreadable", "column": cell.column, "found": cell.value}
        return made

    def _sets_with(self, key: str) -> list[str]:
        """Sets of which this is a part: an order for one of them takes it."""
        rules = self.stock.rules
        return [sku for sku in rules.sets if key in (rules.parts_of(sku) or {})]


def _own(source: Source, column: str) -> str | None:
    return column if column in source.columns else None


def _rows_of(source: Source, keys: Sequence[str], plain: Mapping[str, str | None]) -> dict[str, _Rows]:
    """The rows of each SKU, of numbers that stand in the file as they are."""
    columns = {column: own for column, own in plain.items() if own is not None}
    found = source.rows_of(keys).select(["_part", "_row", SKU, *dict.fromkeys(columns.values())])
    spots: dict[str, list[tuple[int, int]]] = {}
    blanks: dict[str, dict[str, tuple[int, int]]] = {}
    for row in sorted(found.to_pylist(), key=lambda row: (row["_part"], row["_row"])):
        spot = row["_part"], row["_row"]
        spots.setdefault(row[SKU], []).append(spot)
        for column, own in columns.items():
            if row[own] is None:
                blanks.setdefault(row[SKU], {}).setdefault(column, spot)
    return {sku: _Rows(tuple(rows[:_NAMED_ROWS]), blanks.get(sku, {}), None, None) for sku, rows in spots.items()}


def _spot(found: int) -> tuple[int, int]:
    return divmod(found, _PART)


def _row_list(made: Any) -> str | None:
    return ", ".join(str(row) for _, row in made.rows) if isinstance(made, _Rows) else None


def _scalar(found: Any) -> Scalar:
    if type(found) in _SCALARS:
        made: Scalar = found
        return made
    return found.isoformat() if isinstance(found, date) else str(found)

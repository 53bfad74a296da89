"""Codes of a file that are no SKU of the shop: blank, unknown, of several SKUs, or known but for case and width.

They are in no stock table, so every check that touches their alias says that it could not tell them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.stock.alike import folded, short
from engine.stock.rules import Code, Keys


@dataclass(frozen=True, slots=True)
class Unmatched:
    """One such row: its code as it stands, why (``blank``, ``unknown``, ``near``, ``ambiguous``), file and row."""

    alias: str
    code: str
    why: str
    row: int
    file: str
    near: str | None = None


@dataclass(frozen=True)
class Codes:
    """The codes of one system, by their parts."""

    system: str
    width: int
    fold: tuple[bool, ...]
    keys: Keys

    @cached_property
    def skus(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Code → the SKUs that it stands for; one, if all is well."""
        made: dict[tuple[str, ...], list[str]] = {}
        for code in self.keys.of(self.system):
            if len(code.parts) <= self.width:
                skus = made.setdefault(self.parts(code), [])
                if code.sku not in skus:
                    skus.append(code.sku)
        return {parts: tuple(skus) for parts, skus in made.items()}

    @cached_property
    def ended(self) -> frozenset[str]:
        """SKUs that are no longer sold on this system."""
        codes = self.keys.of(self.system)
        return frozenset(code.sku for code in codes if code.kind == "ended")

    def parts(self, code: Code) -> tuple[str, ...]:
        """The parts as they stand in files: filled up with blanks, in the case that the system folds to."""
        padded = (*code.parts, *("",) * (self.width - len(code.parts)))
        return tuple(part.lower() if low else part for part, low in zip(padded, self.fold, strict=True))

    def look_up(self, columns: Sequence[Any], rows: int) -> Any:
        """The SKU of each row by the columns of its code (None: the file has none), as Arrow strings.

        NULL where the code is unknown, or stands for several SKUs.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        numbers: Any = pa.chunked_array([pa.repeat(pa.scalar(0, pa.int64()), rows)])
        known: list[int] = [0] * len(self.skus)
        for index, column in enumerate(columns):
            values = {value: at for at, value in enumerate(dict.fromkeys(parts[index] for parts in self.skus))}
            cells = pa.chunked_array([pa.repeat("", rows)]) if column is None else pc.fill_null(column, "")
            found = pc.index_in(cells, value_set=pa.array(values, pa.string())).cast(pa.int64())
            numbers = pc.add(pc.multiply(numbers, len(values)), found)
            known = [at * len(values) + values[parts[index]] for at, parts in zip(known, self.skus, strict=True)]
        places = pc.index_in(numbers, value_set=pa.array(known, pa.int64()))
        return self._one_each.take(places)

    @property
    def _one_each(self) -> Any:
        """The SKU of each code; NULL where it stands for several."""
        import pyarrow as pa

        return pa.array([found[0] if len(found) == 1 else None for found in self.skus.values()], pa.string())

    def table(self) -> Any:
        """The Arrow table ``sku, ended`` of those codes."""
        import pyarrow as pa

        skus = self._one_each
        return pa.table({"sku": skus, "ended": pa.array([sku in self.ended for sku in skus.to_pylist()], pa.bool_())})

    @cached_property
    def near(self) -> Mapping[tuple[str, ...], list[tuple[str, ...]]]:
        """The codes by what they are when folded."""
        made: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for parts in self.skus:
            made.setdefault(tuple(map(folded, parts)), []).append(parts)
        return made

    def why(self, parts: tuple[str | None, ...]) -> tuple[str, str | None]:
        """Why these parts are no SKU, and what they may have meant."""
        if not any(parts):
            return "blank", None
        known = tuple(part or "" for part in parts)
        several = self.skus.get(known)
        if several is not None:
            return "ambiguous", short(several)
        near = self.near.get(tuple(map(folded, known)))
        return ("near", short(map(written, near))) if near is not None else ("unknown", None)


def written(parts: tuple[str | None, ...]) -> str:
    """A code in one text: ``tea-02/normal-inventory``."""
    return "/".join(part for part in parts if part)

"""The check that a SKU which is stopped or limited on one mall is so on all of them.

Facts of the columns: Rakuten stops by 倉庫指定 (1, the whole item), SKU倉庫指定 (1), 販売期間指定 and 在庫数 0, and
limits by 注文受付数 (blank: no limit); the other malls have 0 and their own columns. Which of them count is said for
each mall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from engine.checks.base import Alias, Filtered, Name, Need, Only, filter_needs
from engine.checks.question import Case, Dated, Question, Side, test
from engine.errors import Value
from engine.model import Model, refuse
from engine.record import Outcome
from engine.stock.door import literal

Level = Literal["failed", "caution"]
Column = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]*$")]
#: What stands for "no limit" while limits are compared: more than any mall takes in one order.
_FREE = 1_000_000_000


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, dict) else tuple(value) if isinstance(value, list) else value


_MAPS = {"anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}}]}
Maps = Annotated[tuple[Only, ...], BeforeValidator(_listed), WithJsonSchema(_MAPS)]


class Outlet(Model):
    """How one mall says that a SKU is not for sale, or not in any number; columns are those of its stock table.

    ``stopped_when``: filters, of which any one stops it. ``starts`` and ``ends``: the period of sale (a blank is no
    limit). ``limit``: how many one order may take (a blank is no limit).
    """

    stopped_when: Maps = ()
    starts: Column | None = None
    ends: Column | None = None
    limit: Column | None = None


class Restriction(Filtered):
    """A SKU that is stopped on one mall is stopped on every mall where it stands, and one order may take as many.

    A SKU that does not stand on a mall is not for sale there. Where the number or flag that decides is blank, it could
    not be told.
    """

    kind: Literal["restriction"]
    malls: Annotated[dict[Alias, Outlet], Field(min_length=2)]
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The SKU of the first mall."""
        return self._sku(next(iter(self.malls)))

    @staticmethod
    def _sku(alias: str) -> Name:
        return Name(alias, "stock", "sku")

    @model_validator(mode="after")
    def _says_something(self) -> Restriction:
        for alias, outlet in self.malls.items():
            if not (outlet.stopped_when or outlet.starts or outlet.ends or outlet.limit):
                raise refuse("check.no_restriction", ("malls", alias), alias=alias)
        return self

    def columns(self) -> Iterator[Need]:
        """The columns by which each mall stops or limits, and those of the filter."""
        for alias, outlet in self.malls.items():
            at = ("malls", alias)
            yield Need(at, self._sku(alias), "any")
            for number, only in enumerate(outlet.stopped_when):
                for need in filter_needs(only, self._sku(alias), "stopped_when"):
                    yield need._replace(path=(*at, "stopped_when", number, *need.path[1:]))
            for key, must_be in (("starts", "moment"), ("ends", "moment"), ("limit", "number")):
                column = getattr(outlet, key)
                if column is not None:
                    yield Need((*at, key), Name(alias, "stock", column), must_be)
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The malls."""
        return {"malls": tuple(self.malls)}

    def question(self, columns: Dated) -> Question:
        """SKUs that are stopped on one mall and open on another, and those whose limits differ."""
        there = {alias: columns.there(alias) for alias in self.malls}
        stopped = {alias: f"({self._stopped(alias, columns)})" for alias in self.malls}
        any_stopped = " OR ".join(f"({there[alias]} AND {stopped[alias]})" for alias in self.malls)
        any_open = " OR ".join(f"({there[alias]} AND NOT {stopped[alias]})" for alias in self.malls)
        uneven = f"(({any_stopped}) AND ({any_open}))"
        limits = {a: self._limit(a, columns, there[a]) for a, outlet in self.malls.items() if outlet.limit}
        listed = ", ".join(limits.values())
        limited = f"(greatest({listed}) <> least({listed}))" if len(limits) > 1 else "false"
        level = Outcome(self.level)
        return Question(
            scope=f"({' OR '.join(there.values())}) AND {test(self.only, self.home, columns)}",
            passes=f"NOT {uneven} AND NOT coalesce({limited}, false)",
            cases=(
                *self._missing(columns),
                Case("restriction_open", level, uneven),
                Case("restriction_limit", level, f"coalesce({limited}, false)"),
            ),
            values={
                "stopped": _named({a: f"{there[a]} AND {stopped[a]}" for a in self.malls}),
                "open": _named({a: f"{there[a]} AND NOT {stopped[a]}" for a in self.malls}),
                **{f"limit.{alias}": f"nullif({limit}, {_FREE})" for alias, limit in limits.items()},
                **{f"limited.{alias}": f"CASE WHEN {there[alias]} THEN 1 END" for alias in limits},
            },
            sides=tuple(Side("left", need.name) for need in self._numbers()),
        )

    def _numbers(self) -> Iterator[Need]:
        """The numbers that decide, so that one that is blank can be named."""
        seen = set()
        for need in self.columns():
            if need.must_be == "number" and need.path[0] == "malls" and need.path[-1] != "limit":
                if need.name not in seen:
                    yield need
                seen.add(need.name)

    def _stopped(self, alias: str, columns: Dated) -> str:
        outlet = self.malls[alias]
        tests = [f"({test(only, self._sku(alias), columns)})" for only in outlet.stopped_when]
        if outlet.starts is not None:
            tests.append(f"coalesce({columns.now()} < {columns.value(Name(alias, 'stock', outlet.starts))}, false)")
        if outlet.ends is not None:
            tests.append(f"coalesce({columns.now()} > {columns.value(Name(alias, 'stock', outlet.ends))}, false)")
        return " OR ".join(tests) or "false"

    def _limit(self, alias: str, columns: Dated, there: str) -> str:
        value = columns.value(Name(alias, "stock", str(self.malls[alias].limit)))
        return f"(CASE WHEN {there} THEN coalesce({value}, {_FREE}) END)"

    def _missing(self, columns: Dated) -> Iterator[Case]:
        """A file that has not even the column cannot say that nothing is stopped."""
        lost = sorted({n.name.alias for n in self.columns() if n.name.column != "sku" and not columns.has(n.name)})
        for alias in lost:
            yield Case("restriction_no_column", Outcome.ERROR, columns.there(alias))


def _named(tests: Mapping[str, str]) -> str:
    """The aliases of which something holds, with commas between."""
    return f"concat_ws(',', {', '.join(f'CASE WHEN {sql} THEN {literal(alias)} END' for alias, sql in tests.items())})"

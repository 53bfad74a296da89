"""Checks on lead times: right for the state that a SKU is in, and the same promise on two malls.

- What a code means in business days is declared by the shop (``lead_times`` in ``shop.yaml``); one that it does not
  declare could not be told.
- Facts of the columns: Rakuten has 在庫あり時／在庫切れ時納期管理番号 (numbers of 納期情報設定) and
  出荷リードタイム (names as text), other ids each; Yahoo! lead-time-instock and lead-time-outstock
  (発送日情報管理番号); Amazon handling-time (days).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from engine.checks.base import Filtered, Name, Need, Only, Ref, filter_needs, scalars
from engine.checks.question import Case, Dated, Question, Side, filled, test
from engine.errors import Message, Value, message
from engine.model import Model, refuse
from engine.record import Outcome
from engine.stock.door import among, literal

Level = Literal["failed", "caution"]
Days = Annotated[int, Field(ge=0, le=366)]
STATES = ("in_stock", "out_of_stock", "preorder")


_VALUES = {
    "anyOf": [
        {"type": ["string", "integer"]},
        {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1},
    ]
}
Codes = Annotated[tuple[str | int, ...], Field(min_length=1), BeforeValidator(scalars), WithJsonSchema(_VALUES)]


class Promised(Model):
    """What must be set in one state: the column, and which codes (``one_of``) or how many days are right.

    ``at_least`` and ``at_most`` are business days, by the shop's ``lead_times``. Without any of them it must be
    filled. ``where`` says which SKUs of the state promise anything at all (``backorder: 1``).
    """

    column: Ref
    one_of: Codes | None = None
    at_least: Days | None = None
    at_most: Days | None = None
    where: Only = Field(default_factory=dict)

    @model_validator(mode="after")
    def _some_days(self) -> Promised:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise refuse("check.days_crossed", ("at_least",), least=self.at_least, most=self.at_most)
        return self

    @property
    def name(self) -> Name:
        """The column."""
        return Name.of(self.column)

    @property
    def by_days(self) -> bool:
        """Whether the days of a code are looked at."""
        return self.at_least is not None or self.at_most is not None

    @property
    def wanted(self) -> str:
        """The codes or days that are right, in signs that need no language."""
        codes = "/".join(map(str, self.one_of or ()))
        days = "" if not self.by_days else f"{self.at_least or 0}-{'' if self.at_most is None else self.at_most}"
        return " ".join(part for part in (codes, days) if part)


class Release(Model):
    """Which SKUs are preorders (``where``; without it those with a date) and the column of their release date."""

    column: Ref
    where: Only = Field(default_factory=dict)

    @property
    def name(self) -> Name:
        """The column."""
        return Name.of(self.column)


class LeadTime(Filtered):
    """The lead time is set, and is one that is right for the state of the SKU.

    ``stock`` says the state: in stock from 1 on, else out of stock; a preorder is one whatever its number. A preorder
    needs a release date that has not gone by.
    """

    kind: Literal["lead-time"]
    stock: Ref
    in_stock: Promised | None = None
    out_of_stock: Promised | None = None
    preorder: Release | None = None
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The stock."""
        return Name.of(self.stock)

    @property
    def _states(self) -> dict[str, Promised | Release]:
        return {state: asked for state in STATES if (asked := getattr(self, state)) is not None}

    @model_validator(mode="after")
    def _asked(self) -> LeadTime:
        if not self._states:
            raise refuse("check.no_state")
        for state, asked in self._states.items():
            if self.home.table == "rows" and asked.name[:2] != self.home[:2]:
                table = f"{self.home.alias}.rows"
                raise refuse("check.one_table", (state, "column"), column=asked.column, table=table)
        return self

    def apart(self, *, together: bool) -> bool:
        """Where all columns are of one table, each row of its file is looked at."""
        one_file = all(need.name[:2] == self.home[:2] for need in self.columns())
        return one_file and (self.home.table == "rows" or not together)

    def columns(self) -> Iterator[Need]:
        """Stock, the column of each state, and those of the filters."""
        yield Need(("stock",), self.home, "number")
        for state, asked in self._states.items():
            must_be = "moment" if isinstance(asked, Release) else "any"
            yield Need((state, "column"), asked.name, must_be)
            for need in filter_needs(asked.where, self.home, "where"):
                yield need._replace(path=(state, *need.path))
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """The stock, and each state with its column and what is right."""
        return {"stock": self.stock, "states": tuple(_said(*item) for item in self._states.items())}

    def question(self, columns: Dated) -> Question:
        """SKUs whose lead time is blank, another one, of unknown days, or a release date that has gone by."""
        stock, state = columns.value(self.home), self._state(columns)
        cases, passes, shown, named, wanted, days = [], [], [], [], [], []
        for at, asked in self._states.items():
            here, value = f"({state} = {literal(at)})", columns.value(asked.name)
            if isinstance(asked, Promised):
                where = test(asked.where, self.home, columns)
                right, own, of_code = self._promised(asked, columns)
                cases += [case._replace(when=f"{here} AND ({where}) AND {case.when}") for case in own]
                passes.append(f"WHEN {literal(at)} THEN NOT ({where}) OR ({right})")
                wanted.append(f"WHEN {literal(at)} THEN {literal(asked.wanted)}")
                days.append(f"WHEN {literal(at)} THEN {of_code}")
            else:
                gone = f"CAST({value} AS DATE) < {columns.today()}"
                cases += [
                    Case("lead_blank", Outcome(self.level), f"{here} AND NOT {_filled(asked, columns)}"),
                    Case("lead_past", Outcome(self.level), f"{here} AND {gone}"),
                ]
                passes.append(f"WHEN {literal(at)} THEN {value} IS NOT NULL AND NOT ({gone})")
            shown.append(f"WHEN {literal(at)} THEN CAST({value} AS VARCHAR)")
            named.append(f"WHEN {literal(at)} THEN {literal(asked.name.column)}")
        rest = "".join(f" WHEN {literal(state)} THEN true" for state in STATES if state not in self._states)
        there = "true" if columns.by_rows(self.home) else columns.there(self.home.alias)
        spot = {"file": "_part", "row": "_row"} if columns.by_rows(self.home) else {}
        return Question(
            scope=f"{there} AND {test(self.only, self.home, columns)}",
            passes=f"(CASE {state} {' '.join(passes)}{rest} END)",
            cases=tuple(cases),
            left=stock,
            right=f"(CASE {state} {' '.join(shown)} END)",
            values={
                **spot,
                "state": state,
                "column": f"(CASE {state} {' '.join(named)} END)",
                "wanted": f"(CASE {state} {' '.join(wanted)} END)" if wanted else "NULL",
                "days": f"(CASE {state} {' '.join(days)} END)" if days else "NULL",
            },
            fixed={"alias": self.home.alias},
            sides=(Side("left", self.home),),
            rows=columns.rows(self.home),
        )

    def _state(self, columns: Dated) -> str:
        stock = columns.value(self.home)
        by_stock = f"WHEN {stock} >= 1 THEN 'in_stock' WHEN {stock} < 1 THEN 'out_of_stock'"
        if self.preorder is None:
            return f"(CASE {by_stock} END)"
        asked = self.preorder
        preorder = test(asked.where, self.home, columns) if asked.where else _filled(asked, columns)
        return f"(CASE WHEN {preorder} THEN 'preorder' WHEN ({preorder}) IS NULL THEN NULL {by_stock} END)"

    def _promised(self, asked: Promised, columns: Dated) -> tuple[str, list[Case], str]:
        """When a lead time is right; how it can be wrong; and the days that its code means."""
        value, level = columns.value(asked.name), Outcome(self.level)
        if not columns.has(asked.name):
            return "NULL", [Case("lead_no_column", Outcome.ERROR, "true")], "NULL"
        right, days = [f"{value} IS NOT NULL"], "NULL"
        cases = [Case("lead_blank", level, f"NOT {_filled(asked, columns)}")]
        if asked.one_of is not None:
            codes = tuple(map(str, asked.one_of))
            known = among(f"CAST({value} AS VARCHAR)", codes)
            right.append(known)
            cases.append(Case("lead_not_listed", level, f"NOT ({known})"))
        if asked.by_days:
            days = columns.days(asked.name)
            within = [f"{days} >= {asked.at_least}"] if asked.at_least is not None else []
            within += [f"{days} <= {asked.at_most}"] if asked.at_most is not None else []
            right += within
            cases += [
                Case("lead_undeclared", Outcome.ERROR, f"{value} IS NOT NULL AND {days} IS NULL"),
                Case("lead_days_off", level, f"NOT ({' AND '.join(within)})"),
            ]
        return " AND ".join(right), cases, days


class SameLeadTime(Filtered):
    """A SKU that stands on both sides promises the same number of business days there, within ``tolerance``.

    Codes of each side become days by the shop's ``lead_times`` for its system. Where a SKU stands on several rows of
    one side, all of them must agree.
    """

    asks: ClassVar[bool] = False

    kind: Literal["same-lead-time"]
    left: Ref
    right: Ref
    tolerance: Days = 0
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The left column."""
        return Name.of(self.left)._replace(table="rows")

    @property
    def other(self) -> Name:
        """The right column."""
        return Name.of(self.right)._replace(table="rows")

    def columns(self) -> Iterator[Need]:
        """Both columns, the SKU of each side, and those of the filter."""
        for side, name in (("left", self.home), ("right", self.other)):
            yield Need((side,), name, "any")
            yield Need((side,), name._replace(column="sku"), "any")
        yield from super().columns()

    def parameters(self) -> Mapping[str, Value]:
        """Both columns and the tolerance."""
        return {"left": self.left, "right": self.right, "tolerance": self.tolerance}


def _filled(asked: Promised | Release, columns: Dated) -> str:
    return filled(columns.value(asked.name), columns.unread(asked.name))


def _said(state: str, asked: Promised | Release) -> Message:
    column = Name.of(asked.column).column
    if isinstance(asked, Release):
        return message("check.lead.release", column=message_of(column))
    parts: list[Value] = []
    if asked.one_of is not None:
        parts.append(message("check.lead.one_of", codes=tuple(map(str, asked.one_of))))
    if asked.at_least is not None:
        parts.append(message("check.lead.at_least", days=asked.at_least))
    if asked.at_most is not None:
        parts.append(message("check.lead.at_most", days=asked.at_most))
    parts = parts or [message("check.lead.filled")]
    return message(f"check.lead.{state}", column=message_of(column), right=tuple(parts))


def message_of(column: str) -> Value:
    """A column in words, where the catalogue has some."""
    from engine.texts import nouns

    code = f"name.{column}"
    return message(f"check.{code}") if code in nouns("check") else column

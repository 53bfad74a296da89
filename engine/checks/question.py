"""A check as a question to the stock: which rows are looked at, when one is right, and what it is otherwise.

- SQL knows three answers. Whatever is neither surely right nor surely wrong could not be told: that is the last case
  of every question, so a NULL never passes unseen.
- Questions over the joined table share it; a question over the rows of one file brings its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from engine.record import Outcome

if TYPE_CHECKING:
    from engine.checks.base import Filter, Name

#: What the outcome column of a question says besides the number of a case.
OUTSIDE, RIGHT, UNTOLD = -1, 0, 99


class Case(NamedTuple):
    """One way to be wrong: the code of the finding, how grave, and when (SQL)."""

    code: str
    level: Outcome
    when: str


class Side(NamedTuple):
    """A number that a finding speaks of: which side it is, and its column."""

    side: str
    name: Name


@dataclass(frozen=True)
class Question:
    """One check over one table, all parts of it SQL; a figure is an aggregate and the rows that it counts."""

    scope: str
    passes: str
    cases: tuple[Case, ...]
    #: Columns that the other parts name: each group is made of the table's and of those before it.
    made: tuple[Mapping[str, str], ...] = ()
    left: str = "NULL"
    right: str = "NULL"
    difference: str = "NULL"
    values: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str | int | None] = field(default_factory=dict)
    figures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sides: tuple[Side, ...] = ()
    rows: str | None = None
    #: Which other SKUs may have been meant by one that is missing.
    alike: str | None = None

    @property
    def outcome(self) -> str:
        """The number of the case that a row is, in SQL."""
        cases = "".join(f" WHEN {case.when} THEN {index}" for index, case in enumerate(self.cases, 1))
        inside = f"CASE WHEN {self.passes} THEN {RIGHT}{cases} ELSE {UNTOLD} END"
        if self.scope == "true":
            return inside
        return f"CASE WHEN {self.scope} THEN {inside} WHEN NOT ({self.scope}) THEN {OUTSIDE} ELSE {UNTOLD} END"

    def level(self, case: int) -> Outcome:
        """How grave a case is."""
        return Outcome.ERROR if case == UNTOLD else self.cases[case - 1].level

    def code(self, case: int) -> str:
        """The code of a case's finding."""
        return "untold" if case == UNTOLD else self.cases[case - 1].code


class Columns(Protocol):
    """How columns are called in the table that a question is put to."""

    def value(self, name: Name) -> str:
        """A column."""

    def unread(self, name: Name) -> str:
        """Whether a NULL in a column is (or may be) a cell that could not be read, not a blank one."""

    def there(self, alias: str) -> str:
        """Whether the SKU stands on this alias."""

    def looked_for(self, alias: str) -> str:
        """Whether the SKU should stand on this alias: the shop's 対応表 names it, or there is none."""

    def count(self, alias: str) -> str:
        """How many rows of this alias are the SKU."""

    def allowed(self, alias: str) -> str:
        """How many rows of this alias may be the SKU."""

    def by_rows(self, name: Name) -> bool:
        """Whether the table of a column is asked row by row."""

    def by_page(self, filters: Mapping[Name, Filter], whole: str) -> str:
        """Whether the filter means a SKU: of declared pages that differ, one of them; of others ``whole``."""

    def rows(self, name: Name) -> str | None:
        """Where the rows of a column's table come from; nothing where they are not asked one by one."""


class Beside(Columns, Protocol):
    """Columns of several aliases side by side, and what the shop knows of its products."""

    @property
    def products(self) -> bool:
        """Whether cost and rank of each SKU stand beside the columns, as ``cost`` and ``rank``."""

    def stands(self, alias: str) -> bool:
        """Whether the numbers of this alias stand somewhere, or should; not what somebody wants to put there."""

    def since(self, orders: str, since: str) -> str:
        """Units ordered after the moment of a snapshot."""

    def is_text(self, name: Name) -> bool:
        """Whether a column is text (or a moment), not a number."""


class Dated(Columns, Protocol):
    """Columns whose days and moments are known as well."""

    def has(self, name: Name) -> bool:
        """Whether the file has this column at all."""

    def days(self, name: Name) -> str:
        """The business days that a column's lead-time code means; NULL where the shop does not declare the code."""

    def today(self) -> str:
        """The day of the stock, in the shop's zone."""

    def now(self) -> str:
        """The moment of the stock, in the shop's zone."""

    def minutes(self, first: str, then: str) -> int | None:
        """Minutes between the moments of two files; nothing where one of them is not known."""


def both(*tests: str) -> str:
    """Whether all of these hold; what always holds is left out."""
    told = [test for test in tests if test != "true"]
    return f"({' AND '.join(told)})" if len(told) > 1 else told[0] if told else "true"


def either(*tests: str) -> str:
    """Whether one of these holds."""
    return "true" if "true" in tests else f"({' OR '.join(tests)})"


def test(filters: Mapping[str, Filter], home: Name, columns: Columns) -> str:
    """Whether a row is one that the filter means.

    A blank text is a fact: it is none of the values. A number that is not known leaves the answer open.
    """
    named = {home.of(column) if "." in column else home._replace(column=column): one for column, one in filters.items()}
    tests = []
    for alias in dict.fromkeys(name.alias for name in named):
        own = {name: filter_ for name, filter_ in named.items() if name.alias == alias}
        here = alias == home.alias and columns.by_rows(home)
        there = "true" if here else columns.there(alias)
        whole = both(
            *(
                one
                for name, filter_ in own.items()
                for one in filter_tests(filter_, columns.value(name), columns.unread(name))
            )
        )
        tests += [there, columns.by_page(own, whole)]
    return both(*tests)


def filter_tests(filter_: Filter, value: str, unread: str) -> list[str]:
    """What a filter asks of a value, each in SQL; ``unread`` says that a NULL is no blank, but something unknown."""
    from engine.stock.door import among

    made = []
    for values, wanted in ((filter_.one_of, "true"), (filter_.not_, "false")):
        if values is None:
            continue
        text = any(isinstance(v, str) for v in values)
        one = among(value, values)
        one = f"coalesce({one}, false)" if text else one
        made.append(one if wanted == "true" else f"NOT {one}")
    if filter_.at_least is not None:
        made.append(f"{value} >= {filter_.at_least}")
    if filter_.at_most is not None:
        made.append(f"{value} <= {filter_.at_most}")
    if filter_.filled is not None:
        made.append(filled(value, unread) if filter_.filled else f"NOT {filled(value, unread)}")
    return made


def filled(value: str, unread: str) -> str:
    """Whether a cell is filled; NULL where what stands in it could not be read, which is neither a value nor blank."""
    there = f"({value} IS NOT NULL)"
    return there if unread == "false" else f"(CASE WHEN NOT {unread} THEN {there} END)"

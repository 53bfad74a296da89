"""How columns are called where a question is put: in the joined table of several aliases, or among the rows of a file.

What a name stands for beside its cell is told here too: its family, whether the file has it, what a lead-time code
means, and the moments of files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from engine.checks.base import Base, Filtered, Name
from engine.checks.question import both, filter_tests
from engine.stock.door import among, literal, name
from engine.stock.joined import MIXED, NUMBERS, value
from engine.stock.schema import COMPUTED
from engine.stock.source import SINCE

if TYPE_CHECKING:
    from engine.checks.base import Filter
    from engine.checks.question import Question
    from engine.stock.source import Source
    from engine.stock.stock import Stock


#: The SKU of a row as it stands there; the column ``sku`` is what the row is called in findings.
_OWN = "_own_sku"
#: What is added to the name of a column: whether its cell could not be read.
_UNREAD = "__unread"


@dataclass
class JoinedColumns:
    """Names in the joined table."""

    stock: Stock

    @property
    def products(self) -> bool:
        """Whether cost and rank of each SKU stand beside the columns."""
        return bool(self.stock.rules.products)

    def stands(self, alias: str) -> bool:
        """Whether a system gave its numbers, or they were worked out of such; no wishes and no upload file."""
        if alias in self.stock.computed:
            return True
        source = self.stock.source(alias)
        return source.format.kind != "other" and not source.received.made

    def value(self, name: Name) -> str:
        """A column."""
        return "sku" if name.column == "sku" else value(name.alias, name.column)

    def unread(self, name: Name) -> str:
        """Whether a row of the SKU has a cell in the file's own column that could not be read."""
        if name.alias in self.stock.computed or name.column in NUMBERS:
            return "false"
        source = self.stock.source(name.alias)
        unread = source.unread(name.column)
        return unread if unread == "false" else f"(sku IN (SELECT {source.sku()} {source.tail(unread)}))"

    def there(self, alias: str) -> str:
        """Whether the SKU stands on this alias."""
        return f"({value(alias, 'n')} > 0)"

    def looked_for(self, alias: str) -> str:
        """Whether the SKU should stand on this alias."""
        mapped = alias not in self.stock.computed and self.stock.source(alias).mapped
        return value(alias, "listed") if mapped else "true"

    def count(self, alias: str) -> str:
        """How many rows of this alias are the SKU."""
        return value(alias, "n")

    def allowed(self, alias: str) -> str:
        """How many rows of this alias may be the SKU."""
        return value(alias, "allowed")

    def since(self, orders: str, since: str) -> str:
        """Units ordered after the moment of a snapshot; NULL where that moment is not known."""
        moment = moment_of(self.stock, since)
        if moment is None:
            return "NULL::BIGINT"
        column = value(orders, SINCE + moment)
        return f"(CASE WHEN {self.there(orders)} THEN {column} ELSE 0 END)"

    def by_rows(self, name: Name) -> bool:  # noqa: ARG002 - the protocol's
        """Never."""
        return False

    def by_page(self, filters: Mapping[Name, Filter], whole: str) -> str:
        """Of declared pages that differ in what is filtered, whether one of them passes all of it; else ``whole``."""
        own = {one: filter_ for one, filter_ in filters.items() if one.column not in NUMBERS}
        alias = next(iter(filters)).alias
        if not own or alias in self.stock.computed:
            return whole
        differ = " OR ".join(value(alias, one.column + MIXED) for one in own if one.column != "sku")
        pages = self.stock.declared_pages(alias)
        if not pages or not differ:
            return whole
        source = self.stock.source(alias)
        asked = ((filter_, source.named(one.column), source.unread(one.column)) for one, filter_ in own.items())
        passes = both(*(test for each in asked for test in filter_tests(*each)))
        passing, open_ = self.stock.passing(alias, pages, passes)
        cases = "".join(
            f" WHEN {among('sku', tuple(skus))} THEN {then}"
            for skus, then in ((passing, "true"), (open_, "NULL"))
            if skus
        )
        numbers = (
            test
            for one, filter_ in filters.items()
            if one not in own
            for test in filter_tests(filter_, self.value(one), "false")
        )
        paged = both(f"(CASE{cases} ELSE false END)" if cases else "false", *numbers)
        several = f"({differ}) AND {value(alias, 'n')} <= {value(alias, 'allowed')}"
        return f"(CASE WHEN {several} THEN {paged} ELSE {whole} END)"

    def rows(self, name: Name) -> None:
        """Nothing: the joined table is no file."""

    def is_text(self, name: Name) -> bool:
        """Whether a column is text or a moment."""
        return family(self.stock, name) != "number"

    def has(self, name: Name) -> bool:
        """Whether the file has this column at all."""
        return has(self.stock, name)

    def days(self, name: Name) -> str:
        """The business days that a column's lead-time code means."""
        return days_of(self.stock, name, self.value(name))

    def today(self) -> str:
        """The day of the stock."""
        return f"DATE {literal(self.stock.at.date().isoformat())}"

    def now(self) -> str:
        """The moment of the stock."""
        return self.stock.moment()

    def minutes(self, first: str, then: str) -> int | None:
        """Minutes between the moments of two files."""
        return minutes_between(self.stock, first, then)


@dataclass
class RowColumns:
    """Names among the rows of one file, which several checks may ask together."""

    source: Source
    checks: Sequence[Filtered]
    stock: Stock

    def value(self, name_: Name) -> str:
        """A column; of a row's SKU what stands there, not the row's label."""
        return _OWN if name_.column == "sku" else name(name_.column)

    def unread(self, name_: Name) -> str:
        """Whether a cell of a column could not be read."""
        unread = self.source.unread(name_.column)
        return unread if unread == "false" else name(name_.column + _UNREAD)

    def there(self, alias: str) -> str:  # noqa: ARG002 - the protocol's
        """Always: these are its rows."""
        return "true"

    looked_for = count = allowed = there

    def by_rows(self, name: Name) -> bool:  # noqa: ARG002 - the protocol's
        """Always."""
        return True

    def has(self, name: Name) -> bool:
        """Whether the file has this column at all."""
        return has(self.stock, name)

    def days(self, name: Name) -> str:
        """The business days that a column's lead-time code means."""
        return days_of(self.stock, name, self.value(name))

    def today(self) -> str:
        """The day of the stock."""
        return f"DATE {literal(self.stock.at.date().isoformat())}"

    def now(self) -> str:
        """The moment of the stock."""
        return self.stock.moment()

    def minutes(self, first: str, then: str) -> int | None:
        """Minutes between the moments of two files."""
        return minutes_between(self.stock, first, then)

    def by_page(self, filters: Mapping[Name, Filter], whole: str) -> str:  # noqa: ARG002 - the protocol's
        """Each row is asked for itself."""
        return whole

    def rows(self, home: Name) -> str:
        """The rows, with the columns that the checks need; a row without SKU goes by its file and number."""
        source, stock = self.source, home.table == "stock"
        needs = (need for check in self.checks for need in check.columns())
        own = (need.name.column for need in needs if need.name.alias == source.alias)
        needed = {*own} - {"_row", "_part", "sku"}
        numbers = NUMBERS if stock else frozenset[str]()
        listed = {c: source.number(c) if c in numbers else source.cell(c) for c in sorted(needed)}
        unread = {c + _UNREAD: sql for c in listed if (sql := source.unread(c)) != "false"}
        columns = "".join(f", {sql} AS {name(column)}" for column, sql in (listed | unread).items())
        sku = source.sku()
        label = f"coalesce({sku}, concat({literal(source.alias + ':')}, r._row))"
        tail = source.tail(f"{sku} IS NOT NULL") if stock else f"FROM {source.arrow} r"
        return f"(SELECT {label} AS sku, {sku} AS {_OWN}, r._part, r._row{columns} {tail})"


def own_columns(stock: Stock, check: Base, *, filters: bool | None = None) -> list[Name]:
    """Columns of stock tables that a check reads as the file has them (``hidden``); those of its filters, or others."""
    needs = [need for need in check.columns() if need.name.table == "stock" and need.name.column not in NUMBERS]
    wanted = (n.name for n in needs if filters is None or filters is bool({"only", "where"}.intersection(n.path)))
    return sorted({one for one in wanted if one.alias not in stock.computed})


def of_one_word(stock: Stock, check: Base, question: Question) -> Question:
    """The same question, open for SKUs of which several rows say several things in a column that it reads.

    Filters of declared pages mean a SKU when they mean one of its pages: one for a sale is hidden most of the year.
    """
    if question.rows is not None:
        return question
    filters = (
        f"({value(one.alias, one.column + MIXED)} AND {value(one.alias, 'n')} > {value(one.alias, 'allowed')})"
        for one in own_columns(stock, check, filters=True)
    )
    others = (value(one.alias, one.column + MIXED) for one in own_columns(stock, check, filters=False))
    scope = question.scope
    cases = "".join(
        f" WHEN {differ} THEN {then}"
        for differ, then in ((" OR ".join(filters), "NULL"), (" OR ".join(others), f"nullif({scope}, true)"))
        if differ
    )
    return replace(question, scope=f"(CASE{cases} ELSE {scope} END)") if cases else question


def family(stock: Stock, name: Name) -> str:
    """Whether a column is a number, text or a moment."""
    if name.alias in stock.computed:
        return COMPUTED[name.alias].get(name.column, "text")
    return stock.schema.tables[f"{name.alias}.{name.table}"][name.column]


def has(stock: Stock, name: Name) -> bool:
    """Whether every part of the file has a column; numbers that are put together are always there."""
    if name.alias in stock.computed or (name.table == "stock" and name.column in NUMBERS):
        return True
    return not any(name.column in part.missing for part in stock.source(name.alias).reading.parts)


def days_of(stock: Stock, name: Name, value: str) -> str:
    """What the shop declares a lead-time code to mean; of a system where the code is the days, that number."""
    if name.alias in stock.computed:
        return "NULL::BIGINT"
    declared = stock.rules.lead_days.get(stock.source(name.alias).format.system, {})
    if declared is None:
        return value if family(stock, name) == "number" else "NULL::BIGINT"
    if not declared:
        return "NULL::BIGINT"
    meant = " ".join(f"WHEN {literal(code)} THEN {days}" for code, days in sorted(declared.items()))
    return f"(CASE CAST({value} AS VARCHAR) {meant} END)"


def minutes_between(stock: Stock, first: str, then: str) -> int | None:
    """Minutes from the moment of one file to that of another, rounded down; nothing where one is not known."""
    moments = [moment_of(stock, alias) for alias in (first, then)]
    if None in moments:
        return None
    one, other = (datetime.fromisoformat(str(moment)) for moment in moments)
    return int((other - one).total_seconds() // 60)


def moment_of(stock: Stock, alias: str) -> str | None:
    """When a file was exported, as a literal's text: the earliest of its parts, or of the files behind an alias."""
    from engine.stock.files import local

    moments = [local(s.received.exported_at, stock.zone) or s.reading.exported_at for s in stock.sources_of(alias)]
    known = [moment for moment in moments if moment is not None]
    return min(known).isoformat(sep=" ") if known and len(known) == len(moments) else None

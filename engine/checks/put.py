"""Puts questions to rows, all at once: what was found comes back, the rest is only counted.

Two statements serve any number of questions: one keeps the rows that any of them found wrong, with the columns of its
findings; the other counts how many rows each looked at, and adds up its figures. They are long, and of little data it
is reading them that costs DuckDB its time: nothing is said in them twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from engine.checks.explain import Flagged
from engine.checks.question import UNTOLD, Question

if TYPE_CHECKING:
    from engine.checks.naming import JoinedColumns
    from engine.stock.stock import Stock


@dataclass(frozen=True)
class Counts:
    """How many rows a question looked at, how many of them each case is, and its figures."""

    examined: int
    cases: Mapping[int, int]
    figures: Mapping[str, int]

    @property
    def found(self) -> int:
        """Rows that are not right."""
        return sum(self.cases.values())


@dataclass(frozen=True)
class Put:
    """What came back for one question."""

    question: Question
    counts: Counts
    #: Rows that some question found, its own outcome in one column.
    wrong: Any
    outcome: str
    #: The columns of its findings: left, right, difference, values, then sides and how many rows each has.
    columns: tuple[str, ...]
    sides: int

    def flagged(self, limit: int | None) -> list[Flagged]:
        """The rows that it found, by key; the first ones, where there is a limit."""
        import pyarrow.compute as pc

        if not self.counts.found:
            return []
        names = tuple(self.question.values)
        rows = self.wrong.filter(pc.greater(self.wrong.column(self.outcome), 0))
        spot = [self.columns[3 + names.index(name)] for name in ("file", "row") if name in names]
        keys = [(column, "ascending") for column in ("sku", self.outcome, *spot)]
        many = limit is not None and limit < rows.num_rows
        order = pc.select_k_unstable(rows, limit, keys) if many else pc.sort_indices(rows, keys)
        listed = rows.select(["sku", self.outcome, *dict.fromkeys(self.columns)]).take(order)
        cells = {name: _python(listed.column(name)) for name in listed.column_names}
        whole = zip(cells["sku"], cells[self.outcome], *(cells[column] for column in self.columns), strict=True)
        return [Flagged.of(row, names, self.sides) for row in whole]


def put_to(stock: Stock, rows: str, questions: Sequence[Question], columns: JoinedColumns | None) -> list[Put]:
    """What came back for each question; ``columns`` names those of a joined table, and nothing of a file's own rows."""
    outcomes = [f"o{index}" for index in range(len(questions))]
    called: dict[str, str] = {}
    listed = [tuple(called.setdefault(sql, f"c{len(called)}") for sql in _listed(q, columns)) for q in questions]
    told = "".join(f", ({q.outcome})::TINYINT AS {outcome}" for q, outcome in zip(questions, outcomes, strict=True))
    fetched = ", ".join(["sku", *outcomes, *(f"{sql} AS {column}" for sql, column in called.items())])
    found = " OR ".join(f"{outcome} > 0" for outcome in outcomes)
    rows = _made(rows, questions)
    # Fetched as they are asked, they would be planned twice.
    stock.ask(
        f"CREATE OR REPLACE TEMP TABLE found_wrong AS SELECT {fetched} FROM (SELECT *{told} FROM {rows}) WHERE {found}"
    )
    wrong = stock.arrow("FROM found_wrong")
    stock.ask("DROP TABLE found_wrong")
    seen = _seen(stock, rows, questions)
    return [
        Put(
            question,
            Counts(examined, _cases(question, wrong.column(outcome)), figures),
            wrong,
            outcome,
            own,
            len(question.sides) if columns is not None else 0,
        )
        for question, outcome, own, (examined, figures) in zip(questions, outcomes, listed, seen, strict=True)
    ]


def _made(rows: str, questions: Sequence[Question]) -> str:
    """The rows with the columns that the questions need.

    Raises:
        ValueError: two checks of one id need columns of one name; a defect of the caller.
    """
    told: dict[str, str] = {}
    for groups in zip_longest(*(question.made for question in questions), fillvalue={}):
        wanted = [item for group in groups for item in group.items()]
        if any(told.setdefault(column, sql) != sql for column, sql in wanted):
            raise ValueError(f"two checks make different columns of one name: {sorted(told)}")
        made = "".join(f", {sql} AS {column}" for column, sql in dict(wanted).items())
        rows = f"(SELECT *{made} FROM {rows})" if made else rows
    return rows


def _listed(question: Question, columns: JoinedColumns | None) -> list[str]:
    """The SQL of each column of a question's findings."""
    listed = [question.left, question.right, question.difference, *question.values.values()]
    if columns is None:
        return listed
    names = [side.name for side in question.sides]
    return [*listed, *map(columns.value, names), *(columns.count(name.alias) for name in names)]


def _seen(stock: Stock, rows: str, questions: Sequence[Question]) -> list[tuple[int, dict[str, int]]]:
    """How many rows each question looked at, and its figures."""
    scopes: dict[str, str] = {}
    asked: dict[str, int] = {}
    for question in questions:
        if question.scope != "true":
            scopes.setdefault(question.scope, f"s{len(scopes)}")
    for question in questions:
        for sql in _asked(question, scopes.get(question.scope)):
            asked.setdefault(sql, len(asked))
    inside = "".join(f", ({sql}) AS {scope}" for sql, scope in scopes.items())
    made = stock.ask(f"SELECT {', '.join(asked)} FROM (SELECT *{inside} FROM {rows})")[0]
    told = []
    for question in questions:
        looked_at, *sums = (int(made[asked[sql]] or 0) for sql in _asked(question, scopes.get(question.scope)))
        told.append((looked_at, dict(zip(question.figures, sums, strict=True))))
    return told


def _asked(question: Question, scope: str | None) -> Iterator[str]:
    """The SQL that counts what a question looked at, and of each of its figures.

    Rows of which it cannot be told whether they are meant were looked at; no figure counts them.
    """
    yield "count(*)" if scope is None else f"count(*) FILTER (coalesce({scope}, true))"
    within = "" if scope is None else f"{scope} AND "
    yield from (f"{of} FILTER ({within}{when})" for of, when in question.figures.values())


def _cases(question: Question, outcomes: Any) -> dict[int, int]:
    """How often each case is among the rows that any question found."""
    import pyarrow.compute as pc

    counted = {one["values"]: int(one["counts"]) for one in pc.value_counts(outcomes).to_pylist()}
    return {case: counted.get(case, 0) for case in (*range(1, len(question.cases) + 1), UNTOLD)}


def _python(column: Any) -> list[Any]:
    """A column's values; a number too large for 64 bits is still a whole number."""
    import pyarrow as pa

    values: list[Any] = column.to_pylist()
    return [None if one is None else int(one) for one in values] if pa.types.is_decimal(column.type) else values

"""What a query may say: an allow-list over the syntax tree, so that what nobody thought of is refused.

- One SELECT (CTEs and set operations included), over the tables of the check's own files, by their full names.
- Functions that count, compare and cut texts; none that reads files or settings, makes rows, or makes texts long.
- The database is locked down besides, and the transaction read-only: this list is the first of three walls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.complaint import nearest
from engine.errors import Message, message
from engine.stock import Schema
from engine.stock.files import COLUMNS

Refusal = tuple[Message, Message | None]

#: Classes of sqlglot; one that a version does not have is left out.
_NODES = """
Select From Where Group Having Order Ordered Limit Offset Distinct Join With CTE TableAlias Subquery Table Column
Identifier Star Alias Literal Null Boolean Paren Tuple And Or Not EQ NEQ GT GTE LT LTE Is In Between Like ILike Escape
Add Sub Mul Div IntDiv Mod Neg Case If Cast TryCast DataType DataTypeParam Union Except Intersect Exists Window
WindowSpec Filter Var Any All DPipe Concat ConcatWs Coalesce Nullif NullSafeEQ NullSafeNEQ Qualify Count CountIf Sum
Min Max Avg AnyValue ArgMin ArgMax Abs Floor Ceil Round Greatest Least Sign Upper Lower Trim Length Substring Left
Right StrPosition StartsWith EndsWith Contains RowNumber Rank DenseRank Lag Lead FirstValue LastValue DateDiff
DateTrunc TimestampTrunc Extract Year Month Day LogicalOr LogicalAnd First Last
"""
_FUNCTIONS = frozenset({"bool_or", "bool_and", "min_by", "max_by", "starts_with", "ends_with", "contains", "ifnull"})
_TYPES = frozenset(
    {"BIGINT", "INT", "SMALLINT", "DOUBLE", "DECIMAL", "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR", "TEXT"}
)


def refusals(sql: str, schema: Schema, files: Sequence[str]) -> list[Refusal]:
    """Everything in a query that is not allowed, each with its place; nothing when all is."""
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        statements = [s for s in sqlglot.parse(sql, read="duckdb") if s is not None]
    except SqlglotError as error:
        first: dict[str, Any] = (getattr(error, "errors", None) or [{}])[0]
        detail = str(first.get("description") or error).splitlines()[0]
        spot = {"line": int(first.get("line") or 1), "column": int(first.get("col") or 1)}
        return [(message("check.query.syntax", detail=detail, **spot), None)]
    except RecursionError:
        return [(message("check.query.syntax", detail="…", line=1, column=1), None)]
    if len(statements) != 1:
        return [(message("check.query.several", count=len(statements)), None)]
    tree: Any = statements[0]
    from sqlglot import exp

    if not isinstance(tree, exp.Select | exp.SetOperation | exp.Subquery):
        return [(message("check.query.not_select", found=type(tree).__name__.upper()), None)]
    found = list(_forbidden(tree, schema, files))
    return found or list(_columns(tree))


def columns_named(sql: str) -> set[str]:
    """Every column that an allowed query names."""
    import sqlglot
    from sqlglot import exp

    tree: Any = sqlglot.parse_one(sql, read="duckdb")
    return {column.name for column in tree.find_all(exp.Column)}


@dataclass(frozen=True)
class _Names:
    """What a query may name: tables of its files, columns of these, and what it makes itself."""

    tables: frozenset[str]
    columns: frozenset[str]
    made_tables: frozenset[str]
    made_columns: frozenset[str]


def _forbidden(tree: Any, schema: Schema, files: Sequence[str]) -> Iterator[Refusal]:
    names = _names(tree, schema, files)
    for node in tree.walk():
        yield from _node(node)
        yield from _name(node, names)


def _names(tree: Any, schema: Schema, files: Sequence[str]) -> _Names:
    from sqlglot import exp

    tables = frozenset(table for table in schema.tables if table.partition(".")[0] in files)
    made = {alias.alias for alias in tree.find_all(exp.Alias)}
    made |= {column.name for alias in tree.find_all(exp.TableAlias) for column in alias.args.get("columns") or ()}
    return _Names(
        tables | {"files"},
        frozenset(column for table in tables for column in schema.tables[table]) | frozenset(COLUMNS),
        frozenset(cte.alias for cte in tree.find_all(exp.CTE)),
        frozenset(made),
    )


def _node(node: Any) -> Iterator[Refusal]:
    """Whether this kind of node, function or type is on the list."""
    from sqlglot import exp

    allowed = type(node) in _allowed()
    if isinstance(node, exp.Func) and not allowed:
        called = str(node.this if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
        if called not in _FUNCTIONS:
            yield message("check.query.unknown_function", found=called, **_at(node)), None
    elif not allowed:
        yield message("check.query.not_allowed", found=str(node.key).upper(), **_at(node)), None
    elif isinstance(node, exp.DataType) and node.this.name not in _TYPES:
        yield message("check.query.not_allowed", found=node.this.name, **_at(node)), None
    elif isinstance(node, exp.With) and node.args.get("recursive"):
        yield message("check.query.not_allowed", found="RECURSIVE", **_at(node)), None


@cache
def _allowed() -> frozenset[type]:
    """The classes on the list that this version of sqlglot has."""
    from sqlglot import exp

    return frozenset(getattr(exp, name) for name in _NODES.split() if hasattr(exp, name))


def _name(node: Any, names: _Names) -> Iterator[Refusal]:
    """Whether this table or column is known."""
    from sqlglot import exp

    if isinstance(node, exp.Table):
        table = ".".join(part.name for part in node.parts)
        if table not in names.tables and table not in names.made_tables:
            what = message("check.query.unknown_table", table=table or node.sql(), **_at(node))
            yield what, nearest(table, names.tables)
        return
    plain = isinstance(node, exp.Column) and not isinstance(node.this, exp.Star)
    if plain and node.name not in names.columns and node.name not in names.made_columns:
        at = _at(node)
        what = message("check.query.unknown_column", column=node.name, line=at["line"], column_at=at["column"])
        yield what, nearest(node.name, names.columns)


def _columns(tree: Any) -> Iterator[Refusal]:
    names = [name for name in tree.named_selects if name != "*"]
    if "key" not in names:
        yield message("check.query.no_key"), nearest("key", names) if names else None
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield message("check.query.no_doubles", column=name), None


def _at(node: Any) -> dict[str, int]:
    """Line and column where a node, or the first below it that knows its place, stands."""
    for inner in node.walk():
        if "line" in inner.meta:
            return {"line": int(inner.meta["line"]), "column": max(1, int(inner.meta["col"]) - len(inner.name) + 1)}
    return {"line": 1, "column": 1}

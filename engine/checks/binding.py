"""Binds a check to the tables of its playbook, before any file exists: names are there, types fit.

Every mistake comes back with its path inside the check, what was expected and the nearest right word.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.checks.asked import Asked
from engine.checks.base import Base, Need
from engine.checks.column import Readable, Unique
from engine.checks.compare import Equal
from engine.checks.query import Query
from engine.complaint import nearest
from engine.errors import Message, message
from engine.stock import Schema
from engine.stock.schema import sums


class Mismatch(NamedTuple):
    """A name or a type that does not fit: where in the check, what is wrong, and a hint."""

    path: tuple[str | int, ...]
    what: Message
    hint: Message | None = None


def bind(check: Base, schema: Schema) -> list[Mismatch]:
    """What in this check does not fit the playbook's files; nothing when all of it does."""
    found = [mistake for path, alias in check.aliases() if (mistake := _alias(path, alias, check, schema))]
    families: dict[str, str] = {}
    for need in check.columns():
        mistake, family = _column(need, schema)
        if mistake is not None:
            found.append(mistake)
        elif family is not None:
            families[str(need.path[0])] = family
    if isinstance(check, Equal) and families.get("left") and families.get("right"):
        left, right = families["left"], families["right"]
        if left != right:
            what = message("check.types_differ", left=check.left, right=check.right, one=_type(left), two=_type(right))
            found.append(Mismatch(("right",), what))
        elif left != "number" and _of_numbers(check):
            found.append(Mismatch(("left",), message("check.not_a_number", column=check.left, type=_type(left))))
    if isinstance(check, Unique) and not found and check.home[1:] == ("stock", "sku"):
        found += _adds(check.home.alias, schema)
    found += [] if found else _no_rows(check, schema)
    if isinstance(check, Asked) and not found:
        found += [Mismatch(path, what) for path, what in check.mistakes(schema)]
    if isinstance(check, Query) and not found:
        from engine.checks.allowed import refusals

        found += [Mismatch(("sql",), *refusal) for refusal in refusals(check.sql, schema, check.files)]
    return found


def _of_numbers(check: Equal) -> bool:
    """Whether something is said that only numbers can have."""
    zero = check.absent == "zero"
    return bool(check.tolerance or check.caution_from or check.caution_percent or check.allow or zero)


def _adds(alias: str, schema: Schema) -> list[Mismatch]:
    """Refuses to ask whether a SKU stands once where several rows of it are in order."""
    format_ = schema.formats.get(alias)
    if format_ is not None and format_.orders is None and not sums(format_):
        return []
    return [Mismatch(("of", 0), message("check.rows_are_added", alias=alias))]


def _no_rows(check: Base, schema: Schema) -> list[Mismatch]:
    """Refuses what is asked of the rows of a file where there is no file: what was computed has none."""
    if not isinstance(check, Unique | Readable):
        return []
    lost = [(need.path, need.name.alias) for need in check.columns() if need.name.alias not in schema.formats]
    return [
        Mismatch(path, message("check.no_rows", alias=alias), nearest(alias, schema.formats)) for path, alias in lost
    ]


def _alias(path: tuple[str | int, ...], alias: str, check: Base, schema: Schema) -> Mismatch | None:
    files = schema.aliases if isinstance(check, Query) else tuple(schema.formats)
    if alias not in files:
        return Mismatch(path, message("check.unknown_alias", alias=alias), nearest(alias, files))
    if isinstance(check, Equal) and path == ("allow", "orders"):
        rule = schema.formats[alias].orders
        if rule is None or rule.ordered_at is None:
            return Mismatch(path, message("check.not_orders", alias=alias))
    if check.kind == "known" and f"{alias}.stock" not in schema.tables:
        return Mismatch(path, message("check.no_stock", alias=alias))
    return None


def _column(need: Need, schema: Schema) -> tuple[Mismatch | None, str | None]:
    alias, table, column = need.name
    if alias not in schema.aliases:
        return Mismatch(need.path, message("check.unknown_alias", alias=alias), nearest(alias, schema.aliases)), None
    columns = schema.tables.get(f"{alias}.{table}")
    if columns is None:
        what = "check.no_stock" if table == "stock" else "check.no_rows"
        return Mismatch(need.path, message(what, alias=alias)), None
    family = columns.get(column)
    if family is None:
        what_ = message("check.unknown_column", column=column, table=f"{alias}.{table}")
        return Mismatch(need.path, what_, nearest(column, columns)), None
    if need.must_be in {"number", "text", "moment"} and family != need.must_be:
        code = f"check.not_a_{need.must_be}"
        return Mismatch(need.path, message(code, column=str(need.name), type=_type(family))), None
    return None, family


def _type(family: str) -> Message:
    return message(f"check.type.{family}")

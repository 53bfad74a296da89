"""Columns that a format knows and a file has not, without which more would be sold or ordered than there is.

- A column that the shop's own rule for sellable stock looks at must be there: without it nothing could be told, or
  what may not be sold would be sold.
- Expiry, holding, what says that an order was taken back or sent: a shop may do without; that they are missing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.errors import Message, Place, Problem, StockError, message
from engine.formats import Format, Reading
from engine.stock.rules import ShopRules


def asked(format_: Format, reading: Reading, rules: ShopRules) -> Message | None:
    """What is said of columns that the shop's rule for sellable stock looks at and this file has not."""
    stock, rule = format_.stock, rules.sellable
    if stock is None:
        return None
    names = [
        *([stock.quality] if rule.qualities else []),
        *([stock.location] if rule.locations else []),
        *(name for name, words in rule.refused.items() if words),
    ]
    return next(_said("format.lacks_asked", format_, reading, names), None)


def refuse_lacking(format_: Format, reading: Reading, rules: ShopRules) -> None:
    """Refuses a file without a column that the shop's rule looks at.

    Raises:
        StockError: naming the columns.
    """
    what = asked(format_, reading, rules)
    if what is not None:
        raise StockError(Problem(Place(reading.parts[0].name, reading.parts[0].header_row), what))


def doubts(format_: Format, reading: Reading, rules: ShopRules) -> Iterator[Message]:
    """What is said of the other columns, each with what is counted without it."""
    stock, orders, sellable = format_.stock, format_.orders, rules.sellable
    if stock is not None:
        held = None if sellable.held or stock.held in sellable.refused else stock.held
        yield from _said("format.lacks_expiry", format_, reading, [stock.expiry])
        yield from _said("format.lacks_held", format_, reading, [held])
    if orders is not None:
        deciding = [name for kind in format_.kinds if kind.name != orders.rows for name in kind.columns]
        taken_back = [*orders.alive, *(name for name in deciding if name not in format_.key)]
        yield from _said("format.lacks_cancelled", format_, reading, taken_back)
        in_flight = rules.in_flight_of(format_.system)
        if not (in_flight.statuses and orders.status):
            yield from _said("format.lacks_shipped", format_, reading, [orders.shipped_at, in_flight.known_when])


def _said(code: str, format_: Format, reading: Reading, names: Iterable[str | None]) -> Iterator[Message]:
    missing = {name for part in reading.parts for name in part.missing}
    gone = tuple(dict.fromkeys(format_.by_name[n].headers[0] for n in names if n in missing and n in format_.by_name))
    if gone:
        yield message(code, columns=gone)

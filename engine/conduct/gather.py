"""The stock of a session: kept files read again, as one stock at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from engine import clock as time
from engine.checks import Base, Query, run
from engine.errors import DefectError, message
from engine.fitted import Fitted
from engine.formats import Format, Part, Reading, read
from engine.formats.together import together
from engine.kept import Kept
from engine.playbook.ask import many
from engine.playbook.upload import target
from engine.record import CheckResult, Entry
from engine.stock import Received
from engine.stock.door import name as quoted
from engine.stock.schema import COMPUTED, stock_columns

if TYPE_CHECKING:
    from engine.stock.stock import Stock


def aliases_of(checks: Iterable[Base], fitted: Fitted) -> tuple[str, ...]:
    """The files that checks read, those that ``expected`` is made of among them."""
    named = {alias for check in checks for alias in check.needs()}
    expected = fitted.playbook.expected
    if not named.isdisjoint(COMPUTED) and expected is not None:
        named |= {*many(expected.warehouse), *fitted.orders}
    return tuple(sorted(named - set(COMPUTED)))


def used_columns(fitted: Fitted, alias: str, checks: Iterable[Base]) -> frozenset[str] | None:
    """The columns of a file that the answers to these checks rest on; None where all may be named (``query``).

    They are the columns that checks name, and those from which the numbers of the stock are made: codes, counts, and
    what the shop's rules for sellable stock and for orders in flight look at.
    """
    layout = fitted.format_of(alias)
    if layout is None:
        return frozenset()
    named: set[str] = set(layout.key)
    for check in checks:
        if isinstance(check, Query) and alias in check.files:
            return None
        named |= check.needs().get(alias, set())
    for rule in (layout.stock, layout.orders, layout.goods):
        for name, value in rule.model_dump().items() if rule is not None else ():
            # What is on its way is in no number, so it is used only where a check names it.
            if name not in {"rows", "basis", "incoming"}:
                named |= {value} if isinstance(value, str) else set(value or ())
    if layout.write is not None:
        named |= {*layout.write.key}
    if layout.sets is not None:
        named |= {*layout.sets.columns}
    named |= taken_columns(fitted, alias)
    rules = fitted.shop.rules
    named |= {*rules.sellable.refused, rules.in_flight_of(layout.system).known_when or ""}
    return frozenset(named & set(layout.by_name))


def taken_columns(fitted: Fitted, alias: str) -> frozenset[str]:
    """The columns of a received file that upload files of this playbook take from it."""
    playbook = fitted.playbook
    named: set[str] = set()
    for asked in (step.produce for step in playbook.steps):
        layout = fitted.formats.get(asked.format or "") if asked is not None else None
        if asked is None or layout is None or layout.write is None:
            continue
        changed = target(asked, playbook.check(asked.rows), layout, fitted.format_of)
        if changed is not None and alias in {changed, (asked.unmoved or {}).get(changed)}:
            named |= {*layout.write.takes, *(asked.set or {})}
    return frozenset(named)


def parts_of(entry: Entry, kept: Kept) -> list[Part]:
    """The files of a received or produced entry, as they were kept.

    Of an upload file that does not say what will stand there, it is the list of that, which was made beside it.
    """
    after = entry.body.get("after")
    parts = [after] if after is not None else entry.body["parts"]
    return [Part(part["name"], kept.get(part["kept"])) for part in parts]


def read_in(layout: Format, parts: Sequence[Part], kept: Kept, needed: frozenset[str] | None = None) -> Reading:
    """The table of files of a session; in a proof each is read once for all its sessions.

    Raises:
        StockError: they cannot be read.
    """
    if kept.read_as is None:
        return read(layout, parts, needed)
    asked = (id(layout), tuple((part.name, part.data) for part in parts), needed)
    if asked not in kept.read_as:
        kept.read_as[asked] = (layout, read(layout, parts, needed))  # the layout is held, so that its id stays its own
    reading: Reading = kept.read_as[asked][1]
    return reading


def received_of(entry: Entry, previous: frozenset[str]) -> Received:
    """What an entry says of its file."""
    exported = entry.body.get("exported_at")
    return Received(
        shown_rows=entry.body.get("shown_rows"),
        exported_at=time.moment(exported) if exported else None,
        received_at=time.moment(entry.at),
        previous=previous,
        made=entry.kind == "produced",
    )


class Gathered:
    """A stock being put together for one question; use it in a ``with``."""

    def __init__(self, fitted: Fitted, at: datetime, kept: Kept | None = None) -> None:
        """Begins without a file.

        Args:
            fitted: what the session runs on.
            at: the moment of the stock.
            kept: where answers may be remembered: in a proof the same checks meet the same files over and over.
        """
        self.fitted = fitted
        self.at = at
        self._answered = kept.answered if kept is not None else None
        self._added: dict[str, tuple[Reading, Received]] = {}

    @cached_property
    def stock(self) -> Stock:
        """The stock of what was added, laid out when something is first asked of it."""
        from engine.stock import Stock

        made = Stock(self.fitted.shop.rules, self.at, self.fitted.zone)
        for alias, (reading, received) in self._added.items():
            made.add(alias, self.layout(alias), reading, received)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if "stock" in self.__dict__:
            self.stock.close()

    def layout(self, alias: str) -> Format:
        """The format of a file.

        Raises:
            DefectError: it has none.
        """
        layout = self.fitted.format_of(alias)
        if layout is None:
            raise DefectError(message("session.no_format", alias=alias))
        return layout

    def rows(self, alias: str, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of a file that carry a SKU, in its order: the SKU, and ``sellable`` with these columns."""
        source = self.stock.source(alias)
        there = [column for column in columns if column in source.columns]
        cells = "".join(f", {source.cell(column)}" for column in there)
        asked = f"SELECT {source.sku()}, ({source.sellable()}){cells} {source.tail(f'{source.sku()} IS NOT NULL')}"
        for sku, *values in self.stock.ask(f"{asked} ORDER BY r._part, r._row"):
            yield sku, dict(zip(("sellable", *there), values, strict=True))

    def numbers(self, alias: str) -> dict[str, Any]:
        """The number of each SKU of a file; None where one cannot be told.

        Of stock it is what is there and what of it is available, since either may move alone.
        """
        made = self.stock.numbers(alias)
        source = self.stock.source(alias)
        if source.format.orders is None and {"on_hand", "available"} <= stock_columns(source.format).keys():
            on_hand: dict[str, Any] = dict(self.stock.ask(f"SELECT sku, on_hand FROM {quoted(alias, 'stock')}"))
            return {sku: None if count is None else (count, on_hand[sku]) for sku, count in made.items()}
        return made

    def add(self, alias: str, reading: Reading, received: Received) -> None:
        """Adds one file."""
        self._added[alias] = (reading, received)
        if "stock" in self.__dict__:
            self.stock.add(alias, self.layout(alias), reading, received)

    def add_entry(
        self,
        alias: str,
        entry: Entry,
        kept: Kept,
        needed: frozenset[str] | None = None,
        previous: frozenset[str] = frozenset(),
    ) -> None:
        """Adds the file of an entry; ``needed`` names the columns that are read (None: all)."""
        self.add(alias, read_in(self.layout(alias), parts_of(entry, kept), kept, needed), received_of(entry, previous))

    def answer(self, checks: Sequence[Base]) -> list[CheckResult]:
        """The answers to checks; ``expected`` and ``allocation`` are computed when one of them names it."""
        if self._answered is None:
            return self._asked(checks)
        files = tuple((alias, id(reading), received) for alias, (reading, received) in self._added.items())
        asked = (id(self.fitted), self.at, files, tuple((check.kind, check.id) for check in checks))
        if asked not in self._answered:
            # The playbook and the readings are held, so that their ids stay their own.
            self._answered[asked] = (self.fitted, self._added, self._asked(checks))
        results: list[CheckResult] = self._answered[asked][-1]
        return list(results)

    def _asked(self, checks: Sequence[Base]) -> list[CheckResult]:
        expected = self.fitted.playbook.expected
        named = {alias for check in checks for alias in check.needs()}
        if expected is not None and not named.isdisjoint(COMPUTED):
            self.stock.expected(many(expected.warehouse), self.fitted.orders)
            if "allocation" in named:
                self.stock.allocate()
        return run(self.stock, checks)


def gathered(
    fitted: Fitted,
    files: Mapping[str, Entry],
    checks: Sequence[Base],
    kept: Kept,
    at: datetime,
    previous: Mapping[str, frozenset[str]] | None = None,
) -> Gathered:
    """The stock of these files, as far as these checks need it, from the entries that brought them."""
    made = Gathered(fitted, at, kept)
    aliases = list(files)

    def reading(alias: str) -> Reading:
        return read_in(made.layout(alias), parts_of(files[alias], kept), kept, used_columns(fitted, alias, checks))

    sizes = [sum(part.get("size", 0) for part in files[alias].body["parts"]) for alias in aliases]
    for alias, found in zip(aliases, together(reading, aliases, sizes), strict=True):
        made.add(alias, found, received_of(files[alias], (previous or {}).get(alias, frozenset())))
    return made

"""The door to DuckDB: one database in memory, locked down before anything is in it.

- No files, no network, no extensions, no settings: ``enable_external_access`` is off and the configuration locked.
- A question of the engine's own goes through ``ask``; one that somebody wrote goes through ``ask_foreign``: in a
  read-only transaction, interrupted when its time is over.
- Names and values reach SQL only through ``name`` and ``literal``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import count
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any, TypeVar

from engine.errors import StockError, message

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

T = TypeVar("T")
Row = tuple[Any, ...]

#: Up to so many rows in all files one thread is as fast as two.
FEW_ROWS = 100_000

#: Seconds that a query of a playbook may take.
TIME_LIMIT = 20


def name(*parts: str) -> str:
    """A name in SQL, quoted: ``"rms"."stock"``."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def literal(value: str | int | bool | None) -> str:
    """A value in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def not_below_zero(number: str) -> str:
    """A number, or 0 where it is less; greatest() would make a NULL, which nobody knows, a 0 as well."""
    return f"(CASE WHEN {number} < 0 THEN 0 ELSE {number} END)"


def among(column: str, values: tuple[str | int | bool, ...]) -> str:
    """Whether a column has one of these values."""
    return f"{column} IN ({', '.join(map(literal, values))})"


#: Statements of little data, the latest last: the same checks of the same columns ask the same. Longer ones name SKUs.
_PARSED: dict[str, Statement] = {}
_KEPT, _SHORT = 256, 10_000
#: Databases of little data are called one after the other.
_NUMBERS = count(1)
_OPENING = Lock()


def _connect(memory: str, threads: int | None, *, stays: bool = False) -> DuckDBPyConnection:
    """A DuckDB of its own, locked down; one that ``stays`` soon gives back what it no longer needs."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "preserve_insertion_order": "false",
        "memory_limit": memory,
        "temp_directory": "",
        "lock_configuration": "true",
    }
    if threads is not None:
        config["threads"] = str(threads)
    if stays:
        # At 0 bytes every statement waits for it: a tenth of a step's time.
        config |= {"allocator_flush_threshold": "0MB", "allocator_bulk_deallocation_flush_threshold": "256KB"}
    return duckdb.connect(":memory:", config=config)


@cache
def _shared(memory: str) -> DuckDBPyConnection:
    """The DuckDB in which all databases of little data live, each attached under a name of its own.

    Starting one costs as much as ten checks on little data. A second thread costs 10 MB and gains nothing there.
    """
    return _connect(memory, 1, stays=True)


def _attach(memory: str, called: str) -> DuckDBPyConnection:
    """A database of its own in the shared DuckDB; in a new one, when that was broken by an error of its own."""
    import duckdb

    with _OPENING:
        try:
            opened = _shared(memory).cursor()
            opened.execute(f"ATTACH ':memory:' AS {called}")
        except duckdb.Error:
            _shared.cache_clear()
            opened = _shared(memory).cursor()
            opened.execute(f"ATTACH ':memory:' AS {called}")
    opened.execute(f"USE {called}")
    return opened


def _detach(opened: DuckDBPyConnection, called: str) -> None:
    """Forgets such a database; a DuckDB that cannot do that any more is not used again."""
    import duckdb

    try:
        opened.execute("USE memory")
        opened.execute(f"DETACH {called}")
    except duckdb.Error:
        _shared.cache_clear()


class Door:
    """One database in memory, opened when the first question is asked: by then it is known how large it will be.

    An Arrow table is made known to it with the first statement that names it; most are never named.
    """

    def __init__(self, memory: str, threads: int | None) -> None:
        import pyarrow as pa

        # Arrow's own allocator keeps what reading gave back: 100 MB at a million rows.
        pa.set_memory_pool(pa.system_memory_pool())
        self._memory = memory
        self._threads = threads
        self._waiting: dict[str, Any] = {}
        self._opened = False
        self._attached = ""

    @cached_property
    def connection(self) -> DuckDBPyConnection:
        """The database."""
        if self._few:
            self._attached = f"stock_{next(_NUMBERS)}"
            opened = _attach(self._memory, self._attached)
        else:
            self.release()
            opened = _connect(self._memory, self._threads)
        self._opened = True
        return opened

    def close(self) -> None:
        """Forgets everything."""
        self._waiting.clear()
        if not self._opened:
            return
        self._opened = False
        if self._attached:
            _detach(self.connection, self._attached)
        self.connection.close()
        if not self._attached:
            self.release()

    def beside(self, work: Callable[[], T]) -> T:
        """What ``work`` makes; where the database has to be opened anyway, that is done at the same time."""
        if self._opened or self._few:
            return work()
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            begun = pool.submit(work)
            _ = self.connection
            made = begun.result()
        self.release()
        return made

    @property
    def _few(self) -> bool:
        """Whether there is little data in what was registered so far."""
        return self._threads is None and sum(arrow.num_rows for arrow in self._waiting.values()) <= FEW_ROWS

    def register(self, table: str, arrow: Any) -> None:
        """Makes an Arrow table readable under a name, without a copy."""
        self._waiting[table] = arrow

    @staticmethod
    def release() -> None:
        """Gives back to the system what is not used any more; reading and numbering leave much over."""
        import pyarrow as pa

        pa.default_memory_pool().release_unused()

    def ask(self, sql: str) -> list[Row]:
        """The rows of one of the engine's own statements.

        Raises:
            StockError: numbers of the files are too large to be added up.
        """
        with _told():
            return self._named_in(sql).execute(self._parsed(sql)).fetchall()

    def arrow(self, sql: str) -> Any:
        """The rows of one of the engine's own SELECTs, as an Arrow table.

        Raises:
            StockError: numbers of the files are too large to be added up.
        """
        with _told():
            return self._named_in(sql).sql(self._parsed(sql)).to_arrow_table()

    def _named_in(self, sql: str) -> DuckDBPyConnection:
        """The database, with every Arrow table that this statement may name."""
        connection = self.connection
        for table in [table for table in self._waiting if table in sql]:
            connection.register(table, self._waiting.pop(table))
        return connection

    def _parsed(self, sql: str) -> str | Statement:
        """A statement that was met before, as it was taken apart then: of little data that is a tenth of all work."""
        if not self._attached or len(sql) > _SHORT:
            return sql
        with _OPENING:
            known = _PARSED.pop(sql, None) or self.connection.extract_statements(sql)[0]
            _PARSED[sql] = known
            if len(_PARSED) > _KEPT:
                del _PARSED[next(iter(_PARSED))]
        return known

    def forget(self, table: str) -> None:
        """Takes a name from an Arrow table; of little data it is as well gone when all is."""
        if self._waiting.pop(table, None) is None and not self._attached:
            self.connection.unregister(table)

    def ask_foreign(self, sql: str, limit: int | None) -> tuple[tuple[str, ...], list[Row]]:
        """Column names and rows of a SELECT that somebody wrote.

        Raises:
            StockError: it cannot be run, or did not end in time.
        """
        import duckdb

        connection = self._named_in(sql)
        connection.execute("BEGIN TRANSACTION READ ONLY")
        timer = Timer(TIME_LIMIT, connection.interrupt)
        timer.start()
        try:
            result = connection.execute(sql)
            names = tuple(column[0] for column in result.description or ())
            return names, result.fetchmany(limit) if limit is not None else result.fetchall()
        except duckdb.InterruptException:
            raise StockError(message("check.query.too_long", limit=TIME_LIMIT)) from None
        except duckdb.Error as error:
            detail = str(error).splitlines()[0]
            raise StockError(message("check.query.failed", detail=detail)) from None
        finally:
            timer.cancel()
            connection.execute("ROLLBACK")


@contextmanager
def _told() -> Iterator[None]:
    """Says in words that a number has become larger than the database holds."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfRangeException, duckdb.ConversionException):
        raise StockError(message("check.too_large", most=f"{2**63 - 1:,}")) from None

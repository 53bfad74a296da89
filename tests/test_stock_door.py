"""Databases of little data live side by side, and none sees another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pytest

from engine.errors import StockError
from engine.stock import door
from engine.stock.door import FEW_ROWS, Door


def opened(rows: int, threads: int | None = None) -> Door:
    """A door with one table of so many rows."""
    made = Door("1GB", threads)
    made.register("read", pa.table({"n": pa.array(range(rows), pa.int64())}))
    made.ask("CREATE SCHEMA rms")
    made.ask("CREATE TABLE rms.stock AS SELECT n FROM read")
    return made


def count(of: Door) -> int:
    """How many rows its table has."""
    return int(of.ask("SELECT count(*) FROM rms.stock")[0][0])


@pytest.mark.parametrize("rows", [5, FEW_ROWS, FEW_ROWS + 1])
def test_each_has_its_own_tables(rows: int) -> None:
    one, two = opened(rows), opened(3)
    assert (count(one), count(two)) == (rows, 3)
    one.close()
    assert count(two) == 3
    with pytest.raises(StockError):
        two.ask_foreign("SELECT * FROM nowhere", None)
    assert two.ask_foreign("SELECT count(*) AS n FROM rms.stock", None) == (("n",), [(3,)])
    two.close()


def test_what_was_closed_is_gone() -> None:
    one = opened(5)
    listed = "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'stock_%'"
    before = one.ask(listed)[0][0]
    opened(5).close()
    assert one.ask(listed)[0][0] == before
    one.close()


def test_many_at_once() -> None:
    def work(rows: int) -> int:
        made = opened(rows)
        found = count(made)
        made.close()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(1, 41))) == list(range(1, 41))


@pytest.mark.parametrize("threads", [None, 1])
def test_nothing_outside_is_reached(threads: int | None) -> None:
    made = opened(1, threads)
    for sql in (
        "SELECT * FROM read_csv('pyproject.toml')",
        "SET memory_limit = '2GB'",
        "ATTACH 'elsewhere.db' AS other",
    ):
        with pytest.raises(duckdb.Error):
            made.ask(sql)
    made.close()


def test_after_a_broken_database_another_is_opened() -> None:
    door._shared("1GB").close()
    made = opened(4)
    assert count(made) == 4
    made.close()


@pytest.mark.parametrize("rows", [3, FEW_ROWS + 1])
def test_work_is_done_while_the_database_is_opened(rows: int) -> None:
    made = Door("1GB", None)
    made.register("read", pa.table({"n": pa.array(range(rows), pa.int64())}))
    assert made.beside(lambda: "numbered") == "numbered"
    assert made.ask("SELECT count(*) FROM read") == [(rows,)]
    assert made.beside(lambda: "again") == "again"
    made.close()


def test_work_that_fails_beside_says_so_and_the_database_is_there() -> None:
    def work() -> None:
        raise StockError

    made = Door("1GB", None)
    made.register("read", pa.table({"n": pa.array(range(FEW_ROWS + 1), pa.int64())}))
    with pytest.raises(StockError):
        made.beside(work)
    assert made.ask("SELECT count(*) FROM read") == [(FEW_ROWS + 1,)]
    made.close()


def test_a_statement_that_was_met_before_asks_its_own_database() -> None:
    """It is taken apart once, for whatever database it is asked of, by several threads at once too."""
    sql = "SELECT sum(n)::BIGINT FROM read WHERE n <> 7"

    def work(rows: int) -> tuple[int, int]:
        made = Door("1GB", None)
        made.register("read", pa.table({"n": pa.array(range(rows), pa.int64())}))
        found = [made.ask(sql)[0][0], made.arrow(sql).column(0)[0].as_py()]
        made.close()
        return found[0], found[1]

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(work, range(10, 60)))
    assert told == [(sum(range(rows)) - 7,) * 2 for rows in range(10, 60)]


def test_of_statements_only_the_latest_short_ones_are_remembered() -> None:
    made = opened(1)
    for number in range(door._KEPT + 5):
        assert made.ask(f"SELECT {number}") == [(number,)]
    assert len(door._PARSED) == door._KEPT
    assert "SELECT 4" not in door._PARSED
    made.ask("SELECT 5")
    made.ask("SELECT 'other'")
    assert {"SELECT 5", "SELECT 'other'"} <= set(door._PARSED), "what is asked again stays"
    long = f"SELECT '{'x' * door._SHORT}'"
    assert len(made.ask(long)[0][0]) == door._SHORT
    assert long not in door._PARSED
    made.close()


def test_a_table_that_was_never_named_is_forgotten_too() -> None:
    made = opened(2)
    for _ in range(2):
        made.register("other", pa.table({"n": [1]}))
        made.forget("other")
        with pytest.raises(duckdb.CatalogException):
            made.ask("SELECT * FROM other")
    made.register("other", pa.table({"n": [1]}))
    assert made.ask("SELECT n FROM other") == [(1,)]
    made.register("other", pa.table({"n": [2]}))
    assert made.ask_foreign('SELECT n FROM "other"', None) == (("n",), [(2,)])
    made.close()

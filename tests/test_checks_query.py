"""The check for experts: what it may say, what it may not, and that nothing gets out of the database."""

from __future__ import annotations

import pytest
from test_stock_drawn import ask, drawn, layout, lines, stock_of

from engine.checks import adapter, bind
from engine.checks.allowed import refusals
from engine.errors import StockError
from engine.stock import Schema
from engine.texts import render

DRAWING = """
    rms: mall
    code | available | lead_time
    A | 5 | 1日
    B | 0 | -
    C | 3 | -

    wms: plain
    code | on_hand | reserved
    A | 1 | 0
    B | 5 | 1
"""
SCHEMA = Schema({"rms": layout("mall"), "wms": layout("plain")}, expected=True)
GOOD = """
WITH both_sides AS (
  SELECT r.sku, r.available AS mall, w.available AS house
  FROM rms.stock AS r LEFT JOIN wms.stock AS w ON w.sku = r.sku
)
SELECT sku AS key, mall AS left, house AS right, mall - house AS difference, 'caution' AS level, upper(sku) AS big
FROM both_sides WHERE coalesce(house, 0) < mall AND sku NOT LIKE 'Z%'
"""


def test_the_rows_of_the_select_are_the_findings() -> None:
    with stock_of(DRAWING) as stock:
        result = ask(stock, kind="query", files=["rms", "wms"], claim="倉庫が足りる", sql=GOOD)
    assert drawn(result) == lines("""
        caution
        A | query | caution | 5 | 1 | 4
        C | query | caution | 3 | - | -
    """)
    assert result.findings[0].values == {"big": "A"}


def test_a_row_without_a_key_could_not_be_told() -> None:
    with stock_of(DRAWING) as stock:
        result = ask(
            stock, kind="query", files="rms", claim="x", sql="SELECT lead_time AS key FROM rms.rows WHERE code = 'C'"
        )
    assert drawn(result) == "error\n- | query | error | - | - | -"


@pytest.mark.parametrize(
    "sql",
    [
        GOOD,
        "SELECT sku AS key FROM rms.stock UNION ALL SELECT sku AS key FROM wms.stock",
        "SELECT sku AS key, count(*) FILTER (WHERE rows > 0) AS left FROM rms.stock GROUP BY 1 HAVING min(rows) > 1",
        (
            "SELECT sku AS key FROM (SELECT sku, row_number() OVER (PARTITION BY hidden ORDER BY sku) AS n"
            " FROM rms.rows) t WHERE n > 1 AND sku IN ('A', 'B') ORDER BY key LIMIT 3"
        ),
        "SELECT e.sku AS key, CASE WHEN e.raw < 0 THEN 1 END AS left FROM expected.stock e WHERE e.raw BETWEEN 0 AND 9",
        "SELECT alias AS key FROM files WHERE rows < 10 AND exported_at IS NULL",
        "SELECT sku AS key, CAST(available AS DOUBLE) / 2 AS half FROM rms.stock WHERE NOT (available = 1 OR sku = '')",
    ],
)
def test_ordinary_questions_are_let_through(sql: str) -> None:
    assert refusals(sql, SCHEMA, ("rms", "wms", "expected")) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELECT 1 AS key; SELECT 2 AS key", "several"),
        ("", "several"),
        ("DROP TABLE rms.stock", "not_select"),
        ("INSERT INTO rms.stock VALUES (1)", "not_select"),
        ("COPY rms.stock TO 'x.csv'", "not_select"),
        ("ATTACH 'x.db'", "not_select"),
        ("SET threads = 1", "not_select"),
        ("PRAGMA database_list", "not_select"),
        ("INSTALL httpfs", "not_select"),
        ("EXPLAIN SELECT 1", "not_select"),
        ("SELECT FROM WHERE", "syntax"),
        ("SELECT sku AS key FROM rms.stock WHERE (", "syntax"),
        ("WITH x AS (INSERT INTO rms.stock VALUES (1) RETURNING *) SELECT sku AS key FROM x", "not_allowed"),
        ("WITH RECURSIVE x AS (SELECT 1 AS key UNION ALL SELECT key FROM x) SELECT key FROM x", "not_allowed"),
        ("SELECT sku AS key FROM read_csv('/etc/passwd')", "unknown_function"),
        ("SELECT sku AS key FROM '/etc/passwd'", "unknown_table"),
        ("SELECT repeat('x', 2000000000) AS key FROM rms.stock", "unknown_function"),
        ("SELECT getenv('HOME') AS key FROM rms.stock", "unknown_function"),
        ("SELECT current_setting('threads') AS key FROM rms.stock", "unknown_function"),
        ("SELECT range(1000000000) AS key FROM rms.stock", "unknown_function"),
        ("SELECT unnest(generate_series(1, 1000000000)) AS key FROM rms.stock", "unknown_function"),
        ("SELECT table_name AS key FROM information_schema.tables", "unknown_table"),
        ("SELECT sku AS key FROM read_rms", "unknown_table"),
        ("SELECT sku AS key FROM other.stock", "unknown_table"),
        ("SELECT sku AS key FROM rms.stok", "unknown_table"),
        ("SELECT sku AS key FROM rms.stock WHERE avalable > 1", "unknown_column"),
        ("SELECT sku FROM rms.stock", "no_key"),
        ("SELECT sku AS key, 1 AS key FROM rms.stock", "no_doubles"),
        ("SELECT lpad(sku, 1000000000, 'x') AS key FROM rms.stock", "unknown_function"),
        ("SELECT CAST(sku AS BLOB) AS key FROM rms.stock", "not_allowed"),
        ("SELECT COLUMNS('.*') AS key FROM rms.stock", "unknown_function"),
        ("SELECT sku AS key FROM rms.stock, LATERAL (SELECT 1) t", "not_allowed"),
        ("PIVOT rms.stock ON sku", "not_select"),
    ],
)
def test_everything_else_is_refused(sql: str, code: str) -> None:
    found = [what.code for what, _ in refusals(sql, SCHEMA, ("rms", "wms"))]
    assert f"check.query.{code}" in found


def test_a_refusal_names_the_place_and_the_nearest_right_word() -> None:
    check = adapter.validate_python(
        {
            "id": "q",
            "kind": "query",
            "files": ["rms"],
            "claim": "x",
            "if_failed": "y",
            "sql": "SELECT sku AS key\nFROM rms.stock\nWHERE avalable > 1",
        },
    )
    (mistake,) = bind(check, SCHEMA)
    assert mistake.path == ("sql",)
    assert render(mistake.what, "en") == "no table has a column 'avalable' (line 3, character 7)"
    assert mistake.hint is not None
    assert mistake.hint.values["word"] == "available"


def test_tables_of_files_that_the_check_does_not_name_are_not_there() -> None:
    sql = "SELECT sku AS key FROM wms.stock"
    assert [what.code for what, _ in refusals(sql, SCHEMA, ("rms",))] == ["check.query.unknown_table"]
    assert refusals(sql, SCHEMA, ("rms", "wms")) == []


def test_behind_the_list_stands_a_locked_database() -> None:
    with stock_of(DRAWING) as stock:
        stock.lay(stock.source("rms"))
        for sql in (
            "DROP TABLE rms.stock",
            "WITH x AS (INSERT INTO rms.stock SELECT * FROM rms.stock RETURNING *) SELECT * FROM x",
            "SELECT * FROM read_csv('/etc/passwd')",
            "SELECT * FROM read_text('/etc/passwd')",
            "COPY rms.stock TO 'out.csv'",
            "ATTACH 'x.db' AS x",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(StockError):
                stock.ask_foreign(sql, ("rms",), None)
        assert stock.ask("SELECT count(*) FROM rms.stock") == [(3,)]


def test_a_query_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.stock.door.TIME_LIMIT", 0.3)
    with stock_of(DRAWING) as stock:
        with pytest.raises(StockError) as raised:
            stock.ask_foreign("SELECT count(*) FROM range(1000000) a, range(1000000) b", (), None)
        assert raised.value.problems[0].what.code == "check.query.too_long"
        assert drawn(ask(stock, kind="unique", of="rms.stock.sku")) == "passed"


def test_a_number_too_large_stops_the_query_in_words() -> None:
    with stock_of(DRAWING) as stock, pytest.raises(StockError) as raised:
        ask(stock, kind="query", files="rms", claim="x", sql="SELECT CAST(sku AS BIGINT) AS key FROM rms.stock")
    assert raised.value.problems[0].what.code == "check.query.failed"

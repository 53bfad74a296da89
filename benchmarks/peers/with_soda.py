"""The ten checks as Soda Core 4 contracts on DuckDB.

Files are decoded and loaded by the same SQL as the hand-written side, since Soda looks at tables that are there. What
its check types offer is asked with them (``missing``, ``duplicate``, ``invalid``); questions over several tables are
its ``failed_rows`` with a query. Without its service it only counts, so that the first hundred keys of each check that
failed are fetched in SQL. ``duplicate`` counts rows beyond the first of a key, which are never two here.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

os.environ["SODA_CORE_TELEMETRY_ENABLED"] = "false"
logging.disable(logging.CRITICAL)

import duckdb  # noqa: E402 - the environment says first that nothing is sent
from answer import LIMIT, Answers, tell  # noqa: E402
from soda_core.common.yaml import ContractYamlSource  # noqa: E402
from soda_core.contracts.contract_verification import ContractVerificationSession  # noqa: E402
from soda_duckdb.common.data_sources.duckdb_data_source import DuckDBDataSourceImpl  # noqa: E402
from ten_checks import SQL, load  # noqa: E402

_MALL = """
columns:
  - name: stock
    checks:
      - missing: {name: readable}
"""
_FAILED = """
  - failed_rows:
      name: {name}
      qualifier: {name}
      query: |
        {query}
"""
CONTRACTS = {
    "rakuten": """
columns:
  - name: sku
    checks:
      - duplicate: {name: unique}
  - name: stock
    checks:
      - missing: {name: readable}
      - invalid: {name: not-negative, valid_min: 0}
  - name: lead_time
    checks:
      - missing: {name: lead-time, filter: stock > 0}
""",
    "amazon": _MALL,
    "yahoo": _MALL,
    "shopify": _MALL,
    "wms": """
columns:
  - name: sku
checks:
  - failed_rows:
      name: readable
      expression: on_hand is null or reserved is null
""",
    "free": """
columns:
  - name: available
    checks:
      - invalid: {name: low-stock, valid_min: 3}
checks:
"""
    + "".join(
        _FAILED.format(name=check, query=" ".join(SQL[check].split()))
        for check in ("present", "not-more", "sum-of-malls", "amazon-as-rakuten", "on-sale")
    ),
}


def verified(con: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """What each check counted."""
    session = ContractVerificationSession.execute(
        contract_yaml_sources=[
            ContractYamlSource.from_str(f"dataset: stock/main/{table}\n{contract}")
            for table, contract in CONTRACTS.items()
        ],
        data_source_impls=[DuckDBDataSourceImpl.from_existing_cursor(con, name="stock")],
    )
    if session.has_errors:
        raise RuntimeError(session.get_errors_str())
    counts = dict.fromkeys(SQL, 0)
    for result in session.contract_verification_results:
        for check in result.check_results:
            counts[check.check.name] += int(check.threshold_value)
    return counts


def find(folder: Path) -> Answers:
    con = duckdb.connect()
    load(con, folder)
    counts = verified(con)
    keys = {
        check: con.execute(f"select sku from ({SQL[check]}) limit {LIMIT}").fetchall() if count else []
        for check, count in counts.items()
    }
    return {check: (count, [key for (key,) in keys[check]]) for check, count in counts.items()}


if __name__ == "__main__":
    tell(find)

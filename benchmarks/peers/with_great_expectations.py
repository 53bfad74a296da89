"""The ten checks as Great Expectations 1.x expectation suites on pandas frames.

An expectation looks at one frame: files are read, numbers made and frames joined in pandas, as in ``with_pandas.py``.
That a key stands in another frame is a column that must not be null after the join. Stock is given to it as NumPy's
floats with NaN for what is no number, which is what its pandas engine knows. Its own expectation of unique values
counts rows, not keys, and lists two hundred at most, so that how often a SKU stands there is counted in pandas and
expected to be one.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path

os.environ["GX_ANALYTICS_ENABLED"] = "false"
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402 - the environment says first that nothing is sent
import great_expectations.expectations as gxe  # noqa: E402
import pandas as pd  # noqa: E402
from answer import LIMIT, Answers, tell  # noqa: E402
from great_expectations.expectations.row_conditions import Column  # noqa: E402
from with_pandas import malls, sources, warehouse  # noqa: E402

_ONE = "either_value_is_missing"


def readable(column: str = "stock") -> gxe.Expectation:
    return gxe.ExpectColumnValuesToNotBeNull(column=column, meta={"check": "readable"})


def not_more(left: str, right: str, check: str) -> gxe.Expectation:
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=right, column_B=left, or_equal=True, ignore_row_if=_ONE, meta={"check": check}
    )


EXPECTATIONS: Mapping[str, list[gxe.Expectation]] = {
    "rakuten": [
        gxe.ExpectColumnValuesToBeBetween(column="stock", min_value=0, meta={"check": "not-negative"}),
        gxe.ExpectColumnValuesToNotBeNull(
            column="lead_time", row_condition=Column("stock") > 0, meta={"check": "lead-time"}
        ),
        readable(),
    ],
    "times": [gxe.ExpectColumnValuesToBeBetween(column="times", max_value=1, meta={"check": "unique"})],
    "amazon": [readable()],
    "yahoo": [readable()],
    "shopify": [readable()],
    "wms": [readable("units")],
    "free": [gxe.ExpectColumnValuesToBeBetween(column="available", min_value=3, meta={"check": "low-stock"})],
    "known": [gxe.ExpectColumnValuesToNotBeNull(column="known", meta={"check": "present"})],
    "both": [
        not_more("stock", "available", "not-more"),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="stock", value_set=[0], row_condition=Column("available") > 0, meta={"check": "on-sale"}
        ),
    ],
    "beside": [not_more("total", "available", "sum-of-malls")],
    "pair": [
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="stock", column_B="stock_amazon", ignore_row_if=_ONE, meta={"check": "amazon-as-rakuten"}
        ),
    ],
}


def frames(folder: Path) -> Mapping[str, pd.DataFrame]:
    """The frames that are looked at; a number that is none is NaN."""
    tables = sources(folder)
    for alias in ("rakuten", "amazon", "yahoo", "shopify"):
        tables[alias]["stock"] = tables[alias]["stock"].astype("float64")
    wms = tables["wms"]
    for column in ("on_hand", "reserved"):
        wms[column] = wms[column].astype("float64")
    rakuten, free = tables["rakuten"], warehouse(wms)
    on_rakuten = rakuten[["sku"]].drop_duplicates().assign(known=1.0)
    return {
        **tables,
        "wms": wms.assign(units=wms["on_hand"] - wms["reserved"]),
        "times": rakuten.groupby("sku", sort=False).size().rename("times").reset_index(),
        "free": free,
        "known": free.merge(on_rakuten, on="sku", how="left"),
        "both": rakuten.merge(free, on="sku"),
        "beside": malls(tables, free),
        "pair": rakuten.merge(tables["amazon"], on="sku", suffixes=("", "_amazon")),
    }


def find(folder: Path) -> Answers:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("stock")
    found: dict[str, tuple[int, list[str]]] = {}
    listed = {
        "result_format": "SUMMARY",
        "partial_unexpected_count": LIMIT,
        "unexpected_index_column_names": ["sku"],
    }
    for name, frame in frames(folder).items():
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=EXPECTATIONS[name]))
        definition = gx.ValidationDefinition(name=name, data=batch, suite=suite)
        for made in definition.run(batch_parameters={"dataframe": frame}, result_format=listed).results:
            check, result = made.expectation_config.meta["check"], made.result
            if made.exception_info.get("raised_exception"):
                raise RuntimeError(made.exception_info)
            count, keys = found.get(check, (0, []))
            first = [row["sku"] for row in result["partial_unexpected_index_list"] or []]
            found[check] = (count + result["unexpected_count"], keys + first)
    return found


if __name__ == "__main__":
    tell(find)

"""The ten checks as pandera schemas over pandas frames, every failure collected (``lazy``).

Pandera looks at one frame: files are read, numbers made and frames joined in pandas, as in ``with_pandas.py``. That a
key stands in another frame is a column that must not be empty after the join.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from answer import LIMIT, Answers, tell
from pandera_questions import QUESTIONS, together
from with_pandas import malls, sources, warehouse

_INT, _TEXT = "int64[pyarrow]", "str"


def never(name: str, wrong: Callable[[pd.DataFrame], pd.Series]) -> pa.Check:
    """A check of whole rows: this must be true of none (unknown is not true)."""
    return pa.Check(lambda frame: ~wrong(frame).fillna(value=False), name=name)


_MALL = pa.DataFrameSchema({"sku": pa.Column(_TEXT), "stock": pa.Column(_INT, nullable=False)})
SCHEMAS = {
    "rakuten": pa.DataFrameSchema(
        {
            "sku": pa.Column(_TEXT, unique=True),
            "stock": pa.Column(_INT, pa.Check.ge(0), nullable=False),
            "lead_time": pa.Column(_TEXT, nullable=True),
        },
        checks=never("lead-time", lambda frame: (frame["stock"] > 0) & frame["lead_time"].isna()),
    ),
    "amazon": _MALL,
    "yahoo": _MALL,
    "shopify": _MALL,
    "wms": pa.DataFrameSchema(
        checks=never("readable", lambda frame: frame["on_hand"].isna() | frame["reserved"].isna()),
    ),
    "free": pa.DataFrameSchema({"available": pa.Column(_INT, pa.Check.ge(3), nullable=True)}),
    "known": pa.DataFrameSchema(checks=never("present", lambda frame: frame["_merge"] == "left_only")),
    "both": pa.DataFrameSchema(
        checks=[
            never("not-more", lambda frame: frame["stock"] > frame["available"]),
            never("on-sale", lambda frame: (frame["stock"] == 0) & (frame["available"] > 0)),
        ],
    ),
    "beside": pa.DataFrameSchema(
        checks=never("sum-of-malls", lambda frame: frame["total"] > frame["available"]),
    ),
    "pair": pa.DataFrameSchema(
        checks=never("amazon-as-rakuten", lambda frame: frame["stock"] != frame["stock_amazon"]),
    ),
}


def frames(folder: Path) -> Mapping[str, pd.DataFrame]:
    """The frames that are looked at."""
    tables = sources(folder)
    rakuten, free = tables["rakuten"], warehouse(tables["wms"])
    return {
        **tables,
        "free": free,
        "known": free.merge(rakuten[["sku"]].drop_duplicates(), on="sku", how="left", indicator=True),
        "both": rakuten.merge(free, on="sku"),
        "beside": malls(tables, free),
        "pair": rakuten.merge(tables["amazon"], on="sku", suffixes=("", "_amazon")),
    }


def failed(folder: Path) -> Iterator[tuple[str, int, list[str]]]:
    """Each failure by its question: how many keys, and the first of them."""
    for name, frame in frames(folder).items():
        try:
            SCHEMAS[name].validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for check, cases in errors.failure_cases.groupby("check", sort=False):
                question = QUESTIONS[name, str(check)]
                # Of a check of whole rows pandera lists every cell of the row.
                keys = frame.loc[cases["index"].drop_duplicates(), "sku"]
                if question == "unique":
                    keys = keys.drop_duplicates()
                yield question, len(keys), keys.head(LIMIT).tolist()


def find(folder: Path) -> Answers:
    return together(failed(folder))


if __name__ == "__main__":
    tell(find)

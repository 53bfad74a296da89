"""The ten checks as pandera schemas over Polars frames, every failure collected (``lazy``).

Pandera looks at one frame: files are read, numbers made and frames joined in Polars, as in ``with_polars.py``. That a
key stands in another frame is a column that must not be empty after the join.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandera.polars as pa
import polars as pl
from answer import LIMIT, Answers, tell
from pandera_questions import QUESTIONS, together
from with_polars import malls, sources, warehouse

_INT, _TEXT = pl.Int64, pl.String


def never(name: str, wrong: pl.Expr) -> pa.Check:
    """A check of whole rows: this must be true of none (unknown is not true)."""
    return pa.Check(lambda data: data.lazyframe.select(wrong.fill_null(value=False).not_()), name=name)


_STOCK, _AVAILABLE = pl.col("stock"), pl.col("available")
_MALL = pa.DataFrameSchema({"sku": pa.Column(_TEXT), "stock": pa.Column(_INT, nullable=False)})
SCHEMAS = {
    "rakuten": pa.DataFrameSchema(
        {
            "sku": pa.Column(_TEXT, unique=True),
            "stock": pa.Column(_INT, pa.Check.ge(0), nullable=False),
            "lead_time": pa.Column(_TEXT, nullable=True),
        },
        checks=never("lead-time", (_STOCK > 0) & pl.col("lead_time").is_null()),
    ),
    "amazon": _MALL,
    "yahoo": _MALL,
    "shopify": _MALL,
    "wms": pa.DataFrameSchema(
        checks=never("readable", pl.col("on_hand").is_null() | pl.col("reserved").is_null()),
    ),
    "free": pa.DataFrameSchema({"available": pa.Column(_INT, pa.Check.ge(3, name="low-stock"), nullable=True)}),
    "known": pa.DataFrameSchema({"known": pa.Column(pl.Boolean, nullable=False)}),
    "both": pa.DataFrameSchema(
        checks=[never("not-more", _STOCK > _AVAILABLE), never("on-sale", (_STOCK == 0) & (_AVAILABLE > 0))],
    ),
    "beside": pa.DataFrameSchema(checks=never("sum-of-malls", pl.col("total") > _AVAILABLE)),
    "pair": pa.DataFrameSchema(checks=never("amazon-as-rakuten", pl.col("stock_right") != _STOCK)),
}


def frames(folder: Path) -> Mapping[str, pl.DataFrame]:
    """The frames that are looked at."""
    tables = sources(folder)
    rakuten = tables["rakuten"].lazy()
    free = warehouse(tables["wms"].lazy()).collect().lazy()
    on_rakuten = rakuten.select("sku", known=pl.lit(value=True)).unique()
    joined = {
        "free": free,
        "known": free.join(on_rakuten, on="sku", how="left"),
        "both": rakuten.join(free, on="sku"),
        "beside": malls(rakuten, tables, free),
        "pair": rakuten.join(tables["amazon"].lazy(), on="sku"),
    }
    return {**tables, **dict(zip(joined, pl.collect_all(joined.values()), strict=True))}


def failed(folder: Path) -> Iterator[tuple[str, int, list[str]]]:
    """Each failure by its question: how many keys, and the first of them."""
    for name, frame in frames(folder).items():
        try:
            SCHEMAS[name].validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for (check,), cases in errors.failure_cases.group_by("check", maintain_order=True):
                question = QUESTIONS[name, str(check)]
                keys = frame["sku"].gather(cases["index"])
                if question == "unique":
                    keys = keys.unique(maintain_order=True)
                yield question, len(keys), keys.head(LIMIT).to_list()


def find(folder: Path) -> Answers:
    return together(failed(folder))


if __name__ == "__main__":
    tell(find)

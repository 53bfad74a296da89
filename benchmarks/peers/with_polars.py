"""The ten checks in plain Polars: eager reading of the needed columns, then ten lazy queries collected together."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from answer import LIMIT, NUMBER, Answers, tell
from workload import ENCODINGS, FILES


def read(folder: Path, alias: str, **columns: str) -> pl.DataFrame:
    """The wanted columns of a file as text, under our names."""
    path = folder / FILES[alias]
    tabs = path.suffix == ".tsv"
    frame = pl.read_csv(
        path,
        encoding="utf8" if ENCODINGS[alias] == "utf-8" else ENCODINGS[alias],
        separator="\t" if tabs else ",",
        quote_char=None if tabs else '"',
        columns=list(columns.values()),
        infer_schema=False,
    )
    return frame.select(pl.col(header).alias(name) for name, header in columns.items())


def number(column: str) -> pl.Expr:
    """A whole number in ASCII digits; null for anything else."""
    text = pl.col(column).str.strip_chars(" ")
    return pl.when(text.str.contains(NUMBER)).then(text.str.strip_prefix("+")).cast(pl.Int64, strict=False)


def sources(folder: Path) -> dict[str, pl.DataFrame]:
    """The five sources by SKU, ``stock`` a number where it is one."""
    made = {
        "rakuten": read(
            folder, "rakuten", sku="システム連携用SKU番号", stock="在庫数", lead_time="在庫あり時納期管理番号"
        ),
        "amazon": read(folder, "amazon", sku="sku", stock="quantity"),
        "yahoo": read(folder, "yahoo", code="code", sub="sub-code", stock="quantity").select(
            (pl.col("code") + pl.col("sub")).alias("sku"), "stock"
        ),
        "shopify": read(folder, "shopify", sku="SKU", stock="Available"),
    }
    made = {alias: frame.with_columns(number("stock")) for alias, frame in made.items()}
    wms = read(folder, "wms", sku="商品コード", on_hand="実在庫数", reserved="引当数", quality="良品区分")
    return {**made, "wms": wms.with_columns(number("on_hand"), number("reserved"))}


def warehouse(wms: pl.LazyFrame) -> pl.LazyFrame:
    """What is free of each SKU; null where there is nothing that may be sold."""
    units = (pl.col("on_hand") - pl.col("reserved")).filter(pl.col("quality") == "良品")
    return wms.group_by("sku").agg(pl.when(units.count() > 0).then(units.sum()).alias("available"))


def malls(rakuten: pl.LazyFrame, sources: dict[str, pl.DataFrame], free: pl.LazyFrame) -> pl.LazyFrame:
    """What is free of each SKU beside what all malls together say, as ``total``."""
    beside = free.join(rakuten, on="sku", how="left")
    for alias in ("amazon", "yahoo", "shopify"):
        beside = beside.join(sources[alias].lazy(), on="sku", how="left", suffix=f"_{alias}")
    names = ("stock", "stock_amazon", "stock_yahoo", "stock_shopify")
    return beside.with_columns(pl.sum_horizontal(pl.col(name).fill_null(0) for name in names).alias("total"))


def unreadable(sources: dict[str, pl.DataFrame]) -> pl.LazyFrame:
    """The SKU of every row with a number that is none."""
    wrong = [frame.lazy().filter(pl.col("stock").is_null()) for alias, frame in sources.items() if alias != "wms"]
    wms = sources["wms"].lazy().filter(pl.col("on_hand").is_null() | pl.col("reserved").is_null())
    return pl.concat([part.select("sku") for part in (*wrong, wms)])


def find(folder: Path) -> Answers:
    tables = sources(folder)
    rakuten, amazon, free = (
        tables["rakuten"].lazy(),
        tables["amazon"].lazy(),
        warehouse(tables["wms"].lazy()).collect().lazy(),
    )
    both = rakuten.join(free, on="sku")
    stock, available = pl.col("stock"), pl.col("available")
    questions = {
        "not-negative": rakuten.filter(stock < 0),
        "unique": rakuten.group_by("sku").len().filter(pl.col("len") > 1),
        "present": free.join(rakuten, on="sku", how="anti"),
        "not-more": both.filter(stock > available),
        "sum-of-malls": malls(rakuten, tables, free).filter(pl.col("total") > available),
        "amazon-as-rakuten": rakuten.join(amazon, on="sku").filter(stock != pl.col("stock_right")),
        "lead-time": rakuten.filter((stock > 0) & pl.col("lead_time").is_null()),
        "readable": unreadable(tables),
        "on-sale": both.filter((stock == 0) & (available > 0)),
        "low-stock": free.filter(available < 3),
    }
    found = pl.collect_all([question.select("sku") for question in questions.values()])
    return {
        check: (frame.height, frame["sku"].head(LIMIT).to_list()) for check, frame in zip(questions, found, strict=True)
    }


if __name__ == "__main__":
    tell(find)

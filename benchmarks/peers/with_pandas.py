"""The ten checks in pandas 3 with its recommended PyArrow strings; Arrow's reader where it can read the encoding."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import pandas as pd
from answer import NUMBER, Answers, tell
from workload import ENCODINGS, FILES


def read(folder: Path, alias: str, **columns: str) -> pd.DataFrame:
    """The wanted columns of a file as text, under our names."""
    path = folder / FILES[alias]
    tabs = path.suffix == ".tsv"
    frame = pd.read_csv(
        path,
        encoding=ENCODINGS[alias],
        sep="\t" if tabs else ",",
        usecols=list(columns.values()),
        dtype="str",
        keep_default_na=False,
        na_values=[""],
        engine="pyarrow",
    )
    return frame.rename(columns={header: name for name, header in columns.items()})


def number(texts: pd.Series) -> pd.Series:
    """Whole numbers in ASCII digits; missing for anything else."""
    trimmed = texts.str.strip(" ")
    whole = trimmed.where(trimmed.str.match(NUMBER, na=False))
    return whole.str.removeprefix("+").astype("int64[pyarrow]")


def sources(folder: Path) -> dict[str, pd.DataFrame]:
    """The five sources by SKU, ``stock`` a number where it is one."""
    yahoo = read(folder, "yahoo", code="code", sub="sub-code", stock="quantity")
    made = {
        "rakuten": read(
            folder, "rakuten", sku="システム連携用SKU番号", stock="在庫数", lead_time="在庫あり時納期管理番号"
        ),
        "amazon": read(folder, "amazon", sku="sku", stock="quantity"),
        "yahoo": pd.DataFrame({"sku": yahoo["code"] + yahoo["sub"], "stock": yahoo["stock"]}),
        "shopify": read(folder, "shopify", sku="SKU", stock="Available"),
    }
    for frame in made.values():
        frame["stock"] = number(frame["stock"])
    wms = read(folder, "wms", sku="商品コード", on_hand="実在庫数", reserved="引当数", quality="良品区分")
    for column in ("on_hand", "reserved"):
        wms[column] = number(wms[column])
    return {**made, "wms": wms}


def warehouse(wms: pd.DataFrame) -> pd.DataFrame:
    """What is free of each SKU; missing where there is nothing that may be sold."""
    units = (wms["on_hand"] - wms["reserved"]).where(wms["quality"] == "良品")
    return units.groupby(wms["sku"], sort=False).sum(min_count=1).rename("available").reset_index()


def malls(sources: dict[str, pd.DataFrame], free: pd.DataFrame) -> pd.DataFrame:
    """What is free of each SKU beside what all malls together say, as ``total``."""
    names = ("rakuten", "amazon", "yahoo", "shopify")
    parts = [sources[name][["sku", "stock"]].rename(columns={"stock": name}) for name in names]
    beside = reduce(lambda left, right: left.merge(right, on="sku", how="left"), parts, free)
    beside["total"] = beside[list(names)].fillna(0).sum(axis=1)
    return beside


def unreadable(sources: dict[str, pd.DataFrame]) -> pd.Series:
    """The SKU of every row with a number that is none."""
    parts = [frame.loc[frame["stock"].isna(), "sku"] for alias, frame in sources.items() if alias != "wms"]
    wms = sources["wms"]
    return pd.concat([*parts, wms.loc[wms["on_hand"].isna() | wms["reserved"].isna(), "sku"]])


def find(folder: Path) -> Answers:
    tables = sources(folder)
    rakuten, free = tables["rakuten"], warehouse(tables["wms"])
    both = rakuten.merge(free, on="sku")
    pair = rakuten.merge(tables["amazon"], on="sku", suffixes=("", "_amazon"))
    known = free.merge(rakuten[["sku"]].drop_duplicates(), on="sku", how="left", indicator=True)
    beside = malls(tables, free)
    found = {
        "not-negative": rakuten.loc[(rakuten["stock"] < 0).fillna(value=False), "sku"],
        "unique": rakuten.loc[rakuten["sku"].duplicated(), "sku"].drop_duplicates(),
        "present": known.loc[known["_merge"] == "left_only", "sku"],
        "not-more": both.loc[(both["stock"] > both["available"]).fillna(value=False), "sku"],
        "sum-of-malls": beside.loc[(beside["total"] > beside["available"]).fillna(value=False), "sku"],
        "amazon-as-rakuten": pair.loc[(pair["stock"] != pair["stock_amazon"]).fillna(value=False), "sku"],
        "lead-time": rakuten.loc[(rakuten["stock"] > 0).fillna(value=False) & rakuten["lead_time"].isna(), "sku"],
        "readable": unreadable(tables),
        "on-sale": both.loc[((both["stock"] == 0) & (both["available"] > 0)).fillna(value=False), "sku"],
        "low-stock": free.loc[(free["available"] < 3).fillna(value=False), "sku"],
    }
    return {check: (len(keys), keys.head(100).tolist()) for check, keys in found.items()}


if __name__ == "__main__":
    tell(find)

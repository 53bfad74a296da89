"""Every named mutation: what it changes, which SKUs it names, and that it changes nothing else."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from random import Random

import pytest
from test_sample import AT, own, rows, should_from_bytes

from engine.formats import layouts
from engine.sample import World, catalogue, count, cz04003, normal_item, orders, wanted, with_mistakes
from engine.sample.export import export
from engine.sample.mutations import MUTATIONS, Files, Mutated
from engine.sample.opened import known

CLEAN = World.clean(1, AT)
SEEDS = range(3)


def clean_files(*, wide: bool = False) -> Files:
    later = World(seed=1, at=AT + timedelta(minutes=20), lots=CLEAN.lots, orders=CLEAN.orders, mall=CLEAN.mall)
    return {
        "rms": tuple(normal_item(CLEAN, wide=wide).items()),
        "wms": tuple(cz04003(CLEAN).items()),
        "orders": tuple(orders(CLEAN).items()),
        "rms_after": tuple(normal_item(later, wide=wide).items()),
        "wanted": tuple(wanted(CLEAN).items()),
    }


def every_file() -> Files:
    """All files that the sample can give out, each under its layout's own name, beside the usual ones."""
    rakuten = layouts()["rakuten-normal-item"]
    wide = export(CLEAN, rakuten, columns=[column.name for column in rakuten.columns if not column.personal])
    named = {name: tuple((export(CLEAN, layout) or {}).items()) for name, layout in known().items()}
    usual = {**clean_files(), "rms": tuple((wide or {}).items())}
    again = {"oms_after": named["next-engine-stock"], "counted_2": named["stocktake-counted"]}
    month = export(CLEAN, layouts()["rakuten-orders"], "month")
    again["month"] = tuple((month or {}).items())
    return {**usual, **{name: files for name, files in named.items() if name not in _USUAL}, **again}


_USUAL = {"rakuten-normal-item", "rakuten-orders", "logizard-cz04003", "tejun-wanted"}
FILES = clean_files()
EVERY = every_file()


def mutated(name: str, seed: int, files: Files = FILES, alias: str | None = None) -> Mutated:
    return MUTATIONS[name](files, Random(seed), alias=alias)  # noqa: S311 - a seeded mistake is not a secret


def differing(made: Mutated, alias: str = "rms") -> set[str]:
    """SKUs for which the download does not show what the files say."""
    should = should_from_bytes(dict(made.files["wms"]), dict(made.files["orders"]), "20261124")
    pages = {(row["楽天商品管理番号"], row["楽天SKU管理番号"]): row["SKU"] for row in own("mapping.csv")}
    return {
        pages[key]
        for row in rows(dict(made.files[alias]))
        if row["SKU管理番号"]
        for key in [(row["商品管理番号（商品URL）"], row["SKU管理番号"])]
        if int(row["在庫数"]) != should[pages[key]]
    }


def keys(made: Mutated, alias: str = "rms") -> Counter[tuple[str, str]]:
    read = rows(dict(made.files[alias]))
    return Counter((row["商品管理番号（商品URL）"], row["SKU管理番号"]) for row in read if row["SKU管理番号"])


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_mutation_is_told_in_words_is_repeatable_and_touches_only_its_files(name: str) -> None:
    assert (MUTATIONS[name].__doc__ or "").strip().endswith(".") or "Args:" in (MUTATIONS[name].__doc__ or "")
    before = {alias: tuple(parts) for alias, parts in EVERY.items()}
    made = mutated(name, 1, EVERY)
    assert made == mutated(name, 1, EVERY)
    assert before == EVERY
    assert {alias for alias in EVERY if made.files[alias] != EVERY[alias]} == set(made.aliases) or (
        name in {"same-file-as-last-week", "upload-not-landed"}
    )
    assert made.keys == tuple(sorted(made.keys))
    assert set(made.keys) <= set(catalogue().by_sku) or name == "wanted-unknown"
    assert set(made.shown) == set(made.aliases)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "name",
    [
        "oversold",
        "lost-sales",
        "negative-stock",
        "nought-too-many",
        "copy-page-drifts",
        "damaged-back-on-sale",
        "expired-counted",
        "reserve-sold",
        "set-without-component",
    ],
)
def test_a_number_that_is_wrong_differs_at_the_keys_named_and_nowhere_else(name: str, seed: int) -> None:
    made = mutated(name, seed, clean_files(wide=seed == 0))
    assert len(made.keys) == 1
    assert differing(made) == set(made.keys)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "allowed"), [("blank-quantity", ""), ("unreadable-quantity", "０１２３４５６７８９,")]
)
def test_a_number_that_is_none_stands_in_one_cell(name: str, allowed: str, seed: int) -> None:
    made = mutated(name, seed)
    odd = [row for row in rows(dict(made.files["rms"])) if row["SKU管理番号"] and not row["在庫数"].isascii()]
    odd += [r for r in rows(dict(made.files["rms"])) if r["SKU管理番号"] and ("," in r["在庫数"] or not r["在庫数"])]
    assert len(odd) == 1
    assert set(odd[0]["在庫数"]) <= set(allowed) | set("0123456789")
    pages = catalogue().by_page
    assert pages[odd[0]["商品管理番号（商品URL）"], odd[0]["SKU管理番号"]] == made.keys[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lost_zero_makes_one_code_unknown(seed: int) -> None:
    made = mutated("lost-leading-zero", seed)
    unknown = [key for key in keys(made) if key not in catalogue().by_page]
    assert ["/".join(key) for key in unknown] == list(made.codes)
    assert "/0" not in made.codes[0]
    assert len(made.keys) == 1


def test_a_spreadsheet_spoils_all_codes_of_figures() -> None:
    made = mutated("excel-resave", 1, clean_files(wide=True))
    read = rows(dict(made.files["rms"]))
    assert {"1002", "50", "1.23E+10", "2.10E+12"} <= set(made.codes)
    assert len(made.keys) == 36 + 14 + 20 + 16
    assert not [row for row in read if row["SKU管理番号"].startswith("0")]
    assert "2.10E+12" in {row["カタログID"] for row in read}
    assert len(read) == count(FILES["rms"]) + 54


@pytest.mark.parametrize("seed", SEEDS)
def test_a_doubled_sku_stands_twice(seed: int) -> None:
    made = mutated("duplicate-sku", seed)
    (twice,) = [key for key, number in keys(made).items() if number > 1]
    assert made.keys == (catalogue().by_page[twice],)
    assert made.shown["rms"] == count(FILES["rms"]) + 1


def test_unknown_codes_are_in_no_mapping() -> None:
    made = mutated("unknown-code", 1)
    assert {"/".join(key) for key in keys(made).keys() - catalogue().by_page.keys()} == set(made.codes)
    assert made.shown["rms"] == count(FILES["rms"]) + 2
    made = mutated("unknown-in-warehouse", 1)
    stocked = {row["商品ID"] for row in rows(dict(made.files["wms"]))}
    assert stocked - set(catalogue().by_warehouse) == set(made.codes)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_code_in_lower_case_is_the_same_code_otherwise(seed: int) -> None:
    made = mutated("case-differs", seed)
    stocked = {row["商品ID"] for row in rows(dict(made.files["wms"]))}
    (code,) = stocked - set(catalogue().by_warehouse)
    assert (code,) == made.codes
    assert catalogue().by_warehouse[code.upper()] == made.keys[0]


def test_a_missing_part_names_what_is_gone() -> None:
    made = mutated("missing-part", 1)
    assert [name[-6:] for name, _ in made.files["rms"]] == ["-1.csv"]
    left = {catalogue().by_page[key] for key in keys(made)}
    assert left | set(made.keys) == set(catalogue().by_page.values())
    assert not left & set(made.keys)
    assert made.shown["rms"] == count(FILES["rms"])
    with pytest.raises(LookupError):
        mutated("missing-part", 1, {"rms": made.files["rms"]})


def test_old_files_say_so_in_their_names() -> None:
    made = mutated("stale-file", 1)
    assert made.files["wms"][0][0] == "CZ04003_20261123070100.csv"
    assert {row["在庫日"] for row in rows(dict(made.files["wms"]))} == {"20261123"}
    hours = int(mutated("taken-apart", 1).files["wms"][0][0][16:18])
    assert hours in {4, 5, 6}
    again = mutated("stale-file", 1, alias="rms").files["rms"]
    assert [name for name, _ in again] == [f"dl-normal-item_20261123065900-{part}.csv" for part in (1, 2)]
    assert [data for _, data in again] == [data for _, data in FILES["rms"]]


def test_the_same_file_as_last_week_is_known_by_its_hash() -> None:
    made = mutated("same-file-as-last-week", 1)
    assert made.files == FILES
    assert made.previous == {"wms": frozenset({sha256(FILES["wms"][0][1]).hexdigest()})}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dropped_row_is_one_less_than_the_screen_showed(seed: int) -> None:
    made = mutated("row-dropped", seed)
    assert made.shown["rms"] == count(FILES["rms"]) == count(made.files["rms"]) + 1
    assert set(catalogue().by_page.values()) - {catalogue().by_page[key] for key in keys(made)} == set(made.keys)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("alias", ["wms", "rms", "orders"])
def test_a_file_cut_short_ends_inside_a_row(alias: str, seed: int) -> None:
    made = mutated("cut-short", seed, alias=alias)
    data = made.files[alias][-1][1]
    assert not data.endswith(b"\r\n")
    assert FILES[alias][-1][1].startswith(data)
    last = list(csv.reader(io.StringIO(data.decode("cp932"), newline="")))[-1]
    assert len(last) < len(next(csv.reader([data.split(b"\r\n")[0].decode("cp932")])))


def test_saved_as_utf8_holds_the_same_text() -> None:
    made = mutated("saved-as-utf8", 1)
    assert rows(dict(made.files["rms"]), "utf-8-sig") == rows(dict(FILES["rms"]))
    assert all(data.startswith(b"\xef\xbb\xbf") for _, data in made.files["rms"])


def test_an_upload_of_a_few_columns_is_spoiled_as_well_under_its_own_alias() -> None:
    header = "商品管理番号（商品URL）,SKU管理番号,在庫数"
    upload = (("normal-item.csv", f"{header}\r\ntea-03,normal-inventory,9\r\nlinen-mtn,mtn_b,8\r\n".encode("cp932")),)
    before: Files = {**FILES, "upload": upload}
    for name in ("duplicate-sku", "blank-quantity", "unknown-code", "nought-too-many", "saved-as-utf8"):
        made = mutated(name, 1, before, alias="upload")
        assert made.aliases == ("upload",)
        assert made.files["upload"] != upload
        assert made.files["rms"] == FILES["rms"]


def test_files_of_the_kind_concerned_must_be_there() -> None:
    with pytest.raises(LookupError, match="引当数"):
        mutated("case-differs", 1, {"rms": FILES["rms"]})


def test_the_wrong_kind_is_the_order_download() -> None:
    made = mutated("wrong-kind", 1)
    assert made.files["wms"] == FILES["orders"]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_upload_that_did_not_land_shows_the_old_numbers(seed: int) -> None:
    made = mutated("upload-not-landed", seed)
    assert differing(made, "rms") == differing(made, "rms_after") == set(made.keys)
    assert len(made.keys) == 1
    spoiled, mistakes = with_mistakes(CLEAN, seed)
    fixed: Files = {**FILES, "rms": tuple(normal_item(spoiled, wide=False).items())}
    made = mutated("upload-not-landed", seed, fixed)
    changed = {catalogue().by_page[key] for key, number in spoiled.mall.items() if number != CLEAN.mall[key]}
    assert set(made.keys) == changed
    assert changed <= {mistake.sku for mistake in mistakes}
    assert rows(dict(made.files["rms_after"])) == rows(dict(fixed["rms"]))

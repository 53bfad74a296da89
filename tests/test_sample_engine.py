"""Both sides measured by each other: the engine's reader on the files that the sample shop makes."""

from __future__ import annotations

import pytest
from test_sample import AT, rows

from engine.errors import StockError
from engine.formats import Part, layouts, read, recognise, write
from engine.sample import World, cz04003, normal_item, orders, shop_files, take, with_mistakes
from engine.sample.mall import MANAGE, SKU_ID, STOCK

FORMATS = layouts()
CLEAN = World.clean(1, AT)


def parts(files: dict[str, bytes]) -> list[Part]:
    return [Part(name, data) for name, data in files.items()]


def files_of(world: World) -> dict[str, tuple[str, dict[str, bytes]]]:
    own = {name: (format_id, {name: shop_files()[name]}) for name, format_id in _OWN.items()}
    return own | {
        "wide": ("rakuten-normal-item", normal_item(world)),
        "narrow": ("rakuten-normal-item", normal_item(world, wide=False)),
        "stock": ("logizard-cz04003", cz04003(world)),
        "orders": ("rakuten-orders", orders(world)),
    }


_OWN = {
    "mapping.csv": "tejun-mapping",
    "products.csv": "tejun-products",
    "sets.csv": "tejun-sets",
    "reserves.csv": "tejun-reserves",
    "calendar.csv": "jp-holidays",
}


@pytest.mark.parametrize("which", [*_OWN, "wide", "narrow", "stock", "orders"])
def test_every_file_of_the_sample_is_recognised_and_every_cell_is_read(which: str) -> None:
    for world in (CLEAN, with_mistakes(CLEAN, 1)[0]):
        format_id, files = files_of(world)[which]
        recognised = recognise(parts(files), FORMATS)
        assert recognised.format is not None
        assert recognised.format.id == format_id
        reading = read(recognised.format, parts(files))
        assert reading.cells == ()
        assert reading.rows == sum(len(rows({name: data}, _encoding(data))) for name, data in files.items())
        assert all(part.newline == "crlf" for part in reading.parts)


def _encoding(data: bytes) -> str:
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "cp932"


@pytest.mark.parametrize("which", ["wide", "narrow", "stock", "orders"])
def test_both_ways_of_reading_agree_on_the_sample(which: str) -> None:
    format_id, files = files_of(CLEAN)[which]
    fast = read(FORMATS[format_id], parts(files))
    plain = read(FORMATS[format_id], parts(files), way="plain")
    assert fast.table.equals(plain.table)


def test_moments_stand_in_the_names() -> None:
    moments = [read(FORMATS[which], parts(files)).exported_at for which, files in list(files_of(CLEAN).values())[-3:]]
    assert moments == [CLEAN.exported_at(file) for file in ("rms", "wms", "orders")]


def test_no_name_or_address_of_an_order_is_kept() -> None:
    format_id, files = files_of(CLEAN)["orders"]
    (kept,) = read(FORMATS[format_id], parts(files)).stripped
    for word in ("見本区", "太郎", "example.jp", "ミホン"):
        assert word.encode("cp932") in next(iter(files.values()))
        assert word.encode("cp932") not in kept


def test_what_the_engine_writes_rakuten_takes() -> None:
    world, _ = with_mistakes(CLEAN, 1)
    right = world.shown()
    keys = sorted(world.differences())
    written = write(
        FORMATS["rakuten-normal-item"],
        [{"item_id": manage, "sku_id": sku_id, "stock": right[manage, sku_id]} for manage, sku_id in keys],
        ["item_id", "sku_id", "stock"],
    )
    assert [file.name for file in written] == ["normal-item.csv"]
    assert written[0].data.split(b"\r\n")[0].decode("cp932").split(",") == [MANAGE, SKU_ID, STOCK]
    taken = take(world, written[0].data)
    assert (taken.landed, taken.refused) == (len(keys), ())
    assert taken.mall == right


def test_a_part_that_is_missing_is_told_by_the_reader() -> None:
    _, second = parts(normal_item(CLEAN))
    with pytest.raises(StockError):
        read(FORMATS["rakuten-normal-item"], [second])

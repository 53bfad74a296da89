"""Mistakes in numbers: Rakuten shows too much or too little, or what stands in the cell is no number.

Every function takes the files, a seeded Random and, where there could be several, the alias to spoil.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from engine.sample import goods, picked
from engine.sample.catalogue import RESERVES, catalogue
from engine.sample.holding import DAMAGED, GOOD
from engine.sample.mall import STOCK
from engine.sample.opened import Opened
from engine.sample.sheet import ON_HAND, Files, Mutated, Row, Sheet

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_THOUSAND = 1000


def usual(sheet: Sheet, *, rank: str = "ABC", least: int = 0) -> list[Row]:
    """Rows of SKUs that stand alone, can be bought, and of which so many are shown."""
    never, items = catalogue().tied | catalogue().hidden, catalogue().by_sku
    return [
        row
        for row in sheet.rows()
        if row.sku and row.sku not in never and items[row.sku].rank in rank and number(row) >= least
    ]


def number(row: Row) -> int:
    """What Rakuten shows in this row."""
    return int(row.get(STOCK) or 0)


def _spoil(
    files: Files, random: Random, alias: str | None, change: Callable[[int], str], *, rank: str = "ABC", least: int = 0
) -> Mutated:
    """One usual row with its number changed, in Rakuten's download or in the file that is named."""
    opened = Opened(files, () if alias else picked.RAKUTEN, alias)
    row = random.choice(picked.usual(opened, rank=rank, least=least))
    row.put(opened.number, change(picked.number(opened, row)))
    return opened.put_back({str(row.sku)})


def oversold(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Rakuten shows 1 to 5 pieces more than it should of one SKU."""
    more = random.randrange(1, 6)
    return _spoil(files, random, alias, lambda shown: str(shown + more))


def lost_sales(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Rakuten shows 0 of a SKU of rank A of which there are five or more."""
    return _spoil(files, random, alias, lambda _: "0", least=5, rank="A")


def blank_quantity(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The number of one SKU is blank: that is not 0."""
    return _spoil(files, random, alias, lambda _: "")


def unreadable_quantity(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The number of one SKU is written with a comma for thousands or in full-width figures."""

    def written(shown: int) -> str:
        return f"{shown:,}" if shown >= _THOUSAND else str(shown).translate(_FULL_WIDTH)

    return _spoil(files, random, alias, written, least=random.choice((1, _THOUSAND)))


def negative_stock(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The number of one SKU is below 0."""
    below = random.randrange(1, 6)
    return _spoil(files, random, alias, lambda _: str(-below))


def nought_too_many(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Somebody typed a nought too many: Rakuten shows ten times what it should of one SKU."""
    return _spoil(files, random, alias, lambda shown: f"{shown}0", least=5)


def copy_page_drifts(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The copy page of a SKU shows more than the page it copies."""
    sheet = Sheet(files, "items", alias)
    row = [row for row in sheet.rows() if row.sku == goods.COPIED][-1]
    row.put(STOCK, str(number(row) + random.randrange(1, 6)))
    return sheet.put_back({goods.COPIED})


def damaged_back_on_sale(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Damaged pieces of a SKU of rank A are listed as good ones in the warehouse."""
    sheet, items = Sheet(files, "stock", alias), catalogue().by_sku
    damaged = [
        row
        for row in sheet.rows()
        if row.get("品質区分名") == DAMAGED and row.sku and items[row.sku].rank == "A" and items[row.sku].kind != "終了"
    ]
    row = random.choice(damaged)
    row.put("品質区分ID", "1")
    row.put("品質区分名", GOOD)
    return sheet.put_back({str(row.sku)})


def expired_counted(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Rakuten counts the pieces of an expired lot as if they could be sold."""
    sheet, lots = Sheet(files, "items", alias), Sheet(files, "stock")
    expired = {
        str(row.sku): int(row.get(ON_HAND))
        for row in lots.rows()
        if row.get("品質区分名") == GOOD and "" < row.get("有効期限") < row.get("在庫日")
    }
    row = random.choice([row for row in usual(sheet) if row.sku in expired])
    row.put(STOCK, str(number(row) + expired[str(row.sku)]))
    return sheet.put_back({str(row.sku)})


def reserve_sold(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Rakuten sells what is set aside (取り置き, 定期, 予約)."""
    sheet = Sheet(files, "items", alias)
    reserve = random.choice(RESERVES)
    row = next(row for row in sheet.rows() if row.sku == reserve.sku)
    row.put(STOCK, str(number(row) + reserve.quantity))
    return sheet.put_back({reserve.sku})


def set_without_component(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A set is on sale although one of its parts is sold out."""
    sheet = Sheet(files, "items", alias)
    sets = {item.sku for item in catalogue().items if item.parts}
    row = random.choice([row for row in sheet.rows() if row.sku in sets and number(row) == 0])
    row.put(STOCK, str(random.randrange(2, 6)))
    return sheet.put_back({str(row.sku)})

"""Mistakes on Rakuten's item pages: what cannot be bought, choices missing or doubled, rows and pages doubled."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random

from engine.sample import goods
from engine.sample.catalogue import RESERVES, catalogue
from engine.sample.opened import Line, Opened
from engine.sample.picked import RAKUTEN, exported, number, usual
from engine.sample.sheet import Files, Mutated

_TWO = 2
#: Of so many pieces a few more are no wrong digit.
_PLENTY = 8
_COPY = "matome-2027"


def hidden_in_warehouse(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU with stock is set to SKU倉庫指定: nobody can buy it."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(usual(opened, least=1))
    row.put("sku_hidden", 1)
    return opened.put_back({str(row.sku)})


def prepared_not_buyable(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU that was prepared for a sale, and stands in its list of wanted numbers, is set to SKU倉庫指定."""
    opened, prepared = Opened(files, RAKUTEN, alias), {row.sku for row in Opened(files, ("tejun-wanted",)).rows()}
    row = random.choice([row for row in usual(opened, least=1) if row.sku in prepared])
    row.put("sku_hidden", 1)
    return opened.put_back({str(row.sku)})


def prepared_not_there(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Of a SKU that is prepared for a sale everything in the warehouse is allocated to orders already."""
    opened = Opened(files, ("logizard-cz04003",), alias)
    prepared = {row.sku for row in Opened(files, ("tejun-wanted",)).rows()}
    sku = random.choice(sorted({str(row.sku) for row in usual(opened, least=1) if row.sku in prepared}))
    for row in opened.rows():
        if row.sku == sku:
            row.put("reserved", row.get("on_hand"))
    return opened.put_back({sku})


def prepared_over_share(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """Into the list of what is prepared for a sale came a SKU with some pieces more than this mall shows of it."""
    opened, shown = Opened(files, ("tejun-wanted",), alias), Opened(files, RAKUTEN)
    prepared = {row.sku for row in opened.rows()}
    row = random.choice([row for row in usual(shown, least=_PLENTY) if row.sku not in prepared])
    opened.add(opened.rows()[-1], sku=str(row.sku), quantity=number(shown, row) + random.randrange(2, 5))
    return opened.put_back({str(row.sku)})


def page_hidden_in_warehouse(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The page of a SKU with stock is set to 倉庫指定: nobody can buy what stands on it."""
    opened, page, skus = _page(files, random, alias)
    page.put("item_hidden", 1)
    return opened.put_back(skus)


def outside_sale_period(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The sale period (販売期間指定) of a page with stock ended yesterday."""
    opened, page, skus = _page(files, random, alias)
    day = exported(opened) - timedelta(days=1)
    page.put("sale_starts", f"{day - timedelta(days=30):%Y/%m/%d} 00:00:00")
    page.put("sale_ends", f"{day:%Y/%m/%d} 23:59:59")
    return opened.put_back(skus)


def order_limit_zero(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The limit for one order (注文受付数) of a SKU with stock is 0: it is shown and cannot be ordered."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(usual(opened, least=1))
    row.put("order_limit", 0)
    return opened.put_back({str(row.sku)})


def restock_flag_off(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """在庫戻しフラグ of a SKU is 0: what is cancelled does not come back by itself."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(usual(opened))
    row.put("restock_on_cancel", 0)
    return opened.put_back({str(row.sku)})


def grid_cell_missing(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One colour and size of an apron has no SKU row: the choice stands on the page and cannot be bought."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(_cells(opened))
    opened.drop(row)
    return opened.put_back({str(row.sku)}, codes={_cell(row)})


def grid_cell_doubled(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One colour and size of an apron stands on two SKU rows."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(_cells(opened))
    opened.add(row, sku_id=f"{row.get('sku_id')}_2")
    return opened.put_back({str(row.sku)}, codes={_cell(row), f"{row.get('item_id')}/{row.get('sku_id')}_2"})


def option_without_name(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The size of one SKU row of an apron is blank: its choice cannot be picked on the page."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice(_cells(opened))
    cell = _cell(row)
    row.put("choice_2", "")
    return opened.put_back({str(row.sku)}, codes={cell, str(row.sku)})


def copy_page_undeclared(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A SKU is sold on a second page that nobody declared in the 対応表."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice([row for row in usual(opened, least=1) if row.get("sku_id") == "normal-inventory"])
    opened.add(row, item_id=_COPY)
    return opened.put_back((), codes={f"{_COPY}/{row.get('sku_id')}"})


def two_rows_for_one_sku(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """One SKU stands on two rows with two numbers, on whatever mall the file is of."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    row = random.choice(usual(opened))
    opened.add(row, **{opened.number: number(opened, row) + random.randrange(1, 6)})
    return opened.put_back({str(row.sku)})


def typed_wrong_sku(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """The number of one colour was typed into the row of its neighbour, and the neighbour's into its own."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    rows = usual(opened)
    pairs = [
        (one, other)
        for one, other in pairwise(rows)
        if number(opened, one) != number(opened, other) and one.sku != other.sku
    ]
    one, other = random.choice(pairs)
    numbers = (number(opened, one), number(opened, other))
    one.put(opened.number, numbers[1])
    other.put(opened.number, numbers[0])
    return opened.put_back({str(one.sku), str(other.sku)})


def whole_shop_zero(files: Files, random: Random, *, alias: str | None = None) -> Mutated:  # noqa: ARG001 - all of it
    """The stock of the whole shop was set to 0 by one upload."""
    opened = Opened(files, () if alias else RAKUTEN, alias)
    keys = {str(row.sku) for row in opened.rows() if number(opened, row) > 0}
    for row in opened.rows():
        if number(opened, row) > 0:
            row.put(opened.number, 0)
    return opened.put_back(keys)


def subscription_sold(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A mall sells the pieces that are kept for subscriptions (定期) too."""
    return _reserve(files, random, alias, "定期")


def preorder_reserve_sold(files: Files, random: Random, *, alias: str | None = None) -> Mutated:
    """A mall sells the pieces that are kept for preorders (予約) too."""
    return _reserve(files, random, alias, "予約")


def _reserve(files: Files, random: Random, alias: str | None, kind: str) -> Mutated:
    opened = Opened(files, () if alias else RAKUTEN, alias)
    rows = {str(row.sku): row for row in opened.rows()}
    kept = random.choice([one for one in RESERVES if one.kind == kind and one.sku in rows])
    row = rows[kept.sku]
    row.put(opened.number, number(opened, row) + kept.quantity)
    return opened.put_back({kept.sku})


def _page(files: Files, random: Random, alias: str | None) -> tuple[Opened, Line, set[str]]:
    """The product row of a page with one SKU that has stock, and that SKU."""
    opened = Opened(files, RAKUTEN, alias)
    row = random.choice([row for row in usual(opened, least=1) if row.get("sku_id") == "normal-inventory"])
    page = next(x for x in opened.all_rows() if x.get("item_id") == row.get("item_id") and not x.get("sku_id"))
    return opened, page, {str(row.sku)}


def _cells(opened: Opened) -> list[Line]:
    """SKU rows of aprons: colour and size."""
    two = {page.manage for page in catalogue().pages if len(page.axes) == _TWO and not page.hidden}
    never = catalogue().hidden | {goods.COPIED}
    return [row for row in opened.rows() if row.get("item_id") in two and row.sku not in never]


def _cell(row: Line) -> str:
    return f"{row.get('item_id')}/{row.get('choice_1')} × {row.get('choice_2')}"

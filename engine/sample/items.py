"""The SKUs of the sample shop, made from the tables of ``goods``: codes, ranks, costs and safety stock."""

from __future__ import annotations

from collections.abc import Iterator

from engine.sample import goods
from engine.sample.item import Item

_RANKS = "ABBCCBCCAC"
_SAFETY = {"A": 2, "B": 1, "C": 0}
_BARCODE = 13
_TEA_DAYS = 540
_Goods = tuple[str, str, int, int | None, tuple[str, str, str], str]


def barcode(number: int) -> str:
    """A 13-figure in-store code (it starts with 21, so no maker owns it) with its right check figure."""
    body = f"21{number:010d}"
    weighed = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body))
    return body + str(-weighed % 10)


def sweet(number: int) -> str:
    """The SKU of a sweet: its barcode is its code."""
    return barcode(700_000 + number)


def ware(number: int) -> str:
    """The SKU of a piece of ware: the supplier's eleven figures."""
    return f"123{number:08d}"


def code(name: str) -> str:
    """The SKU that the tables of ``goods`` name: ``SWEET-01`` and ``WARE-01`` stand for codes of figures."""
    word, _, number = name.partition("-")
    if word == "SWEET":
        return sweet(int(number))
    return ware(int(number)) if word == "WARE" else name


def items() -> Iterator[Item]:
    """Every SKU: what is sold alone, what has ended, and the sets."""
    for number, (sku, name, price, shelf_days, category, warehouse_id) in enumerate(_goods()):
        rank = _RANKS[number % len(_RANKS)]
        safety = None if rank == "C" and number % 3 == 0 else _SAFETY[rank]
        yield Item(
            sku=sku,
            name=name,
            kind="予約" if sku == goods.PREORDER else "終了" if sku in goods.ENDED else "通常",
            price=price,
            cost=price * 9 // 20,
            rank=rank,
            safety=safety,
            warehouse_id=warehouse_id,
            barcode=sku if len(sku) == _BARCODE else barcode(100_000 + number),
            shelf_days=shelf_days,
            tax=8 if category[0] == goods.FOOD else 10,
            category=category,
        )
    costs = {item[0]: item[2] * 9 // 20 for item in _goods()}
    for number, (name, price, parts) in enumerate(goods.GIFTS, 1):
        made = tuple((code(part), quantity) for part, quantity in parts)
        yield Item(
            sku=f"GIFT-{number:02d}",
            name=name,
            kind="セット",
            price=price,
            cost=sum(costs[part] * quantity for part, quantity in made),
            rank="B",
            safety=0,
            warehouse_id="",
            barcode="",
            shelf_days=None,
            tax=8,
            category=("ギフト", "セット", ""),
            parts=made,
        )


def _goods() -> Iterator[_Goods]:
    """What lies in the warehouse, in the order of the mapping."""
    yield from _teas()
    yield from _sweets()
    yield from _cloth()
    yield from _ware()
    yield goods.PREORDER, "お正月 大福茶 80g（予約）", 1296, _TEA_DAYS, (goods.FOOD, "お茶", "茶葉"), goods.PREORDER
    tea, apron = goods.ENDED
    yield tea, "夏限定 レモン煎茶 12個入（終了）", 880, _TEA_DAYS, (goods.FOOD, "お茶", "ティーバッグ"), tea
    yield apron, "リネン 旧型エプロン ネイビー M（終了）", 3480, None, (goods.LINEN, "エプロン", "H09"), apron


def _teas() -> Iterator[_Goods]:
    for number, (name, price) in enumerate(goods.TEAS, 1):
        sku = f"TEA-{number:02d}"
        yield sku, name, price, _TEA_DAYS, (goods.FOOD, "お茶", "ティーバッグ"), sku
    for number, (_, name, price) in enumerate(goods.LEAVES, 1):
        for end, words, percent in goods.LEAF_SIZES:
            sku = f"LF{number:02d}-{end}"
            yield sku, f"{name} {words}", price * percent // 100, _TEA_DAYS, (goods.FOOD, "お茶", "茶葉"), sku


def _sweets() -> Iterator[_Goods]:
    for number, name, price in goods.NUTS:
        for end, words, percent in goods.NUT_SIZES:
            sku = f"{number:04d}{end}"
            yield sku, f"{name} {words}", price * percent // 100, 365, (goods.FOOD, "ナッツ", ""), sku
    for number, (name, price) in enumerate(goods.SWEETS, 1):
        yield sweet(number), name, price, 180, (goods.FOOD, "和菓子", ""), sweet(number)
    for number, (name, price) in enumerate(goods.HONEYS, 1):
        sku = f"HNY-{number:02d}"
        yield sku, name, price, 720, (goods.FOOD, "はちみつ・ジャム", ""), sku


def _cloth() -> Iterator[_Goods]:
    for model, name, price in goods.APRONS:
        for upper, _, colour in goods.FEWER_COLOURS:
            for size in goods.SIZES:
                sku = f"APR-{model}-{upper}-{size}"
                yield sku, f"{name} {colour} {size}", price, None, (goods.LINEN, "エプロン", model), sku
    for model, name, price in goods.LINENS:
        for upper, _, colour in goods.COLOURS:
            category = (goods.LINEN, "キッチン", model)
            yield f"{model}-{upper}", f"{name} {colour}", price, None, category, f"{model}{upper}"


def _ware() -> Iterator[_Goods]:
    for number, (name, price) in enumerate(goods.WARES, 1):
        yield ware(number), name, price, None, (goods.WARE, "茶器", ""), ware(number)
    for model, name, price in goods.CADDIES:
        for upper, _, colour in goods.FEWER_COLOURS:
            yield f"{model}-{upper}", f"{name} {colour}", price, None, (goods.WARE, "茶筒", model), f"{model}{upper}"

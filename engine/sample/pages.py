"""The item pages of the sample shop at Rakuten, made from the tables of ``goods``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.sample import goods
from engine.sample.item import SINGLE, Page, Variant
from engine.sample.items import sweet, ware

#: Genre id, rate of tax and story of each kind of page.
_GENRES = {
    "tea": ("201185", 8, "茶園から届いた茶葉を、小さな窯で仕上げました。"),
    "nuts": ("407923", 8, "塩も油も使わず、毎週炒っています。"),
    "sweet": ("201140", 8, "お茶に合う、甘さひかえめの菓子です。"),
    "honey": ("205745", 8, "開封後は冷暗所に置き、お早めにお召し上がりください。"),
    "linen": ("215783", 10, "洗うほどやわらかくなる布で仕立てました。"),
    "ware": ("215566", 10, "一点ごとに色や形がわずかに異なります。"),
    "gift": ("201183", 8, "熨斗・包装を承ります。備考欄にご記入ください。"),
}

#: SKU管理番号, the SKU, and what is chosen.
_Choice = tuple[str, str, tuple[str, ...]]


def pages() -> Iterator[Page]:
    """Every item page, in the order of a download."""
    yield from _food()
    yield from _linen()
    yield from _rest()


def _food() -> Iterator[Page]:
    for number, (name, _) in enumerate(goods.TEAS, 1):
        sku = f"TEA-{number:02d}"
        # Two pages have no システム連携用SKU番号: the shop never filled it in.
        yield _single(
            sku.lower(), sku, name, "tea", link="" if number in {11, 12} else sku, wrap=number in {1, 2, 3, 4, 5}
        )
    yield _single(
        f"{goods.COPIED.lower()}-sale",
        f"{goods.COPIED}-SALE",
        f"【まとめ買い】{goods.TEAS[1][0]}",
        "tea",
        sku=goods.COPIED,
    )
    for number, (word, name, _) in enumerate(goods.LEAVES, 1):
        size = (("weight", "内容量"),)
        made = [(end, f"LF{number:02d}-{end}", (words,)) for end, words, _ in goods.LEAF_SIZES]
        yield _several(f"leaf-{word}", f"LF{number:02d}", name, "tea", size, made, subscription=word == "chiran")
    for number, name, _ in goods.NUTS:
        size = (("weight", "内容量"),)
        made = [(f"{number:04d}{end}", f"{number:04d}{end}", (words,)) for end, words, _ in goods.NUT_SIZES]
        yield _several(f"{number:04d}-nuts", f"{number:04d}", name, "nuts", size, made)
    for number, (name, _) in enumerate(goods.SWEETS, 1):
        yield _single(f"wagashi-{number:02d}", sweet(number), name, "sweet")
    for number, (name, _) in enumerate(goods.HONEYS, 1):
        yield _single(f"hny-{number:02d}", f"HNY-{number:02d}", name, "honey", wrap=True)


def _linen() -> Iterator[Page]:
    for model, name, _ in goods.APRONS:
        made: list[_Choice] = [
            (f"{model.lower()}_{word}_{size}", f"APR-{model}-{upper}-{size}", (colour, size))
            for upper, word, colour in goods.FEWER_COLOURS
            for size in goods.SIZES
        ]
        axes = (("color", "カラー"), ("size", "サイズ"))
        yield _several(f"apron-{model.lower()}", f"APR-{model}", name, "linen", axes, made, hidden=model == "K01")
    for genre, models, colours in (
        ("linen", goods.LINENS, goods.COLOURS),
        ("ware", goods.CADDIES, goods.FEWER_COLOURS),
    ):
        for model, name, _ in models:
            choices = [(f"{model.lower()}_{word}", f"{model}-{upper}", (colour,)) for upper, word, colour in colours]
            yield _several(f"{genre}-{model.lower()}", model, name, genre, (("color", "カラー"),), choices)


def _rest() -> Iterator[Page]:
    for number, (name, _) in enumerate(goods.WARES, 1):
        yield _single(f"utsuwa-{number:02d}", ware(number), name, "ware")
    for number, (name, _, _) in enumerate(goods.GIFTS, 1):
        yield _single(f"gift-{number:02d}", f"GIFT-{number:02d}", name, "gift", wrap=True)
    yield _single(goods.PREORDER.lower(), goods.PREORDER, "お正月 大福茶 80g（予約）", "tea", preorder=True)


def _single(
    manage: str,
    number: str,
    name: str,
    genre: str,
    *,
    sku: str = "",
    link: str | None = None,
    wrap: bool = False,
    preorder: bool = False,
) -> Page:
    """A page with one SKU, which the mall calls ``normal-inventory``."""
    own = sku or number
    genre_id, tax, story = _GENRES[genre]
    return Page(
        manage=manage,
        number=number,
        name=name,
        story=story,
        genre=genre_id,
        tax=tax,
        axes=(),
        variants=(Variant(sku_id=SINGLE, sku=own, link=own if link is None else link),),
        gift_wrap=wrap,
        copy=bool(sku),
        preorder=preorder,
    )


def _several(
    manage: str,
    number: str,
    name: str,
    genre: str,
    axes: tuple[tuple[str, str], ...],
    made: Iterable[_Choice],
    *,
    hidden: bool = False,
    subscription: bool = False,
) -> Page:
    """A page on which colour, size or weight is chosen."""
    genre_id, tax, story = _GENRES[genre]
    variants = tuple(
        Variant(sku_id=sku_id, sku=sku, link=sku, choices=choices, hidden=sku == "APR-H02-OL-S")
        for sku_id, sku, choices in made
    )
    return Page(
        manage=manage,
        number=number,
        name=name,
        story=story,
        genre=genre_id,
        tax=tax,
        axes=axes,
        variants=variants,
        hidden=hidden,
        subscription=subscription,
    )

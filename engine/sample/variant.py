"""Further sample shops: the same goods, sold on more malls or under an OMS.

Each is a folder beside ``shops/sample`` with a profile made from that one's and the same files; what differs is said
here. A proof names the shop that it runs on (``shop: sample-malls``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.sample.own_files import shop_files

#: The shop whose profile the others are made from.
FIRST = "sample"

_CROSS_MALL_STOCK = """\
# CROSS MALLの在庫CSV。見出しは店舗が決めたもので、この店舗だけの形です。
id: cross-mall-stock
title: {ja: CROSS MALL 在庫CSV（この店舗の形）, en: CROSS MALL stock (this shop's layout)}
kind: oms
system: cross-mall
source: CROSS MALLの在庫CSV（項目は店舗が決める）
evidence: {seen: [own]}
files: {several: any}
encodings: [cp932]
columns:
  - {name: goods_code, headers: [商品コード], type: id, required: true}
  - {name: attribute_1_code, headers: [属性１コード], type: id, required: true}
  - {name: attribute_1, headers: [属性１名]}
  - {name: attribute_2_code, headers: [属性２コード], type: id, required: true}
  - {name: attribute_2, headers: [属性２名]}
  - {name: sku_code, headers: [SKUコード], type: id, required: true}
  - {name: item_name, headers: [商品名]}
  - {name: on_hand, headers: [在庫数], type: integer, required: true, blank: missing}
  - {name: reserved, headers: [引当数], type: integer, required: true, blank: missing}
  - {name: free, headers: [販売可能数], type: integer, required: true, blank: missing}
key: [goods_code, attribute_1_code, attribute_2_code]
stock:
  code: [goods_code, attribute_1_code, attribute_2_code]
  own_code: [sku_code]
  on_hand: on_hand
  reserved: reserved
  available: free
"""


_FOUR = ("rakuten", "yahoo", "amazon", "shopify")

#: Which orders of Next Engine (受注状態区分) the warehouse does not know: taken in, and waiting for their packing list.
_OF_NEXT_ENGINE = '  next-engine:\n    statuses: ["2", "20"]\n'

#: The stock divided among four malls.
_SPLIT = """\
allocation:
  mode: split
  malls:
    - {mall: rakuten, share: 50}
    - {mall: yahoo, share: 20}
    - {mall: amazon, share: 20, open_from: 6}
    - {mall: shopify, share: 10, cap: 30}
  sets_percent: 30
"""


def _shared(minutes: int, malls: Sequence[str]) -> str:
    """The section of a shop whose OMS shows the same stock on every mall, so many minutes after a sale."""
    lines = "".join(f"    - {{mall: {mall}}}\n" for mall in malls)
    return f"allocation:\n  mode: shared\n  cycle_minutes: {minutes}\n  malls:\n{lines}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One further sample shop: its id and names, its systems, lines of its own profile, its own layouts."""

    id: str
    name: str
    english: str
    oms: str
    malls: tuple[str, ...]
    codes: str = ""
    in_flight: str = ""
    allocation: str = ""
    layouts: Mapping[str, str] = field(default_factory=dict)


VARIANTS = (
    Variant(
        id="sample-malls",
        name="みのりや 4モール（見本店舗）",
        english="Minoriya on four malls (sample shop)",
        oms="none",
        malls=_FOUR,
    ),
    Variant(
        id="sample-split",
        name="みのりや 4モール・配分あり（見本店舗）",
        english="Minoriya on four malls that divide the stock (sample shop)",
        oms="none",
        malls=_FOUR,
        allocation=f"{_SPLIT}\n",
    ),
    Variant(
        id="sample-next-engine",
        name="みのりや ネクストエンジン（見本店舗）",
        english="Minoriya with Next Engine (sample shop)",
        oms="next-engine",
        malls=_FOUR,
        in_flight=_OF_NEXT_ENGINE,
        allocation=_shared(10, _FOUR),
    ),
    Variant(
        id="sample-next-engine-split",
        name="みのりや ネクストエンジン・配分あり（見本店舗）",
        english="Minoriya with Next Engine on four malls that divide the stock (sample shop)",
        oms="next-engine",
        malls=_FOUR,
        in_flight=_OF_NEXT_ENGINE,
        allocation=f"""\
{_SPLIT}\
  special_cases:              # 楽天では売らない商品。倉庫にあっても、楽天の分は0
    - skus: [CTIN-NV, KTW-NV]
      until: always
      why: Yahoo!とShopifyの限定色
      malls: [{{mall: rakuten, off: true}}, {{mall: amazon, off: true}}]

""",
    ),
    Variant(
        id="sample-cross-mall",
        name="みのりや CROSS MALL（見本店舗）",
        english="Minoriya with CROSS MALL (sample shop)",
        oms="cross-mall",
        malls=("rakuten", "yahoo"),
        codes="codes:\n  cross-mall: {how: same}   # SKUコードは、店舗のSKUと同じ\n\n",
        allocation=_shared(7, ("rakuten", "yahoo")),
        layouts={"cross-mall-stock.yaml": _CROSS_MALL_STOCK},
    ),
)


def files_of(variant: Variant, profile: str) -> dict[str, bytes]:
    """The files of a further sample shop: name in its folder → bytes.

    Args:
        variant: The shop.
        profile: The text of ``shops/sample/shop.yaml``.

    Raises:
        ValueError: that profile has not the lines that differ.
    """
    changed = {
        "id: sample\n": f"id: {variant.id}\n",
        "name: みのりや（見本店舗）\n": f"name: {variant.name}\n",
        "english: Minoriya (sample shop)\n": f"english: {variant.english}\n",
        "oms: none\n": f"oms: {variant.oms}\n",
        "malls: [rakuten]\n": f"malls: [{', '.join(variant.malls)}]\n",
        "in_flight:\n": f"{variant.codes}in_flight:\n{variant.in_flight}",
        "deviations:\n": f"{variant.allocation}deviations:\n",
    }
    for line, other in changed.items():
        if f"\n{line}" not in profile:
            raise ValueError(f"expected the line {line.strip()!r} in the first sample shop's profile")
        profile = profile.replace(f"\n{line}", f"\n{other}", 1)
    layouts = {f"layouts/{name}": text.encode() for name, text in variant.layouts.items()}
    return {"shop.yaml": profile.encode(), **shop_files(), **layouts}

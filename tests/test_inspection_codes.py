"""Whether the codes of a file are the shop's, and the shop's codes in the file: both ways, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from inspection_case import COUNTS, part

from engine.formats import Part, layouts, read
from engine.inspection import KeyReport, keys
from engine.inspection.key_line import WHY
from engine.record import Outcome
from engine.stock import Code, KeyRule, Keys, Product, ShopRules
from engine.stock.alike import KINDS
from engine.texts import LANGUAGES, nouns, render, say


def rules(codes: str, sets: Mapping[str, Mapping[str, int]] | None = None, ended: str = "") -> ShopRules:
    """A shop whose 対応表 is drawn as ``code=SKU``; copies are ``code=SKU*``."""
    made = []
    for pair in codes.split():
        code, _, sku = pair.partition("=")
        kind = "copy" if sku.endswith("*") else "ended" if sku in ended.split() else "normal"
        made.append(Code("counts", (code,), sku.rstrip("*"), kind))  # type: ignore[arg-type]  # one of three words
    return ShopRules(keys=Keys(tuple(made)), sets=sets or {})


def compared(codes: str, rows: str, **more: object) -> KeyReport:
    reading = read(COUNTS, [part(rows)])
    return keys(rules(codes, **more), {"stock": (COUNTS, reading)})  # type: ignore[arg-type]  # as drawn


def lines(report: KeyReport) -> list[tuple[str, str, str | None]]:
    return [(line.why, line.code, line.near) for line in report.lines]


@pytest.mark.parametrize(
    ("codes", "rows", "found"),
    [
        ("a=A b=B", "- a 1\n- b 2", []),
        ("a=A", "- a 1\n- x 2", [("unknown", "x", None)]),
        ("a=A Bc=B", "- a 1\n- bC 2", [("near", "bC", "Bc")]),
        ("a=A Bc=B", "- a 1\n- Ｂｃ 2", [("near", "Ｂｃ", "Bc")]),
        ("a=A ｶﾞ-1=B", "- a 1\n- カ\u3099-1 2", [("near", "カ\u3099-1", "ｶﾞ-1")]),
        ("a=A b-1=B", "- a 1\n- bー1 2", [("near", "bー1", "b-1")]),
        ("a=A b1=B", "- a 1\n- b\u200b1 2", [("near", "b\u200b1", "b1")]),
        ("a=A 0012=B", "- a 1\n- 12 2", [("zeros", "12", "0012")]),
        ("a=A 0012=B 12=C", "- a 1\n- 12 2\n- 0012 1", []),
        ("a=A a=B", "- a 1", [("ambiguous", "a", "A, B")]),
        ("a=A b=B", "- a 1", [("lacking", "b", None)]),
        ("a=A", "- a 1\n- a 2", [("doubled", "a", None)]),
        ("a=A a2=A", "- a 1\n- a2 1", [("page", "A", "a, a2")]),
        ("a=A b=B a=B", "- a 1\n- b 1", [("ambiguous", "a", "A, B")]),
        ("a=A b=B b2=B a=B", "- a 1\n- b 1\n- b2 1", [("ambiguous", "a", "A, B"), ("page", "B", "b, b2")]),
        ("a=A b=B b2=B* a=B", "- a 1\n- b 1\n- b2 1", [("ambiguous", "a", "A, B")]),
        ("a=A a2=A*", "- a 1\n- a2 1", []),
        ("a=A", "- a 1\n- 4.5E+12 1", [("unreadable", "4.5E+12", None)]),
    ],
)
def test_codes_are_held_against_the_shops_own(codes: str, rows: str, found: list[tuple[str, str, str | None]]) -> None:
    assert lines(compared(codes, rows)) == found


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("TEA-01", ("case",)),
        ("ｔea-01", ("width",)),
        ("tea－01", ("width",)),
        *((f"tea{dash}01", ("dash",)) for dash in "‐‑–—−ーｰ"),
        ("tea -01", ("space",)),
        ("tea-\u3000 01", ("space",)),
        ("tea-\n01", ("break",)),
        ("tea-\r\n01", ("break",)),
        ("tea\u200b-01", ("unseen",)),
        ("TEA‐０1", ("width", "dash", "case")),
    ],
)
def test_in_what_a_code_differs_is_named(code: str, how: tuple[str, ...]) -> None:
    data = Part("counts_202611240700.csv", f'日,コード,数\n-,"{code}",1\n'.encode())
    (line,) = keys(rules("tea-01=T"), {"stock": (COUNTS, read(COUNTS, [data]))}).lines
    assert (line.why, line.near, line.how) == ("near", "tea-01", how)
    for language in LANGUAGES:
        words = render(line.what, language)
        assert not {"\n", "\r"} & set(words)
        assert [kind for kind in KINDS if say(f"inspection.differs.{kind}", language) in words] == list(how)


def test_a_code_with_a_line_break_stands_on_one_line_of_the_report() -> None:
    data = Part("counts_202611240700.csv", '日,コード,数\n-,tea-01,1\n-,"new\ncode",1\n'.encode())
    (line,) = keys(rules("tea-01=T"), {"stock": (COUNTS, read(COUNTS, [data]))}).lines
    assert (line.why, line.code) == ("unknown", "new\ncode")
    assert render(line.what, "ja") == "new⏎code は対応表にありません（counts_202611240700.csv 3行目）。"


@pytest.mark.parametrize(
    ("codes", "row", "found", "words"),
    [
        ("b=B B=B2 a=A", "Ｂ", ("near", "B, b", None), "B, b と、全角半角、大文字小文字だけが"),
        ("b=B B=B a=A", "Ｂ", ("near", "B, b", "B"), "B, b と、"),
        ("00012=C 0012=B a=A", "12", ("zeros", "00012, 0012", None), "00012, 0012 と先頭の0だけが"),
        ("0012=B 12b=C 012B=D a=A", "12B", ("near", "12b", "C"), "12b と、大文字小文字だけが"),
        ("ab=1 Ab=2 aB=3 ａb=4 ａB=5", "AB", ("near", "Ab, aB, ab", None), "Ab, aB, ab ほか2件 と、"),
        ("x=E x=D x=C x=B x=A", "x", ("ambiguous", "A, B, C", None), "A, B, C ほか2件（"),
    ],
)
def test_all_codes_that_one_may_have_meant_are_named(
    codes: str, row: str, found: tuple[str, str, str | None], words: str
) -> None:
    """A count is given in place of those from the fourth on; a SKU only where all of them are of one."""
    (line,) = [line for line in compared(codes, f"- {row} 1").lines if line.why not in {"lacking", "page"}]
    assert (line.why, line.near, line.sku) == found
    assert words in render(line.what, "ja")


def test_none_of_the_codes_that_one_may_have_meant_is_called_lacking() -> None:
    assert [line.why for line in compared("b=B B=B2", "- Ｂ 1").lines] == ["near"]
    assert [line.why for line in compared("0012=B 00012=C", "- 12 1").lines] == ["zeros"]


def test_a_line_that_stands_twice_is_no_further_page() -> None:
    line = [("counts", ("a",), "A"), ("mall", ("m-a", "x"), "A")]
    codes = [Code(*one, "normal", row) for row in (2, 5, 7, 8, 9) for one in line]
    shop = ShopRules(keys=Keys((*codes, Code("counts", ("b",), "B", "normal", 3))))
    reading = read(COUNTS, [part("- a 1\n- b 1")])
    (found,) = keys(shop, {"stock": (COUNTS, reading)}).lines
    assert (found.why, found.level, found.code, found.row, found.count) == ("twice", Outcome.CAUTION, "A", 2, 5)
    assert "A の行（2行目）と同じコードの行が、5、7、8行目にもあります（全部で5行）: a, m-a/x" in render(
        found.what, "ja"
    )
    assert shop.keys.declared_pages("counts") == {}
    assert shop.keys.undeclared_pages("counts") == {}


def test_a_line_with_another_code_is_a_further_page_and_not_the_same_line() -> None:
    """The warehouse's code stands on both lines, and is one code."""
    codes = (
        *(Code("counts", (page,), "A", "normal", row) for row, page in enumerate(("a", "a2"), 2)),
        *(Code("store", ("w",), "A", "normal", row) for row in (2, 3)),
    )
    rows = read(COUNTS, [part("- a 1\n- a2 1")])
    (found,) = keys(ShopRules(keys=Keys(codes)), {"stock": (COUNTS, rows)}).lines
    assert (found.why, found.system, found.near) == ("page", "counts", "a, a2")
    assert Keys(codes).undeclared_pages("store") == {}


def test_a_copy_page_that_stands_twice_allows_no_third_row() -> None:
    copies = [Code("counts", ("a2",), "A", "copy", row) for row in (3, 4)]
    assert Keys((Code("counts", ("a",), "A", "normal", 2), *copies)).declared_pages("counts") == {"A": 2}


def test_a_row_without_its_item_code_says_which_column_is_blank() -> None:
    normal = layouts()["rakuten-normal-item"]
    head = "商品管理番号（商品URL）,SKU管理番号,在庫数"
    data = Part("dl-normal-item_20261124065400-1.csv", f"{head}\r\n,sku-1,2\r\ntea,sku-1,1\r\n".encode("cp932"))
    shop = ShopRules(keys=Keys((Code("rakuten", ("tea", "sku-1"), "T"),)))
    (line,) = keys(shop, {"rms": (normal, read(normal, [data]))}).lines
    assert (line.why, line.level, line.code, line.row) == ("no_item", Outcome.ERROR, "sku-1", 2)
    assert "商品管理番号（商品URL）が空白です（sku-1）" in render(line.what, "ja")


def test_a_mapping_without_a_code_of_this_system_is_not_called_missing() -> None:
    reading = read(COUNTS, [part("- A 1")])
    looked_up = {"counts": KeyRule("mapping")}
    codes = (Code("other", ("a",), "A"),)
    for shop in (
        ShopRules(keys=Keys(codes, looked_up)),
        ShopRules(keys=Keys((), looked_up), products={"A": Product()}),
    ):
        assert lines(keys(shop, {"stock": (COUNTS, reading)})) == [("no_codes", "counts", None)]
    assert lines(keys(ShopRules(keys=Keys(codes)), {"stock": (COUNTS, reading)})) == []


def test_what_is_no_longer_sold_is_not_missed() -> None:
    assert lines(compared("a=A b=B", "- a 1", ended="B")) == []


def test_rows_without_a_code_cannot_be_told() -> None:
    data = Part("counts_202611240700.csv", "日,コード,数\n-,a,1\n-,,2\n-,,3\n".encode())
    report = keys(rules("a=A"), {"stock": (COUNTS, read(COUNTS, [data]))})
    (line,) = report.lines
    assert (line.why, line.row, line.count) == ("blank", 3, 2)
    assert report.outcome is Outcome.ERROR


def test_a_code_of_which_a_part_cannot_be_read_is_not_taken_for_the_item_without_that_part() -> None:
    quantity = layouts()["yahoo-quantity"]
    data = Part("quantity.csv", b"code,sub-code,quantity\r\ntea,4.5E+12,3\r\ncup,,1\r\n")
    shop = ShopRules(keys=Keys((Code("yahoo", ("tea", ""), "T"), Code("yahoo", ("cup", ""), "C"))))
    found = lines(keys(shop, {"q": (quantity, read(quantity, [data]))}))
    assert found == [("unreadable", "4.5E+12", None), ("lacking", "tea", None)]


def test_parts_of_sets_that_nobody_knows() -> None:
    report = compared("a=A s=S", "- a 1\n- s 1", sets={"S": {"A": 1, "gone": 2}, "T": {"T": 1}})
    assert [(line.why, line.code) for line in report.lines] == [("part", "gone"), ("circle", "T"), ("set_unknown", "T")]


def test_a_set_of_the_mapping_that_has_no_components_is_told() -> None:
    shop = ShopRules(
        keys=Keys((Code("counts", ("s",), "S", "set"), Code("counts", ("t",), "T", "set"))), sets={"T": {"T2": 1}}
    )
    found = keys(shop, {"stock": (COUNTS, read(COUNTS, [part("- s 1\n- t 1")]))})
    assert ("set_lacking", "S", None) in lines(found)
    assert "set_lacking" not in [line.why for line in found.lines if line.code != "S"]


def test_where_nothing_was_compared_no_code_is_the_shops() -> None:
    report = keys(ShopRules(), {"stock": (COUNTS, read(COUNTS, [part("- A 1\n- X 1")]))})
    assert report.compared == {"stock": (2, 0)}


def test_without_a_list_nothing_can_be_told_and_with_products_the_code_is_the_sku() -> None:
    reading = read(COUNTS, [part("- A 1\n- X 1")])
    assert lines(keys(ShopRules(), {"stock": (COUNTS, reading)})) == [("no_list", "counts", None)]
    shop = ShopRules(products={"A": Product(), "B": Product()})
    found = lines(keys(shop, {"stock": (COUNTS, reading)}))
    assert found == [("unknown", "X", None), ("lacking", "B", None)]


def test_a_file_without_codes_is_compared_with_nothing() -> None:
    holidays = layouts()["jp-holidays"]
    data = Part("syukujitsu.csv", "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n".encode("cp932"))
    assert keys(rules("a=A"), {"h": (holidays, read(holidays, [data]))}).compared == {}


def test_every_reason_has_its_words() -> None:
    texts = nouns("inspection")
    assert {f"differs.{kind}" for kind in KINDS} == {code for code in texts if code.startswith("differs.")}
    for noun in ("key", "why"):
        assert {f"{noun}.{why}" for why in WHY} == {code for code in texts if code.startswith(f"{noun}.")}


def test_placeholders_are_the_same_in_both_languages() -> None:
    for code, texts in nouns("inspection").items():
        assert len(texts) == 2, code
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, code

"""Whether the codes of a file are the shop's, and the shop's codes in the file: both ways, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from inspection_case import COUNTS, part

from engine.formats import Part, layouts, read
from engine.inspection import KeyReport, keys
from engine.inspection.keys import WHY
from engine.record import Outcome
from engine.stock import Code, Keys, Product, ShopRules
from engine.texts import nouns


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
        ("a=A a2=A*", "- a 1\n- a2 1", []),
        ("a=A", "- a 1\n- 4.5E+12 1", [("unreadable", "4.5E+12", None)]),
    ],
)
def test_codes_are_held_against_the_shops_own(codes: str, rows: str, found: list[tuple[str, str, str | None]]) -> None:
    assert lines(compared(codes, rows)) == found


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
    for noun in ("key", "why"):
        assert {f"{noun}.{why}" for why in WHY} == {code for code in texts if code.startswith(f"{noun}.")}


def test_placeholders_are_the_same_in_both_languages() -> None:
    for code, texts in nouns("inspection").items():
        assert len(texts) == 2, code
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, code

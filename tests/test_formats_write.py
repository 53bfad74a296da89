"""Upload files: nothing is written that could harm, and what is written reads back as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StockError
from engine.formats import Part, layouts, parse, read, write
from engine.formats.encoding import read_back
from engine.texts import LANGUAGES, render_error, render_problem

RMS = layouts()["rakuten-normal-item"]
GOLDEN = Path(__file__).parent / "golden" / "formats"
KNOWN = [("tea", "r1"), ("tea", "R1"), ("cup", "normal-inventory")]


def row(item: str = "tea", sku: str = "r1", **more: str | int) -> dict[str, str | int]:
    return {"item_id": item, "sku_id": sku, "stock": 5, **more}


def refused(*rows: dict[str, str | int], columns: tuple[str, ...] = ("stock",), known: object = KNOWN) -> list[str]:
    with pytest.raises(StockError) as caught:
        write(RMS, rows, columns, known=known)  # type: ignore[arg-type]  # None too
    for language in LANGUAGES:
        assert render_error(caught.value, language)
    return [problem.what.code.removeprefix("format.write.") for problem in caught.value.problems]


def test_the_upload_file_has_the_malls_name_encoding_and_line_ends() -> None:
    rows = [row(lead_time_in_stock="4営業日, 髙級"), row("CUP", "normal-inventory", stock=0, lead_time_in_stock='"即"')]
    (file,) = write(RMS, rows, ["stock", "lead_time_in_stock"], known=KNOWN)
    assert (file.name, file.rows) == ("normal-item.csv", 2)
    assert file.data == (GOLDEN / "normal-item.csv").read_bytes()


def test_headers_are_spelled_as_in_the_received_file() -> None:
    (file,) = write(RMS, [row()], ["stock"], spelling={"item_id": "商品管理番号(商品URL)"})
    assert file.data.decode("cp932").splitlines()[0] == "商品管理番号(商品URL),SKU管理番号,在庫数"


def test_only_columns_that_may_be_set_are_written() -> None:
    assert refused(row(price=100), columns=("stock", "price")) == ["not_settable"]
    assert refused(row(), columns=("stok",)) == ["not_settable"]
    assert refused(row(), columns=()) == ["no_columns"]
    assert refused(row(), columns=("item_id",)) == ["no_columns"]
    assert refused() == ["no_rows"]


@pytest.mark.parametrize("stock", [0, 99999, "0", "99999"])
def test_numbers_within_the_limits_are_written(stock: str | int) -> None:
    assert write(RMS, [row(stock=stock)], ["stock"], known=KNOWN)[0].data.endswith(f",{stock}\r\n".encode())


@pytest.mark.parametrize(
    ("stock", "code"),
    [
        (-1, "out_of_range"),
        (100000, "out_of_range"),
        ("", "blank"),
        (" ", "blank"),
        ("1,234", "not_a_number"),
        ("１２", "not_a_number"),
        ("+5", "not_a_number"),
        ("007", "not_a_number"),
        ("5.0", "not_a_number"),
        ("9" * 30, "not_a_number"),
        ("5\n", "line_break"),
    ],
)
def test_no_other_number_and_no_blank_is_ever_written(stock: str | int, code: str) -> None:
    assert refused(row(stock=stock)) == [code]


def test_a_column_that_a_row_lacks_is_a_blank() -> None:
    assert refused({"item_id": "tea", "sku_id": "r1"}) == ["blank"]


def test_a_key_that_was_not_received_would_create_an_item() -> None:
    assert refused(row("tee")) == ["key_unknown"]
    assert refused(row(sku="x1")) == ["key_unknown"]
    assert refused(row(), known=[]) == ["key_unknown"]


def test_the_item_is_folded_before_it_is_looked_up_and_the_sku_is_not() -> None:
    assert write(RMS, [row("TEA", "R1")], ["stock"], known=KNOWN)[0].data.decode("cp932").endswith("tea,R1,5\r\n")
    assert refused(row("cup", "Normal-Inventory")) == ["key_unknown"]


def test_a_key_that_stands_twice_in_either_file_stops_the_writer() -> None:
    assert refused(row(), row(stock=6)) == ["key_twice"]
    assert refused(row("TEA"), row("tea", stock=6)) == ["key_twice"]
    assert refused(row(), known=[*KNOWN, ("tea", "r1")]) == ["key_several"]


@pytest.mark.parametrize("character", ["🍵", "—", "–", "™", "©", "é", "\xa0", "\u200b"])
def test_what_cp932_cannot_say_is_named_with_its_place(character: str) -> None:
    with pytest.raises(StockError) as caught:
        write(RMS, [row(lead_time_in_stock="即日"), row(sku="R1", lead_time_in_stock=f"即{character}日")],
              ["stock", "lead_time_in_stock"], known=KNOWN)  # fmt: skip
    (problem,) = caught.value.problems
    assert problem.what.code == "format.write.unencodable"
    assert problem.place.line == 2
    assert problem.what.values["character"] == character
    assert problem.what.values["column"] == "在庫あり時出荷リードタイム"
    assert problem.what.values["point"] == f"U+{ord(character):04X}"
    assert f"（U+{ord(character):04X}）はShift_JISで書けません" in render_problem(problem, "ja")


def test_codes_have_the_form_and_length_of_the_system() -> None:
    assert refused(row("お茶"), known=None) == ["bad_id"]
    assert refused(row("a b"), known=None) == ["bad_id"]
    assert refused(row("a" * 33), known=None) == ["too_long"]
    assert refused(row("=1+1"), known=None) == ["bad_id"]


def test_all_problems_come_at_once_in_order() -> None:
    assert refused(row(stock=-1), row("tee", "x", stock=""), row(sku="R1", stock="x")) == [
        "out_of_range",
        "blank",
        "key_unknown",
        "not_a_number",
    ]


def test_full_files_are_split_and_a_product_stays_in_one() -> None:
    rows = [row(f"i{number // 400}", f"s{number % 400}") for number in range(60_400)]
    files = write(RMS, rows, ["stock"])
    assert [(file.name, file.rows) for file in files] == [("normal-item.csv", 60_000), ("normal-item-2.csv", 400)]
    split = [row(f"i{number // 7}", f"s{number % 7}") for number in range(60_004)]
    first, second = write(RMS, split, ["stock"])
    assert (first.rows, second.rows) == (59_997, 7)
    assert first.data.splitlines()[0] == second.data.splitlines()[0]
    (whole,) = write(RMS, split[:60_000], ["stock"])
    assert whole.rows == 60_000


def test_more_rows_of_one_product_than_a_file_may_have_are_refused() -> None:
    format_ = parse(OTHER.replace("key: [code]", "key: [code, part], together: [code]").replace(
        "columns:", "columns:\n  - {name: part, headers: [eda], type: id, required: true}").encode(), "")  # fmt: skip
    rows: list[dict[str, str | int]] = [{"code": "c1", "part": str(number), "change": 1} for number in range(3)]
    assert len(write(format_, rows[:2], ["change"])) == 1
    with pytest.raises(StockError) as caught:
        write(format_, rows, ["change"])
    (problem,) = caught.value.problems
    assert (problem.what.code, problem.what.values["count"]) == ("format.write.too_many_together", 3)
    assert all(render_error(caught.value, language) for language in LANGUAGES)


def test_a_format_that_is_only_read_is_not_written() -> None:
    with pytest.raises(StockError) as caught:
        write(layouts()["logizard-cz04003"], [{"item_id": "A"}], ["item_id"])
    assert caught.value.problems[0].what.code == "format.write.no_rule"


OTHER = """
id: other
title: {ja: 他, en: other}
kind: oms
system: ne
columns:
  - {name: code, headers: [syohin_code], type: id, required: true}
  - {name: change, headers: [zaiko_su], type: integer, required: true, relative: true, settable: true}
write:
  {name: a.txt, next_name: 'a-{n}.txt', key: [code], relative: true, limit: 2, encoding: utf-8, bom: true, newline: lf,
   separator: tab, quote: all, above: [['x', 'y']]}
"""


def test_other_systems_have_other_forms() -> None:
    format_ = parse(OTHER.encode(), "other.yaml")
    files = write(format_, [{"code": f"c{number}", "change": -number} for number in (1, 2, 3)], ["change"])
    assert [file.name for file in files] == ["a.txt", "a-2.txt"]
    assert files[1].data == b'\xef\xbb\xbf"x"\t"y"\n"syohin_code"\t"zaiko_su"\n"c3"\t"-3"\n'


def test_a_change_of_nothing_is_not_written() -> None:
    format_ = parse(OTHER.replace("relative: true, limit", "relative: true, changes_only: true, limit").encode(), "")
    for nothing in (0, "0"):
        with pytest.raises(StockError) as caught:
            write(format_, [{"code": "c1", "change": 1}, {"code": "c2", "change": nothing}], ["change"])
        (problem,) = caught.value.problems
        assert (problem.what.code, problem.what.values["row"]) == ("format.write.no_change", 2)


def test_the_moment_of_writing_stands_in_the_name_where_the_layout_says_so() -> None:
    format_ = parse(OTHER.replace("a.txt", "'a_{stamp}.txt'").replace("a-{n}", "a_{stamp}-{n}").encode(), "other.yaml")
    rows: list[dict[str, str | int]] = [{"code": f"c{number}", "change": 1} for number in range(3)]
    at = datetime(2026, 11, 24, 7, 5, 9)  # noqa: DTZ001 - in the shop's zone
    names = [[file.name for file in write(format_, rows, ["change"], at=moment)] for moment in (at, None)]
    assert names == [["a_20261124070509.txt", "a_20261124070509-2.txt"], ["a.txt", "a-2.txt"]]


NAMES = st.text(
    st.characters(codec="cp932", exclude_categories=["Cc", "Cs", "Co"], exclude_characters="¢£¬‖−〜"),
    min_size=1,
    max_size=20,
).filter(str.strip)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99999), NAMES, st.integers(0, 1)), min_size=1, max_size=8))
def test_what_is_written_reads_back_as_it_was(cells: list[tuple[int, str, int]]) -> None:
    rows = [
        row(
            f"item-{number}",
            f"SKU_{number}",
            stock=stock,
            lead_time_in_stock=name,
            backorder=flag,
            lead_number_out_of_stock=1,
        )
        for number, (stock, name, flag) in enumerate(cells)
    ]
    columns = ["stock", "backorder", "lead_time_in_stock", "lead_number_out_of_stock"]
    files = write(RMS, rows, columns, known=[(str(one["item_id"]), str(one["sku_id"])) for one in rows])
    reading = read(RMS, [Part(file.name, file.data) for file in files])
    assert reading.table.select(["item_id", "sku_id", *columns]).to_pylist() == [
        {name: one[name] for name in ("item_id", "sku_id", *columns)} for one in rows
    ]
    assert reading.cells == ()


AMAZON = layouts()["amazon-price-quantity"]


@pytest.mark.parametrize("character", list("〜−‖¢£¬"))
def test_a_code_that_would_come_back_as_another_one_is_refused(character: str) -> None:
    """The SKU of a listing in UTF-8, written in CP932, would be the SKU of another offer, or of none."""
    with pytest.raises(StockError) as caught:
        write(AMAZON, [{"sku": f"A{character}1", "quantity": 5}], ["quantity"], known=[(f"A{character}1",)])
    (problem,) = caught.value.problems
    assert problem.what.code == "format.write.unencodable"
    assert (problem.what.values["character"], problem.what.values["row"]) == (character, 1)
    twin = character.encode("cp932").decode("cp932")
    assert write(AMAZON, [{"sku": f"A{twin}1", "quantity": 5}], ["quantity"], known=[(f"A{twin}1",)])


def test_six_characters_come_back_as_their_twins() -> None:
    sent, twins = "〜−‖¢£¬", "～－∥￠￡￢"
    (file,) = write(RMS, [row(lead_time_in_stock=sent)], ["lead_time_in_stock"])
    assert read(RMS, [Part(file.name, file.data)]).table["lead_time_in_stock"].to_pylist() == [twins]
    assert read_back(sent + twins) == twins + twins

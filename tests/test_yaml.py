"""The door to YAML: what it reads, and what it refuses, each with its place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import yaml
from engine.errors import PlaybookError
from engine.texts import LANGUAGES, render_error
from engine.yaml.slips import SIZE_LIMIT

ONE = "it.yaml"
QUOTE = '文として書いたのなら、全体を引用符で囲んでください（「{0}」の前後に "）。'


def said(content: str | bytes, language: str = "ja") -> list[str]:
    """The lines of what a person reads."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(PlaybookError) as raised:
        yaml.load(raw, ONE)
    return render_error(raised.value, language).splitlines()


def read(content: str | bytes) -> object:
    return yaml.load(content.encode() if isinstance(content, str) else content, ONE).data


WIDE_COLON = "「{0}」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。"
WIDE_KEY = "項目名「{0}」に全角のコロンまたは空白が入っています。半角に直してください。"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("title：棚卸し\n", "1:6", WIDE_COLON.format("title")),
        ("title：棚卸し\nowner: 在庫担当\n", "1:6", WIDE_COLON.format("title")),
        ("title: 棚卸し\nowner：在庫担当\n", "2:6", WIDE_COLON.format("owner")),
        ("title: 棚卸し\nowner：在庫担当\nminutes: 3\n", "2:6", WIDE_COLON.format("owner")),
        ("sections：\n  - id: a\n    title: b\n", "1:9", WIDE_COLON.format("sections")),
        ("roles:\n  stock：在庫担当\n  lead: 責任者\n", "2:8", WIDE_COLON.format("stock")),
        ("steps:\n  - id：look\n    title: 見る\n", "2:7", WIDE_COLON.format("id")),
        ("a: b\n\n# 注\nc：d\n", "4:2", WIDE_COLON.format("c")),
        ("files: {rms：rakuten-normal-item}\n", "1:9: files", WIDE_KEY.format("rms：rakuten-normal-item")),
        ("title:　棚卸し\nowner: 在庫担当\n", "1:7", "「title:」の後が全角空白「　」です。半角空白が必要です。"),
        ("roles:\n　stock: 在庫担当\n", "2:1", WIDE_KEY.format("　stock")),
        ("roles:\n  a: b\n　　stock: 在庫担当\n", "3:1", WIDE_KEY.format("　　stock")),
        ("title　: 棚卸し\n", "1:1", WIDE_KEY.format("title　")),
        ("do:\n  - 開く\n-　閉じる\n", "3:2", "行の先頭に全角空白「　」があります。字下げは半角空白が必要です。"),
        ("do: 開く\n　閉じる\nwhy: x\n", "2:1", "行の先頭に全角空白「　」があります。字下げは半角空白が必要です。"),
    ],
)
def test_full_width_traps_are_named_where_they_stand(text: str, place: str, words: str) -> None:
    assert said(text)[0] == f"{ONE}:{place}: {words}"


def test_every_full_width_colon_of_a_file_is_told_at_once_with_what_to_write() -> None:
    assert said("title：棚卸し\nowner：在庫担当\nminutes：3\n") == [
        "it.yaml:1:6: 「title」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。",
        "  → 「title: 」と書き直してください。",
        "it.yaml:2:6: 「owner」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。",
        "  → 「owner: 」と書き直してください。",
        "it.yaml:3:8: 「minutes」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。",
        "  → 「minutes: 」と書き直してください。",
        "問題が3件あります。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "do:\n  - RMS：在庫数を見る\n  - 開く\n",
        "do: 注意：先に数える\n",
        "do: |\n  　字下げした文\n  title：これは文\n",
        "title: 倉庫　棚卸し\n",
        "readings: {突合: とつごう}\n",
    ],
)
def test_full_width_characters_inside_texts_are_the_authors_own(text: str) -> None:
    assert isinstance(read(text), dict)


def test_a_full_width_colon_in_a_text_does_not_hide_another_mistake() -> None:
    text = "do: |\n  title：これは文\nowner: 在庫担当\nnote: '開いたまま\n"
    assert said(text)[0] == "it.yaml:4:7: 引用符が閉じていません。"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("a: *b\n", "1:4: a: an alias (*b) is not allowed; write the same again"),
        ("a: &b 1\n", "1:4: a: an anchor (&b) is not allowed"),
        ("- &b\n  a: 1\n", "1:3: 1: an anchor (&b) is not allowed"),
        ("a:\n  <<: {b: 1}\n", "2:3: a: '<<' is not allowed; write the same again"),
        ("a: !!str 1\n", "1:4: a: a tag (tag:yaml.org,2002:str) is not allowed"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "1:4: a: a tag (tag:yaml.org,2002:python/object/apply:os.system)",
        ),
        ("a: !mine {b: 1}\n", "1:4: a: a tag (!mine) is not allowed"),
        ("a: !重要 x\n", "1:4: a tag (!重要 x) is not allowed"),
        ("%YAML 1.1\n---\na: no\n", "1:1: a directive (a line that begins with '%') is not allowed"),
        ("%TAG ! tag:x,2000:\n---\na: !b c\n", "1:1: a directive"),
        ("a: 1\n---\nb: 2\n", "2:1: several documents ('---') in one file; write one only"),
        ("a: 1\n...\nb\n", "3:1: several documents"),
        ("a:\n\tb: 1\n", "2:1: a tab is used for indentation"),
        ("a:\n  b: 1\n\tc: 2\n", "3:1: a tab is used for indentation"),
        ("a: 1\nb: 2\na: 3\n", "3:1: a: the key 'a' is written twice (first in line 1)"),
        ("a: {b: 1, b: 2}\n", "1:11: a → b: the key 'b' is written twice (first in line 1)"),
        ("a:\n  b: 1\n  'b': 2\n", "3:3: a → b: the key 'b' is written twice (first in line 2)"),
        ("a: 0123\n", '1:4: a: a number with leading zeros (0123) would lose them; put a code in quotes: "0123"'),
        ("a: [1, -007]\n", "1:8: a → 2: a number with leading zeros (-007) would lose them"),
        ("? [a]\n: b\n", "1:3: a key must be text"),
        (": b\n", "1:1: a key must be text"),
        ("{[a]: b}\n", "1:2: a key must be text"),
        ("a: @b\n", "1:4: a text cannot begin with '@'"),
        ("a: `b`\n", "1:4: a text cannot begin with '`'"),
        ("a: >b\n", "1:5: a text cannot begin with '>'"),
        ("a: 'b\nc: d\n", "1:4: a quote is not closed"),
        ('a: "C:\\new\\q"\n', "1:12: the character after '\\' means nothing here"),
        ("a: 'b' c\n", "1:8: text goes on after a value that ended with its bracket or quote"),
        ("a: {b}個まで\nc: d\n", "1:7: text goes on after a value that ended with its bracket or quote"),
        ("a: [1, 2\nb: 3\n", "1:4: a '[' or '{' is not closed, or a ', ' is missing in it"),
        ("a: {b: 1\n", "1:4: a '[' or '{' is not closed"),
        ("a: b: c\n", "1:5: ': ' is not allowed here: the indentation is off, or a text contains ': '"),
        ("a: 1\n  b: 2\n", "2:4: ': ' is not allowed here"),
        ("a:\n  - 1\n - 2\n", "3:2: the indentation does not fit the lines above"),
        ("- a\nb: 1\n", "2:1: the indentation does not fit the lines above"),
        ("a: 1\nb\n", "2:1: expected 'key: value', found no ': '"),
        ("title\n", "1:1: expected 'key: value' lines, found plain text or a list"),
        ("a: b\x07c\n", "1:5: a character that nobody can see (U+0007)"),
        ("a: b\u2028c\n", "1:5: a character that nobody can see (U+2028)"),
        ("a: b\x00\n", "1:5: a character that nobody can see (U+0000)"),
        ("a: 1\nb\u00a0: 2\n", "2:1: a character that nobody can see (U+00A0)"),
        ("a: 1\n\ufeffb: 2\n", "2:1: a character that nobody can see (U+FEFF)"),
        ("", "1:1: the file is empty"),
        ("# 注だけ\n\n", "1:1: the file is empty"),
        ("---\n", "1:1: the file is empty"),
        ("null\n", "1:1: the file is empty"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, english: str) -> None:
    assert said(text, "en")[0].startswith(f"{ONE}:{english}")


def test_a_text_that_looks_like_yaml_is_told_to_go_in_quotes() -> None:
    assert said("do: *重要* 先に数える\n")[1] == "  → " + QUOTE.format("*重要*")
    assert said("do: {tolerance}個まで許す\n")[1] == "  → " + QUOTE.format("{tolerance}個まで許す")
    assert said("do: @店舗責任者 に聞く\n")[1] == "  → " + QUOTE.format("@店舗責任者 に聞く")


def test_billion_laughs_are_refused_alias_by_alias_without_growing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    told = said("\n".join(lines), "en")
    assert told[0] == "it.yaml:1:5: a0: an anchor (&a0) is not allowed"
    assert told[-1] == f"{40 + 2 * 39} problems."


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 20_000, "- " * 50_000 + "x", "\n".join(" " * n + "a:" for n in range(500))],
    ids=["flow list", "flow mapping", "block list", "block mapping"],
)
def test_deep_nesting_is_refused_before_it_costs_anything(text: str) -> None:
    assert "nested too deeply (at most 40 levels)" in said(text, "en")[0]


def test_forty_levels_are_read() -> None:
    assert read("[" * 40 + "]" * 40)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title: 棚卸し".encode("utf-16"), "1:1: UTF-8が必要ですが、UTF-16で保存されています。"),
        ("title: 棚卸し".encode("utf-16-be"), "1:1: UTF-8が必要ですが、UTF-16で保存されています。"),
        (
            "a: 1\ntitle: 棚卸し".encode("cp932"),
            "2:8: UTF-8が必要ですが、Shift_JIS (CP932)で保存されています。",
        ),
        ("あ: い\nう: ".encode() + b"\xff", "2:4: UTF-8が必要ですが、UTF-8にないバイト 0xFF がありました。"),
    ],
)
def test_another_encoding_is_named_where_it_shows(content: bytes, words: str) -> None:
    assert said(content) == [
        f"{ONE}:{words}",
        "  → エディタで文字コードをUTF-8にして保存し直してください。",
    ]


def test_a_file_that_is_too_large_is_refused_by_its_size() -> None:
    told = said(b"a: " + b"x" * SIZE_LIMIT, "en")
    size, limit = SIZE_LIMIT + 3, SIZE_LIMIT
    assert told == [f"it.yaml: the file is too large ({size} bytes, at most {limit}); perhaps it is no playbook"]
    assert read(b"a: " + b"x" * (SIZE_LIMIT - 3))


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"a: 1\nb: 2"])
def test_byte_order_marks_and_line_ends_make_no_difference(content: bytes) -> None:
    assert read(content) == {"a": 1, "b": 2}


def test_places_count_the_lines_that_an_editor_shows() -> None:
    assert said(b"\xef\xbb\xbfa: 1\r\nb: 2\r\nb: 3\r\n", "en")[0].startswith("it.yaml:3:1:")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("12:30", "12:30"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22 10:00:00", "2026-11-22 10:00:00"),
        ("1.0", "1.0"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("4901234567894", 4901234567894),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, "9" * 19),
        ("9" * 5000, "9" * 5000),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"0123"', "0123"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("=1+1", "=1+1"),
    ],
)
def test_nothing_is_guessed(written: str, value: object) -> None:
    found = read(f"a: {written}\n")
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


def test_keys_are_text_whatever_they_look_like() -> None:
    assert read("1: a\nno: b\ntrue: c\n'*': d\n") == {"1": "a", "no": "b", "true": "c", "*": "d"}


def test_a_document_knows_the_place_of_every_key_and_value() -> None:
    document = yaml.load(
        b"steps:\n  - id: look\n    check: {kind: equal, right: 3}\n  - title: x\n",
        "playbooks/a.yaml",
    )
    assert str(document.place(("steps", 0, "check", "right"))) == (
        "playbooks/a.yaml:3:33: steps → look → check → right"
    )
    assert str(document.place(("steps", 0, "check", "right"), key=True)).startswith("playbooks/a.yaml:3:26:")
    assert str(document.place(("steps", 1, "missing"))) == "playbooks/a.yaml:4:5: steps → 2 → missing"
    assert str(document.place(("nowhere",))) == "playbooks/a.yaml:1:1: nowhere"


def test_the_same_bytes_are_read_once() -> None:
    assert yaml.load(b"a: [1]\n", "x.yaml") is yaml.load(b"a: [1]\n", "x.yaml")
    assert yaml.load(b"a: [1]\n", "y.yaml").file == "y.yaml"


def only_ours(content: bytes) -> None:
    """Reads, or refuses in words of both languages; nothing else may come out."""
    try:
        yaml.load(content, ONE)
    except PlaybookError as error:
        told = error
    else:
        return
    assert told.problems
    assert all(render_error(told, language) for language in LANGUAGES)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    only_ours(content)


SIGNS = st.text(alphabet="ab01 \n\t:-,[]{}#&*!|>'\"%@`?~<=.：　あ\\\r", max_size=60)


@settings(max_examples=300)
@given(SIGNS)
def test_arbitrary_yaml_is_read_or_refused_in_words(text: str) -> None:
    only_ours(text.encode())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_playbook_with_anything_in_it_is_read_or_refused_in_words(data: st.DataObject) -> None:
    lines = small.RECONCILE.splitlines(keepends=True)[:40]
    text = "".join(lines)
    at = data.draw(st.integers(0, len(text)))
    only_ours((text[:at] + data.draw(SIGNS) + text[at + data.draw(st.integers(0, 9)) :]).encode())


@pytest.mark.real
def test_every_case_of_the_yaml_test_suite_is_read_or_refused_in_words(real_files: Path) -> None:
    from ruamel.yaml import YAML

    seen = 0
    for wrapper in sorted((real_files / "yaml" / "yaml-test-suite").glob("*.yaml")):
        for case in YAML(typ="safe", pure=True).load(wrapper.read_bytes()):
            if "yaml" not in case:
                continue
            signs = {"␣": " ", "↵": "", "∎": "", "»": "\t", "—": "", "⇔": "\ufeff", "←": "\r"}
            for text in (case["yaml"], case["yaml"].translate({ord(k): v for k, v in signs.items()})):
                only_ours(text.encode())
                seen += 1
    assert seen > 100

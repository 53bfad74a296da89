"""The manual: a golden page in both languages, hostile words that stay text, and every ask and kind of check."""

from __future__ import annotations

import re
from pathlib import Path

import manual_case
import pytest
from conducted import PLAIN
from conducted import fitted as drawn
from markdown import markdown  # type: ignore[import-untyped]

from engine import fitted, manual
from engine.checks import KINDS, claim
from engine.errors import PlaybookError
from engine.fitted import Fitted
from engine.manual.markup import plain, ruby
from engine.playbook.parts import ASKS
from engine.texts import say

GOLDEN = Path(__file__).parent / "golden" / "manual"
EXTENSIONS = ["admonition", "attr_list", "def_list", "tables", "pymdownx.details", "pymdownx.superfences", "toc"]
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    return fit(tmp_path_factory.mktemp("case"))


def fit(folder: Path, **given: str) -> Fitted:
    playbooks, shop = manual_case.write(folder, **given)
    return fitted.fit(playbooks, shop, "reconcile")


def html(page: str) -> str:
    return str(markdown(page.split("---\n", 2)[2], extensions=EXTENSIONS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["page", "index"])
def test_pages_are_the_golden_ones(case: Fitted, language: str, name: str) -> None:
    made = manual.page(case, language) if name == "page" else manual.index_page([case], language)
    made = made.replace(case.fingerprint[:12], "0" * 12)
    path = GOLDEN / f"{name}.{language}.md"
    if not path.exists():  # a new golden page: look at it, then commit it
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8")


def test_a_page_is_the_same_every_time(case: Fitted) -> None:
    assert manual.page(case, "ja") == manual.page(case, "ja")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ask_stands_on_the_page_in_words(case: Fitted, language: str) -> None:
    page = manual.page(case, language)
    assert {step.ask for step in case.playbook.steps} == set(ASKS)
    for step in case.playbook.steps:
        word = say(f"manual.ask.{step.sign_off.meaning if step.sign_off else step.ask}", language)
        if step.id != "fix-in-oms":
            assert f'<span class="ask ask-{step.ask}">{word}</span>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_check_stands_on_the_page_as_its_claim(case: Fitted, language: str) -> None:
    page, words = manual.page(case, language), manual.Wording(case, language)
    checks = [check for step in words.playbook.steps for check in step.check or ()]
    assert {check.kind for check in checks} == set(KINDS)
    for check in checks:
        assert plain(words.claim(check)) in page
        assert plain(check.if_failed) in page
    assert claim(checks[0], language, words.names) == words.claim(checks[0])


def test_every_heading_has_an_anchor_and_every_link_one_to_go_to(case: Fitted) -> None:
    page = manual.page(case, "ja")
    headings = [line for line in page.splitlines() if re.match(r"#{2,} ", line)]
    anchors = [match[1] for line in headings if (match := re.search(r"\{#([\w-]+)[^}]*\}$", line))]
    assert len(anchors) == len(headings) == len(set(anchors))
    assert {step.id for step in case.playbook.steps} <= set(anchors)
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= set(anchors)
    made = html(page)
    assert all(f'id="{anchor}"' in made for anchor in anchors)


def test_warnings_stand_before_the_instruction_and_notes_after_it(case: Fitted) -> None:
    page = manual.page(case, "ja")
    assert page.index("アップロードすると元に戻せません。") < page.index("「作成」を押す。")
    assert page.index("Excelで開いて保存しない。") < page.index("「ダウンロード」を押す。")
    assert page.index("「ダウンロード」を押す。") < page.index("ダウンロードには数分かかります。")


def test_a_select_that_calls_its_rows_cautions_holds_nothing_up() -> None:
    root = Path(__file__).parent.parent
    page = manual.page(fitted.fit(root / "playbooks", root / "shops" / "sample", "movement-sync"), "ja")
    short, documents = page.split("{#short}")[1].split("{#documents}")
    assert say("manual.check.caution", "ja") in short
    assert say("manual.check.gate", "ja") in documents.split("{#balance}")[0]


def test_the_shop_s_own_value_is_told_from_the_first_value(case: Fitted) -> None:
    page = manual.page(case, "ja")
    assert "| 許容差 | **2個** | 0〜5 | 店舗の値（初期値 0個） |" in page
    assert "| 取り出してからの時間 | **30分** | 5以上 | 初期値。店舗で決める |" in page


def test_a_step_that_this_shop_never_comes_to_shows_only_why(case: Fitted, tmp_path: Path) -> None:
    assert "OMSの画面で数を直す。" not in manual.page(case, "ja")
    assert "この店舗では対象外です" in manual.page(case, "ja")
    assert "OMSで直す" not in manual.mermaid(case, "ja")
    other = fit(tmp_path, shop=manual_case.SHOP.replace("oms: none", "oms: next-engine"))
    assert "OMSの画面で数を直す。" in manual.page(other, "ja")
    assert "訂正ファイルを作る" not in manual.mermaid(other, "ja")


def test_japanese_pages_speak_japanese(case: Fitted) -> None:
    page = manual.page(case, "ja").replace(case.fingerprint[:12], "")
    no_prose = r"```.*?```|`[^`]*`|<[^>]*>|\{#[^}]*\}|\]\([^)]*\)|^---.*?^---|^(?:!!!|\?\?\?) \w+"
    prose = re.sub(no_prose, "", page, flags=re.DOTALL | re.MULTILINE)
    allowed = {"RMS", "SKU", "CSV", "OK", "NG", "OMS", "ZERO", "CZ", "INV", "Excel", "CROSS", "MALL", "normal", "item"}
    assert set(re.findall(r"[A-Za-z]{2,}", prose)) <= allowed


def test_the_chart_asks_before_steps_that_are_not_always_done(case: Fitted) -> None:
    chart = manual.mermaid(case, "ja")
    assert '{{"手順6がNG？"}}' in chart
    assert '-- "はい" --> step_cause' in chart
    assert '-- "いいえ" --> question' in chart
    assert '{{"手順11でファイルを作った？"}}' in chart
    assert '-. "15分ごと、01:59まで" .->' in chart


HOSTILE = [
    "<script>alert(1)</script>",
    "# heading",
    "- item",
    "1. item",
    "`code` **bold** _em_ ~~gone~~",
    "{#id .class} {{ jinja }}",
    "[link](javascript:alert(1)) ![img](x)",
    "a | b | c",
    "&lt; &amp; &#60;",
    "\\*escaped\\*",
    "--8<-- file :smile: ==mark== ++ins++",
    '" onload="x',
    "```mermaid",
    "!!! note",
    "<!-- comment",
    "https://example.com/a_b_c",
    "    indented",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_text_wherever_they_stand(case: Fitted, text: str, tmp_path: Path) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    hostile = manual_case.PLAYBOOK
    for words in (
        "倉庫と在庫",
        "倉庫に電話し、前日の入荷と出荷の計上が済んだか聞く。",
        "集める",
        "Excelで開いて保存しない。",
        "倉庫に聞く。",
    ):
        hostile = hostile.replace(words, "\ue000")
    hostile = hostile.replace("title: \ue000", f"title: {quoted}").replace("do: \ue000", f"do: {quoted}")
    hostile = hostile.replace("caution: \ue000", f"caution: {quoted}").replace(
        "if_failed: \ue000", f"if_failed: {quoted}"
    )
    hostile = hostile.replace("label: 許容差", f"label: {quoted}").replace("what: 初版。", f"what: {quoted}")
    if "{" in text:
        hostile = hostile.replace("{#id .class} {{ jinja }}", "{#id .class} { { jinja } }")
        text = "{#id .class} { { jinja } }"
    page = manual.page(fit(tmp_path, playbook=hostile), "ja")
    made = html(page)
    shown = _visible(made)
    assert shown.count(" ".join(text.split())) >= 6
    assert "<script" not in made
    assert "<strong>bold" not in made
    assert '<a href="javascript' not in made
    assert made.count("<h2") == manual.page(case, "ja").count("\n## ")


def _visible(made: str) -> str:
    """What a reader sees of a page of HTML, the chart left out."""
    import html as entities

    bare = re.sub(r'<pre class="mermaid">.*?</pre>', "", made, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", bare)).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_inside_their_label_in_the_chart(text: str, tmp_path: Path) -> None:
    quoted = "'" + text.replace("'", "''").replace("{{ jinja }}", "") + "'"
    hostile = manual_case.PLAYBOOK.replace("title: 集める", f"title: {quoted}")
    chart = manual.mermaid(fit(tmp_path, playbook=hostile), "ja")
    line = next(line for line in chart.splitlines() if "subgraph section_gather" in line)
    assert re.fullmatch(r'    subgraph section_gather \["[^"<>`|{}\\]*"\]', line)
    assert "\n" not in line


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "手順1が済みか対象外のときだけ選べます"), ("en", "only when step 1 is done or skipped")],
)
def test_when_an_option_may_be_taken_stands_beside_it(language: str, said: str) -> None:
    limited = PLAIN.replace("go: 続ける", "go: {label: 続ける, when: {step.look: [done, skipped]}}")
    assert said in manual.page(drawn(limited), language)


def test_readings_stand_above_their_words_once() -> None:
    made = ruby("突合は突合です <b>", {"突合": "とつごう"})
    assert made == '<ruby>突合<rt data-search-exclude="">とつごう</rt></ruby>は突合です &#60;b&#62;'


def test_of_overlapping_words_the_longer_one_is_read() -> None:
    made = ruby("在庫差異を見る", {"在庫": "ざいこ", "在庫差異": "ざいこさい"})
    assert made.startswith("<ruby>在庫差異<rt")
    assert made.count("<ruby>") == 1


def test_line_breaks_are_kept_and_indents_are_not() -> None:
    assert plain("一行目\n    二行目\n") == "一行目<br>二行目"


def test_a_picture_is_shown_and_anything_else_is_words(tmp_path: Path) -> None:
    def page(picture: str) -> str:
        text = manual_case.PLAYBOOK.replace("mistake: -2 のファイルを入れ忘れる。", f"picture: {picture}")
        english = manual_case.ENGLISH.replace("    mistake: Forgetting the -2 file.\n", "")
        return manual.page(fit(tmp_path, playbook=text, english=english), "ja")

    (tmp_path / "playbooks" / "warehouse").mkdir(parents=True)
    (tmp_path / "playbooks" / "warehouse" / "csv-screen.png").write_bytes(b"png")
    assert "](csv-screen.png)" in page("csv-screen.png")
    for name in ("../../etc/passwd.png", "https://example.com/a.png"):
        with pytest.raises(PlaybookError):
            page(name)


def test_a_page_of_mistakes_shows_them_as_they_are() -> None:
    page = manual.broken_page("reconcile", "a.yaml:1:2: <b>\n  → x", "ja")
    assert "&lt;b&gt;" in html(page)
    assert "a.yaml:1:2" in html(page)


def test_a_column_that_is_written_is_said_in_words_beside_its_header() -> None:
    root = Path(__file__).parent.parent
    synced = fitted.fit(root / "playbooks", root / "shops" / "sample-split", "mall-sync")
    japanese, english = (manual.page(synced, language) for language in ("ja", "en"))
    assert "在庫数（列「quantity」） ← 配分のYahoo!の数" in japanese
    assert "手元にある数（列「On hand (new)」） ← 配分のShopifyの数＋注文で押さえた数（列「Committed" in japanese
    assert "在庫数 ← 配分の楽天の数" in japanese
    assert "stock (column '在庫数') ← number for Rakuten of the allocation" in english


def test_steps_and_files_that_hang_on_what_the_shop_has_not_are_left_out() -> None:
    root = Path(__file__).parent.parent
    whole, split = (
        manual.page(fitted.fit(root / "playbooks", root / "shops" / shop, "accuracy-review"), "ja")
        for shop in ("sample", "sample-split")
    )
    assert ("step_trend_why[" in whole, "step_trend_why_share[" in whole) == (True, False)
    assert ("step_trend_why[" in split, "step_trend_why_share[" in split) == (False, True)
    assert "この店舗では対象外です（手順4が注意のときだけ行う手順）。" in whole
    restored = manual.page(fitted.fit(root / "playbooks", root / "shops" / "sample", "sale-restore"), "ja")
    assert ("`rms_final`" in restored, "`yahoo_after`" in restored) == (True, False)


def test_on_paper_each_role_has_its_steps_with_the_same_numbers_and_ids(case: Fitted) -> None:
    page = manual.checklist_page(case, "ja")
    sheets = {sheet.split(" {#paper_", 1)[1].split("}", 1)[0]: sheet for sheet in page.split("\n## ")[1:]}
    ids = {role: [step.id for step in case.playbook.steps if f"`{step.id}`" in text] for role, text in sheets.items()}
    signed = {s.id: (s.sign_off.role, s.sign_off.above_guards) for s in case.playbook.steps if s.sign_off}
    for step in case.playbook.steps:
        here = [role for role, found in ids.items() if step.id in found]
        doing = signed.get(step.id, (step.role or case.playbook.done_by,))
        assert set(here) in ({role for role in doing if role}, set()), step.id
    whole = manual.Wording(case, "ja")
    assert all(
        any(step.id in found for found in ids.values()) == whole.comes_to(step.id) for step in case.playbook.steps
    )
    assert all(f"**{whole.number[name]}. " in page for found in ids.values() for name in found)

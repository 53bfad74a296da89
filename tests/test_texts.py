"""The catalogue: both languages, the same placeholders, and the words of the glossary alone."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import string
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

import engine
from engine import texts
from engine.errors import Place, PlaybookError, Problem, message
from engine.shelf import AREAS

ENGINE = Path(engine.__file__).parent
NOUNS = sorted(module.name for module in pkgutil.iter_modules(texts.__path__))
ALL = [(f"{noun}.{code}", *pair) for noun in NOUNS for code, pair in texts.nouns(noun).items()]

#: Words that the glossary replaces by others: the word → what it must not stand for here.
NOT_IN_ENGLISH = {
    "workflow": "playbook",
    "template": "playbook",
    "recipe": "playbook",
    "phase": "section",
    "assignee": "role",
    "tenant": "shop",
    "customer": "shop",
    "dataset": "file or stock",
    "adapter": "format",
    "assertion": "check",
    "violation": "finding",
    "override": "deviation",
    "audit trail": "completion log",
    "payload": "evidence",
    "checksum": "fingerprint",
    "sandbox": "practice",
    "alert": "warning, caution or note",
    "submit": "a verb of a session",
    "fault": "mistake",
    "signature": "sign-off",
}
NOT_IN_JAPANESE = {
    "ワークフロー": "手順書",
    "テンプレート": "手順書",
    "レシピ": "手順書",
    "フェーズ": "工程",
    "タスク": "手順",
    "テナント": "店舗",
    "データセット": "取込ファイル",
    "アダプタ": "ファイル形式",
    "アサーション": "チェック",
    "指摘": "検出",
    "逸脱": "例外",
    "不合格": "NG",
    "照合値": "改ざん検知コード",
    "指紋": "ハッシュ値",
    "チェックサム": "ハッシュ値",
    "ジョブ": "作業",
    "ユーザー": "担当者か役割",
    "アラート": "警告・注意・補足",
}
#: One thing, one word, also in playbooks, shops and pages: the word that varied → ours.
VARIED = {
    "部品": "構成品",
    r"コンマ(?!区切り)": "カンマ (コンマ区切り is what Excel calls it)",
    "～": "〜",
    "Unicodeテキスト": "Unicode テキスト, as Excel writes it",
    "[ABC]ランク": "A品",
    "届け出": "登録",
    "登録のない": "登録されていない",
}
#: The buyer is a customer; a shop is not.
OF_BUYERS = ("session.code.customer", "cli.deviation_code")
NOT_IN_NAMES = ("Manager", "Service", "Handler", "Helper", "Util", "Common", "Misc", "Data", "Info", "Process")


def fields(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_text_is_there_in_both_languages(noun: str) -> None:
    for code, pair in texts.nouns(noun).items():
        assert len(pair) == len(texts.LANGUAGES), code
        assert all(isinstance(text, str) and text.strip() for text in pair), code


@pytest.mark.parametrize("noun", NOUNS)
def test_both_languages_have_the_same_placeholders(noun: str) -> None:
    pairs = {code: pair for code, pair in texts.nouns(noun).items() if pair != ("{ja}", "{en}")}
    differ = {code: pair for code, pair in pairs.items() if fields(pair[0]) != fields(pair[1])}
    assert differ == {}


@pytest.mark.parametrize("noun", NOUNS)
def test_a_text_takes_plain_names_only(noun: str) -> None:
    for code, pair in texts.nouns(noun).items():
        assert all(name.isidentifier() for text in pair for name in fields(text)), code


@pytest.mark.parametrize("noun", NOUNS)
def test_texts_use_the_words_of_the_glossary(noun: str) -> None:
    found = []
    for code, (japanese, english) in texts.nouns(noun).items():
        for word, ours in NOT_IN_JAPANESE.items():
            if word in japanese:
                found.append(f"{noun}.{code}: {word} → {ours}")
        for word, ours in NOT_IN_ENGLISH.items():
            if f"{noun}.{code}" not in OF_BUYERS and re.search(rf"\b{word}s?\b", english, re.IGNORECASE):
                found.append(f"{noun}.{code}: {word} → {ours}")
    assert found == []


def test_one_thing_has_one_word() -> None:
    said = {code: japanese for code, japanese, _ in ALL}
    root = ENGINE.parent
    paths = [*(root / "playbooks").rglob("*.yaml"), *(root / "shops").rglob("*.yaml"), *(root / "site").rglob("*.md")]
    said |= {path.name: path.read_text(encoding="utf-8") for path in sorted(paths)}
    found = [
        f"{where}: {match[0]} → {ours}"
        for where, text in said.items()
        for word, ours in VARIED.items()
        if (match := re.search(word, text))
    ]
    assert found == []


@pytest.mark.parametrize("noun", NOUNS)
def test_nobody_is_blamed_and_nothing_is_shouted(noun: str) -> None:
    # The name of a mall, and the sign in front of a line in the terminal, are none.
    allowed = re.compile(r"Yahoo!|^ *! ")
    pairs = texts.nouns(noun).items()
    found = [code for code, pair in pairs if any(re.search("[!！]", allowed.sub("", text)) for text in pair)]
    assert found == []


@pytest.mark.parametrize("noun", NOUNS)
def test_people_do_not_read_the_words_of_python(noun: str) -> None:
    python = re.compile(r"\b(None|NoneType|str|int|dict|list\[|tuple|Exception|Traceback|pydantic|NULL pointer)\b")
    found = [code for code, pair in texts.nouns(noun).items() if any(python.search(text) for text in pair)]
    assert found == []


def test_english_texts_are_english() -> None:
    """Names on screens of others (menus, columns) may stay as they are, in brackets or quotes; kana alone may not."""
    signs = re.compile("[ぁ-ゖ]")
    found = [code for code, _, english in ALL if signs.search(re.sub(r"[「『(（'\"].*?[」』)）'\"]", "", english))]
    assert found == []


@pytest.mark.parametrize("noun", NOUNS)
def test_what_a_screen_says_names_no_command(noun: str) -> None:
    """Texts for screens stand beside those for the terminal, with the same values."""
    pairs = texts.nouns(noun)
    command = re.compile(r"tejun (log|stock|settle|begin|resume|check|app)\b|--[a-z]|[a-z]_[a-z]")
    for code, pair in pairs.items():
        if code.endswith("_on_screen"):
            assert not any(command.search(re.sub(r"\{\w+\}", "", text)) for text in pair), code
            assert fields(pair[0]) <= fields(pairs[code.removesuffix("_on_screen")][0]), code


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        if module.name.endswith("__main__"):
            continue
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and not found.__name__.startswith("_"):
                yield found


def test_public_classes_are_called_by_what_they_are() -> None:
    said = {
        f"{found.__module__}.{found.__name__}"
        for found in classes()
        for word in NOT_IN_NAMES
        if re.search(rf"{word}(?![a-z])", found.__name__)
    }
    assert said == set()


def test_modules_are_called_by_what_they_are() -> None:
    names = {part for module in pkgutil.walk_packages(engine.__path__, "engine.") for part in module.name.split(".")}
    unwanted = {word.lower() for word in NOT_IN_NAMES} - {"common"}
    assert {name for name in names if name in unwanted or name.rstrip("s") in unwanted} == set()


@cache
def sources() -> list[tuple[Path, list[ast.AST]]]:
    """Every file of the engine and of the screens, with all that its code is made of."""
    paths = [*ENGINE.rglob("*.py"), *(ENGINE.parent / "streamlit_app").rglob("*.py")]
    return [(path, [*ast.walk(ast.parse(path.read_text("utf-8")))]) for path in paths]


def test_every_code_that_the_engine_names_is_in_the_catalogue() -> None:
    """Codes are written as whole words in the code: ``message("noun.code")``, ``refuse("noun.code")``, ``say(…)``."""
    missing = set()
    for path, nodes in sources():
        for node in nodes if path.is_relative_to(ENGINE) else ():
            match node:
                case ast.Call(
                    func=ast.Name(id="message" | "refuse" | "say" | "template"),
                    args=[ast.Constant(value=str(code)), *_],
                ):
                    noun, _, rest = code.partition(".")
                    if noun not in NOUNS or rest not in texts.nouns(noun):
                        missing.add(f"{path.name}: {code}")
                case _:
                    pass
    assert missing == set()


#: Codes made while running of words that stand nowhere in the code as texts, and where those come from.
COMPOSED = {
    "allocation.lost": "a word with an ending",
    "allocation.made.case_always": "a fact with an ending",
    "allocation.strange": "a word with an ending",
    "app.role.": "roles of playbooks",
    "browser.": "words of Streamlit, which streamlit_app/served.py takes all at once",
    "finding.cell.": "kinds of cells that cannot be read",
    "finding.weekday.": "0 to 6",
    "format.foreign_utf": "names of encodings, without their signs",
    "manual.column.": "columns of layouts that are written",
    "manual.examples.signed.": "joined twice",
    "manual.short.": "a length and what is asked",
    "manual.when.": "a length and what is asked",
    "upload.bad_id": "why the writer refuses a cell",
    "upload.line_break": "why the writer refuses a cell",
    "upload.out_of_range": "why the writer refuses a cell",
    "upload.too_long": "why the writer refuses a cell",
    "upload.unencodable": "why the writer refuses a cell",
    "mistake.": "names of mutations (a test of theirs asks for each)",
}
ENDINGS = re.compile("(_hint)?(_on_screen)?$")
QUOTED = re.compile(r"(?<=')[a-z_]+(?=')|[a-z_]+(?=\|)|(?<=\|)[a-z_]+")


@dataclass
class Spoken:
    """What one package of the code says: its texts (with those quoted in SQL), and the texts with gaps as patterns."""

    words: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def add(self, node: ast.AST) -> None:
        match node:
            case ast.Constant(value=str(text)):
                self.words |= {text, *QUOTED.findall(text)}
            case ast.JoinedStr(values=values):
                parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)" for v in values]
                self.patterns.add("".join(parts))
            case ast.keyword(arg=str(name)) | ast.arg(arg=name) | ast.AnnAssign(target=ast.Name(id=name)):
                self.words.add(name)


def spoken() -> dict[str, Spoken]:
    """What each package of the engine says, and the screens together."""
    made: dict[str, Spoken] = defaultdict(Spoken)
    for path, nodes in sources():
        parts = path.relative_to(ENGINE.parent).parts
        if parts[:2] == ("engine", "texts") and parts[2] != "__init__.py":
            continue
        for node in nodes:
            made[parts[0] if parts[0] != "engine" else parts[1]].add(node)
    for path in ENGINE.rglob("*.yaml"):
        made["layouts"].words |= set(re.findall(r"[a-z][\w-]*", path.read_text("utf-8")))
    return made


def unsaid(pairs: Collection[str]) -> set[str]:
    """The codes that no code says: whole, or what stands behind the noun where a package puts any word behind it."""
    by_package = spoken()
    everywhere = set[str]().union(*(one.words for one in by_package.values()))
    code_like = re.compile(r"(?=.*[a-z])([a-z_-]|\\[.-]|\(\.\+\))+")
    compiled = {p: re.compile(p) for one in by_package.values() for p in one.patterns if code_like.fullmatch(p)}
    patterns = {name: compiled.keys() & one.patterns for name, one in by_package.items()}

    def joined(code: str, of: Collection[str]) -> bool:
        found = (compiled[pattern].fullmatch(code) for pattern in of)
        return any(one and all(ENDINGS.sub("", word) in everywhere for word in one.groups()) for one in found)

    def is_said(code: str) -> bool:
        noun, _, rest = code.partition(".")
        any_word = f"{noun}\\.(.+)"  # a package that puts any word behind the noun says what is a word of its own
        packages = [name for name, one in by_package.items() if any_word in one.patterns]
        return (
            code in everywhere
            or any(rest in by_package[name].words for name in packages)
            or joined(code, compiled.keys() - {any_word})
            or any(joined(rest, patterns[name]) for name in packages)
        )

    def forms(code: str) -> set[str]:
        return {code, code.removesuffix("_on_screen"), ENDINGS.sub("", code)}

    return {code for code in pairs if not code.startswith(tuple(COMPOSED)) and not any(map(is_said, forms(code)))}


def test_every_text_is_said_somewhere() -> None:
    assert unsaid([code for code, _, _ in ALL]) == set()
    assert unsaid(["log.more", "shop.not_a_date", "format.cell.never-found"]) == {
        "log.more",
        "shop.not_a_date",
        "format.cell.never-found",
    }


def test_a_message_may_carry_messages_lists_and_blanks() -> None:
    inner = (message("model.form.text"), message("model.form.list"))
    what = message("model.expected_any", wanted=inner, found=None)
    assert texts.render(what, "en") == "expected one of these: text, a list; got '(blank)'"
    assert texts.render(what, "ja") == "どれか（文字、「- 」で並べた一覧）が必要ですが、「（空白）」でした。"


def test_a_problem_is_its_place_what_is_wrong_and_on_a_second_line_what_to_do() -> None:
    place = Place("a.yaml", 3, 5, ("steps", "look"))
    problem = Problem(place, message("yaml.tab"), message("yaml.tab_hint"))
    assert texts.render_problem(problem, "en") == (
        "a.yaml:3:5: steps → look: a tab is used for indentation\n  → replace the tab with two spaces"
    )
    two = PlaybookError(Problem(Place("b.yaml", 9), message("yaml.empty")), problem)
    assert texts.render_error(two, "ja").splitlines() == [
        "a.yaml:3:5: steps → look: 字下げにタブが使われています。",
        "  → タブを半角空白2つに置き換えてください。",
        "b.yaml:9:1: ファイルに何も書かれていません。",
        "問題が2件あります。",
    ]


def test_values_with_braces_stay_as_they_are() -> None:
    assert texts.say("yaml.syntax", "en", detail="{0} {name}") == "cannot be read as YAML: {0} {name}"


@pytest.mark.parametrize("area", AREAS)
def test_every_area_of_playbooks_has_one_name_for_manual_and_screen(area: str) -> None:
    assert f"area.{area}" in texts.nouns("manual")
    assert not any(code.startswith("area.") for code in texts.nouns("app"))

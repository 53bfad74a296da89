"""The check that codes keep to the rules of the system in which they stand.

Sources of the rules: Rakuten's item CSV and InventoryAPI (商品管理番号 and SKU管理番号 at most 32 bytes of letters,
digits, ``-`` and ``_``, the former in lower case; システム連携用SKU番号 96 bytes, Japanese allowed, may be blank;
商品番号 32 bytes); Yahoo!'s product CSV (code and sub-code at most 99 letters, digits and ``-``, no ``_``: it-01004);
ネクストエンジン (商品コード at most 30 letters, digits, ``-``, ``_``); Amazon's flat file (SKU at most 40
characters); ロジクラ (商品コード at most 255 half-width letters and digits).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from engine.checks.base import ONE_OR_MORE, Filtered, Name, Need, Ref, listed
from engine.checks.column import of_single_rows
from engine.checks.question import Case, Columns, Question, Side, test
from engine.errors import Value
from engine.model import refuse
from engine.record import Outcome
from engine.stock.door import literal

Level = Literal["failed", "caution"]
Length = Annotated[int, Field(ge=1, le=1000)]
System = Literal[
    "rakuten-item",
    "rakuten-item-number",
    "rakuten-sku",
    "rakuten-system-sku",
    "yahoo-code",
    "yahoo-sub-code",
    "amazon-sku",
    "next-engine",
    "logikura",
]

_ASCII = "a-z A-Z 0-9 - _"
RULES: Mapping[str, Mapping[str, Any]] = {
    "rakuten-item": {"bytes_at_most": 32, "characters": "a-z 0-9 - _"},
    "rakuten-item-number": {"bytes_at_most": 32, "blank": "allowed"},
    "rakuten-sku": {"bytes_at_most": 32, "characters": _ASCII, "alike": "allowed"},
    "rakuten-system-sku": {"bytes_at_most": 96, "blank": "allowed"},
    "yahoo-code": {"length_at_most": 99, "characters": "a-z A-Z 0-9 -"},
    "yahoo-sub-code": {"length_at_most": 99, "characters": "a-z A-Z 0-9 -", "blank": "allowed"},
    "amazon-sku": {"length_at_most": 40},
    "next-engine": {"length_at_most": 30, "characters": _ASCII},
    "logikura": {"length_at_most": 255, "characters": "a-z A-Z 0-9"},
}
_TOKEN = re.compile(r"[^\s]-[^\s]\Z|[^\s]\Z")
#: Full-width letters, digits and signs and half-width kana, and the same ones of usual width: eyes hardly tell them
#: apart. A half-width sign of voice (ﾞ) becomes the one that joins its kana in NFC.
_OTHER_WIDTH = "".join(map(chr, (*range(0xFF01, 0xFF5F), *range(0xFF61, 0xFFA0))))
_WIDTH = unicodedata.normalize("NFKC", _OTHER_WIDTH)


Text = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]


class CodeRules(Filtered):
    """Every code of a column keeps to the rules of its system (``system``), or to those that are given here.

    ``characters`` are signs and ranges with spaces between (``a-z 0-9 - _``); ``bytes_at_most`` counts as CP932 does
    (a full-width sign is two). ``forbidden`` are pieces that must not stand in a code, ``prefixes`` the ways in which
    it may begin. ``leading_zero: refused`` for codes that pass through a spreadsheet. ``alike: refused`` finds two
    codes that differ by case, width or outer spaces alone; that is so unless the system tells case apart
    (``rakuten-sku``).
    """

    kind: Literal["code-rules"]
    of: Ref
    system: System | None = None
    length_at_least: Length | None = None
    length_at_most: Length | None = None
    bytes_at_most: Length | None = None
    characters: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    case: Literal["lower", "upper"] | None = None
    prefixes: Texts | None = None
    forbidden: Texts | None = None
    leading_zero: Literal["allowed", "refused"] | None = None
    alike: Literal["allowed", "refused"] | None = None
    blank: Literal["unknown", "allowed"] | None = None
    level: Level = "failed"

    @property
    def home(self) -> Name:
        """The column."""
        return Name.of(self.of)

    @model_validator(mode="after")
    def _readable(self) -> CodeRules:
        if self.home.table != "rows":
            raise refuse("check.rows_only", ("of",), column=self.of)
        for token in (self.characters or "").split():
            if not _TOKEN.match(token) or (len(token) > 1 and token[0] > token[-1]):
                raise refuse("check.character_range", ("characters",), found=token)
        return self

    def columns(self) -> Iterator[Need]:
        """The column, and those of the filter."""
        yield Need(("of",), self.home, "text")
        yield from super().columns()

    def apart(self, *, together: bool) -> bool:
        """Where each row is looked at."""
        return of_single_rows(self, together=together)

    def rule(self, key: str) -> Any:
        """A rule: as it is given here, else the system's."""
        own = getattr(self, key)
        return own if own is not None else RULES.get(self.system or "", {}).get(key)

    def parameters(self) -> Mapping[str, Value]:
        """The column, and its rules in words."""
        from engine.checks.phrase import code_rules

        return {"of": self.of, "rules": code_rules(self.rule)}

    def question(self, columns: Columns) -> Question:
        """Codes that break a rule, each with the first rule that it breaks."""
        code, level = columns.value(self.home), Outcome(self.level)
        alike = f"({code} IS NOT NULL AND _one <> _other)" if self.rule("alike") != "allowed" else "false"
        broken = [(f"code_{rule}", sql) for rule, sql in self._broken(code)] + [("code_alike", alike)]
        fold = f"lower(nfc_normalize(translate(trim({code}), {literal(_OTHER_WIDTH)}, {literal(_WIDTH)})))"
        window = f"OVER (PARTITION BY {fold})"
        spelled = f"min({code}) {window} AS _one, max({code}) {window} AS _other"
        scope = test(self.only, self.home, columns)
        return Question(
            scope=f"{scope} AND {code} IS NOT NULL" if self.rule("blank") == "allowed" else scope,
            passes=f"NOT ({' OR '.join(sql for _, sql in broken)})",
            cases=tuple(Case(name, level, sql) for name, sql in broken),
            left=code,
            values={
                "file": "_part",
                "row": "_row",
                "odd": self._odd(code),
                "other": f"CASE WHEN {alike} THEN CASE WHEN {code} = _one THEN _other ELSE _one END END",
            },
            fixed={
                "alias": self.home.alias,
                "column": self.home.column,
                "most": self.rule("length_at_most"),
                "least": self.rule("length_at_least"),
                "bytes": self.rule("bytes_at_most"),
                "begins": "/".join(self.rule("prefixes") or ()) or None,
            },
            sides=(Side("left", self.home),),
            rows=f"(SELECT *, {spelled} FROM {columns.rows(self.home)})",
        )

    def _broken(self, code: str) -> Iterator[tuple[str, str]]:
        most, least, size = (self.rule(key) for key in ("length_at_most", "length_at_least", "bytes_at_most"))
        if most is not None:
            yield "long", f"length({code}) > {most}"
        if least is not None:
            yield "short", f"length({code}) < {least}"
        if size is not None:
            wide = f"length(regexp_replace({code}, '[\\x00-\\x7F\\x{{FF61}}-\\x{{FF9F}}]', '', 'g'))"
            yield "bytes", f"length({code}) + {wide} > {size}"
        if self.rule("characters") is not None:
            yield "characters", f"{self._odd(code)} <> ''"
        if self.case is not None:
            yield "case", f"{code} <> {self.case}({code})"
        if self.forbidden is not None:
            yield "forbidden", " OR ".join(f"contains({code}, {literal(piece)})" for piece in self.forbidden)
        if self.prefixes is not None:
            begins = " OR ".join(f"starts_with({code}, {literal(prefix)})" for prefix in self.prefixes)
            yield "prefix", f"NOT ({begins})"
        if self.leading_zero == "refused":
            yield "zero", f"starts_with({code}, '0')"

    def _odd(self, code: str) -> str:
        """The signs of a code that are not among the allowed ones."""
        characters = self.rule("characters")
        if characters is None:
            return "NULL"
        allowed = "".join(_range(token) for token in characters.split())
        return f"regexp_replace({code}, {literal(f'[{allowed}]')}, '', 'g')"


def _range(token: str) -> str:
    first, last = re.escape(token[0]), re.escape(token[-1])
    return first if len(token) == 1 else f"{first}-{last}"

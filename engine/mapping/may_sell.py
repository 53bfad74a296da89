"""The words by which a column of stock says whether a row may be sold, guessed from its header and its cells.

- Words like 可, 不可 and 保留 say it themselves; 1 or ○ answer the header: held (保留), or may be sold (出荷可否).
- Of any other word nobody knows. A blank holds nothing; where the header asks for permission, nobody knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.formats.name import normal
from engine.mapping.cancelled import Words, spoken

_HELD = re.compile(
    r"保留|取置き?フラグ|(引当|出荷|販売|取扱い?)(禁止|停止|不可|中止|止|対象外|除外)|凍結|(?<!ブ)ロック|ホールド"
    r"|(?<![a-z])hold(?![a-z])|locked|blocked|frozen|quarantine"
)
_MAY = re.compile(
    r"(引当|出荷|販売|利用|使用|受注|発送)(可否|許可|可能?(フラグ|区分|flag)?$|対象(フラグ|区分)?$)|販売(中|状態)"
    r"|s(ale|el)l?able|is[ _-]?available"
)
#: What counts held pieces, or says why, when or for whom they are held.
_ABOUT = re.compile(
    r"数量?$|理由|メモ|備考|日時?$|期限|担当|取引先|期間|先$|reason|note|qty|quantity|count|date|until|for$"
)
#: What stands on a row of which the header's question is answered with no, and with yes.
_ANSWERS = (
    *(("0", "1"), ("FALSE", "TRUE"), ("False", "True"), ("false", "true"), ("NO", "YES"), ("No", "Yes"), ("no", "yes")),
    *(("N", "Y"), ("n", "y"), ("OFF", "ON"), ("Off", "On"), ("off", "on"), ("なし", "あり"), ("無し", "有り")),
    *(("無", "有"), ("×", "○"), ("×", "〇"), ("×", "◯"), ("-", "○"), ("-", "●"), ("しない", "する"), ("未", "済")),
    *(("いいえ", "はい"), ("無効", "有効"), ("対象外", "対象")),
)
#: What says it whatever the header asks.
_FREE = re.compile(r"(引当|出荷|販売|利用|使用|受注)?(可能?|ok)(品|在庫)?|通常(品|在庫)?|正常(品)?|良品?|解除|販売中")
_BARRED = re.compile(
    r"(引当|出荷|販売|利用|使用|受注)?(不可|禁止|停止中?|止め?|中止|保留中?|ng)(品|在庫)?|否|不良品?|ng品|保留|hold|ホールド"
    r"|ロック中?|凍結|廃棄(予定|待ち?)?品?|検品(待ち?|中)|検査(待ち?|中)"
)
#: As many different words such a column may have.
_MANY = 8


def asks(header: str) -> bool:
    """Whether a column with this header says by a word whether a row may be sold."""
    return bool(_HELD.search(header) or _MAY.search(header)) and not _ABOUT.search(header)


def blank_sells(header: str) -> bool:
    """Whether a row may be sold that says nothing under this header."""
    return bool(_HELD.search(header))


def bars(word: str) -> bool:
    """Whether a word says, wherever it stands, that a row may not be sold."""
    return bool(_BARRED.fullmatch(normal(word)))


def answers(cells: Iterable[str]) -> bool:
    """Whether these are words by which such a column answers, and not names or reasons."""
    found = spoken(cells)
    known = {word for pair in _ANSWERS for word in pair}
    said = [word for word in found if word in known or bars(word) or _FREE.fullmatch(normal(word))]
    return len(found) <= _MANY and 2 * len(said) >= len(found)


def of_header(header: str, cells: Iterable[str]) -> Words:
    """The words of a column: ``ended`` that a row may not be sold, ``counts`` that it may."""
    found = spoken(cells)
    held = bool(_HELD.search(header))
    if not held and not _MAY.search(header):
        return _own(found)
    pairs = [pair for pair in _ANSWERS if not {*pair}.isdisjoint(found)] or ([] if found else [("0", "1")])
    told = _own(found)
    no, yes = dict.fromkeys(no for no, _ in pairs), dict.fromkeys(yes for _, yes in pairs)
    counts, ended = (no or {"0": None}, yes) if held else (yes, no)
    return Words(
        tuple(dict.fromkeys([*ended, *told.ended])),
        tuple(dict.fromkeys([*(word for word in counts if word not in told.ended), *told.counts])),
    )


def _own(found: Iterable[str]) -> Words:
    """The words that say it themselves."""
    barred = [word for word in found if bars(word)]
    return Words(tuple(barred), tuple(w for w in found if w not in barred and _FREE.fullmatch(normal(w))))

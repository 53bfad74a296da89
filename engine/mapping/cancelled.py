"""The words by which a column of orders says whether a row was taken back, guessed from its cells.

- A column of states (ステータス): its words of cancellation end a row; any other word counts.
- A column of cancellations (キャンセル区分): words that end a row, and words that let it count; any other is not known.
- A person's words take the place of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.formats.cell import rule
from engine.formats.column import Column
from engine.formats.name import normal

#: What ends an order, and what makes such a word mean that it does not, or not yet.
_ENDED = re.compile(r"キャンセル|取り?消|cancel|\bvoid|無効|削除|不成立|deleted")
_STILL = re.compile(
    r"依頼|申請|希望|要求|待ち?|受付|確認|不可|可能?$|未|前|な[しい]|無し?$|有効|request|pending|\bno[tn]?\b|\bun"
)
_VALID = re.compile(r"^(有効|通常|正常|valid|active)")
#: How systems write it, where no row of the file was taken back.
_USUAL = ("キャンセル", "キャンセル済", "キャンセル済み", "取消", "取消済", "取消済み")
_USUAL_LATIN = ("cancelled", "Cancelled", "canceled", "Canceled")
#: What stands on a row that counts, and on one that was taken back.
_PAIRS = (
    ("0", "1"),
    ("FALSE", "TRUE"),
    ("False", "True"),
    ("false", "true"),
    ("NO", "YES"),
    ("No", "Yes"),
    ("no", "yes"),
    ("N", "Y"),
    ("OFF", "ON"),
    ("なし", "あり"),
    ("無し", "有り"),
    ("無", "有"),
    ("×", "○"),
    ("×", "〇"),
    ("×", "◯"),
    ("未", "済"),
    ("いいえ", "はい"),
    ("有効", "無効"),
)
_READ = rule(Column(name="any", headers=("any",), type="id"))


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of one column say: ``ended`` that a row was taken back, ``counts`` that it counts.

    Where ``counts`` is empty, every word but those of ``ended`` counts; else of any further word nobody knows.
    """

    ended: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


def spoken(cells: Iterable[str]) -> tuple[str, ...]:
    """The different words of these cells, as a layout reads them, in the file's order."""
    return tuple(dict.fromkeys(str(found) for cell in cells if (found := _READ(cell).value) is not None))


def looks_ended(word: str) -> bool:
    """Whether a word speaks of a cancellation, whether it has happened or not."""
    return bool(_ENDED.search(normal(word)))


def of_states(cells: Iterable[str]) -> Words:
    """The words of a column of states; the usual ones where none of its words ends an order."""
    found = spoken(cells)
    ended = tuple(filter(ends, found))
    if ended or (found and all(word.isdigit() for word in found)):
        return Words(ended)
    return Words(_USUAL_LATIN if found and all(map(str.isascii, found)) else _USUAL)


def of_flags(cells: Iterable[str], *, valid: bool = False) -> Words:
    """The words of a column that says of each row whether it was taken back; ``valid``: whether it was not."""
    found = spoken(cells)
    pairs = [pair for pair in _PAIRS if not {*pair}.isdisjoint(found)]
    pairs = [(yes, no) if valid and pair != ("有効", "無効") else pair for pair in pairs for no, yes in (pair,)]
    ended = dict.fromkeys([*(yes for _, yes in pairs), *filter(ends, found)])
    counts = dict.fromkeys([*(no for no, _ in pairs), *(word for word in found if _VALID.search(normal(word)))])
    if not ended and not counts:
        return Words(("0",), ("1",)) if valid else Words(("1", *_USUAL, *_USUAL_LATIN), ("0",))
    return Words(tuple(ended), tuple(counts) or ("0",))


def ends(word: str) -> bool:
    """Whether a word says that a row was taken back."""
    return looks_ended(word) and not _STILL.search(normal(word))

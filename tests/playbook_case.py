"""A small playbook with a shared step and English beside it, for the tests of playbooks and of their mistakes."""

# ruff: noqa: E501 - YAML as an author writes it

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from engine import playbook
from engine.errors import Message, PlaybookError
from engine.formats import Format, layouts
from engine.playbook import Source
from engine.playbook.words import playbook_words
from engine.texts import render_error
from engine.yaml import load

PLAYBOOK = """\
title: 小さな突合
area: warehouse
prevents: [売り越し, 売り逃し]
owner: 在庫担当
review: "2027-05-31"
rhythm: {every: week, on: tuesday, by: "11:00"}
minutes: 20
roles: {stock: 在庫担当, manager: 店舗責任者}
done_by: stock
files:
  rms: rakuten-normal-item
  wms: logizard-cz04003
  orders: rakuten-orders
  rms_after: rakuten-normal-item
expected: {warehouse: wms, orders: orders}
settings:
  tolerance: {label: 許容差, unit: 個, default: 0, at_least: 0, at_most: 5}
  max_age: {label: 古さの上限, unit: 分, default: 30, at_least: 5, at_most: 120}
  style: {label: 送り方, default: mail, one_of: [mail, phone]}
sections:
  - id: take
    title: 取り込む
    steps:
      - {id: ready, title: 準備, do: 確かめる。, confirm: {question: 済んだか。, if_no: 待つ。}}
      - {id: get-rms, use: export, with: {file: rms, age: {setting: max_age}}}
      - id: get-wms
        title: 倉庫
        do: 書き出す。
        receive: {file: wms, max_age: 30, same_moment: {files: [rms], within: 30}}
      - {id: get-orders, title: 受注, do: 書き出す。, receive: {file: orders, max_age: 30}}
  - id: fix-all
    title: 比べて直す
    steps:
      - id: compare
        title: 比べる
        do: 差が{tolerance}個まで許す。
        check:
          - id: gap
            kind: equal
            left: rms.stock.available
            right: expected.stock.available
            tolerance: {setting: tolerance}
            settled_by: landed
            if_failed: 原因を選ぶ。
      - id: cause
        title: 原因
        do: 選ぶ。{style}で知らせる。
        when: {step.compare: [failed, caution]}
        choose: {for_each: gap, from: {picking: ピッキングミス, leave: 直さない}}
      - id: today
        title: 今日直すか
        do: 決める。
        when: {step.compare: [failed, caution]}
        choose: {question: 今日直すか。, from: {now: 直す, later: 延ばす}}
      - id: fix
        title: 作る
        do: 作る。
        when: {choice.today: now, shop.oms: none}
        produce:
          as: fixed
          format: rakuten-normal-item
          rows: gap
          except: {cause: leave}
          set: {stock: right}
          stale_after: 15
          guards: {rows: 30}
      - {id: approve, title: 承認, do: 見る。, when: {step.fix: done}, sign_off: {role: manager, meaning: approved, of: [fix]}}
      - {id: get-after, title: 読む, do: 取る。, when: {step.fix: done}, receive: {file: rms_after}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.fix: done}
        check:
          - {id: landed, kind: equal, left: rms_after.stock.available, right: fixed.stock.available, if_failed: 送り直さない。}
      - id: note
        title: 記録
        do: 書く。
        reading: {values: [{id: count, label: 数えた数, at_least: 0, at_most: 99}]}
revisions: [{version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}]
"""

SHARED = """\
title: 取り込む
parameters:
  file: {label: 取込ファイルの名前, type: alias}
  age: {label: 何分以内か, type: integer, at_least: 1, at_most: 1440, default: 60}
  note: {label: 一言, type: text, default: なし}
  next: {label: 次の手順, type: id, default: note}
step:
  title: RMSの在庫を取り込む
  do: 書き出す。{age}分以内のもの。{note}
  receive: {file: {param: file}, max_age: {param: age}, screen: RMS}
"""

SHARED_ENGLISH = """\
title: Receive the stock of RMS
do: Export it, at most {age} minutes ago. {note}
receive: {screen: RMS}
"""

FILES = {
    "playbook.yaml": PLAYBOOK,
    "steps/export.yaml": SHARED,
    "steps/export.en.yaml": SHARED_ENGLISH,
}
SHOWN = {
    "playbook.yaml": "playbooks/warehouse/small.yaml",
    "playbook.en.yaml": "playbooks/warehouse/small.en.yaml",
}


FORMATS = (
    "jp-holidays",
    "logizard-cz04003",
    "rakuten-normal-item",
    "rakuten-orders",
    "tejun-mapping",
    "tejun-products",
    "tejun-reserves",
    "tejun-sets",
    "tejun-wanted",
)


@cache
def formats() -> Mapping[str, Format]:
    """Some of the formats that come with the engine: what is allowed stays short enough to be read in a test."""
    return {name: layouts()[name] for name in FORMATS}


def english(text: str = PLAYBOOK) -> str:
    """Words for everything in a playbook that has words, made up."""
    made: dict[str, object] = {}
    data = load(text.encode(), "playbook.yaml").data
    for address, path in playbook_words(data):
        here: dict[Any, Any] = made
        original = data
        for name in address[:-1]:
            here = here.setdefault(name, {})
        for part in path:
            original = original[part]
        word = f"words of {' '.join(map(str, address))}".replace("{", "").replace("}", "")
        here[address[-1]] = [word] * len(original) if isinstance(original, list) else word
    return _block(made, "")


def _block(part: Mapping[str, object], indent: str) -> str:
    lines = []
    for key, value in part.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{_block(value, indent + '  ')}")
        elif isinstance(value, list):
            lines.append(f"{indent}{key}: [{', '.join(value)}]\n")
        else:
            lines.append(f"{indent}{key}: {value}\n")
    return "".join(lines)


def source(files: Mapping[str, str] | None = None, playbook_id: str = "small", **changed: str | None) -> Source:
    """The files of the small playbook, some of them changed (``playbook=``, ``shared=``, ``words=``) or added."""
    names = {"playbook": "playbook.yaml", "shared": "steps/export.yaml", "words": "playbook.en.yaml"}
    made = {"playbook.en.yaml": english(), **FILES, **(files or {})}
    for short, text in changed.items():
        made.pop(names[short], None)
        if text is not None:
            made[names[short]] = text
    return Source(playbook_id, {name: text.encode() for name, text in made.items()}, SHOWN)


def edited(old: str, new: str, text: str = PLAYBOOK) -> str:
    """The text with one place changed, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def refusal(made: Source) -> PlaybookError | None:
    """Why a playbook is refused, or nothing."""
    try:
        playbook.read(made, formats())
    except PlaybookError as error:
        return error
    return None


def told(made: Source, language: str = "ja") -> list[str]:
    """What a person reads of the mistakes, line by line."""
    error = refusal(made)
    return render_error(error, language).splitlines() if error is not None else []


def codes(*messages: Message | None) -> set[str]:
    """The codes of messages, and of those that stand inside them."""
    found: set[str] = set()
    for one in messages:
        if one is not None:
            found.add(one.code)
            for value in one.values.values():
                inner = value if isinstance(value, tuple) else (value,)
                found |= codes(*(part for part in inner if isinstance(part, Message)))
    return found

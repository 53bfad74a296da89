"""A session that corrects ネクストエンジン by files that add and subtract: the playbook, its files, and its steps done."""

# ruff: noqa: E501 - playbooks as their authors write them

from __future__ import annotations

from collections.abc import Callable

import pytest
from upload_case import HEAD, TANAKA, Place, Work, fitted

from engine.conduct import By
from engine.conduct.relative import relatives
from engine.errors import SessionError
from engine.record import CheckResult
from engine.texts import render_error

RELATIVE = (
    HEAD
    + """\
files: {wms: logizard-cz04003, ne: next-engine-stock, ne_after: next-engine-stock}
sections:
  - id: all
    title: 倉庫とネクストエンジン
    steps:
      - {id: get-wms, title: 倉庫, do: 書き出す。, receive: {file: wms, may_repeat: true}}
      - {id: get-ne, title: NE, do: 書き出す。, receive: {file: ne, may_repeat: true}}
      - id: compare
        title: 比べる
        do: 比べる。
        check:
          - id: gap
            kind: equal
            left: ne.stock.on_hand
            right: wms.stock.on_hand
            settled_by: landed
            if_failed: 直す。
      - id: make
        title: 作る
        do: 作る。
        when: {step.compare: [failed]}
        produce:
          as: made
          format: next-engine-stock-change
          rows: gap
          set: {change: right}
          stale_after: 15
          guards: {rows: 10, to_zero: 0, yen: 100000}
      - id: approve
        title: 承認
        do: 見る。
        when: {step.make: done}
        sign_off: {role: manager, meaning: approved, of: [make]}
      - {id: send, title: 送る, do: 送る。, when: {step.make: done}, confirm: {question: 処理待ちがなく、送ったか。, if_no: 待つ。}}
      - {id: get-after, title: NE, do: 書き出す。, when: {step.make: done}, receive: {file: ne_after, may_repeat: true}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.make: done}
        check:
          - {id: landed, kind: equal, left: ne_after.stock.on_hand, right: made.stock.on_hand, keys: right, if_failed: 送り直さない。}
"""
)

WMS = """
商品ID | 商品名 | ロケ | 品質区分名 | 有効期限 | 在庫数(引当数を含む) | 引当数
W-cup | カップ | A-01 | 良品 | - | 10 | 3
W-cup | カップ | A-02 | 良品 | - | 5 | 0
W-cup | カップ | B-01 | 不良品 | - | 2 | 0
W-tea | お茶 | A-03 | 良品 | - | 8 | 0
W-bag-s | 袋 小 | A-04 | 良品 | - | 4 | 0
W-bag-l | 袋 大 | A-05 | 良品 | - | 1 | 0
"""
NE = """
商品コード | 商品名 | 在庫数 | 引当数 | フリー在庫数 | 予約在庫数
cup | カップ | 12 | 3 | 9 | 0
tea | お茶 | 11 | 0 | 11 | 0
bag-s | 袋 小 | 4 | 0 | 4 | 0
bag-l | 袋 大 | 9 | 3 | 6 | 0
"""

#: The absolute file: what was counted takes the place of what is there.
COUNTED = (
    RELATIVE.replace("format: next-engine-stock-change", "format: next-engine-count")
    .replace("set: {change: right}", "set: {counted: right}")
    .replace(
        "      - {id: send, title: 送る, do: 送る。, when: {step.make: done}, confirm: {question: 処理待ちがなく、送ったか。, if_no: 待つ。}}\n",
        "",
    )
    .replace(
        """      - id: approve
        title: 承認
        do: 見る。
        when: {step.make: done}
        sign_off: {role: manager, meaning: approved, of: [make]}
""",
        "",
    )
)


def after(cup: int = 15, tea: int = 8) -> str:
    """ネクストエンジン once the file has been taken over, or not quite."""
    made = NE.replace("cup | カップ | 12 | 3 | 9", f"cup | カップ | {cup} | 3 | {cup - 3}")
    return made.replace("tea | お茶 | 11 | 0 | 11", f"tea | お茶 | {tea} | 0 | {tea}")


def compared(here: Place, *, ne: str = NE, wms: str = WMS) -> Work:
    """A session up to its file."""
    work = here.begin(fitted(RELATIVE))
    work.receive("get-wms", wms)
    work.receive("get-ne", ne)
    work.check("compare")
    return work


def sent(here: Place, **drawn: str) -> Work:
    """A session whose file was approved and taken out."""
    work = compared(here, **drawn)
    work.produce()
    work.sign()
    assert work.files()
    return work


def read_back(work: Work, drawing: str) -> CheckResult:
    """The file is sent; later the system is read again."""
    work.conduct.confirm("send", By(person=TANAKA), answer=True)
    work.receive("get-after", drawing)
    return work.check("read-back")["landed"]


def became(here: Place) -> list[str]:
    """What became of each relative file, in the order in which they were made."""
    return [one.became for one in relatives(here.desk.log)]


def refusal(call: Callable[[], object], language: str = "ja") -> str:
    """The words of a refusal."""
    with pytest.raises(SessionError) as refused:
        call()
    return render_error(refused.value, language)

"""A small reconciliation, as a playbook that a test can read on its screen, and folders to conduct it in."""

# ruff: noqa: E501 - the lines stand as their author writes them

from __future__ import annotations

import shutil
from pathlib import Path

SHOP = Path(__file__).parent.parent / "shops" / "sample"

RECONCILE = """
title: 小さな突合
area: warehouse
prevents: 売り越し
owner: 在庫担当
review: "2027-05-31"
rhythm: {every: week, on: tuesday, by: "11:00"}
minutes: 20
roles: {stock: 在庫担当, manager: 店舗責任者, lead: 代行責任者}
done_by: stock
files:
  rms: rakuten-normal-item
  wms: logizard-cz04003
  orders: rakuten-orders
  rms_now: rakuten-normal-item
  orders_now: rakuten-orders
  rms_after: rakuten-normal-item
  orders_after: rakuten-orders
expected: {warehouse: wms, orders: orders}
settings:
  tolerance: {label: 許容差, unit: 個, default: 0, at_least: 0, at_most: 5}
revisions: [{version: "1.0", on: "2026-11-22", by: 作成者, what: 初版}]
sections:
  - id: take
    title: 取り込む
    steps:
      - {id: ready, title: 準備, do: 確かめる。, confirm: {question: 済んだか。, if_no: 待つ。}}
      - {id: get-rms, title: RMS, do: 書き出す。, receive: {file: rms, max_age: 30, counts: skus}}
      - id: get-wms
        title: 倉庫
        do: 書き出す。
        receive: {file: wms, max_age: 30, same_moment: {files: [rms], within: 30}}
      - {id: get-orders, title: 受注, do: 書き出す。, receive: {file: orders, max_age: 30}}
  - id: compare-and-fix
    title: 比べて直す
    steps:
      - id: known
        title: 対応表
        do: 調べる。
        check: [{id: codes, kind: known, files: rms, if_failed: 対応表を直す。}]
      - id: compare
        title: 比べる
        do: 比べる。
        check:
          - id: gap
            kind: equal
            left: rms.stock.available
            right: expected.stock.available
            keys: left
            tolerance: {setting: tolerance}
            settled_by: landed
            if_failed: 原因を選ぶ。
      - id: cause
        title: 原因
        do: 選ぶ。
        when: {step.compare: [failed, caution]}
        choose:
          for_each: gap
          from: {picking: ピッキングミス, timing: {label: 受注の時間差, needs: 注文番号}, leave: 直さない}
      - {id: again-rms, title: もう一度, do: 取る。, when: {step.compare: [failed, caution]}, receive: {file: rms_now, max_age: 10}}
      - {id: again-orders, title: もう一度, do: 取る。, when: {step.compare: [failed, caution]}, receive: {file: orders_now, max_age: 10}}
      - id: fix
        title: 作る
        do: 作る。
        when: {step.compare: [failed, caution]}
        produce:
          as: fixed
          format: rakuten-normal-item
          rows: gap
          except: {cause: [leave, timing]}
          set: {stock: right}
          unmoved: {rms: rms_now, orders: orders_now}
          stale_after: 15
          guards: {rows: 30, percent: 5, to_zero: 3, yen: 50000}
      - id: approve
        title: 承認
        do: 見る。
        when: {step.fix: done}
        sign_off: {role: manager, meaning: approved, of: [cause, fix], above_guards: lead}
      - {id: upload, title: 送る, do: 送る。, when: {step.fix: done}, confirm: {question: 送ったか。, if_no: 送る。}}
      - {id: get-after, title: 読む, do: 取る。, when: {step.fix: done}, receive: {file: rms_after, max_age: 10}}
      - {id: get-orders-after, title: 読む, do: 取る。, when: {step.fix: done}, receive: {file: orders_after, max_age: 10}}
      - id: read-back
        title: 読み戻す
        do: 比べる。
        when: {step.fix: done}
        check:
          - id: landed
            kind: equal
            left: rms_after.stock.available
            right: fixed.stock.available
            keys: right
            allow: {orders: orders_after, since: fixed}
            if_failed: 送り直さない。
"""


ENGLISH = """
title: A small reconciliation
prevents: overselling
owner: stock
roles: {stock: stock, manager: manager, lead: lead}
settings: {tolerance: {label: tolerance, unit: pieces}}
revisions: {"1.0": {by: author, what: first}}
sections: {take: Take, compare-and-fix: Compare and fix}
steps:
  ready: {title: Ready, do: See., confirm: {question: Is it done, if_no: Wait.}}
  get-rms: {title: RMS, do: Export.}
  get-wms: {title: Warehouse, do: Export.}
  get-orders: {title: Orders, do: Export.}
  known: {title: Codes, do: Look., check: {codes: Correct the mapping.}}
  compare: {title: Compare, do: Compare., check: {gap: Choose the cause.}}
  cause:
    title: Cause
    do: Choose.
    choose: {from: {picking: {label: Picking}, timing: {label: Timing, needs: order number}, leave: {label: Leave}}}
  again-rms: {title: Again, do: Take.}
  again-orders: {title: Again, do: Take.}
  fix: {title: Make, do: Make.}
  approve: {title: Approve, do: Look.}
  upload: {title: Send, do: Send., confirm: {question: Is it sent, if_no: Send.}}
  get-after: {title: Read, do: Take.}
  get-orders-after: {title: Read, do: Take.}
  read-back: {title: Read back, do: Compare., check: {landed: Do not send again.}}
"""


def folders(
    at: Path, playbook: str = RECONCILE, name: str = "small", english: str | None = ENGLISH
) -> tuple[Path, Path]:
    """A folder of playbooks with this one in it, and a copy of the sample shop."""
    playbooks = at / "playbooks"
    (playbooks / "warehouse").mkdir(parents=True)
    (playbooks / "steps").mkdir()
    (playbooks / "warehouse" / f"{name}.yaml").write_text(playbook, encoding="utf-8")
    if english is not None:
        (playbooks / "warehouse" / f"{name}.en.yaml").write_text(english, encoding="utf-8")
    shop = at / "shop"
    shutil.copytree(SHOP, shop)
    return playbooks, shop

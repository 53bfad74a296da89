"""A small playbook and shop for the tests of the manual: every ask, every kind of check, and words that mean harm."""

# ruff: noqa: E501 - YAML as an author writes it

from __future__ import annotations

from pathlib import Path

SHOP = """
id: tea
name: 茶葉の店
english: Tea shop
oms: none
malls: [rakuten]
warehouse: logizard
people:
  - {id: tanaka, name: 田中 健太, english: Kenta Tanaka, party: client, roles: [stock]}
  - {id: sato, name: 佐藤 美咲, english: Misaki Sato, party: client, roles: [manager]}
  - {id: watanabe, name: 渡辺 誠, english: Makoto Watanabe, party: warehouse, roles: [counter]}
deviations: {allowed_by: [manager]}
settings:
  reconcile: {tolerance: 2}
"""

PLAYBOOK = """
title: 倉庫とRMSの在庫突合
area: warehouse
prevents: [倉庫にない商品を売る（売り越し）, あるのに売れない（売り逃し）]
owner: 在庫担当リーダー
review: '2027-05-31'
rhythm: {every: week, on: tuesday, by: '11:00'}
minutes: 45
before: 前日の入荷計上が終わっていること
roles: {stock: 在庫担当, manager: 店舗責任者, counter: 倉庫の人, lead: 上位者}
done_by: stock
files: {rms: rakuten-normal-item, wms: logizard-cz04003, orders: rakuten-orders, rms_after: rakuten-normal-item}
file_names: {rms: RMS, wms: 倉庫}
expected: {warehouse: wms, orders: orders}
settings:
  tolerance: {label: 許容差, unit: 個, default: 0, at_least: 0, at_most: 5}
  max_age: {label: 取り出してからの時間, unit: 分, default: 30, at_least: 5}
covers: [A10, B9]
controls: [INV-03]
sections:
  - id: gather
    title: 集める
    steps:
      - id: warehouse-done
        title: 倉庫の計上が済んだか聞く
        do: 倉庫に電話し、前日の入荷と出荷の計上が済んだか聞く。
        confirm: {question: 前日分の計上はすべて済んでいますか。, if_no: 済む時刻を聞き、それまで待つ。}
      - id: get-rms
        title: RMSの商品CSVを取り込む
        do: [RMSの「CSV一括編集」を開く。, 「ダウンロード」を押す。, 突合に使うファイルを全部入れる。]
        why: 画面の数は見間違える。ファイルなら全部を比べられる。
        caution: Excelで開いて保存しない。
        mistake: -2 のファイルを入れ忘れる。
        detail: |
          ファイル名の終わりの数字が分割の番号です。
          1つだけのこともあります。
        note: ダウンロードには数分かかります。
        readings: {突合: とつごう}
        receive: {file: rms, max_age: {setting: max_age}, counts: skus, screen: RMS＞CSV一括編集, filter: すべて}
      - id: get-wms
        title: 倉庫の在庫一覧を取り込む
        do: ロジザードZEROの「ロケ別在庫一覧」を出力する。
        receive: {file: wms, max_age: {setting: max_age}, same_moment: {files: [rms], within: 30}}
      - id: get-orders
        title: 未出荷の受注を取り込む
        do: 受注CSVをダウンロードする。
        receive: {file: orders, counts: orders, may_repeat: true}
  - id: compare-all
    title: 比べる
    steps:
      - id: whole
        title: ファイルを確かめる
        do: 結果を待つ。
        check:
          - {id: parts, kind: complete, files: [rms], if_failed: 足りないファイルを入れる。}
          - {id: new, kind: fresh, files: [rms], max_age: 30, if_failed: 取り出し直す。}
          - {id: together, kind: same-moment, files: [rms, wms], within: 30, if_failed: 両方を取り出し直す。}
          - {id: shown, kind: rows-as-shown, files: [rms], if_failed: 件数を見直す。}
          - {id: not-old, kind: not-same-as-last, files: [wms], if_failed: 取り出し直す。}
          - {id: mapped, kind: known, files: [rms, wms], if_failed: 対応表を直す。}
          - {id: clear, kind: readable, of: rms.rows.stock, if_failed: 取り出し直す。}
          - {id: once, kind: unique, of: rms.stock.sku, if_failed: 重複を消す。}
          - {id: lead, kind: filled, of: rms.rows.lead_time_in_stock, where: {stock: {at_least: 1}}, if_failed: 納期を入れる。}
          - {id: minus, kind: not-negative, of: wms.rows.on_hand, if_failed: 倉庫に聞く。}
          - {id: there, kind: present, left: wms, right: rms, if_failed: 登録する。}
          - {id: few, kind: at-least, left: wms.stock.on_hand, right: 1, level: caution, if_failed: 補充する。}
          - {id: upper, kind: not-more-than, left: rms.stock.available, right: wms.stock.on_hand, if_failed: 下げる。}
          - {id: sum, kind: sum-at-most, left: [rms.stock.available, orders.stock.ordered], right: wms.stock.on_hand, if_failed: 配分を下げる。}
          - {id: jump, kind: change-within, left: rms.stock.available, right: wms.stock.available, pieces: 5, percent: 50, if_failed: 理由を調べる。}
          - {id: promise, kind: lead-time, stock: rms.stock.available, in_stock: {column: rms.stock.lead_time_in_stock, at_most: 2}, out_of_stock: {column: rms.stock.lead_time_out_of_stock, one_of: [取り寄せ], where: {backorder: 1}}, preorder: {column: rms.stock.preorder_release}, if_failed: 納期を直す。}
          - {id: same-promise, kind: same-lead-time, left: rms.stock.lead_time_in_stock, right: orders.rows.lead_time, if_failed: 納期をそろえる。}
          - {id: stopped, kind: restriction, malls: {rms: {stopped_when: [{item_hidden: 1}, {sku_hidden: 1}], starts: sale_starts, ends: sale_ends, limit: order_limit}, wms: {stopped_when: {on_hand: {at_most: 0}}}}, if_failed: すべてのモールを同じにする。}
          - {id: codes, kind: code-rules, of: rms.rows.sku_id, system: rakuten-sku, blank: allowed, if_failed: コードを直す。}
          - {id: alive, kind: sync-alive, first_before: wms.stock.available, first_after: wms.stock.on_hand, mall_before: rms.stock.available, mall_after: rms.stock.available, cycle: 15, if_failed: 連携の画面を見る。}
          - {id: gifts, kind: sets, left: rms.stock.available, right: wms.stock.available, if_failed: セットの数を下げる。}
          - {id: sizes, kind: grid, file: rms, hidden: sku_hidden, only: {item_hidden: 0}, if_failed: 足りないSKUを登録する。}
          - {id: kept, kind: reserved, left: rms.stock.available, reserve: {of: wms.rows.on_hand, only: {quality: 取置}}, right: wms.stock.available, sort: held_for, until: expiry, if_failed: 取り置きの分を下げる。}
          - {id: taken, kind: preorder, left: rms.stock.available, taken: orders.stock.unshipped, inbound: wms.rows.on_hand, due: last_arrival, promise: rms.stock.preorder_release, if_failed: 予約の数を下げる。}
          - {id: moved, kind: balance, opening: wms.stock.on_hand, out: {of: orders.rows.quantity, only: {status: 処理済}}, closing: rms.stock.available, if_failed: 入出庫の記録を追う。}
          - {id: places, kind: warehouses, places: [{file: wms, by: warehouse}], declared: [本社倉庫], if_failed: 倉庫ごとに取り込み直す。}
          - {id: unsold, kind: lost-sales, left: rms.stock.available, right: wms.stock.available, hidden: rms.stock.sku_hidden, at_least: {A: 1, '*': 5}, if_failed: 在庫数を入れる。}
          - {id: soon, kind: cover, left: rms.stock.available, sales: orders.stock.ordered, window: 7, failed: 2, caution: 5, if_failed: 補充する。}
          - {id: sale, kind: forecast, left: wms.stock.available, sales: orders.stock.ordered, window: 14, days: 5, starts_in: 7, factors: {low: 150, middle: 200, high: 400}, if_failed: 発注する。}
          - {id: day, kind: promise, promised: orders.rows.delivery_on, ordered: orders.rows.ordered_at, if_failed: お客様に知らせる。}
          - {id: days, kind: promise-of-code, codes: rms.rows.lead_time_in_stock, days_ahead: 14, if_failed: 納期を変える。}
          - {id: own, kind: query, files: [wms], claim: 期限切れの在庫がない, sql: "select sku as key from wms.stock where on_hand < 0", if_failed: 倉庫に聞く。}
      - id: compare
        title: あるべき数とRMSの在庫数を比べる
        do: 結果を待つ。
        check:
          - {id: gap, kind: equal, left: rms.stock.available, right: expected.stock.available, tolerance: {setting: tolerance}, settled_by: landed, if_failed: 次の手順で原因を選ぶ。}
      - id: cause
        title: 差異の原因を1行ずつ選ぶ
        do: 行ごとに伝票を見て原因を選ぶ。
        when: {step.compare: failed}
        choose:
          for_each: gap
          from: {picking: ピッキングミス, timing: {label: 受注の時間差, needs: 注文番号}, leave: {label: 今回は直さない, optional: メモ}}
      - id: count
        title: 棚の数を数える
        do: 棚に行って数える。
        when: {step.compare: failed}
        role: counter
        reading: {for_each: gap, only: {cause: picking}, blind: true, values: [{id: counted, label: 数えた数, unit: 個, at_least: 0, at_most: 9999}, {id: memo, label: 気づき, type: text, optional: true}]}
      - id: ask-warehouse
        title: 倉庫調査依頼を作る
        do: できた一覧を倉庫に送る。
        when: {step.compare: failed}
        produce: {as: inquiry, list: 倉庫調査依頼, rows: gap, only: {cause: picking}, also: {pieces: 3, yen: 10000}, columns: [key, name, places], to_fill: [実数, 回答者]}
      - id: go-on
        title: 今日直すか決める
        do: 責任者と相談して決める。
        when: {step.compare: failed}
        choose: {question: 今日直しますか。, from: {today: 今日直す, tomorrow: 明日に延ばす}}
  - id: correct
    title: 直す
    when: {choice.go-on: today}
    steps:
      - id: fix
        title: 訂正ファイルを作る
        do: 「作成」を押す。
        warning: アップロードすると元に戻せません。
        when: {shop.oms: [none]}
        produce:
          as: fixed
          format: rakuten-normal-item
          rows: gap
          except: {cause: leave}
          set: {stock: right}
          stale_after: 15
          guards: {rows: 30, percent: 5, to_zero: 3, yen: 50000}
      - id: fix-in-oms
        title: OMSで直す
        do: OMSの画面で数を直す。
        when: {shop.oms: [next-engine, cross-mall]}
        confirm: {question: 直しましたか。, if_no: 直す。}
      - id: approve
        title: 訂正を承認する
        do: 変更の一覧を見て承認する。
        when: {step.fix: done}
        sign_off: {role: manager, meaning: approved, of: [cause, fix], above_guards: lead}
      - id: get-after
        title: RMSをもう一度取り込む
        do: 10分待ってダウンロードする。
        when: {step.fix: done}
        receive: {file: rms_after, max_age: 10}
      - id: read-back
        title: 書いた数になったか比べる
        do: 結果を待つ。
        when: {step.fix: done}
        check:
          - {id: landed, kind: equal, left: rms_after.stock.available, right: fixed.stock.available, if_failed: 同じファイルを送り直さない。責任者に連絡する。}
  - id: watch
    title: 見守る
    repeat: {every: 15, until: '01:59'}
    steps:
      - id: look
        title: 画面を見る
        do: 在庫の画面を見る。
        confirm: {question: 減り方はふつうですか。, if_no: 責任者に電話する。}
      - id: double
        title: ダブルチェック
        do: 記録を見る。
        sign_off: {role: manager, meaning: checked}
revisions:
  - {version: '1.1', on: '2026-11-20', by: 佐藤, what: 数える手順を足した。}
  - {version: '1.0', on: '2026-11-01', by: 佐藤, what: 初版。}
"""


def write(folder: Path, playbook: str = PLAYBOOK, shop: str = SHOP, english: str | None = None) -> tuple[Path, Path]:
    """The folders of playbooks and of the shop, with these files in them."""
    playbooks, shop_folder = folder / "playbooks", folder / "shop"
    (playbooks / "warehouse").mkdir(parents=True, exist_ok=True)
    (playbooks / "steps").mkdir(exist_ok=True)
    shop_folder.mkdir(exist_ok=True)
    (playbooks / "warehouse" / "reconcile.yaml").write_text(playbook, encoding="utf-8")
    (playbooks / "warehouse" / "reconcile.en.yaml").write_text(english or ENGLISH, encoding="utf-8")
    (shop_folder / "shop.yaml").write_text(shop, encoding="utf-8")
    return playbooks, shop_folder


ENGLISH = """
title: Reconcile warehouse and RMS
prevents: [selling what the warehouse does not have, not selling what it has]
owner: lead of stock
before: yesterday's deliveries are posted
file_names: {rms: RMS, wms: warehouse}
roles: {stock: stock keeper, manager: shop manager, counter: warehouse staff, lead: senior manager}
settings:
  tolerance: {label: tolerance, unit: pieces}
  max_age: {label: age of an export, unit: minutes}
sections: {gather: Gather, compare-all: Compare, correct: Correct, watch: Watch}
steps:
  warehouse-done:
    title: Ask whether the warehouse has posted everything
    do: Call the warehouse.
    confirm: {question: Is everything of yesterday posted?, if_no: "Ask when it will be, and wait."}
  get-rms:
    title: Receive the item CSV of RMS
    do: [Open CSV editing in RMS., Press download., Add every file.]
    why: People misread screens. A file lets everything be compared.
    caution: Do not open and save it in Excel.
    mistake: Forgetting the -2 file.
    detail: The number at the end of the name is the part.
    note: It takes a few minutes.
    receive: {screen: RMS > CSV editing, filter: all}
  get-wms: {title: Receive the stock list of the warehouse, do: Export it in Logizard ZERO.}
  get-orders: {title: Receive unshipped orders, do: Download the order CSV.}
  whole:
    title: Check the files
    do: Wait for the result.
    check: {parts: Add the missing file., new: Export again., together: Export both again., shown: Look at the count again., not-old: Export again., mapped: Correct the mapping., clear: Export again., once: Remove the double., lead: Enter the lead time., minus: Ask the warehouse., there: Register it., few: Restock., upper: Lower it., sum: Lower the shares., jump: Find the reason., promise: Correct the lead time., same-promise: Make them the same., stopped: Make all malls the same., codes: Correct the code., alive: Look at the sync., gifts: Lower the set., sizes: Register what is missing., kept: Lower it by the reserve., taken: Lower the preorders., moved: Go through the movements., places: Receive each warehouse again., unsold: Show the number., soon: Restock., sale: Order more., day: Tell the customer., days: Change the lead time., own: Ask the warehouse.}
    claim: {own: no stock is past its date}
  compare:
    title: Compare RMS with what it should show
    do: Wait for the result.
    check: {gap: Choose causes in the next step.}
  cause:
    title: Choose the cause of each difference
    do: Look at the slips.
    choose: {from: {picking: {label: picking mistake}, timing: {label: orders in between, needs: order number}, leave: {label: leave it, optional: memo}}}
  count:
    title: Count the shelf
    do: Go and count.
    reading: {counted: {label: counted, unit: pieces}, memo: {label: remark}}
  ask-warehouse:
    title: Make the inquiry for the warehouse
    do: Send the list.
    produce: {list: Warehouse inquiry, to_fill: [count, answered by]}
  go-on:
    title: Decide whether to correct today
    do: Decide with the manager.
    choose: {question: Correct today?, from: {today: {label: today}, tomorrow: {label: tomorrow}}}
  fix: {title: Make the correction file, do: Press produce., warning: An upload cannot be undone.}
  fix-in-oms:
    title: Correct it in the OMS
    do: Correct the numbers in the OMS.
    confirm: {question: Done?, if_no: Do it.}
  approve: {title: Approve the correction, do: Look at the list of changes.}
  get-after: {title: Receive RMS again, do: Wait ten minutes and download.}
  read-back:
    title: Compare with what was written
    do: Wait for the result.
    check: {landed: Do not send the same file again. Call the manager.}
  look:
    title: Look at the screen
    do: Look at the stock screen.
    confirm: {question: Does it fall as usual?, if_no: Call the manager.}
  double: {title: Double check, do: Look at the log.}
revisions:
  '1.1': {by: Sato, what: Counting added.}
  '1.0': {by: Sato, what: First version.}
"""

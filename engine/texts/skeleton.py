"""Words of a playbook to begin with: the questions of ``tejun new``, and what it writes for the author to change."""

TEXTS: dict[str, tuple[str, str]] = {
    "ask_id": (
        "手順書のID（英小文字とハイフン。例: daily-count）",
        "Id of the playbook (lower case and hyphens, e.g. daily-count)",
    ),
    "ask_area": ("分野", "Area"),
    "ask_title": ("題名（日本語）", "Title in Japanese"),
    "ask_english": ("題名（英語）", "Title in English"),
    "ask_prevents": ("何を防ぐか（日本語）", "What it prevents, in Japanese"),
    "ask_prevents_english": ("何を防ぐか（英語）", "What it prevents, in English"),
    "ask_format": (
        "取り込むファイルの形式（例: rakuten-normal-item）",
        "Format of the file that arrives (e.g. rakuten-normal-item)",
    ),
    "ask_minutes": ("かかる時間（分） [15]", "Minutes that it takes [15]"),
    "empty": ("「{name}」を入力してください。", "'{name}' is missing."),
    "bad_id": (
        "ID「{name}」は使えません。英小文字・数字・ハイフンで、英字から始めてください（60字まで）。",
        "the id '{name}' cannot be used: lower case letters, digits and hyphens, a letter first, at most 60",
    ),
    "bad_minutes": ("時間は1〜1440分で入力してください（{found}）。", "minutes are 1 to 1440, not {found}"),
    "there": (
        "手順書「{name}」はもうあります。上書きしません。別のIDにしてください。",
        "the playbook '{name}' is there already and is left alone; choose another id",
    ),
    "no_stock": (
        "形式「{name}」は在庫数を持っていないか、ありません。使える形式: {known}",
        "the format '{name}' carries no stock or does not exist; possible: {known}",
    ),
    "made": ("作りました: {name}", "made: {name}"),
    "next": (
        "次は、手順の言葉とチェックを直し、tejun validate {id} と tejun prove {id} で確かめます。",
        "Next, change the words and checks, and try tejun validate {id} and tejun prove {id}.",
    ),
    # What is written into the new playbook.
    "owner": ("在庫担当", "Stock staff"),
    "author": ("作成者", "Author"),
    "first": ("初版", "First version"),
    "rhythm": ("この作業を頼まれた日", "the request for this work"),
    "file_name": ("在庫一覧", "stock list"),
    "max_age": ("取り出してからの時間の上限", "Oldest file that may be used"),
    "minutes": ("分", "minutes"),
    "section": ("調べる", "Look"),
    "get": ("在庫一覧を取り込む", "Receive the stock list"),
    "get_open": (
        "画面で、絞り込まずに全件をダウンロードする（メニュー名は店舗で確認）。",
        "Download everything from the screen, without a filter (check the menu names in your shop).",
    ),
    "get_count": (
        "画面の件数を書き留め、ファイルをここに入れ、件数を入力する。",
        "Note the count on the screen, put the file in here and enter the count.",
    ),
    "get_caution": (
        "Excelで開いて保存しない。先頭の0が消え、長いコードが壊れる。",
        "Do not open and save it in Excel: leading zeros disappear and long codes break.",
    ),
    "screen": ("在庫一覧の画面", "screen of the stock list"),
    "cells": ("マイナスの在庫がないか確かめる", "Make sure that no stock is below zero"),
    "cells_do": (
        "チェックを実行し、見つかった行を元の画面で見る。",
        "Run the check, and look at each row found on its screen.",
    ),
    "cells_failed": (
        "元の画面で数を見て、二重に引いた注文がないか調べる。直してから取り直す。",
        "Look at the number on its screen, and for orders that were taken off twice. Correct it and download again.",
    ),
    "finish": ("結果を知らせて終わる", "Tell the result, and finish"),
    "finish_do": ("見つかったSKUの数を店舗責任者に知らせる。", "Tell the shop manager how many SKUs were found."),
    "question": ("店舗責任者に知らせましたか。", "Have you told the shop manager?"),
    "if_no": ("つながらなければ、メールかチャットで送る。", "If you cannot reach them, send a mail or chat."),
}

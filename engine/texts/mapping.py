"""Words of mapping a file that nobody knows: what each column may be and why, what is still to be told, what is saved."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_header": (
        "見出しの行がありません。列の名前がないと、どの列が何か決められません。",
        "there is no header row; without names nobody can say which column is what",
    ),
    "no_header_hint": (
        "見出しつきで出力する設定にして、取り直してください。",
        "export it again with its header",
    ),
    "known_already": (
        "このファイルは「{title}」です。対応付けはいりません。",
        "this file is '{title}'; it needs no mapping",
    ),
    "known": (
        "保存できるのは、まだどの形式にも合わないファイルだけです。このファイルは「{title}」（{id}）です。対応付けはいりません。",
        "expected a file that no format fits yet, got one that is '{title}' ({id}); it needs no mapping",
    ),
    "known_hint": (
        "同じファイルに合う形式が2つになると、どちらとも決められなくなります。それでも分けるなら、--yes なしで確かめながら保存してください。",
        "with two formats that fit one file, nobody can say which it is; to make another one all the same, leave out --yes",
    ),
    "known_hint_on_screen": (
        "同じファイルに合う形式が2つになると、どちらとも決められなくなります。このまま取り込めます。",
        "with two formats that fit one file, nobody can say which it is; it can be received as it is",
    ),
    "known_own_hint": (
        "読み方を変えるなら、--id {id} --replace でその形式を置き換えてください。",
        "to change how it is read, replace that format: --id {id} --replace",
    ),
    "known_own_hint_on_screen": (
        "読み方を変えるなら、IDを {id} にし、「同じIDの形式を置き換える」に印を付けて、もう一度保存してください。",
        "to change how it is read, enter {id} as the id, tick 'Replace the format with this id' and save again",
    ),
    "lacks_code": (
        "商品のコードの列（code）が決まっていません。",
        "no column is the code of the item (code)",
    ),
    "lacks_count": (
        "在庫数の列（on_hand か available）が決まっていません。",
        "no column is the count (on_hand or available)",
    ),
    "lacks_code_on_screen": (
        "「商品のコード」の列が決まっていません。コードの列の意味を「商品のコード」にしてください。",
        "no column is the code of the item; choose 'code of the item' for the column with the codes",
    ),
    "lacks_count_on_screen": (
        "在庫数の列が決まっていません。どれか1つの列を「在庫数（引当を含む）」か「販売できる数」にしてください。",
        "no column is the count; choose 'on hand, reserved included' or 'available' for one column",
    ),
    "lacks_order_on_screen": (
        "注文番号の列が決まっていません。その列の意味を「注文番号」にしてください。",
        "no column is the number of the order; choose 'number of the order' for it",
    ),
    "lacks_quantity_on_screen": (
        "数量の列が決まっていません。その列の意味を「注文の数量」にしてください。",
        "no column is the quantity; choose 'quantity ordered' for it",
    ),
    "lacks_order": ("注文番号の列（order）が決まっていません。", "no column is the number of the order (order)"),
    "lacks_quantity": ("数量の列（quantity）が決まっていません。", "no column is the quantity (quantity)"),
    "unknown_meaning": (
        "「{found}」という意味はありません。使える語: {allowed}",
        "there is no meaning '{found}'; allowed: {allowed}",
    ),
    "meaning_twice": (
        "意味「{meaning}」の列が複数あります: {headers}。1列だけにしてください。",
        "several columns are said to be '{meaning}': {headers}; only one can be",
    ),
    "unknown_header": (
        "「{found}」という見出しは {name} にありません。",
        "there is no header '{found}' in {name}",
    ),
    "unknown_kind": (
        "「{found}」という種類はありません。使える語: {allowed}",
        "there is no kind '{found}'; allowed: {allowed}",
    ),
    "not_a_pair": (
        "「{found}」は 意味=見出し の形ではありません（例: code=商品コード）。",
        "'{found}' is no meaning=header (such as code=SKU)",
    ),
    "bad_id": (
        "「{found}」はIDに使えません。小文字の英数字とハイフンで、英字から始めてください。",
        "'{found}' is no id: lower-case letters, digits and hyphens, beginning with a letter",
    ),
    "no_id": (
        "ファイル名からIDを作れません。--id で決めてください（例: tempostar-stock）。",
        "no id can be made of the file's name; give one with --id (such as tempostar-stock)",
    ),
    "no_id_on_screen": (
        "ファイル名からIDを作れません。「ID」の欄に入れてください（例: tempostar-stock）。",
        "no id can be made of the file's name; enter one under 'Id' (such as tempostar-stock)",
    ),
    "taken": (
        "「{id}」は内蔵のファイル形式の名前です。別のIDにしてください。",
        "'{id}' is a built-in format; choose another id",
    ),
    "there": (
        "{name} はもうあります。書き換えません。",
        "{name} is there already; it is not overwritten",
    ),
    "there_hint": (
        "置き換えてよければ --replace を付けてください。",
        "to replace it, add --replace",
    ),
    "there_hint_on_screen": (
        "置き換えてよければ、「同じIDの形式を置き換える」に印を付けて、もう一度保存してください。",
        "to replace it, tick 'Replace the format with this id' and save again",
    ),
    "no_shop": ("店舗のフォルダ「{name}」がありません。", "there is no shop folder '{name}'"),
    "written": (
        "ファイル形式「{id}」を {name} に保存しました。手順書で使うには、shop.yaml の instead に書きます。",
        "the format '{id}' was saved as {name}; to use it in playbooks, name it under instead in shop.yaml",
    ),
    "reads": (
        "このファイルを読みました: {rows}行、読めないセル{lost}件。",
        "this file was read with it: {rows} rows, {lost} cells cannot be read",
    ),
    "reads_not": (
        "このファイルがまだ読めないので、保存しませんでした。",
        "this file cannot be read with it, so nothing was saved",
    ),
    "incomplete": (
        "まだ決まっていない列があるので、保存しませんでした。",
        "columns are still to be told, so nothing was saved",
    ),
    "fits_alike": (
        "このファイルは {others} の形にも同じように合います。どちらとも決められないので、このままでは取り込めません。要らないほうを layouts から消してください。",
        "this file fits {others} just as well, so nobody can say which it is and it cannot be recognised; remove the one that is not wanted from layouts",
    ),
    "fits_better": (
        "このファイルは {others} の形にも合い、そちらと見なされます。",
        "this file fits {others} too, and is taken for that",
    ),
    "fits_too": (
        "このファイルは {others} の形にも合います。いまは、保存した形式と見なされます。",
        "this file fits {others} too; it is taken for the format that was saved",
    ),
    "looks": (
        "{name}: {rows}行・{columns}列、{encoding}、{separator}区切り、見出しは{header}行目",
        "{name}: {rows} rows, {columns} columns, {encoding}, separated by {separator}, header on row {header}",
    ),
    "kind_is": ("種類: {kind}", "Kind: {kind}"),
    "ask_change": (
        "直す列があれば「番号=意味」（例 3=on_hand）。kind=orders のように種類も変えられます。よければEnter",
        "To change a column: number=meaning (such as 3=on_hand); kind=orders changes the kind. Enter when all is right",
    ),
    "not_a_change": ("「{found}」は 番号=意味 の形ではありません。", "'{found}' is no number=meaning"),
    "ask_id": ("ID（小文字の英数字とハイフン）", "Id (lower-case letters, digits, hyphens)"),
    "ask_title": ("ファイルの呼び名", "What people call this file"),
    "confirm": ("この内容で保存しますか", "Save this"),
    "not_saved": ("保存していません。", "Nothing was saved."),
    "why_nothing": ("見出しからは分かりません", "the header does not say"),
    "why_header": ("見出し「{header}」から", "by the header '{header}'"),
    "why_disagree": (
        "見出し「{header}」は数か日付のようですが、値「{sample}」などが合いません",
        "the header '{header}' speaks of a number or a date, but values like '{sample}' are neither",
    ),
    "why_moved": (
        "増減や入出庫の記録なので、いまある数ではありません",
        "the file says what was moved, not how much is there",
    ),
    "repeats": (
        "同じコードの行があります（{found} など{count}種類）。枝番（sub_code）にする列がないか確かめてください。このままでは数が決まりません。",
        "rows have the same code ({count} codes, such as {found}); see whether a column is a second part of it (sub_code), since no number can be told so",
    ),
    "repeats_added": (
        "同じコードの行があります（{found} など{count}種類）。数は足し合わせます。枝番（sub_code）にする列がないか確かめてください。",
        "rows have the same code ({count} codes, such as {found}); their numbers are added; see whether a column is a second part of the code (sub_code)",
    ),
    "repeats_on_screen": (
        "同じコードの行があります（{found} など{count}種類）。「枝番（コードの続き）」にする列がないか確かめてください。このままでは数が決まりません。",
        "rows have the same code ({count} codes, such as {found}); see whether a column is the 'second part of the code', since no number can be told so",
    ),
    "repeats_added_on_screen": (
        "同じコードの行があります（{found} など{count}種類）。数は足し合わせます。「枝番（コードの続き）」にする列がないか確かめてください。",
        "rows have the same code ({count} codes, such as {found}); their numbers are added; see whether a column is the 'second part of the code'",
    ),
    "never_good": (
        "「{column}」に「良品」という値がありません（{found}）。店舗の設定（sellable の qualities）にない言葉の行は、売れる数を0と数えます。設定を直せる人に伝えてください。",
        "'{column}' never says 良品 (it says {found}); rows with a word that the shop's profile does not name (sellable: qualities) count as 0 for sale; tell whoever can edit it",
    ),
    "other_counts": (
        "在庫数とみられる列がほかにもあります: {others}。いまは「{column}」を在庫数とします。違うときは、正しい列を選んでください。",
        "further columns may be the count: {others}; '{column}' is taken for it, so choose another where that is wrong",
    ),
    "taken_back": (
        "取り消しの列があります: {columns}。取り消した行も注文として数えます。取り消しを除いて出力してください。",
        "columns say what was taken back: {columns}; such rows count as orders all the same, so export without them",
    ),
    "why_told": ("人が決めました", "told by a person"),
    "why_other": ("同じ意味の列がほかにあります", "another column has this meaning"),
    "why_blank": ("値がすべて空白です", "all cells are blank"),
    "why_barcode": ("JANコードの桁と検査数字が合います", "the digits are those of an EAN"),
    "why_numbers": ("値がすべて整数です", "all cells are whole numbers"),
    "why_dates": ("値がすべて日付です", "all cells are dates"),
    "why_code": ("値が1行ごとに違うコードです", "the cells are codes, different on each row"),
    "why_on_hand": ("ほかに数の列がないので、在庫数とみました", "a column of numbers, where no other is the count"),
    "meaning.code": ("商品のコード", "code of the item"),
    "meaning.sub_code": ("枝番（コードの続き）", "second part of the code"),
    "meaning.own_code": ("自社のSKU", "the shop's own SKU"),
    "meaning.name": ("商品名", "name of the item"),
    "meaning.on_hand": ("在庫数（引当を含む）", "on hand, reserved included"),
    "meaning.reserved": ("引当数", "reserved"),
    "meaning.available": ("販売できる数", "available"),
    "meaning.incoming": ("入荷予定数", "incoming"),
    "meaning.quality": ("品質（良品など）", "quality"),
    "meaning.location": ("ロケーション", "location"),
    "meaning.expiry": ("期限", "expiry"),
    "meaning.lot": ("ロット", "lot"),
    "meaning.held_for": ("取り置き先", "held for"),
    "meaning.order": ("注文番号", "number of the order"),
    "meaning.quantity": ("注文の数量", "quantity ordered"),
    "meaning.status": ("ステータス", "status"),
    "meaning.ordered_at": ("注文日時", "ordered at"),
    "meaning.shipped_at": ("出荷日時", "shipped at"),
    "meaning.barcode": ("バーコード", "bar code"),
    "meaning.date": ("日付", "date"),
    "meaning.money": ("金額（円）", "amount (yen)"),
    "meaning.number": ("その他の数", "another number"),
    "meaning.text": ("その他の文字", "other text"),
    "meaning.personal": ("個人情報（残さない）", "personal, not kept"),
}

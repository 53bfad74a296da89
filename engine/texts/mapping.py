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
    "of_sheet": (
        "ブックのシート「{name}」を対応付けます。ほかのシート: {others}（選ぶときは --sheet シート名）",
        "the sheet '{name}' of the workbook is mapped; other sheets: {others} (to choose one: --sheet NAME)",
    ),
    "pick_sheet": ("対応付けるシート", "Sheet to map"),
    "no_sheet": (
        "シート「{found}」はありません（空か、非表示かもしれません）。",
        "there is no sheet '{found}' (it may be empty or hidden)",
    ),
    "no_sheets": (
        "シートを選べるのは、Excelブック（.xlsx）だけです。",
        "a sheet can only be chosen of an Excel workbook (.xlsx)",
    ),
    "help.sheet": (
        "Excelブックで対応付けるシートの名前。付けなければ、いちばん中身の多いシート。",
        "The sheet of an Excel workbook to map; without it, the one with most in it.",
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
    "ask_an_id": (
        "IDを入れてください（例: tempostar-stock）。",
        "enter an id (such as tempostar-stock)",
    ),
    "no_id_on_screen": (
        "ファイル名からIDを作れません。「ID」の欄に入れてください（例: tempostar-stock）。",
        "no id can be made of the file's name; enter one under 'Id' (such as tempostar-stock)",
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
        "this file fits {others} just as well, so nobody can say which it is and it cannot be received like this; remove the one that is not wanted from layouts",
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
    "no_column_at": (
        "{found}番の列はありません。番号は1から{last}までです。",
        "there is no column {found}; they are numbered from 1 to {last}",
    ),
    "ask_id": (
        "ID（小文字の英数字とハイフン。例: tempostar-stock）",
        "Id (lower-case letters, digits, hyphens; such as tempostar-stock)",
    ),
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
    "damaged_code": (
        "「{column}」のコードは、Excelで開いて保存したために変わっています（{found}）。元のコードには戻せません。このファイルでは進めず、元の画面からダウンロードし直して、開かずに使ってください。",
        "codes in '{column}' were damaged by a spreadsheet that saved the file ({found}) and cannot be told any more; do not go on with this file: download it again and use it without opening it",
    ),
    "damaged_value": (
        "「{column}」の値は、Excelで開いて保存したために変わっています（{found}）。この値は読めません。元の画面からダウンロードし直して、開かずに使ってください。",
        "values in '{column}' were damaged by a spreadsheet that saved the file ({found}) and cannot be read; download the file again and use it without opening it",
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
    "other_reserved": (
        "引当数とみられる列がほかにもあります: {others}。いまは「{column}」だけを引きます。両方とも引くなら、引いたあとの数の列を「販売できる数」に選ぶか、合計した列のあるファイルを使ってください。",
        "further columns may be what is reserved: {others}; only '{column}' is taken off; where both must be, choose a column of what is left as 'available', or use a file with their sum",
    ),
    "sold_all_the_same": (
        "売ってよいかどうかを決める列のようですが、値の意味が分からないので使いません: {columns}。期限の切れた行や保留の行も、在庫に数えます。売れない行があるなら、列の意味を「販売の可否」（may_sell）にして、売ってよい語を決めてください。",
        "these seem to say whether a row may be sold, but their values cannot be read as that: {columns}; expired or held rows count as stock, too; where some may not be sold, make the column 'may be sold or not' (may_sell) and say which words may",
    ),
    "sign_for_count": (
        "「{column}」の値は0と1だけです。数ではなく印なら、列の意味を「販売の可否」（may_sell）にしてください。いまは、売れる数が0か1になります。",
        "'{column}' has 0 and 1 only; where that is a sign and no number, make the column 'may be sold or not' (may_sell); as it is, 0 or 1 piece may be sold",
    ),
    "held_elsewhere": (
        "「{column}」に、売れないとみられる値があります（{found}、{count}行）。この列は見ないので、その行も在庫に数えます。売れない行なら、この列の意味を may_sell（販売の可否）か quality（品質）にしてください。",
        "'{column}' has values that look as if they may not be sold ({found}, {count} rows); no rule is made of it, so these rows count as stock; make that column 'may_sell' or 'quality' where they may not",
    ),
    "held_elsewhere_on_screen": (
        "「{column}」に、売れないとみられる値があります（{found}、{count}行）。この列は見ないので、その行も在庫に数えます。売れない行なら、この列の意味を「販売の可否」か「品質」にしてください。",
        "'{column}' has values that look as if they may not be sold ({found}, {count} rows); no rule is made of it, so these rows count as stock; choose 'may be sold or not' or 'quality' for that column where they may not",
    ),
    "lacks_sold": (
        "「{column}」のどの語の行を売ってよいか、決まっていません（--open 見出し=語）。",
        "nobody said which words of '{column}' mean that a row may be sold (--open header=word)",
    ),
    "lacks_sold_on_screen": (
        "「{column}」のどの語の行を売ってよいか、決まっていません。",
        "nobody said which words of '{column}' mean that a row may be sold",
    ),
    "sold_untold": (
        "「{column}」の次の語は、売ってよいかどうか決まっていません: {found}。このままでは、その行の数は「判定できません」になります。",
        "nobody said whether rows of '{column}' with these words may be sold: {found}; their numbers cannot be told",
    ),
    "sold_blank": (
        "「{column}」が空白の行が{count}行あります。売ってよいかどうか分からないので、その行の数は「判定できません」になります。",
        "{count} rows have nothing in '{column}'; nobody knows whether they may be sold, and their numbers cannot be told",
    ),
    "word_unsold": (
        "「{column}」の「{found}」は、売ってよいかどうか決まっていない語です（{count}行、最初は{row}行目）。その行の数は「判定できません」になります。",
        "nobody said whether rows with '{found}' in '{column}' may be sold ({count} rows, first: row {row}); their numbers cannot be told",
    ),
    "blank_unsold": (
        "「{column}」が空白の行が{count}行あります（最初は{row}行目）。売ってよいかどうか分からないので、その行の数は「判定できません」になります。",
        "{count} rows have nothing in '{column}' (first: row {row}); nobody knows whether they may be sold, and their numbers cannot be told",
    ),
    "not_sold": (
        "{columns}の語で、{count}行は売れない行です。売ってよい在庫に数えません。",
        "by the words of {columns}, {count} of its rows may not be sold and do not count as sellable",
    ),
    "rule_sold": (
        "「{column}」が {counts} の行だけを、売ってよい在庫に数えます。売れない語: {ended}。どちらでもない語の行の数は「判定できません」になります。",
        "only rows of '{column}' with {counts} may be sold, those with {ended} may not; with any other word the number cannot be told",
    ),
    "blank": ("空白", "nothing"),
    "ask_unsold": (
        "「{column}」（{found}）のうち、売れない行の語（「、」で区切る。なければ -）",
        "Words of '{column}' ({found}) of rows that may not be sold, separated by commas (none: -)",
    ),
    "ask_sold": (
        "「{column}」のうち、売ってよい行の語（「、」で区切る）",
        "Words of '{column}' of rows that may be sold, separated by commas",
    ),
    "pick_unsold": ("「{column}」で売れない行の語", "Words of '{column}' of rows that may not be sold"),
    "pick_sold": ("「{column}」で売ってよい行の語", "Words of '{column}' of rows that may be sold"),
    "other_on_hand": (
        "在庫数とみられる列がほかにもあります: {others}。いまは「{column}」を在庫数とします。違うときは、正しい列を選んでください。",
        "further columns may be the count: {others}; '{column}' is taken for it, so choose another where that is wrong",
    ),
    "other_available": (
        "販売できる数とみられる列がほかにもあります: {others}。いまは「{column}」を販売できる数とします。違うときは、正しい列を選んでください。",
        "further columns may be what is available: {others}; '{column}' is taken for it, so choose another where that is wrong",
    ),
    "taken_back": (
        "取り消しについての列があります: {columns}。この列は見ません。取り消した行がほかの列で分かるか、確かめてください。",
        "columns speak of what was taken back: {columns}; no rule is made of them, so see whether another column says it",
    ),
    "ended_elsewhere": (
        "「{column}」にも、取り消しとみられる値があります（{found}、{count}行）。この列は見ないので、その行も数えます。取り消しなら、この列の意味を cancelled にしてください。",
        "'{column}' too has values that look like a cancellation ({found}, {count} rows); no rule is made of it, so these rows count; where they are taken back, make that column 'cancelled'",
    ),
    "ended_elsewhere_on_screen": (
        "「{column}」にも、取り消しとみられる値があります（{found}、{count}行）。この列は見ないので、その行も数えます。取り消しなら、この列の意味を「取り消しの区分」にしてください。",
        "'{column}' too has values that look like a cancellation ({found}, {count} rows); no rule is made of it, so these rows count; where they are taken back, choose 'taken back or not' for that column",
    ),
    "order_blank": (
        "「{column}」も取り消しの列も空白の行が{count}行あります（最初は{row}行目）。上の注文の続きとみられますが、その注文が取り消されたかどうか、この行では分かりません。その行の数は「判定できません」になります。すべての行に番号とステータスが入る設定で、取り直してください。",
        "{count} rows have neither '{column}' nor a word of a cancellation (first: row {row}); they seem to go with the order above, and nobody can tell whether that was taken back: their numbers cannot be told; export the file with number and status on each row",
    ),
    "state_blank": (
        "「{column}」が空白で、同じ番号のほかの行では取り消しになっている行が{count}行あります（最初は{row}行目）。いまは注文として数えます。すべての行にステータスが入る設定で、取り直してください。",
        "{count} rows have nothing in '{column}' while another row of the same order was taken back (first: row {row}); they count as ordered; export the file with the status on each row",
    ),
    "never_cancelled": (
        "取り消した注文が分かる列がないので、すべての行を数えます。取り消しを除いて出力するか、取り消しを示す列を「取り消しの区分」にしてください。",
        "no column says which orders were taken back, so all rows count; export without them, or choose 'taken back or not' for the column that says it",
    ),
    "none_cancelled": (
        "このファイルには取り消した行が見当たりません。取り消しを意味する語が、いつもの語と同じか確かめてください。",
        "no row of this file seems to be taken back; see whether the words of cancellation are those of the system",
    ),
    "none_cancelled_above": (
        "はじめの{rows}行には取り消した行が見当たりません（全部で{count}行）。取り消しを意味する語が、いつもの語と同じか確かめてください。",
        "none of the first {rows} rows (of {count}) seems to be taken back; see whether the words of cancellation are those of the system",
    ),
    "words_untold": (
        "「{column}」の次の語は、取り消しか数えるのか決まっていません: {found}。このままでは、その行の数は「判定できません」になります。",
        "nobody said whether these words of '{column}' count or were taken back: {found}; the numbers of such rows cannot be told",
    ),
    "words_counted": (
        "「{column}」の次の語の行は、注文として数えます: {found}。取り消しを意味するなら、取り消しの語に加えてください。",
        "rows of '{column}' with these words count as orders: {found}; where they mean a cancellation, add them to its words",
    ),
    "word_twice": (
        "「{column}」の語「{found}」が、取り消しの語と数える語の両方にあります。どちらか一方にしてください。",
        "the word '{found}' of '{column}' is said to be taken back and to count; it can only be one",
    ),
    "words_of_orders": (
        "取り消しの語を決められるのは受注（orders）、売れない語を決められるのは在庫のファイルだけです。",
        "words of cancellation are for files of orders, words of what may not be sold for files of stock",
    ),
    "rule_filled": (
        "「{column}」に日付がある行は、取り消しとして数えません。",
        "rows with a date in '{column}' were taken back and do not count",
    ),
    "rule_ended": (
        "「{column}」が {ended} の行は、取り消しとして数えません。ほかの語の行は数えます。",
        "rows of '{column}' with {ended} were taken back and do not count; rows with any other word count",
    ),
    "rule_counts": (
        "「{column}」が空白か {counts} の行だけを数えます。{ended} の行は取り消しです。どちらでもない語の行の数は「判定できません」になります。",
        "rows of '{column}' with {counts} or nothing count, those with {ended} were taken back; with any other word the number cannot be told",
    ),
    "rule_counts_alone": (
        "「{column}」が空白か {counts} の行だけを数えます。ほかの語の行の数は「判定できません」になります。",
        "only rows of '{column}' with {counts} or nothing count; with any other word the number cannot be told",
    ),
    "rule_none": (
        "「{column}」の語では取り消しを見分けません。",
        "the words of '{column}' say nothing of what was taken back",
    ),
    "left_out": (
        "うち取り消しの{count}行は、注文の数に入れません。",
        "{count} of its rows were taken back and do not count as ordered",
    ),
    "word_untold": (
        "「{column}」の「{found}」は、取り消しかどうか決まっていない語です（{count}行）。その行の数は「判定できません」になります。",
        "nobody said whether '{found}' in '{column}' was taken back ({count} rows); the numbers of such rows cannot be told",
    ),
    "word_counted": (
        "「{column}」の「{found}」の行は、注文として数えています（{count}行）。取り消しを意味するなら、ファイルの対応付けで取り消しの語に加えてください。",
        "rows with '{found}' in '{column}' count as orders ({count} rows); where it means a cancellation, add it to the words of the mapped format",
    ),
    "ask_ended": (
        "「{column}」（{found}）のうち、取り消しを意味する語（「、」で区切る。なければ -）",
        "Words of '{column}' ({found}) that mean a cancellation, separated by commas (none: -)",
    ),
    "ask_counts": (
        "「{column}」のうち、数える語（「、」で区切る。- なら、取り消しの語のほかはすべて数える）",
        "Words of '{column}' that count, separated by commas (-: all but those of a cancellation)",
    ),
    "no_words": ("値なし", "no values"),
    "pick_ended": ("「{column}」で取り消しを意味する語", "Words of '{column}' that mean a cancellation"),
    "pick_counts": (
        "「{column}」で数える語（空なら、取り消しの語のほかはすべて数える）",
        "Words of '{column}' that count (none: all but those of a cancellation)",
    ),
    "picked": (
        "語の欄が増えました。確かめて、もう一度保存してください。まだ保存していません。",
        "there are further words to be looked at; look at them and save again; nothing was saved yet",
    ),
    "not_a_word": (
        "「{found}」は 見出し=語 の形ではありません（例: ステータス=キャンセル）。",
        "'{found}' is no header=word (such as Status=Cancelled)",
    ),
    "help.cancelled": (
        "取り消し（在庫では、売れない行）を意味する語。見出し=語 の形で、必要なだけ（語が空なら、なし）。",
        "A word that means a cancellation (of stock: may not be sold), as header=word; as many as needed (blank: none).",
    ),
    "help.open": (
        "数える（在庫では、売ってよい行の）語。見出し=語 の形で、必要なだけ。付けると、ほかの語の行は「判定できません」になる。",
        "A word that counts (of stock: may be sold), as header=word; rows with any other word then cannot be told.",
    ),
    "why_told": ("人が決めました", "told by a person"),
    "why_other": ("同じ意味の列がほかにあります", "another column has this meaning"),
    "why_quality": ("値が良品、不良品などです", "the cells are words for good and bad pieces"),
    "why_state": (
        "ステータスの列がほかにあります。この列の語でも取り消しを見分けます",
        "another column is the status; the words of this one say what was taken back, too",
    ),
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
    "meaning.may_sell": ("販売の可否（保留、出荷止めなどの印）", "may be sold or not"),
    "meaning.order": ("注文番号", "number of the order"),
    "meaning.quantity": ("注文の数量", "quantity ordered"),
    "meaning.status": ("ステータス", "status"),
    "meaning.cancelled": ("取り消しの区分", "taken back or not"),
    "meaning.cancelled_at": ("取消日時（あれば取り消し）", "taken back at"),
    "meaning.ordered_at": ("注文日時", "ordered at"),
    "meaning.shipped_at": ("出荷日時", "shipped at"),
    "meaning.barcode": ("バーコード", "bar code"),
    "meaning.date": ("日付", "date"),
    "meaning.money": ("金額（円）", "amount (yen)"),
    "meaning.number": ("その他の数", "another number"),
    "meaning.text": ("その他の文字", "other text"),
    "meaning.personal": ("個人情報（残さない）", "personal, not kept"),
}

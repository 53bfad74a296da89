"""Words for files: what they are, why they cannot be read or written, what a cell looks like."""

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("{ja}", "{en}"),
    # What a file is.
    "no_file": ("「{title}」のファイルがありません。", "no file of the format '{title}' was given"),
    "empty": ("ファイルが空です。", "the file is empty"),
    "empty_hint": (
        "もう一度ダウンロードしてください。画面の件数が0件でないことも確かめてください。",
        "download it again, and make sure that the screen shows more than 0 rows",
    ),
    "too_large": (
        "ファイルが大きすぎます（{size} MB、上限 {limit} MB）。",
        "the file is too large ({size} MB, at most {limit} MB)",
    ),
    "too_large_hint": (
        "在庫のファイルがこの大きさになることはありません。選んだファイルを確かめてください。",
        "no stock file is as large as this; make sure that it is the right file",
    ),
    "long_row": (
        'ここで始まる行が{limit}バイトを超えます。改行か、閉じる引用符「"」がありません。',
        "the row that begins here is longer than {limit} bytes; a line end or a closing quote is missing",
    ),
    "long_row_hint": (
        "ファイルが壊れています。元の画面からもう一度ダウンロードしてください。",
        "the file is damaged; download it again from where it comes",
    ),
    "foreign": ("CSVの表が必要ですが、中身は{what}です。", "expected a CSV table, found {what} inside"),
    "foreign_hint": (
        "Excelなどで保存し直さず、元の画面からダウンロードしたCSVをそのまま使ってください。",
        "use the CSV as it was downloaded, without saving it again in Excel or another program",
    ),
    "foreign_xlsx": ("Excelブック（XLSX）", "an Excel workbook (XLSX)"),
    "foreign_cutbook": (
        "途中で切れたか壊れたExcelブック（ダウンロードが終わっていないかもしれません）",
        "an Excel workbook that is cut off or damaged (the download may not have ended)",
    ),
    "foreign_xls": ("Excelブック（旧形式XLS）", "an Excel workbook (old XLS)"),
    "foreign_locked": (
        "パスワード付きのExcelブック（パスワードのないもので取り直してください）",
        "an Excel workbook with a password (get one without)",
    ),
    "foreign_jis": ("JIS（ISO-2022-JP）の文字", "ISO-2022-JP text"),
    "foreign_xlsb": ("Excelブック（バイナリ形式XLSB）", "an Excel workbook (binary XLSB)"),
    "foreign_ods": ("表計算の文書（ODS）", "a spreadsheet (ODS)"),
    "foreign_docx": ("Wordの文書", "a Word document"),
    "foreign_zip": ("ZIP（圧縮ファイル。中のCSVを取り出してください）", "a ZIP archive (take the CSV out of it)"),
    "foreign_gzip": ("GZIP（圧縮ファイル。中のCSVを取り出してください）", "a GZIP archive (take the CSV out of it)"),
    "foreign_archive": ("圧縮ファイル", "an archive"),
    "foreign_pdf": ("PDF", "a PDF"),
    "foreign_image": ("画像", "a picture"),
    "foreign_html": (
        "ウェブページ（HTML。ログインが切れた可能性があります）",
        "a web page (HTML; the login may have ended)",
    ),
    "foreign_xml": ("XML", "XML"),
    "foreign_json": ("JSON", "JSON"),
    "foreign_rtf": ("リッチテキスト（RTF）", "rich text (RTF)"),
    "foreign_sqlite": ("データベース（SQLite）", "a database (SQLite)"),
    "foreign_parquet": ("Parquet", "Parquet"),
    "foreign_utf16": (
        "UTF-16の文字（Excelの「Unicode テキスト」）",
        "UTF-16 text (what Excel calls 'Unicode Text')",
    ),
    "foreign_utf32": ("UTF-32の文字", "UTF-32 text"),
    # Bytes and characters.
    "undecodable": (
        "バイト {byte}（先頭から{at}バイト目）は{encoding}の文字ではありません。使える文字コード: {expected}",
        "the byte {byte} (byte {at} of the file) is no {encoding} character; encodings of this file: {expected}",
    ),
    "undecodable_hint": (
        "ファイルが壊れているか、別のソフトで保存し直されています。もう一度ダウンロードしてください。",
        "the file is damaged or was saved again by another program; download it again",
    ),
    "undecodable_euc": (
        "EUC-JPのファイルのようです。文字コードにShift_JIS（またはUTF-8）を選んで、取り直してください。",
        "it seems to be EUC-JP; download it again as Shift_JIS (or UTF-8)",
    ),
    "other_encoding": (
        "文字コードが{found}です。このファイルは{expected}のはずなので、別のソフトで保存し直されています。",
        "its encoding is {found}; this file has {expected}, so another program has saved it again",
    ),
    "other_encoding_hint": (
        "元の画面からダウンロードし直し、開かずにそのまま取り込んでください（Excelで開いて保存すると、先頭の0なども消えます）。",
        "download it again and hand it in without opening it (saving it in a spreadsheet also loses leading zeros)",
    ),
    # Encodings by the names that stand in the menus of Excel and of the editor of Windows.
    "encoding.cp932": ("Shift_JIS", "Shift_JIS"),
    "encoding.utf-8": ("UTF-8", "UTF-8"),
    "encoding.utf-8-sig": ("UTF-8（BOM付き）", "UTF-8 with BOM"),
    "encoding.utf-16": ("UTF-16（Unicode テキスト）", "UTF-16 (Unicode Text)"),
    "encoding.ascii": ("半角英数字のみ", "ASCII"),
    "encoding.xlsx": ("Excelブック", "Excel workbook"),
    "saved_as.cp932": (
        "Shift_JIS（Excelの「CSV（コンマ区切り）」で保存した形）",
        "Shift_JIS (as Excel's 'CSV (Comma delimited)' saves it)",
    ),
    "saved_as.utf-8": (
        "UTF-8（メモ帳やGoogleスプレッドシートで保存した形）",
        "UTF-8 (as Notepad or Google Sheets save it)",
    ),
    "saved_as.utf-8-sig": (
        "UTF-8（Excelの「CSV UTF-8（コンマ区切り）」で保存した形）",
        "UTF-8 (as Excel's 'CSV UTF-8 (Comma delimited)' saves it)",
    ),
    "saved_as.utf-16": (
        "UTF-16（Excelの「Unicode テキスト」で保存した形）",
        "UTF-16 (as Excel's 'Unicode Text' saves it)",
    ),
    "at": ("{line}行目の{column}文字目: {what}", "line {line}, character {column}: {what}"),
    "mixed_newlines": (
        "行の終わりの印が、はじめの行とほかの行で違います。別のプログラムで保存し直されています。元の画面からダウンロードしたままのファイルを入れてください。",
        "its first line ends with another mark than the others do; another program has saved it again; use the file as it was downloaded",
    ),
    "nul": ("ここに、文字ではないデータが入っています。", "something that is no text stands here"),
    "nul_hint": (
        "ダウンロードが途中で切れたか、ファイルが壊れています。もう一度ダウンロードしてください。",
        "the download was cut off or the file is damaged; download it again",
    ),
    "lone_return": (
        'セルの途中で行が変わっています。改行のあるセルは、引用符「"」で囲まれていなければ読めません。',
        "a line break stands inside a cell; such a cell can only be read with quotes around it",
    ),
    "lone_return_hint": (
        "元の画面からもう一度ダウンロードしてください。同じ所で止まるなら、元の画面で、そのセル（商品名など）の改行を消してください。",
        "download the file again; if it stops at the same place, take the line break out of that cell (the name of the item, say) where it comes from",
    ),
    "unclosed_quote": (
        'ここで始まる引用符「"」が閉じられていません。',
        "the quote that opens here is never closed",
    ),
    "unclosed_quote_hint": (
        "ダウンロードが途中で切れた可能性があります。もう一度ダウンロードしてください。",
        "the download may have been cut off; download it again",
    ),
    "stray_quote": (
        '引用符「"」の位置が正しくありません（セルの中の引用符は「""」と書きます）。',
        'a quote stands where none may stand (inside a cell it is written "")',
    ),
    "stray_quote_hint": (
        "元の画面からもう一度ダウンロードするか、このセルの引用符を直してください。",
        "download the file again, or put the quote of this cell right",
    ),
    # Header and rows.
    "no_header": ("見出しの行が読めません。", "the header row cannot be read"),
    "header_not_found": (
        "「{title}」の見出しがありません。必要な列: {needed}。見つかった見出し: {found}",
        "the header of '{title}' was not found; needed columns: {needed}; found: {found}",
    ),
    "header_more": (
        "この形式を作ったときになかった列があります（{count}列）: {names}",
        "columns were not there when this format was made ({count}): {names}",
    ),
    "header_fewer": (
        "この形式を作ったときにあった列がありません（{count}列）: {names}",
        "columns are gone that were there when this format was made ({count}): {names}",
    ),
    "header_whole_hint": (
        "別の一覧なら、別のIDで対応付けてください。同じ一覧の列が変わったのなら、対応付けをやり直し、ID {id} を置き換えてください。",
        "where this is another list, map it under another id; where the columns of the same list have changed, map it again and replace {id}",
    ),
    "header_missing": ("必要な列「{name}」がありません。", "the required column '{name}' is missing"),
    "header_any_of": (
        "次の列のどれか一つは必要です: {names}",
        "at least one of these columns is required: {names}",
    ),
    "header_of_another": (
        "見出し「{name}」は別の種類のファイルのものです。",
        "the header '{name}' belongs to a file of another kind",
    ),
    "header_near": (
        "似た見出し「{found}」があります。「{name}」のことですか。",
        "there is a similar header '{found}'; is it '{name}'?",
    ),
    "header_doubled": (
        "見出し「{name}」が複数あります（{columns}列目）。",
        "the header '{name}' stands several times (columns {columns})",
    ),
    "header_blank": ("{column}列目の見出しが空白です。", "the header of column {column} is blank"),
    "header_blanks": (
        "{first}列目から{last}列目の見出しが空白です（Excelで保存し直した跡かもしれません）。",
        "the headers of columns {first} to {last} are blank (a spreadsheet may have saved it again)",
    ),
    "separator_semicolon": (
        "区切りが「;」になっています。元のファイルをそのまま使ってください。",
        "the separator is ';'; use the file as it was downloaded",
    ),
    "separator_tab": (
        "区切りがタブになっています。元のファイルをそのまま使ってください。",
        "the separator is a tab; use the file as it was downloaded",
    ),
    "separator_pipe": (
        "区切りが「|」になっています。元のファイルをそのまま使ってください。",
        "the separator is '|'; use the file as it was downloaded",
    ),
    "separator_comma": (
        "区切りがカンマになっています。元のファイルをそのまま使ってください。",
        "the separator is a comma; use the file as it was downloaded",
    ),
    "header_below": (
        "見出しが{row}行目にあります。上に足された行があるので、元のファイルをそのまま使ってください。",
        "the header is in row {row}, below lines that somebody added; use the file as it was downloaded",
    ),
    "quoted_again": (
        'セルが引用符「"」で囲まれています。別のソフトで保存し直されているので、元のファイルをそのまま使ってください。',
        "its cells stand in quotes, so another program has saved it again; use the file as it was downloaded",
    ),
    "looks_like": ("これは「{title}」のようです。", "this looks like '{title}'"),
    "ragged": (
        "{row}行目のセルの数が見出しと違います。見出し{expected}、この行{found}。",
        "row {row} has another number of cells than the header: {found} instead of {expected}",
    ),
    "ragged_long_hint": (
        "引用符で囲まれていないカンマが、セルに入っているようです。元の画面から取り直し、同じ行で止まるなら、その行の商品名などからカンマを除いてください。",
        "a cell seems to contain a separator without quotes around it; download the file again, and if it stops at the same row, take the comma out of that row (of the name of the item, say) where it comes from",
    ),
    "ragged_short_hint": (
        "ダウンロードが途中で切れたか、引用符で囲まれていない改行がセルに入っています。元の画面から取り直してください。",
        "the download was cut off, or a cell contains a line break without quotes around it; download the file again",
    ),
    "cut_row": (
        "ファイルが{row}行目の途中で終わっています。見出しはセル{expected}個、この行は{found}個です。",
        "the file ends in the middle of row {row}: it has {found} cells, the header {expected}",
    ),
    "cut_row_hint": (
        "ダウンロードかコピーが途中で切れたようです。続きの行も足りないかもしれないので、元の画面から取り直してください。",
        "the download, or a copy of it, seems to be cut off; more rows may be lost, so download it again",
    ),
    "ragged_own_hint": (
        '店舗の表なので、表計算ソフトかエディターで開き、その行のカンマを数えて直してください。セルの中のカンマは、セル全体を引用符（"）で囲みます。',
        "this is the shop's own table: open it, and put the commas of that row right; a cell with a comma in it stands in double quotes",
    ),
    "ragged_more": ("ほかに{count}行、セルの数が違います。", "{count} more rows have a wrong number of cells"),
    "ragged_stopped": (
        "セルの数が違う行が多すぎるので、{row}行目で読むのをやめました。",
        "too many rows have a wrong number of cells; reading stopped at row {row}",
    ),
    "blank_row": ("{row}行目が空白です。", "row {row} is blank"),
    "blank_row_hint": (
        "途中の空白行は、行が失われた跡かもしれません。元のファイルをそのまま使ってください。",
        "a blank row in the middle may be where a row was lost; use the file as it was downloaded",
    ),
    "no_location": (
        "拠点の名前の列がありません（「{header}」より後に必要です）。",
        "there is no column named after a location (expected after '{header}')",
    ),
    "not_plain": ("速い読み方では読めません。", "the file is not plain enough for the fast way"),
    # Several files.
    "one_file_only": (
        "「{title}」は1ファイルだけ必要ですが、{count}ファイルあります。",
        "'{title}' is one file, got {count}",
    ),
    "same_file": ("同じファイルが2回入っています。", "the same file was handed in twice"),
    "same_file_hint": ("片方を外して、もう一度取り込んでください。", "take one of the two out, then hand it in again"),
    "same_bytes": ("「{other}」と中身が同じです。", "the same bytes as '{other}'"),
    "same_bytes_hint": (
        "一緒に渡すと二重に数えます。片方だけにしてください。",
        "given together, they would be counted twice; give one of them",
    ),
    "overlap": (
        "「{other}」と同じ行が{count}件あります（例: {key}）。一緒に取り込むと二重に数えます。",
        "{count} rows stand in '{other}' too (such as {key}); taken together, they would be counted twice",
    ),
    "overlap_hint": (
        "別の時点に取ったファイルなら、新しいほうだけを取り込んでください。注文なら、期間や条件が重ならないように取り直してください。",
        "of files of two moments, bring only the newer one; of orders, download them again so that their periods do not overlap",
    ),
    "doubled_lines": (
        "同じ注文の明細が複数の行にあります: {count}件（例: {key}、{first}行目と{last}行目）。二重に数えます。",
        "lines of orders stand on several rows: {count} (such as {key}, rows {first} and {last}); they would be counted twice",
    ),
    "doubled_rows": (
        "同じ内容の行がもう一度あります: {count}行（例: {key}、{first}行目と{last}行目）。二重に数えます。",
        "rows stand in it once more, all cells the same: {count} (such as {key}, rows {first} and {last}); they would be counted twice",
    ),
    "two_moments": (
        "同じ場所の同じ商品の行が、数だけを変えてもう一度あります: {count}行（例: {key}、{first}行目と{last}行目）。足すと、2回分の在庫になります。",
        "rows stand in it once more with nothing but other numbers: {count} (such as {key}, rows {first} and {last}); added up, they would be the stock of two moments",
    ),
    "lacks_asked": (
        "売ってよい在庫を見分ける列が、このファイルにありません: {columns}。ないと、売れる数が分からないか、売ってはいけない在庫まで数に入ります。出力する項目に加えて、取り直してください（見分け方は shop.yaml の sellable）。",
        "columns that tell what may be sold are not in this file: {columns}; without them nobody can tell, or too much would be sold; add them to the download and get it again (the rule is sellable in shop.yaml)",
    ),
    "lacks_expiry": (
        "この形式の列が、このファイルにありません: {columns}。期限切れの在庫があっても、売れる数に入ります。期限のある商品を扱う店舗では、出力する項目に加えて取り直してください。",
        "columns of this format are not in this file: {columns}; stock that has expired would count as sellable; where goods expire, add them to the download and get it again",
    ),
    "lacks_held": (
        "この形式の列が、このファイルにありません: {columns}。取り置きの在庫があっても、売れる数に入ります。取り置きをする店舗では、出力する項目に加えて取り直してください。",
        "columns of this format are not in this file: {columns}; stock that is held for somebody would count as sellable; where stock is held, add them to the download and get it again",
    ),
    "lacks_cancelled": (
        "この形式の列が、このファイルにありません: {columns}。取り消した注文や明細があっても、数に入ります。出力する項目に加えて、取り直してください。",
        "columns of this format are not in this file: {columns}; orders or lines that were taken back would count; add them to the download and get it again",
    ),
    "lacks_shipped": (
        "この形式の列が、このファイルにありません: {columns}。もう出荷した注文も、未出荷の数に入ります。出力する項目に加えるか、未出荷だけに絞って取り直してください。",
        "columns of this format are not in this file: {columns}; orders that have been sent would count as not yet sent; add them to the download, or get only what is not yet sent",
    ),
    "perhaps_two_moments": (
        "同じ場所の同じ商品の行が、数だけを変えて2行ずつあります: {count}件（例: {key}、{first}行目と{last}行目）。在庫は足して数えます。別の時点の一覧が混ざっていないか、元の画面で確かめてください。",
        "rows stand in it twice with nothing but other numbers: {count} (such as {key}, rows {first} and {last}); they are added up; check on its screen that it is no mixture of two moments",
    ),
    "perhaps_two_moments_unplaced": (
        "同じ商品の行が、数だけを変えて上と下に1行ずつあります: {count}件（例: {key}、{first}行目と{last}行目）。どこにあるかの列がないので、足して数えます。別の時点の一覧が続けて貼り付けられていないか、元の画面で確かめてください。",
        "rows stand once above and once below with nothing but other numbers: {count} (such as {key}, rows {first} and {last}); without a column of places they are added up; check on its screen that lists of two moments were not joined",
    ),
    "two_moments_hint": (
        "別の時点の一覧が続けて貼り付けられたようです。元の画面から、いまの一覧だけを取り直してください。",
        "lists of two moments seem to have been joined; download the list of now alone",
    ),
    "doubled_lines_hint": (
        "同じ行が2回貼り付けられたようです。元の画面から取り直してください。",
        "the same rows seem to have been pasted twice; download the file again",
    ),
    "part_unnamed": (
        "ファイル名から何番目の分割か分かりません。",
        "the name does not say which part of the download this is",
    ),
    "part_unnamed_hint": (
        "ダウンロードしたときの名前（dl-…-1.csv、-2.csv）のまま取り込んでください。",
        "keep the names of the download (dl-…-1.csv, -2.csv)",
    ),
    "part_twice": (
        "{part}番目の分割が二つあります（もう一つは「{other}」）。",
        "part {part} is here twice (also '{other}')",
    ),
    "part_missing": (
        "{part}番目の分割（-{part}.csv）がありません。あるのは: {found}",
        "part {part} of the download (-{part}.csv) is missing; found: {found}",
    ),
    "part_missing_hint": (
        "同じダウンロードのファイルを全部そろえてから取り込んでください。",
        "bring all files of the same download",
    ),
    "mixed_downloads": (
        "別の回のダウンロードが混ざっています（{stamp} と {other}）。",
        "files of two different downloads ({stamp} and {other})",
    ),
    "mixed_downloads_hint": (
        "同じ回にダウンロードしたファイルだけを取り込んでください。",
        "bring files of one download only",
    ),
    "parts_differ": (
        "「{other}」と見出しが違います。同じダウンロードの分割ではありません。",
        "the header differs from that of '{other}'; they are no parts of one download",
    ),
    # Cells.
    "cell.full-width": (
        "{row}行目「{column}」: 「{value}」は全角の数字です。",
        "row {row}, '{column}': '{value}' is written in full width",
    ),
    "cell.thousands": (
        "{row}行目「{column}」: 「{value}」に桁区切りのカンマがあります。",
        "row {row}, '{column}': '{value}' has a thousands comma",
    ),
    "cell.decimal": ("{row}行目「{column}」: 「{value}」は小数です。", "row {row}, '{column}': '{value}' is a decimal"),
    "cell.exponent": (
        "{row}行目「{column}」: 「{value}」はExcelが指数に変えた値です。元のコードには戻せません。",
        "row {row}, '{column}': '{value}' was made by Excel (exponent); the original cannot be told",
    ),
    "cell.excel-date": (
        "{row}行目「{column}」: 「{value}」はExcelが日付に変えた値のようです。",
        "row {row}, '{column}': '{value}' looks like something that Excel made a date of",
    ),
    "cell.excel-error": (
        "{row}行目「{column}」: 「{value}」はExcelのエラーです。",
        "row {row}, '{column}': '{value}' is an Excel error",
    ),
    "cell.excel-wrapper": (
        "{row}行目「{column}」: 「{value}」はExcel用の書き方です。中の文字を読みました。",
        "row {row}, '{column}': '{value}' is wrapped for Excel; the text inside was read",
    ),
    "cell.lost-zeros": (
        "{row}行目「{column}」: 「{value}」は先頭の0が消えている疑いがあります（Excelで保存し直した跡）。",
        "row {row}, '{column}': '{value}' may have lost leading zeros (saved again in Excel)",
    ),
    "cell.excel-number": (
        "{row}行目「{column}」: 「{value}」はExcelの中で数値です。コードの先頭の0が消えている疑いがあります。",
        "row {row}, '{column}': '{value}' stands in the workbook as a number; leading zeros of the code may be lost",
    ),
    "cell.header-again": (
        "{row}行目「{column}」: 見出しの行がもう一度あります。2つのファイルが続けて貼り付けられていないか確かめてください。",
        "row {row}, '{column}': the header stands there once more; check that two files were not joined",
    ),
    "cell.total-row": (
        "{row}行目「{column}」: 「{value}」とあり、商品ではなく合計の行なので、数えません。",
        "row {row}, '{column}': '{value}' is no item but a row of totals; it is not counted",
    ),
    "cell.blank": (
        "{row}行目「{column}」: 空白です。数が必要です。",
        "row {row}, '{column}': blank where a number must stand",
    ),
    "cell.deletes": (
        "{row}行目「{column}」: 「{value}」は出品を削除する指示です。この行は在庫として扱いません。",
        "row {row}, '{column}': '{value}' deletes the offer; this row is not counted as stock",
    ),
    "cell.spaces": (
        "{row}行目「{column}」: 「{value}」の前後に空白があります。空白を除いて読みました。",
        "row {row}, '{column}': '{value}' has spaces around it; it was read without them",
    ),
    "cell.cut": (
        "{row}行目「{column}」: ファイルが「{value}」で終わり、改行がありません。途中で切れて、この値の終わりが失われたかもしれません。",
        "row {row}, '{column}': the file ends with '{value}' and no line end; it may have been cut off inside this value",
    ),
    "cell.invisible": (
        "{row}行目「{column}」: 「{value}」に目に見えない文字が入っています（ウェブページなどから貼り付けた跡）。",
        "row {row}, '{column}': '{value}' has a character that nobody can see (pasted from a page)",
    ),
    "cell.signed": (
        "{row}行目「{column}」: 「{value}」は増減の書き方です。このファイルには、いまある数が入ります。元の画面からダウンロードし直してください。",
        "row {row}, '{column}': '{value}' is written as a change; this file has the number that is there; download it again",
    ),
    "cell.too-large": (
        "{row}行目「{column}」: 「{value}」は桁が多すぎて、数として読めません（15桁まで）。",
        "row {row}, '{column}': '{value}' has too many digits to be read as a number (at most 15)",
    ),
    "cell.out-of-range": (
        "{row}行目「{column}」: 「{value}」はこの列で使える範囲（{limits}）の外です。元の画面の数を確かめてください。",
        "row {row}, '{column}': '{value}' is outside the range of this column ({limits}); look at the number where it comes from",
    ),
    "cell.text": (
        "{row}行目「{column}」: 「{value}」は数や日付として読めません。",
        "row {row}, '{column}': '{value}' cannot be read as a number or a date",
    ),
    "cell.word": (
        "{row}行目「{column}」: 「{value}」という言葉が入っています（値ではありません）。",
        "row {row}, '{column}': '{value}' is a word, not a value",
    ),
    "cell.not-stocked": (
        "{row}行目「{column}」: 「{value}」（この拠点では扱っていません）。",
        "row {row}, '{column}': '{value}' (not stocked at this location)",
    ),
    "cell.no-date": (
        "{row}行目「{column}」: 「{value}」は日付なしです。",
        "row {row}, '{column}': '{value}' means no date",
    ),
    "cell.no-kind": (
        "{row}行目: 何の行か分かりません（キーの列が空白です）。",
        "row {row}: what kind of row this is cannot be told (its key columns are blank)",
    ),
    "cell.separators-only": (
        "{row}行目から: 区切りだけの行が{value}行あります（Excelで保存し直した跡）。",
        "from row {row}: {value} rows of nothing but separators (saved again in Excel)",
    ),
    # Recognition.
    "recognised": ("「{title}」です。", "this is '{title}'"),
    "by_columns": (
        "見出し{known}列が一致しました（必要な列{required}列を含む）。",
        "{known} headers fit, among them all {required} required ones",
    ),
    "by_chance": (
        "「{title}」の見出しもありますが、{width}列のうち{known}列だけなので、別のファイルとみなします。",
        "headers of '{title}' stand in it too, but only {known} of {width}: it is taken for another file",
    ),
    "by_name": ("ファイル名「{name}」も形が合います。", "the file's name '{name}' fits too"),
    "name_differs": (
        "ファイル名「{name}」はいつもの形と違います。",
        "the file's name '{name}' is not of the usual form",
    ),
    "not_recognised": ("どの形式の見出しとも合いません。", "the header fits no known format"),
    "nearest": (
        "最も近いのは「{title}」ですが、次の点が違います。",
        "the nearest is '{title}', but this does not fit:",
    ),
    "several_fit": ("複数の形式に合います: {titles}", "several formats fit: {titles}"),
    "parts_of_two": (
        "ファイルによって形式が違います（「{name}」は「{title}」）。",
        "the files are not of one format ('{name}' is '{title}')",
    ),
    # Writing.
    "write.no_rule": ("「{title}」は書き出せません。", "files of the format '{title}' are not written"),
    "write.no_rows": ("書き出す行がありません。", "there are no rows to write"),
    "write.no_columns": ("書き出す列がありません。", "there are no columns to write"),
    "write.not_settable": (
        "列「{found}」は書き出せません。",
        "the column '{found}' may not be written",
    ),
    "write.blank": (
        "{row}件目 {key}「{column}」: 空白は書き出せません。",
        "row {row} {key}, '{column}': a blank is never written",
    ),
    "write.not_a_number": (
        "{row}件目 {key}「{column}」: 整数が必要ですが、「{value}」でした。",
        "row {row} {key}, '{column}': expected a whole number, got '{value}'",
    ),
    "write.out_of_range": (
        "{row}件目 {key}「{column}」: {low}〜{high}が必要ですが、「{value}」でした。",
        "row {row} {key}, '{column}': expected {low} to {high}, got '{value}'",
    ),
    "write.unencodable": (
        "{row}件目 {key}「{column}」: 「{character}」（{point}）は{encoding}で書けません。値: 「{value}」",
        "row {row} {key}, '{column}': '{character}' ({point}) cannot be written in {encoding}; value: '{value}'",
    ),
    "write.too_many_together": (
        "{key}: 一つのファイルに入れる行が{count}行あり、上限の{limit}行を超えます。",
        "{key}: {count} rows belong in one file, which has at most {limit}",
    ),
    "write.too_long": (
        "{row}件目 {key}「{column}」: {limit}バイトまでですが、{size}バイトです。",
        "row {row} {key}, '{column}': at most {limit} bytes, got {size}",
    ),
    "write.bad_id": (
        "{row}件目「{column}」: 「{value}」はこの列のコードの形ではありません。",
        "row {row}, '{column}': '{value}' does not have the form of a code of this column",
    ),
    "write.line_break": (
        "{row}件目 {key}「{column}」: 改行や制御文字は書き出せません。",
        "row {row} {key}, '{column}': line breaks and control characters are not written",
    ),
    "write.needs": (
        "{row}件目 {key}: 「{column}」が「{value}」のときは「{also}」も必要です。",
        "row {row} {key}: with '{column}' = '{value}', '{also}' must be written too",
    ),
    "write.no_change": (
        "{row}件目 {key}: 増減が0です。何も変わらない行は書き出せません。",
        "row {row} {key}: a change of 0; a row that changes nothing is not written",
    ),
    "write.not_received": (
        "{row}件目 {key}: 取り込んだファイルの「{column}」が要りますが、数として読めません。",
        "row {row} {key}: '{column}' of the received file is needed, and it is no number there",
    ),
    "write.parent": (
        "{row}件目 {key}: 「{column}」が空白ですが、この商品には個別の在庫があります。個別に指定してください。",
        "row {row} {key}: '{column}' is blank, but this item keeps its stock by variant; name the variant",
    ),
    "write.key_twice": (
        "{row}件目 {key}: 同じキーが{first}件目にもあります。",
        "row {row} {key}: the same key as row {first}",
    ),
    "write.key_unknown": (
        "{row}件目 {key}: 取り込んだファイルにないキーです。送ると新しい商品が作られます。",
        "row {row} {key}: this key is not in the received file; sending it would create an item",
    ),
    "write.key_several": (
        "{row}件目 {key}: 取り込んだファイルに{count}行あります。どれか決められません。",
        "row {row} {key}: {count} rows of the received file have this key; which one cannot be told",
    ),
    # Layout files.
    "descriptor.column_twice": ("列「{name}」が二度書かれています。", "the column '{name}' is written twice"),
    "descriptor.header_twice": (
        "見出し「{header}」が、列「{other}」にも列「{name}」にも書かれています。",
        "the header '{header}' is written for the column '{other}' and for '{name}'",
    ),
    "descriptor.unknown_column": ("「{found}」という列はありません。", "there is no column '{found}'"),
    "descriptor.unknown_kind": ("「{found}」という行の種類はありません。", "there is no kind of row '{found}'"),
    "descriptor.pattern": ("「{found}」は正規表現として読めません。", "'{found}' is no regular expression"),
    "descriptor.relative": (
        "write の relative と、書き出せる列の relative が合っていません。",
        "relative of write and of the columns that may be set do not agree",
    ),
    "descriptor.taken": (
        "「{id}」は内蔵のファイル形式の名前です。別のIDにしてください。",
        "'{id}' is a built-in format; choose another id",
    ),
    "descriptor.other_id": (
        "id「{id}」がファイル名「{file}」と違います。",
        "the id '{id}' is not the file's name '{file}'",
    ),
    "descriptor.strips_header": (
        "見出しが複数行の形式では keeps: declared は使えません。",
        "keeps: declared cannot go with several header lines",
    ),
}

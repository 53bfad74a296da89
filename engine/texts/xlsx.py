"""Words for Excel workbooks: why one cannot be read, and what may have been lost in it."""

TEXTS: dict[str, tuple[str, str]] = {
    "not_installed": (
        "Excelブック（XLSX）を読むための追加ライブラリopenpyxlが入っていません。",
        "the optional library openpyxl, which reads Excel workbooks (XLSX), is not installed",
    ),
    "not_installed_hint": (
        "`pip install 'tejun[xlsx]'` で入れるか、ExcelでCSV（UTF-8）として保存したファイルを使ってください。",
        "install it with `pip install 'tejun[xlsx]'`, or save the sheet as CSV (UTF-8) and use that",
    ),
    "broken": (
        "Excelブックを開けません。ファイルが壊れているか、途中で切れています。",
        "the workbook cannot be opened; it is damaged or was cut off",
    ),
    "broken_hint": (
        "もう一度ダウンロードするか、送り直してもらってください。",
        "download it again, or ask for it again",
    ),
    "too_large": (
        "Excelブックの中身が大きすぎます（展開後{size}バイト、上限{limit}バイト）。",
        "the workbook is too large inside ({size} bytes unpacked, at most {limit})",
    ),
    "too_large_hint": (
        "元の画面からCSVでダウンロードしてください。",
        "download it as CSV from where it comes",
    ),
    "too_many_cells": (
        "シート「{name}」は{rows}行×{columns}列あり、表として大きすぎます。",
        "the sheet '{name}' has {rows} rows by {columns} columns, too many for a table",
    ),
    "too_many_cells_hint": (
        "表から離れたところに値が残っていないか確かめ、消してから保存し直してください。",
        "see whether something stands far away from the table; clear it and save the workbook again",
    ),
    "empty": ("Excelブックに、値のあるシートがありません。", "no visible sheet of the workbook holds anything"),
    "empty_hint": (
        "シートが非表示になっていないか、別のブックでないか確かめてください。",
        "see whether the sheet is hidden, or whether it is another workbook",
    ),
    "merged": (
        "{row}行目など、上下に結合されたセルが{count}か所あります。結合されたセルの値は、いちばん上の行にしかありません。",
        "cells go over several rows (such as row {row}, {count} in all); only the first of those rows has the value",
    ),
    "merged_hint": (
        "元の画面からCSVを取り直してください。Excelで作る表なら、結合を解き、各行に値を入れて保存してください。",
        "download a CSV from the screen again; in a table that is made in Excel, take the cells apart and fill in each row",
    ),
    "unvalued": (
        "シート「{name}」のセル{cell}など{count}か所の数式に、計算した結果が保存されていません。",
        "formulas in the sheet '{name}' have no saved result (such as in cell {cell}, {count} in all)",
    ),
    "unvalued_hint": (
        "Excelで開いて計算させ、上書き保存してから、もう一度取り込んでください。",
        "open the workbook in Excel, let it calculate, save it and hand it in again",
    ),
    "several_sheets": (
        "同じ形式の表が複数のシートにあります: {names}",
        "several sheets hold a table of this kind: {names}",
    ),
    "several_sheets_hint": (
        "使うシートだけのブックかCSVにして、もう一度取り込んでください。",
        "keep the sheet that is meant in a workbook or CSV of its own, and hand that in",
    ),
    "sheet": (
        "Excelブックのシート「{name}」を読みました。行番号はシートの行番号です。",
        "read from the sheet '{name}' of the workbook; row numbers are those of the sheet",
    ),
}

"""Words for what does not fit a model: expected, then found."""

TEXTS: dict[str, tuple[str, str]] = {
    "unknown_key": ("項目「{key}」はここでは使えません。", "the key '{key}' is not known here"),
    "missing": ("項目「{key}」が必要です。", "the key '{key}' is required"),
    "not_a_choice": ("「{found}」は選べません。", "'{found}' is not one of the allowed words"),
    "kind_missing": ("「kind:」が必要です。", "'kind:' is required"),
    "expected": ("{wanted}が必要ですが、「{found}」でした。", "expected {wanted}, got '{found}'"),
    "expected_any": (
        "どれか（{wanted}）が必要ですが、「{found}」でした。",
        "expected one of these: {wanted}; got '{found}'",
    ),
    "pattern": (
        "{wanted}が必要ですが、「{found}」はその形ではありません。",
        "expected {wanted}, but '{found}' does not have the form",
    ),
    "key_pattern": (
        "項目名には{wanted}が必要ですが、「{found}」はその形ではありません。",
        "expected {wanted} as a key, but '{found}' does not have the form",
    ),
    "expected_not_empty": ("空にはできません。", "must not be empty"),
    "too_few": ("{least}個以上が必要です。", "expected {least} or more"),
    "too_long": (
        "長すぎます（{limit}文字まで。「{found}」でした）。",
        "too long (at most {limit} characters), got '{found}'",
    ),
    "too_many": (
        "多すぎます（{limit}個まで。{count}個ありました: {found}）。",
        "too many (at most {limit}, got {count}): {found}",
    ),
    "greater_than_equal": ("{limit}以上が必要ですが、「{found}」でした。", "expected {limit} or more, got '{found}'"),
    "less_than_equal": ("{limit}以下が必要ですが、「{found}」でした。", "expected {limit} or less, got '{found}'"),
    "not_a_date": (
        "日付（例: 2026-11-24）が必要ですが、「{found}」でした。",
        "expected a date like 2026-11-24, got '{found}'",
    ),
    "no_such_day": (
        "「{found}」という日はありません。暦にある日付が必要です。",
        "expected a day of the calendar, but there is no {found}",
    ),
    "other": ("「{found}」は使えません。", "'{found}' does not fit here"),
    "form.text": ("文字", "text"),
    "form.whole_number": ("整数", "a whole number"),
    "form.yes_no": ("true か false", "true or false"),
    "form.list": ("「- 」で並べた一覧", "a list"),
    "form.mapping": ("「項目: 値」の形", "'key: value' lines"),
    "form.word": ("決まった語", "one of certain words"),
    "form.id": (
        "小文字の英数字を「-」でつないだID（例: get-rms）",
        "an id of small letters, digits and '-' (like get-rms)",
    ),
    "form.name": (
        "小文字の英数字と「_」の名前（例: rms_after）",
        "a name of small letters, digits and '_' (like rms_after)",
    ),
    "form.column": (
        "「取込ファイル.stock.列」か「取込ファイル.rows.列」の形（例: rms.stock.available）",
        "a column as file.stock.column or file.rows.column (like rms.stock.available)",
    ),
    "form.stock_column": (
        "「取込ファイル.stock.列」の形（例: rms.stock.available）",
        "a column as file.stock.column (like rms.stock.available)",
    ),
    "form.filter_column": (
        "列の名前か「取込ファイル.stock.列」の形（例: rms.stock.available）",
        "a column's name, or file.stock.column (like rms.stock.available)",
    ),
    "form.time": ("24時間の時刻（例: 09:30）", "a time of 24 hours (like 09:30)"),
    "form.condition": (
        "step.手順、choice.手順、shop.項目 のどれか（例: step.compare）",
        "step.<step>, choice.<step> or shop.<fact> (like step.compare)",
    ),
    "form.version": ("版の番号（例: 1.0）", "a version (like 1.0)"),
    "form.other": ("決まった形の文字", "text of a certain form"),
    "quote_hint": (
        '文字として書くなら引用符で囲んでください: "{found}"',
        'put it in quotes to make it text: "{found}"',
    ),
    "number_hint": ("半角の数字だけを書いてください: {number}", "write the digits alone: {number}"),
    "like_hint": ("「{like}」と書いてください。", "write '{like}'"),
    "wide_colon_hint": (
        "全角コロン「：」を半角の「: 」に直してください。",
        "replace the full-width colon '：' with ': '",
    ),
}

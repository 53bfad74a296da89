"""Words for what does not fit a model: expected, then found."""

TEXTS: dict[str, tuple[str, str]] = {
    "unknown_key": ("項目「{key}」はここでは使えません。", "the key '{key}' is not known here"),
    "missing": ("項目「{key}」が必要です。", "the key '{key}' is required"),
    "not_a_choice": ("「{found}」は選べません。", "'{found}' is not one of the allowed words"),
    "kind_missing": ("「kind:」が必要です。", "'kind:' is required"),
    "expected_text": ("文字が必要ですが、「{found}」でした。", "expected text, got '{found}'"),
    "expected_whole_number": ("整数が必要ですが、「{found}」でした。", "expected a whole number, got '{found}'"),
    "expected_yes_no": (
        "true か false が必要ですが、「{found}」でした。",
        "expected true or false, got '{found}'",
    ),
    "expected_list": ("「- 」で並べた一覧が必要ですが、「{found}」でした。", "expected a list, got '{found}'"),
    "expected_mapping": (
        "「項目: 値」の形が必要ですが、「{found}」でした。",
        "expected 'key: value' lines, got '{found}'",
    ),
    "expected_not_empty": ("空にはできません。", "must not be empty"),
    "greater_than_equal": ("{limit}以上が必要ですが、「{found}」でした。", "expected {limit} or more, got '{found}'"),
    "less_than_equal": ("{limit}以下が必要ですが、「{found}」でした。", "expected {limit} or less, got '{found}'"),
    "greater_than": (
        "{limit}より大きい数が必要ですが、「{found}」でした。",
        "expected more than {limit}, got '{found}'",
    ),
    "less_than": ("{limit}より小さい数が必要ですが、「{found}」でした。", "expected less than {limit}, got '{found}'"),
    "pattern": ("「{found}」は決まった形（{pattern}）ではありません。", "'{found}' does not have the form {pattern}"),
    "other": ("「{found}」は使えません（{detail}）。", "'{found}' does not fit ({detail})"),
    "wide_colon_hint": (
        "全角コロン「：」を半角の「: 」に直してください。",
        "replace the full-width colon '：' with ': '",
    ),
}

"""Words for what can be wrong with a YAML file."""

TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("ファイルに何も書かれていません。", "the file is empty"),
    "not_a_mapping": (
        "「項目: 値」の形が必要ですが、文だけが書かれています。",
        "expected 'key: value' lines, found plain text",
    ),
    "too_large": (
        "ファイルが大きすぎます（{size}バイト、上限{limit}バイト）。手順書ではないファイルかもしれません。",
        "the file is too large ({size} bytes, at most {limit}); perhaps it is no playbook",
    ),
    "not_utf8": ("UTF-8ではありません（バイト {byte}）。", "not UTF-8 (byte {byte})"),
    "not_utf8_hint": (
        "エディタで文字コードをUTF-8にして保存し直してください。",
        "save the file again as UTF-8 in your editor",
    ),
    "directive": (
        "「%」で始まる行（YAMLディレクティブ）は使えません。",
        "a directive (a line that begins with '%') is not allowed",
    ),
    "too_deep": ("入れ子が深すぎます。", "nested too deeply"),
    "alias": ("別名（*名前）は使えません。同じ内容を書いてください。", "an alias (*name) is not allowed; write it out"),
    "tag": ("タグ（{tag}）は使えません。", "a tag ({tag}) is not allowed"),
    "several_documents": (
        "「---」で区切られた複数の文書は使えません。1ファイルに1つだけ書いてください。",
        "several documents ('---') in one file; write one only",
    ),
    "key_not_text": ("項目名は文字で書いてください。", "a key must be text"),
    "doubled_key": ("項目「{key}」が二度書かれています。", "the key '{key}' is written twice"),
    "padded_number": (
        '先頭が0の数字「{value}」は数として読むと0が消えます。コードなら引用符で囲んでください: "{value}"',
        'a number with leading zeros ({value}) would lose them; put a code in quotes: "{value}"',
    ),
    "wide_colon": (
        "「{key}」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。",
        "a full-width colon '：' after '{key}'; expected ': ' (colon and space)",
    ),
    "wide_colon_hint": ("「{key}: 」と書き直してください。", "write '{key}: '"),
    "wide_space": (
        "行の先頭に全角空白「　」があります。字下げは半角空白が必要です。",
        "a full-width space at the start of the line; expected ordinary spaces",
    ),
    "wide_space_hint": ("全角空白を半角空白2つに置き換えてください。", "replace it with two ordinary spaces"),
    "wide_key": (
        "項目名「{key}」に全角のコロンまたは空白が入っています。半角に直してください。",
        "the key '{key}' has a full-width colon or space in it; use ordinary ones",
    ),
    "tab": ("字下げにタブが使われています。", "a tab is used for indentation"),
    "tab_hint": ("タブを半角空白2つに置き換えてください。", "replace the tab with two spaces"),
    "stray_colon": (
        "ここに「: 」は書けません。字下げのずれか、文の中の「: 」です。",
        "': ' is not allowed here: the indentation is off, or a text contains ': '",
    ),
    "stray_colon_hint": (
        "上の行と字下げをそろえるか、文全体を引用符で囲んでください。",
        "line it up with the line above, or put the whole text in quotes",
    ),
    "syntax": ("YAMLとして読めません: {detail}", "cannot be read as YAML: {detail}"),
}

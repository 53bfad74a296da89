"""Words for what can be wrong with a YAML file."""

TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("ファイルに何も書かれていません。", "the file is empty"),
    "not_a_mapping": (
        "「項目: 値」の形が必要ですが、文か一覧だけが書かれています。",
        "expected 'key: value' lines, found plain text or a list",
    ),
    "too_large": (
        "ファイルが大きすぎます（{size}バイト、上限{limit}バイト）。手順書ではないファイルかもしれません。",
        "the file is too large ({size} bytes, at most {limit}); perhaps it is no playbook",
    ),
    "not_utf8": (
        "UTF-8が必要ですが、UTF-8にないバイト {byte} がありました。",
        "expected UTF-8, found a byte that is none ({byte})",
    ),
    "other_encoding": (
        "UTF-8が必要ですが、{encoding}で保存されています。",
        "expected UTF-8, but the file was saved as {encoding}",
    ),
    "not_utf8_hint": (
        "エディタで文字コードをUTF-8にして保存し直してください。",
        "save the file again as UTF-8 in your editor",
    ),
    "unseen": (
        "目に見えない文字（{sign}）が入っています。",
        "a character that nobody can see ({sign})",
    ),
    "unseen_hint": (
        "その文字を消してください。よそから貼り付けたときに入ります。",
        "delete it; such characters come with text that was pasted",
    ),
    "directive": (
        "「%」で始まる行（YAMLディレクティブ）は使えません。",
        "a directive (a line that begins with '%') is not allowed",
    ),
    "too_deep": ("入れ子が深すぎます（上限{limit}段）。", "nested too deeply (at most {limit} levels)"),
    "alias": (
        "別名（*{name}）は使えません。同じ内容をもう一度書いてください。",
        "an alias (*{name}) is not allowed; write the same again",
    ),
    "anchor": (
        "アンカー（&{name}）は使えません。",
        "an anchor (&{name}) is not allowed",
    ),
    "tag": ("タグ（{tag}）は使えません。", "a tag ({tag}) is not allowed"),
    "merge_key": (
        "「<<」は使えません。同じ内容をもう一度書いてください。",
        "'<<' is not allowed; write the same again",
    ),
    "quote_hint": (
        '文として書いたのなら、全体を引用符で囲んでください（「{text}」の前後に "）。',
        'if this is meant as text, put all of it in quotes (a " before and after {text})',
    ),
    "several_documents": (
        "「---」で区切られた複数の文書は使えません。1ファイルに1つだけ書いてください。",
        "several documents ('---') in one file; write one only",
    ),
    "document_hint": (
        "「---」や「...」だけの行を消すか、ファイルを分けてください。",
        "delete the line with '---' or '...', or make two files of it",
    ),
    "key_not_text": ("項目名は文字で書いてください。", "a key must be text"),
    "doubled_key": (
        "項目「{key}」が二度書かれています（最初は{line}行目）。",
        "the key '{key}' is written twice (first in line {line})",
    ),
    "padded_number": (
        '先頭が0の数字「{value}」は数として読むと0が消えます。コードなら引用符で囲んでください: "{value}"',
        'a number with leading zeros ({value}) would lose them; put a code in quotes: "{value}"',
    ),
    "wide_colon": (
        "「{key}」の後が全角コロン「：」です。半角の「: 」（コロンと空白）が必要です。",
        "a full-width colon '：' after '{key}'; expected ': ' (colon and space)",
    ),
    "wide_colon_hint": ("「{key}: 」と書き直してください。", "write '{key}: '"),
    "wide_after_colon": (
        "「{key}:」の後が全角空白「　」です。半角空白が必要です。",
        "a full-width space after '{key}:'; expected an ordinary one",
    ),
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
    "no_colon": ("「項目: 値」の「: 」がありません。", "expected 'key: value', found no ': '"),
    "no_colon_hint": (
        "項目名の後に半角の「: 」を書くか、上の行の文の続きなら字下げを深くしてください。",
        "write ': ' after the key; if the line goes on with the text above, indent it further",
    ),
    "indent": (
        "字下げが上の行と合いません。",
        "the indentation does not fit the lines above",
    ),
    "indent_hint": (
        "同じ並びの項目と「- 」は、同じ桁から始めてください。",
        "keys and '- ' of the same list begin in the same column",
    ),
    "open_quote": ("引用符が閉じていません。", "a quote is not closed"),
    "open_quote_hint": (
        "文の終わりに同じ引用符を書いてください。文の中の引用符なら、文全体を別の引用符で囲みます。",
        "write the same quote at the end of the text; for a quote inside a text, put the text in the other kind",
    ),
    "open_bracket": (
        "「[」または「{{」が閉じていないか、区切りの「, 」がありません。",
        "a '[' or '{{' is not closed, or a ', ' is missing in it",
    ),
    "open_bracket_hint": (
        "「]」「}}」で閉じ、間は半角の「, 」で区切ってください。「{{」で始まる文なら、全体を引用符で囲みます。",
        "close it with ']' or '}}' and put ', ' between; a text that begins with '{{' goes in quotes",
    ),
    "cannot_start": (
        "「{sign}」で始まる文は、そのままでは書けません。",
        "a text cannot begin with '{sign}'",
    ),
    "text_after": (
        "括弧や引用符で終わった値の後に、文が続いています。",
        "text goes on after a value that ended with its bracket or quote",
    ),
    "escape": (
        "「\\」の後の文字が読めません。",
        "the character after '\\' means nothing here",
    ),
    "escape_hint": (
        "文を \" の代わりに ' で囲んでください。「\\」がそのまま文字になります。",
        "put the text in ' instead of \": there a '\\' is just itself",
    ),
    "syntax": ("YAMLとして読めません: {detail}", "cannot be read as YAML: {detail}"),
}

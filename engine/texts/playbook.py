"""Words for what can be wrong with a playbook, its shared steps and its words in another language."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_playbook": ("手順書「{name}」が {folder} にありません。", "there is no playbook '{name}' in {folder}"),
    "doubled_playbook": (
        "手順書「{name}」が二つあります（もう一つ: {other}）。",
        "two playbooks are named '{name}' (the other: {other})",
    ),
    "rename_hint": ("ファイル名を {name} に変えてください。", "rename the file to {name}"),
    "file_name": (
        "ファイル名「{name}」は手順書のIDになれません。",
        "the file name '{name}' cannot be the id of a playbook",
    ),
    "id_hint": (
        "小文字の英数字を「-」でつないだ名前にしてください（例: stock-reconciliation.yaml）。",
        "use small letters, digits and '-' (like stock-reconciliation.yaml)",
    ),
    "own_id": (
        "手順書のIDはファイル名（{name}）で決まります。「id」の行を消してください。",
        "the id of a playbook is the name of its file ({name}); delete the 'id' line",
    ),
    "one_ask": (
        "手順には receive・check・confirm・reading・choose・produce・sign_off のどれか1つが必要です（{found}個ありました）。",
        "a step asks for exactly one of receive, check, confirm, reading, choose, produce, sign_off; found {found}",
    ),
    "produce_one_kind": (
        "produce には format（アップロード用ファイル）か list（人に渡す一覧）のどちらか一方が必要です。",
        "produce needs either format (an upload file) or list (a list for people)",
    ),
    "upload_needs": (
        "アップロード用ファイルを作る produce には「{key}」が必要です。",
        "a produce step that writes an upload file needs '{key}'",
    ),
    "head_of_no_column": (
        "heads の「{name}」は、columns にありません。",
        "'{name}' of heads is none of columns",
    ),
    "list_needs_columns": (
        "一覧を作る produce には「columns」が必要です。",
        "a produce step that writes a list needs 'columns'",
    ),
    "rhythm_one": (
        "rhythm には every・before_sale・after_sale・same_day_as のどれか1つが必要です。",
        "rhythm needs exactly one of every, before_sale, after_sale, same_day_as",
    ),
    "rhythm_day": (
        "毎週の手順書には曜日（on: tuesday など）が必要です。",
        "a weekly playbook needs a day (on: tuesday)",
    ),
    "rhythm_on": (
        "rhythm の on は、毎週（曜日）か毎月（日）の手順書だけに書きます（「{found}」でした）。",
        "on: belongs to a weekly (day) or monthly (date) rhythm only, got '{found}'",
    ),
    "rhythm_month": (
        "毎月の手順書の on は日（1〜31）です（「{found}」でした）。",
        "on: in a monthly playbook is a day of the month (1 to 31), got '{found}'",
    ),
    "setting_type": (
        "設定の値「{found}」の種類（数か文字か）が初期値と違います。",
        "the value '{found}' is not of the same kind (number or text) as the default",
    ),
    "setting_limits": (
        "設定の値「{found}」が範囲（{least}〜{most}）の外です。",
        "the value '{found}' is outside its limits ({least} to {most})",
    ),
    "setting_choice": ("設定の値「{found}」は選べません。", "the value '{found}' is not one of the choices"),
    "unknown_setting": ("設定「{name}」はこの手順書にありません。", "this playbook has no setting '{name}'"),
    "unused_setting": ("設定「{name}」はどこでも使われていません。", "the setting '{name}' is used nowhere"),
    "setting_limits_kind": (
        "数の設定の範囲は at_least・at_most で、文字の設定の候補は one_of で書きます。",
        "limits of a number are at_least and at_most, the choices of a text are one_of",
    ),
    "adds_up_each": (
        "行ごとに入力する手順（for_each）では、合計を行数と比べられません（adds_up）。",
        "values that are entered for each finding (for_each) cannot add up to the rows of a file (adds_up)",
    ),
    "adds_up_number": (
        "「{name}」は、この手順で入力する整数ではありません。",
        "'{name}' is no whole number that this step asks for",
    ),
    "adds_up_of_received": (
        "「{name}」は取り込むファイルです。前の手順で作ったファイルの名前（produce の as）を書いてください。",
        "'{name}' is received; name a file that a step before makes (as, in its produce)",
    ),
    "adds_up_why": (
        "「{name}」は、この手順で入力する文字（type: text、optional: true）ではありません。",
        "'{name}' are no words that this step asks for (type: text, optional: true)",
    ),
    "limits_crossed": (
        "下限（{least}）が上限（{most}）より大きくなっています。",
        "the lower limit ({least}) is above the upper one ({most})",
    ),
    "setting_in_shared": (
        "共通手順の中では {{setting: …}} は使えません。",
        "{{setting: …}} cannot stand in a shared step",
    ),
    "setting_in_shared_hint": (
        "引数にして {{param: …}} と書き、使う手順書の with: で設定を渡してください。",
        "make it a parameter ({{param: …}}) and give the setting where the step is used, below with:",
    ),
    "shared_in_shared": (
        "共通手順の中で別の共通手順は使えません（use: は手順書にだけ書けます）。",
        "a shared step cannot use another one (use: stands in playbooks only)",
    ),
    "unknown_param": ("引数「{name}」はこの共通手順にありません。", "this shared step has no parameter '{name}'"),
    "unknown_in_words": (
        "文の中の {{{name}}} は設定にも引数にもありません。",
        "{{{name}}} in these words is neither a setting nor a parameter",
    ),
    "unknown_shared_step": ("共通手順「{name}」がありません。", "there is no shared step '{name}'"),
    "param_missing": (
        "共通手順「{step}」には引数「{name}」が必要です（with: の下に書きます）。",
        "the shared step '{step}' needs the parameter '{name}' (below with:)",
    ),
    "param_whole_number": (
        "引数「{name}」は整数です（「{found}」でした）。",
        "the parameter '{name}' is a whole number, got '{found}'",
    ),
    "param_limits": (
        "引数「{name}」の値「{found}」が範囲の外です。",
        "the value '{found}' of the parameter '{name}' is outside its limits",
    ),
    "param_text": ("引数「{name}」は文字です（「{found}」でした）。", "the parameter '{name}' is text, got '{found}'"),
    "param_alias": (
        "引数「{name}」は取込ファイルの名前です。小文字の英数字と「_」で書きます（「{found}」でした）。",
        "the parameter '{name}' is the name of a file: small letters, digits and '_'; got '{found}'",
    ),
    "param_id": (
        "引数「{name}」はIDです。小文字の英数字を「-」でつなぎます（「{found}」でした）。",
        "the parameter '{name}' is an id: small letters, digits and '-'; got '{found}'",
    ),
    "words_missing": ("英語の文のファイル「{file}」がありません。", "the file of English words '{file}' is missing"),
    "word_missing": (
        "「{word}」の訳がありません（{file} にはあります）。",
        "no words for '{word}' (they are in {file})",
    ),
    "word_unknown": ("「{word}」は手順書にない項目です。", "'{word}' belongs to nothing in the playbook"),
    "word_text": ("「{word}」の訳は文字で書いてください。", "the words for '{word}' must be text"),
    "word_count": (
        "文の数が違います（手順書は{want}、訳は{found}）。",
        "the number of sentences differs ({want} in the playbook, {found} here)",
    ),
    "doubled_id": ("ID「{name}」が二度使われています。", "the id '{name}' is used twice"),
    "reserved": ("名前「{name}」はほかで使われています。", "the name '{name}' is taken"),
    "unknown_role": ("役割「{name}」が roles にありません。", "the role '{name}' is not in roles"),
    "unknown_format": ("ファイル形式「{name}」がありません。", "there is no format '{name}'"),
    "unknown_file": ("ファイル「{name}」が files にありません。", "the file '{name}' is not in files"),
    "never_received": (
        "ファイル「{name}」を取り込む手順がありません。",
        "no step receives the file '{name}'",
    ),
    "not_writable": ("ファイル形式「{name}」は書き出せません。", "the format '{name}' cannot be written"),
    "not_settable": ("列「{name}」は書き出せません。", "the column '{name}' may not be written"),
    "wrong_kind_of_file": (
        "「{name}」の形式は {want} ではありません。",
        "the format of '{name}' is not of the kind {want}",
    ),
    "unknown_fact": ("店舗の項目「{name}」はありません。", "a shop has no fact '{name}'"),
    "unknown_step": ("手順「{name}」がありません。", "there is no step '{name}'"),
    "later_step": (
        "手順「{name}」はこれより後です。前の手順だけ使えます。",
        "the step '{name}' comes later; only earlier ones can be used",
    ),
    "no_single_choice": (
        "「{name}」は一度だけ選ぶ手順ではありません。",
        "'{name}' is not a step in which one choice is made",
    ),
    "unknown_word": ("「{name}」は使えません。", "'{name}' is not one of the words here"),
    "unknown_check": ("チェック「{name}」がありません。", "there is no check '{name}'"),
    "settled_earlier": (
        "settled_by のチェック「{name}」は、これより後の手順でなければなりません。",
        "the check '{name}' in settled_by must stand in a later step",
    ),
    "not_yet": (
        "「{name}」はまだありません（手順「{step}」で作られます）。",
        "'{name}' is not there yet (the step '{step}' makes it)",
    ),
    "not_on_path": (
        "「{name}」を作る手順「{step}」を通らずにここへ来る場合があります。when をそろえてください。",
        "a path leads here without the step '{step}' that makes '{name}'; give this step the same 'when'",
    ),
    "never_reached": (
        "手順「{step}」に来る道がありません。when が両立しません。",
        "no path reaches the step '{step}'; its conditions exclude each other",
    ),
    "no_expected": (
        "expected を使うには、手順書に「expected: {{warehouse: …, orders: …}}」が必要です。",
        "to use expected, the playbook needs 'expected: {{warehouse: …, orders: …}}'",
    ),
    "choice_of_other_rows": (
        "手順「{name}」の選択は、チェック「{rows}」の検出に対するものではありません。",
        "the choices of the step '{name}' are not about the findings of '{rows}'",
    ),
    "wrong_branch": (
        "この店舗のOMS（{oms}）は{system}の在庫数を数分で上書きします。ここで作ったファイルは使えません。OMS側で直す手順に分けてください（when: {{shop.oms: …}}）。",
        "this shop's OMS ({oms}) overwrites the stock of {system} within minutes; a file made here is of no use. Correct it in the OMS, and branch with when: {{shop.oms: …}}",
    ),
    "no_picture": ("画像「{name}」がありません。", "there is no picture '{name}'"),
    "picture_hint": (
        "画像（png・jpg・webp・gif・svg）を手順書と同じフォルダかその下に置き、そこからの名前を書いてください。",
        "put the picture (png, jpg, webp, gif, svg) beside the playbook or in a folder there, and write its name from there",
    ),
    "review_gone": ("見直し期限（{on}）を過ぎています。", "the review date ({on}) has gone by"),
    "other_folder": (
        "area は {area} ですが、フォルダ {folder} に入っています。",
        "the area is {area}, but the file lies in the folder {folder}",
    ),
    "many_steps": (
        "1つの店舗で行う手順が{count}個あります。分けることを考えてください。",
        "{count} steps in one shop; think of splitting it",
    ),
    "long_step": (
        "手順の文が{count}文字あります（目安{limit}文字）。分けてください。",
        "the instruction has {count} characters (at most about {limit}); split it",
    ),
}

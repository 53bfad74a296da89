"""Words of the terminal."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_file": ("ファイル「{name}」がありません。", "there is no file '{name}'"),
    "cannot_read": ("ファイル「{name}」を読めません（{detail}）。", "the file '{name}' cannot be read ({detail})"),
    "cannot_read_hint": (
        "Excelなどで開いていれば閉じてください。フォルダではなくファイルを指定してください。",
        "close it where it is open, in Excel for example; name a file, not a folder",
    ),
    "cannot_write": ("ファイル「{name}」に書けません（{detail}）。", "the file '{name}' cannot be written ({detail})"),
    "cannot_write_hint": (
        "空き容量と書き込みの権限を見て、もう一度行ってください。記録は失われていません。",
        "look at free space and permissions, and try again; nothing of the log is lost",
    ),
    "not_a_moment": (
        "日時は 2026-11-24T07:00 の形で書いてください（「{found}」でした）。",
        "expected a moment like 2026-11-24T07:00, got '{found}'",
    ),
    "no_answer": ("手順「{title}」（{step}）の答えがありません。", "no answer for the step '{title}' ({step})"),
    "no_signer": (
        "手順「{step}」を承認・ダブルチェックする人（{role}）がいません。",
        "nobody is named to sign '{step}' as {role}",
    ),
    "person_signs": (
        "手順「{title}」（{step}）は、本人の承認かダブルチェックがいります。答えのファイルによるものは「無人」と記録され、承認になりません。",
        "the step '{title}' ({step}) is signed by a person; what an answers file signs is stamped unattended and approves nothing",
    ),
    "answered_no": ("手順「{step}」の答えが「いいえ」でした。", "the answer to '{step}' was no"),
    "held": (
        "手順「{step}」で{count}件見つかりました: {keys}",
        "{count} findings hold the step '{step}': {keys}",
    ),
    "rounds_ended": ("決めた回数を終えました。", "the rounds that were asked for are done"),
    "step_stays_open": ("この手順はまだ終わっていません。", "this step is still open"),
}

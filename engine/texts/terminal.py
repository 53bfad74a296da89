"""Words of the terminal."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_file": ("ファイル「{name}」がありません。", "there is no file '{name}'"),
    "not_a_moment": (
        "日時は 2026-11-24T07:00 の形で書いてください（「{found}」でした）。",
        "expected a moment like 2026-11-24T07:00, got '{found}'",
    ),
    "no_answer": ("手順「{title}」（{step}）の答えがありません。", "no answer for the step '{title}' ({step})"),
    "no_signer": ("手順「{step}」に署名する人（{role}）がいません。", "nobody is named to sign '{step}' as {role}"),
    "answered_no": ("手順「{step}」の答えが「いいえ」でした。", "the answer to '{step}' was no"),
    "held": (
        "手順「{step}」で{count}件見つかりました: {keys}",
        "{count} findings hold the step '{step}': {keys}",
    ),
    "step_stays_open": ("この手順はまだ終わっていません。", "this step is still open"),
}

"""Words of example sessions: what is wrong with one, what differs, and how the manual tells one."""

TEXTS: dict[str, tuple[str, str]] = {
    # What an author must put right.
    "kept_damaged": (
        "作業例の記録を読めません（{detail}）。",
        "what is kept of the examples cannot be read ({detail})",
    ),
    "kept_damaged_hint": (
        "tejun examples {name} --write で作り直してください。",
        "make it anew with tejun examples {name} --write",
    ),
    "missing": ("手順書「{name}」の作業例のファイルがありません。", "the playbook '{name}' has no example sessions"),
    "doubled": ("作業例「{name}」が2つあります。", "two example sessions are called '{name}'"),
    "receives_nothing": ("「{name}」は取込の手順ではありません。", "'{name}' is not a step that receives a file"),
    "asks_otherwise": (
        "手順「{name}」は、ここに書く答えを求めていません。",
        "the step '{name}' does not ask for this kind of answer",
    ),
    "no_choice": ("選択肢「{name}」がありません。", "there is no choice '{name}'"),
    "no_code": ("例外の理由「{name}」がありません。", "there is no reason '{name}' for a deviation"),
    "may_not_allow": ("役割「{name}」は例外を認められません。", "the role '{name}' may not allow deviations"),
    "not_a_moment": (
        "日付と時刻（例: 2026-11-27 13:00）が必要ですが、「{found}」でした。",
        "expected a day and a time such as 2026-11-27 13:00, got '{found}'",
    ),
    "not_due": (
        "「{found}」（{day}）は、この手順書を行う時ではありません（rhythm は {due}）。",
        "{found} ({day}) is not when this playbook is done (rhythm: {due})",
    ),
    # What differs when a session is conducted.
    "head": ("作業例「{title}」（{name}）", "Examples of {title} ({name})"),
    "as_expected": ("✓ {id}: {title}（記録{count}件）", "✓ {id}: {title} ({count} entries)"),
    "differs": ("✗ {id}: {title}", "✗ {id}: {title}"),
    "step_differs": (
        "    手順「{step}」: {expected}のはずが、{found}でした。",
        "    step '{step}': expected {expected}, found {found}",
    ),
    "ends_differs": (
        "    終わり方: {expected}のはずが、{found}でした。",
        "    how it ended: expected {expected}, found {found}",
    ),
    "deviations_differ": (
        "    認められた例外: {expected}件のはずが、{found}件でした。",
        "    deviations allowed: expected {expected}, found {found}",
    ),
    "stopped": ("    手順「{step}」で止まりました: {why}", "    stopped at the step '{step}': {why}"),
    "stopped_at_end": ("    終えられませんでした: {why}", "    could not be closed: {why}"),
    "unused": (
        "    例外「{check}」を書く場面がありませんでした。",
        "    nothing called for the deviation of '{check}'",
    ),
    "written": ("    書きました: {name}", "    written: {name}"),
    "not_kept": (
        "    残してある記録（{name}）と違います。正しければ --write で書き直してください。",
        "    differs from the transcript kept in {name}; if it is right, write it anew with --write",
    ),
    "conducting": ("作業例を行っています", "conducting the examples"),
}

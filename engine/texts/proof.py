"""Words of proofs."""

TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("手順書「{name}」の検証ファイルがありません。", "the playbook '{name}' has no proof"),
    "no_mistake": ("想定ミス「{name}」がありません。", "there is no mistake '{name}'"),
    "head": ("検証「{title}」（{name}）", "Proof of {title} ({name})"),
    "clean_passed": ("✓ 正しい在庫では最後まで通りました。", "✓ Clean stock passed to the end."),
    "clean_failed": ("✗ 正しい在庫なのに止まりました:", "✗ Clean stock was held:"),
    "caught": ("見つけました", "caught"),
    "other_keys": ("見つけたSKUが違います: {keys}", "other SKUs were named: {keys}"),
    "not_caught": ("見つけませんでした（止まった手順: {step}）", "not caught (stopped at: {step})"),
    "unproven": ("! 想定ミスで一度もNGになっていないチェック: {checks}", "! Checks that no mistake tripped: {checks}"),
    "said": ("  {check}: {why}", "  {check}: {why}"),
    "matrix": (
        "想定ミスごとの、見つけた手順書とチェック",
        "Each mistake, with the playbooks and checks that caught it",
    ),
    "proving": ("検証しています", "proving"),
}

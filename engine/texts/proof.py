"""Words of proofs."""

TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("手順書「{name}」の検証ファイルがありません。", "the playbook '{name}' has no proof"),
    "no_mistake": ("想定ミス「{name}」がありません。", "there is no mistake '{name}'"),
    "takes_no_file": (
        "手順「{name}」は、ファイルを取り込む手順ではありません。",
        "'{name}' is no step that takes a file",
    ),
    "in_shop": ("店舗「{shop}」: {why}", "shop '{shop}': {why}"),
    "head": ("検証「{title}」（{name}）", "Proof of {title} ({name})"),
    "clean_passed": ("✓ 正しい在庫では最後まで通りました。", "✓ Clean stock passed to the end."),
    "clean_failed": ("✗ 正しい在庫なのに止まりました:", "✗ Clean stock was held:"),
    "caught": ("見つけました", "caught"),
    "other_keys": ("名前を挙げたものが違います", "it named others"),
    "wanted": ("期待: {keys}", "expected: {keys}"),
    "found": ("実際: {keys}", "found: {keys}"),
    "missing_keys": ("足りない: {keys}", "missing: {keys}"),
    "too_many": ("余分: {keys}", "too many: {keys}"),
    "not_put_in": (
        "想定ミスを入れるファイルがありませんでした（止まった手順: {step}）",
        "no file came into which the mistake goes (stopped at: {step})",
    ),
    "not_caught": ("見つけませんでした（止まった手順: {step}）", "not caught (stopped at: {step})"),
    "unproven": ("! 想定ミスで一度もNGになっていないチェック: {checks}", "! Checks that no mistake tripped: {checks}"),
    "proven_after_all": (
        "✗ unproven にあるのに、想定ミスでNGになったチェック: {checks}。unproven から消してください。",
        "✗ Checks under unproven that a mistake trips: {checks}; take them out there.",
    ),
    "said": ("  {check}: {why}", "  {check}: {why}"),
    "matrix": (
        "想定ミスごとの、見つけた手順書とチェック",
        "Each mistake, with the playbooks and checks that caught it",
    ),
    "proving": ("検証しています", "proving"),
}

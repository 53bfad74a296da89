"""Words of ``tejun diff``: what changed between two versions of a playbook."""

TEXTS: dict[str, tuple[str, str]] = {
    "none": ("変わったところはありません。", "Nothing has changed."),
    "count": ("変わったところ: {count}件", "Changes: {count}"),
    "after": ("「{id}」の後", "after '{id}'"),
    "at_the_start": ("最初", "at the start"),
    "head_given": ("手順書: {at} が加わりました: {new}", "playbook: {at} was added: {new}"),
    "head_dropped": ("手順書: {at} がなくなりました: {old}", "playbook: {at} was removed: {old}"),
    "head_changed": ("手順書: {at}: {old} → {new}", "playbook: {at}: {old} → {new}"),
    "file_added": ("取込ファイル「{name}」が加わりました: {what}", "file '{name}' was added: {what}"),
    "file_removed": ("取込ファイル「{name}」がなくなりました。", "file '{name}' was removed"),
    "file_given": ("取込ファイル「{name}」: {at} {new}", "file '{name}': {at} {new}"),
    "file_dropped": ("取込ファイル「{name}」: {at} {old} がなくなりました。", "file '{name}': {at} {old} was removed"),
    "file_changed": (
        "取込ファイル「{name}」の形式: {at}{old} → {new}",
        "format of the file '{name}': {at}{old} → {new}",
    ),
    "setting_added": ("設定「{name}」が加わりました: {what}", "setting '{name}' was added: {what}"),
    "setting_removed": ("設定「{name}」がなくなりました。", "setting '{name}' was removed"),
    "setting_given": ("設定「{name}」: {at} が加わりました: {new}", "setting '{name}': {at} was added: {new}"),
    "setting_dropped": ("設定「{name}」: {at} がなくなりました: {old}", "setting '{name}': {at} was removed: {old}"),
    "setting_changed": ("設定「{name}」: {at} {old} → {new}", "setting '{name}': {at} {old} → {new}"),
    "section_added": ("節「{title}」（{id}）が加わりました。", "section '{title}' ({id}) was added"),
    "section_removed": ("節「{title}」（{id}）がなくなりました。", "section '{title}' ({id}) was removed"),
    "section_moved": ("節「{title}」（{id}）の順番が変わりました。", "section '{title}' ({id}) was moved"),
    "section_given": (
        "節「{title}」（{id}）: {at} が加わりました: {new}",
        "section '{title}' ({id}): {at} was added: {new}",
    ),
    "section_dropped": (
        "節「{title}」（{id}）: {at} がなくなりました: {old}",
        "section '{title}' ({id}): {at} was removed: {old}",
    ),
    "section_changed": ("節「{title}」（{id}）: {at}: {old} → {new}", "section '{title}' ({id}): {at}: {old} → {new}"),
    "step_added": (
        "手順「{title}」（{id}）が加わりました: 節「{section}」、{where}",
        "step '{title}' ({id}) was added: section '{section}', {where}",
    ),
    "step_removed": ("手順「{title}」（{id}）がなくなりました。", "step '{title}' ({id}) was removed"),
    "step_moved": (
        "手順「{title}」（{id}）が動きました: 節「{section}」、{where}",
        "step '{title}' ({id}) was moved: section '{section}', {where}",
    ),
    "step_given": (
        "手順「{title}」（{id}）: {at} が加わりました: {new}",
        "step '{title}' ({id}): {at} was added: {new}",
    ),
    "step_dropped": (
        "手順「{title}」（{id}）: {at} がなくなりました: {old}",
        "step '{title}' ({id}): {at} was removed: {old}",
    ),
    "step_changed": ("手順「{title}」（{id}）: {at}: {old} → {new}", "step '{title}' ({id}): {at}: {old} → {new}"),
    "no_file": (
        "「{name}」が見つかりません。ファイル、手順書のID、または「改訂:ファイル」（gitの改訂）を指定してください。",
        "'{name}' was not found; give a file, the id of a playbook, or 'revision:file' of git",
    ),
    "no_git": (
        "gitが使えないため、改訂「{name}」を読めません。2つのファイルを指定してください。",
        "git cannot be used to read '{name}'; give two files",
    ),
    "git_refused": ("gitが「{name}」を出せません: {detail}", "git cannot show '{name}': {detail}"),
}

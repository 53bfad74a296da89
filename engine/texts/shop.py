"""Words for what can be wrong with a shop's profile."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_profile": (
        "店舗の設定ファイル {name} がありません。",
        "there is no shop profile {name} here",
    ),
    "file_missing": ("店舗のファイル「{name}」がありません。", "the shop's file '{name}' is missing"),
    "unknown_zone": (
        "時間帯「{found}」がありません（例: Asia/Tokyo）。",
        "there is no time zone '{found}' (for example: Asia/Tokyo)",
    ),
    "doubled_person": ("担当者ID「{name}」が二度書かれています。", "the person '{name}' is listed twice"),
    "role_of_nobody": (
        "役割「{found}」を持つ人がいません。",
        "nobody has the role '{found}'",
    ),
    "no_person": (
        "担当者「{name}」はこの店舗にいません。",
        "'{name}' does not work for this shop",
    ),
}

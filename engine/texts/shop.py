"""Words for what can be wrong with a shop's profile."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_profile": (
        "店舗の設定ファイル {name} がありません。",
        "there is no shop profile {name} here",
    ),
    "no_profile_hint": (
        "店舗のフォルダを --shop か環境変数 TEJUN_SHOP で指定してください。",
        "name the shop's folder with --shop or TEJUN_SHOP",
    ),
    "no_profile_hint_on_screen": (
        "このPCにtejunを入れた人に知らせてください。店舗のフォルダの指定が違います。",
        "tell whoever set tejun up on this PC: another folder is the shop's",
    ),
    "file_missing": ("店舗のファイル「{name}」がありません。", "the shop's file '{name}' is missing"),
    "file_missing_hint": (
        "ファイルを {folder} に置くか、ファイル名を確かめてください。",
        "put the file into {folder}, or correct its name",
    ),
    "blank_cell": ("「{column}」が空白です。", "'{column}' is blank"),
    "unknown_kind": ("種別「{found}」はありません。", "there is no kind (種別) '{found}'"),
    "doubled_row": (
        "「{key}」が二度書かれています（最初は{row}行目）。",
        "'{key}' stands on two rows (the first is row {row})",
    ),
    "set_side_blank": (
        "セットか構成品のどちらかのコードが空白です。両方のコードを入れてください。",
        "the code of the set or of its part is blank; both are needed",
    ),
    "set_deleted": (
        "区分が d の行があります。セットを消すためのファイルです。",
        "this row deletes its set (区分 d); the file is no list of sets",
    ),
    "set_deleted_hint": (
        "CROSS MALLからセット品のCSVを取り直し、そのファイルを置いてください。",
        "download the list of sets from CROSS MALL again and put that file here",
    ),
    "unknown_column": (
        "商品コード対応表に列「{name}」はありません。",
        "the mapping of item codes has no column '{name}'",
    ),
    "unknown_order_column": (
        "受注ファイルに列「{name}」はありません。",
        "the file of orders has no column '{name}'",
    ),
    "unknown_system": (
        "システム「{found}」の在庫ファイルはありません。",
        "there is no stock file of a system '{found}'",
    ),
    "no_such_system": (
        "「{found}」という名前のシステムのファイルはありません。このままでは、この設定はどのファイルにも使われません。",
        "no file is of a system '{found}'; what is written here would be used for none",
    ),
    "unknown_playbook": (
        "手順書「{found}」がないため、この設定は使われません。",
        "there is no playbook '{found}'; these settings are used by none",
    ),
    "unknown_stock_column": (
        "「{system}」の在庫ファイルに列「{name}」はありません。",
        "no stock file of '{system}' has a column '{name}'",
    ),
    "outside": (
        "店舗のファイルは店舗のフォルダの中に置きます（「{found}」でした）。",
        "the shop's files lie in the shop's own folder, got '{found}'",
    ),
    "unknown_zone": (
        "時間帯「{found}」がありません（例: Asia/Tokyo）。",
        "there is no time zone '{found}' (for example: Asia/Tokyo)",
    ),
    "joint_unused": (
        "joint: 「{joint}」は、コードをつないでSKUにするとき（how: joined か same）だけ使います。対応表で引くなら（how: mapping）、消してください。",
        "joint: '{joint}' is for codes that are joined to a SKU (how: joined or same); delete it where they are looked up (how: mapping)",
    ),
    "doubled_person": ("担当者ID「{name}」が二度書かれています。", "the person '{name}' is listed twice"),
    "closed_span": (
        "休業の終わり（{last}）は始まり（{first}）以後、{limit}日以内にします。",
        "the last closed day ({last}) must be the first ({first}) or at most {limit} days after it",
    ),
    "other_kind": (
        "{other} は {name} の代わりになりません。種類が違います（{name} は {kind}、{other} は {other_kind}）。",
        "{other} cannot take the place of {name}: they are of different kinds ({kind}, {other_kind})",
    ),
    "other_kind_hint": (
        "同じ種類のファイル形式を書きます。自店のファイルなら「tejun stock map ファイル」で同じ種類を選びます。",
        "name a format of the same kind; for a file of your own choose that kind in tejun stock map FILE",
    ),
    "no_holidays": (
        "祝日を休みにするには、祝日のファイルが必要です。",
        "to be closed on national holidays, the shop needs the file of them",
    ),
    "no_holidays_hint": (
        "内閣府の syukujitsu.csv を店舗のフォルダに置き、files に calendar: ファイル名 と書きます。",
        "put syukujitsu.csv of the Cabinet Office beside the profile and write calendar: <file name> under files",
    ),
    "role_of_nobody": (
        "役割「{found}」を持つ人がいません。",
        "nobody has the role '{found}'",
    ),
}

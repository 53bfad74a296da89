"""Words about the completion log and the files kept beside it."""

TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("実施記録のファイルがありません。", "there is no completion log here"),
    "missing_hint": (
        (
            "場所が正しいか確かめてください。初めて使う店舗なら、作業を開始すると作られます。前にはあったのなら、"
            "バックアップから戻して改ざん検知コードと照合してください。"
        ),
        (
            "Check the place. For a new shop it is made when the first session begins. If there was one, restore "
            "it from the backup and verify it against a checkpoint."
        ),
    ),
    "no_folder": ("フォルダ「{folder}」がありません。", "the folder '{folder}' does not exist"),
    "no_folder_hint": ("先にフォルダを作ってください。", "make the folder first"),
    "old_sqlite": (
        "SQLiteが古すぎます（{found}）。3.37以上が必要です。",
        "expected SQLite 3.37 or newer, found {found}",
    ),
    "old_sqlite_hint": ("新しいPythonを入れてください。", "install a newer Python"),
    "empty": (
        "実施記録のファイルが空です（0バイト）。",
        "expected a completion log, found an empty file (0 bytes)",
    ),
    "empty_hint": (
        "このファイルを別の場所に移し、バックアップから戻してください。",
        "Move this file away and restore the log from its backup.",
    ),
    "not_a_log": (
        "tejunの実施記録ではありません（先頭: {detail}）。",
        "expected a completion log of tejun, found another kind of file ({detail})",
    ),
    "not_a_log_hint": (
        "ファイルの指定を確かめてください。実施記録だったはずなら、このファイルは残したままバックアップから戻してください。",
        "Check which file is named. If it was the completion log, keep this file and restore the log from its backup.",
    ),
    "newer": (
        "新しい版のtejunで作られた実施記録です（形式{found}、この版は{known}まで）。",
        "made by a newer tejun (layout {found}; this one knows up to {known})",
    ),
    "newer_hint": ("tejunを更新してください。", "update tejun"),
    "cut": (
        "実施記録が途中で切れています（{expected}バイトのはずが{found}バイト）。",
        "the completion log is cut: expected {expected} bytes, found {found}",
    ),
    "cut_hint": (
        "このファイルには書き込まず、別の場所に残してください。バックアップから戻し、改ざん検知コードと照合してください。",
        "Keep this file as it is, elsewhere. Restore the log from its backup and verify it against a checkpoint.",
    ),
    "damaged": ("実施記録が壊れていて読めません（{detail}）。", "the completion log is damaged ({detail})"),
    "damaged_hint": (
        "このファイルを残し、バックアップから戻してください。どこまで無事かは「tejun log verify」で分かります。",
        (
            "Keep this file in another place and restore the log from its backup. "
            "'tejun log verify' says how far it is whole."
        ),
    ),
    "damaged_hint_on_screen": (
        "何も消さずに、実施記録を管理する人に知らせてください。バックアップから戻します。",
        "Delete nothing, and tell whoever looks after the completion log: it is restored from its backup.",
    ),
    "cannot_open": ("実施記録を開けません（{detail}）。", "the completion log cannot be opened ({detail})"),
    "cannot_open_hint": (
        "フォルダの場所と、読み書きの権限を確かめてください。",
        "Check the folder, and that you may read and write it.",
    ),
    "locked": (
        "実施記録が他のプログラムに使われたままで、書き込めませんでした（{detail}）。何も書かれていません。",
        "another program holds the completion log; nothing was written ({detail})",
    ),
    "locked_hint": (
        (
            "実施記録を開いている他のソフト（DBツール、バックアップ、ウイルス対策）を閉じて、もう一度同じ操作をしてください。"
            "二重には記録されません。"
        ),
        (
            "Close what has the log open (database tools, backup, virus scanner), then do the same again; "
            "it will not be written twice."
        ),
    ),
    "full": (
        "ディスクがいっぱいで、実施記録に書き込めませんでした。何も書かれていません。",
        "the disk is full; nothing was written to the completion log",
    ),
    "full_hint": (
        "空きを作ってから、もう一度同じ操作をしてください。それまでの記録は無事です。",
        "Make room, then do the same again. What was written before is safe.",
    ),
    "read_only": (
        "実施記録が読み取り専用で、書き込めませんでした。",
        "the completion log is read-only; nothing was written",
    ),
    "read_only_hint": (
        "ファイルとフォルダの「読み取り専用」を外すか、監査用の写しでなく元の実施記録を開いてください。",
        "Allow writing to the file and its folder, or open the log itself instead of an auditor's copy.",
    ),
    "disk": (
        "ディスクの読み書きに失敗しました（{detail}）。この操作は記録されていないものとして扱ってください。",
        "reading or writing the disk failed ({detail}); take it that nothing was written",
    ),
    "disk_hint": (
        (
            "ディスクの空きと接続を確かめ、もう一度同じ操作をしてください。二重には記録されません。"
            "続くときは、このPCを使うのをやめて記録を複製してください。"
        ),
        (
            "Check the disk's room and connection, then do the same again; it will not be written twice. "
            "If it goes on, stop using this PC and copy the log."
        ),
    ),
    "refused": (
        "実施記録は追記だけができます。この書き込みは拒否されました（{detail}）。",
        "the completion log can only be added to; this was refused ({detail})",
    ),
    "refused_hint": (
        "訂正は新しい記録として書いてください。",
        "Write a correction as a new entry.",
    ),
    "trouble": ("実施記録を使えません（{detail}）。", "the completion log cannot be used ({detail})"),
    "trouble_hint": (
        "ファイルを別の場所に複製してから、開発元に知らせてください。",
        "Copy the file to another place, then report this.",
    ),
    "no_wal": (
        "このディスクでは実施記録を安全に書けません（WALの代わりに{found}）。",
        "this disk cannot hold a completion log safely: expected WAL, got {found}",
    ),
    "no_wal_hint": ("PCの内蔵ディスクに置いてください。", "Keep it on the PC's own disk."),
    "network": (
        "実施記録がネットワーク上の共有フォルダにあります（{kind}）。共有フォルダではロックが効かず、記録が失われます。",
        "the completion log lies on a network share ({kind}), where locks do not hold and entries get lost",
    ),
    "network_hint": (
        "1台のPCのディスクに置き、ほかのPCはそのPCのtejunをブラウザで開いてください。",
        "Keep it on the disk of one PC; the others open that PC's tejun in the browser.",
    ),
    "synced": (
        "実施記録が {service} の同期フォルダの中にあります。同期の途中で記録が壊れたり、古い記録に戻ったりします。",
        "the completion log lies in a folder that {service} keeps in sync, which damages it or brings old entries back",
    ),
    "synced_hint": (
        (
            "同期しないフォルダに置いてください（Windowsなら「C:\\tejun」など。TEJUN_DATA か --data で場所を決めます）。"
            "控えは「tejun log export」で書き出し、その控えを同期フォルダに入れます。"
        ),
        (
            "Keep it in a folder that is not synced (on Windows C:\\tejun, for example; TEJUN_DATA or --data names it). "
            "For a copy, run 'tejun log export' and put that into the synced folder."
        ),
    ),
    "synced_hint_on_screen": (
        "このPCにtejunを入れた人に知らせてください。実施記録を、同期しないフォルダに移します。",
        "Tell whoever set tejun up on this PC: the completion log goes into a folder that is not synced.",
    ),
    "object_missing": (
        "実施記録を守る仕組み「{name}」がなくなっています。誰かがファイルを直接変更しました。",
        "'{name}', which guards the completion log, is gone: somebody changed the file directly",
    ),
    "object_changed": (
        "実施記録を守る仕組み「{name}」が書き換えられています。",
        "'{name}', which guards the completion log, was changed",
    ),
    "object_foreign": (
        "実施記録に、tejunのものではない「{name}」が追加されています。",
        "the completion log has '{name}' in it, which is not tejun's",
    ),
    "object_hint": (
        (
            "tejunは直しません。「tejun log verify」で記録を調べ、このファイルを残したまま、バックアップから戻すか、"
            "新しい実施記録を始めてください。記録を確認する人に知らせてください。"
        ),
        (
            "tejun repairs nothing. Run 'tejun log verify', keep this file, restore the backup or begin a new log, "
            "and tell whoever reviews it."
        ),
    ),
    "object_hint_on_screen": (
        "tejunは直しません。何も消さずに、実施記録を管理する人に知らせてください。",
        "tejun repairs nothing. Delete nothing, and tell whoever looks after the completion log.",
    ),
    "last_edited": (
        "最後の記録（{seq}番）が書き換えられています。記録されたハッシュ値 {expected}、計算したハッシュ値 {found}",
        "the last entry ({seq}) was changed: expected hash {expected}, computed {found}",
    ),
    "last_edited_hint": (
        "「tejun log verify」で記録全体を調べ、このファイルを残したまま、記録を確認する人に知らせてください。",
        "Run 'tejun log verify', keep this file, and tell whoever reviews the log.",
    ),
    "last_edited_hint_on_screen": (
        "何も消さずに、実施記録を管理する人に知らせてください。記録全体は「実施記録」の画面で調べられます。",
        "Delete nothing, and tell whoever looks after the completion log. The screen 'Completion log' verifies the whole.",
    ),
    "no_entry": ("{seq}番の記録はありません（全{count}件）。", "there is no entry {seq} ({count} in all)"),
    "no_entry_hint": ("「tejun log list」で番号を確かめてください。", "Find the number with 'tejun log list'."),
    "token_used": (
        "この操作の番号「{token}」は、内容の違う記録（{seq}番）に使われています。",
        "the token '{token}' belongs to entry {seq}, which says something else",
    ),
    "token_used_hint": (
        "画面を開き直して、もう一度入力してください。",
        "Open the page again and enter it once more.",
    ),
    "seen_ahead": (
        "画面が見ていた記録（{seen}番）が、実施記録にありません（この作業の最新は{newest}番）。",
        "the writer saw entry {seen}, but the newest of this session is {newest}",
    ),
    "seen_ahead_hint": (
        "別の実施記録を開いたか、末尾が失われています。改ざん検知コードを添えて「tejun log verify」を実行してください。",
        "Another log is open, or this one lost its end. Run 'tejun log verify' with a checkpoint.",
    ),
    "seen_ahead_hint_on_screen": (
        "別の実施記録を開いたか、末尾が失われています。「実施記録」の画面で、控えた改ざん検知コードを入れて調べてください。",
        "Another log is open, or this one lost its end. Verify it on the screen 'Completion log', with a checkpoint.",
    ),
    "no_text": (
        "記録に書けない文字が入っています（{found}）。",
        "expected text, found characters that cannot be written ({found})",
    ),
    "no_text_hint": (
        "ファイル名や入力の、文字化けしている部分を直してください。",
        "Correct the garbled part of the file's name or the input.",
    ),
    "conflict": (
        "{person}さんが先にこの作業に記録しました（{at} {kind}、{seq}番）。あなたの操作は記録されていません。",
        "{person} wrote to this session first ({at}, {kind}, entry {seq}); yours was not written",
    ),
    "conflict_hint": (
        "画面を開き直し、いまの状態を見てから続けてください。同じ作業を二人で進めるときは「交代」を使います。",
        "Open the page again and go on from what it shows. To pass a session on, hand it over.",
    ),
    "no_checkpoint": (
        "改ざん検知コードではありません: 「{found}」。「tejun1:件数:ハッシュ値」の形が必要です。",
        "expected a checkpoint (tejun1:<count>:<hash>), got '{found}'",
    ),
    "mistyped_checkpoint": (
        "改ざん検知コードに写し間違いがあります（確認符号は{expected}のはずが{found}）。",
        "the checkpoint was copied with a slip: expected the code {expected}, got {found}",
    ),
    "edited": (
        "{seq}番の記録が書き換えられています。記録されたハッシュ値 {expected}、計算したハッシュ値 {found}",
        "entry {seq} was changed: expected hash {expected}, computed {found}",
    ),
    "unreadable": (
        "{seq}番の記録に、tejunが書くはずのない値があります。記録されたハッシュ値 {expected}、計算できません",
        "entry {seq} holds what tejun never writes: expected hash {expected}, none can be computed",
    ),
    "unlinked": (
        (
            "{seq}番の記録は直前の記録につながっていません。{seq}番が示す直前のハッシュ値 {found}、"
            "直前の記録のハッシュ値 {expected}。この前で記録が削除、挿入、入れ替えされています。"
        ),
        (
            "entry {seq} does not follow the one before it: it names {found}, the entry before has {expected}; "
            "something was deleted, inserted or moved just before"
        ),
    ),
    "gap": (
        (
            "{seq}番の前が欠けています（{missing}件、{first}番から）。{seq}番が示す直前のハッシュ値 {found}、"
            "残っている直前の記録のハッシュ値 {expected}"
        ),
        (
            "entries are missing before {seq} ({missing}, from {first}): it names {found}, "
            "the entry that is left before it has {expected}"
        ),
    ),
    "misnumbered": (
        "{seq}番の記録の番号は使えません（{expected}番のはず）。",
        "entry {seq} has an impossible number: expected {expected}",
    ),
    "tail_cut": (
        (
            "記録の末尾が失われています。控えたコードは{expected}件（ハッシュ値 {expected_hash}）、いまは{found}件"
            "（最後のハッシュ値 {found_hash}）"
        ),
        (
            "the end of the log is gone: {expected} entries when the checkpoint was taken (hash {expected_hash}), "
            "{found} now (last hash {found_hash})"
        ),
    ),
    "remade": (
        "{seq}番までの記録が作り直されています。控えたハッシュ値 {expected}、いまのハッシュ値 {found}",
        "the entries up to {seq} were made anew after the checkpoint: expected hash {expected}, found {found}",
    ),
    "broken_off": (
        "{seq}番より後が壊れていて読めません（{detail}）。",
        "nothing can be read after entry {seq}: the file is damaged ({detail})",
    ),
    "index": (
        "記録の索引が記録と合っていません（{detail}）。一覧や検索に出ない記録があるかもしれません。",
        "an index does not agree with the entries ({detail}); lists and searches may leave entries out",
    ),
    "kept_missing": (
        "証跡のファイルがありません（ハッシュ値 {sha}）。",
        "a kept file is missing (hash {sha})",
    ),
    "kept_damaged": (
        "証跡のファイルが壊れているか、差し替えられています（ハッシュ値は{sha}のはずが{found}）。",
        "a kept file is damaged or was replaced: expected hash {sha}, found {found}",
    ),
    "kept_unreadable": (
        "証跡のファイルを展開できません（ハッシュ値 {sha}、{detail}）。",
        "a kept file cannot be unpacked (hash {sha}, {detail})",
    ),
    "kept_foreign": (
        "証跡のフォルダに、証跡ではないファイル「{name}」があります。",
        "'{name}' among the kept files is none",
    ),
    "kept_hint": (
        "同じ名前のファイルをバックアップから戻してください。記録そのものは消えません。",
        "Restore the file of that name from the backup. The entries themselves are not affected.",
    ),
    "kept_of": ("{seq}番の記録の証跡: {what}", "kept for entry {seq}: {what}"),
    "kept_full": (
        "ディスクがいっぱいで、証跡のファイルを保存できませんでした。何も記録されていません。",
        "the disk is full; the file could not be kept and nothing was written",
    ),
    "kept_unwritable": (
        "証跡のファイルを保存できませんでした（{detail}）。何も記録されていません。",
        "the file could not be kept ({detail}); nothing was written",
    ),
    "kept_unwritable_hint": (
        "フォルダの場所、空き、書き込みの権限を確かめて、もう一度同じ操作をしてください。",
        "Check the folder, its room, and that you may write to it, then do the same again.",
    ),
    "no_hash": (
        "「{found}」はハッシュ値ではありません（16進64桁）。",
        "expected a SHA-256 in 64 hexadecimal digits, got '{found}'",
    ),
    "no_form": ("「{found}」では書き出せません。", "'{found}' is no form of export"),
    "verified": (
        "実施記録は無事です。{count}件、証跡{kept}件、最後のハッシュ値 {hash}",
        "the completion log verifies: {count} entries, {kept} kept files, last hash {hash}",
    ),
    "not_verified": (
        "実施記録に問題があります。{count}件を調べ、{problems}件見つかりました。",
        "the completion log does not verify: {problems} found in {count} entries",
    ),
    "kind.begun": ("開始", "begun"),
    "kind.received": ("取込", "received"),
    "kind.checked": ("チェック", "checked"),
    "kind.confirmed": ("目視確認", "confirmed"),
    "kind.read": ("入力", "entered"),
    "kind.chosen": ("判断", "chosen"),
    "kind.produced": ("作成", "produced"),
    "kind.settled": ("増減ファイルの後始末", "file that adds: what became of it"),
    "kind.signed": ("承認", "signed off"),
    "kind.deviated": ("例外", "deviated"),
    "kind.allowed": ("例外承認", "deviation allowed"),
    "kind.refused": ("例外却下", "deviation refused"),
    "kind.permitted": ("事前承認", "permitted beforehand"),
    "kind.handed-over": ("交代", "handed over"),
    "kind.round": ("次の回", "next round"),
    "kind.rounds-ended": ("繰り返し終了", "rounds ended"),
    "kind.noted": ("メモ", "noted"),
    "kind.closed": ("終了", "closed"),
    "kind.abandoned": ("中止", "abandoned"),
    "field.v": ("形式", "version"),
    "field.seq": ("番号", "number"),
    "field.at": ("日時（UTC）", "time (UTC)"),
    "field.zone": ("店舗の時間帯", "shop's zone"),
    "field.clock_back": ("時計の逆行", "clock went back"),
    "field.session": ("作業", "session"),
    "field.kind": ("種類", "kind"),
    "field.person": ("担当者", "person"),
    "field.role": ("役割", "role"),
    "field.party": ("所属", "party"),
    "field.meaning": ("意味", "meaning"),
    "field.identified": ("本人確認", "how identified"),
    "field.via": ("入力元", "via"),
    "field.claimed_at": ("申告された日時", "claimed time"),
    "field.release": ("版", "release"),
    "field.token": ("操作番号", "token"),
    "field.body": ("内容（JSON）", "body (JSON)"),
    "field.prev": ("直前のハッシュ値", "hash of the entry before"),
    "field.hash": ("ハッシュ値", "hash"),
    "field.local": ("日時（店舗）", "time (shop)"),
}

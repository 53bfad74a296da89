"""Words about upload files: what a step may write, what is left out of a file, what became of one that adds."""

TEXTS: dict[str, tuple[str, str]] = {
    # What a playbook may say.
    "only": (
        "「{key}」はアップロード用ファイルを作るときだけ書けます。",
        "'{key}' is for steps that write an upload file",
    ),
    "type.number": ("整数", "whole numbers"),
    "type.text": ("文字", "text"),
    "sign": (
        "列「{name}」は書きません。増減の向き（＋・－）は、差から自動で決まります。",
        "the column '{name}' is not set here; plus or minus follows from the difference",
    ),
    "no_side": (
        "チェック「{check}」には {side} の値がありません。書く値を直接書いてください。",
        "the check '{check}' has no {side} side; write the value itself",
    ),
    "side": (
        "列「{name}」は{wanted}ですが、チェックの {side} は{found}です。",
        "the column '{name}' holds {wanted}, but the {side} side of the check is {found}",
    ),
    "fixed": (
        "列「{name}」に書けるのは{wanted}です（「{found}」でした）。チェックの値を書くなら left か right です。",
        "the column '{name}' takes {wanted}, got '{found}'; for a side of the check write left or right",
    ),
    "line_break": (
        "列「{name}」に改行や制御文字、区切りの文字は書けません（「{value}」でした）。",
        "line breaks, control characters and separators are not written into '{name}' (got '{value}')",
    ),
    "unencodable": (
        "列「{name}」: 「{character}」（{point}）は{encoding}で書けません（「{value}」でした）。",
        "'{name}': '{character}' ({point}) cannot be written in {encoding}; got '{value}'",
    ),
    "too_long": (
        "列「{name}」は{limit}バイトまでです（「{value}」は{size}バイト）。",
        "'{name}' takes at most {limit} bytes; '{value}' has {size}",
    ),
    "bad_id": (
        "「{value}」は列「{name}」に書ける形ではありません。",
        "'{value}' does not have the form that '{name}' takes",
    ),
    "out_of_range": (
        "列「{name}」に書けるのは{low}〜{high}です（「{value}」でした）。",
        "'{name}' takes {low} to {high}, got '{value}'",
    ),
    "no_target": (
        "チェック「{name}」には、「{format}」で書き換えられるファイルがありません。into: でファイルを指定してください（形式: {wanted}）。",
        "no file of the check '{name}' can be changed by '{format}'; name one with into: (formats: {wanted})",
    ),
    "into_other": (
        "ファイル「{name}」は「{format}」では書き換えられません（書き換えられる形式: {wanted}）。",
        "the file '{name}' cannot be changed by '{format}' (it changes: {wanted})",
    ),
    "other_number": (
        "列「{name}」が書き換えるのは {wanted} ですが、チェックが比べているのは {found} です。同じ数を比べてください。",
        "the column '{name}' sets {wanted}, but the check compares {found}; compare the number that is written",
    ),
    "no_places": (
        "「{format}」には在庫の場所がないので、place: は使えません。",
        "'{format}' has no locations, so place: cannot be used",
    ),
    "not_read_back": (
        "増減のファイル「{name}」には、読み戻すチェックが必要です。あとの手順で、取り直したファイルと「{name}」を equal で比べてください（許容差なし、絞り込みなし）。",
        "a file that adds ('{name}') must be read back: in a later step, compare a new download with '{name}' by equal, without tolerance and without a filter",
    ),
    # What stands in the way of making one.
    "no_file": (
        "チェック「{check}」のファイルは「{format}」で書き換えられません（書き換えられる形式: {wanted}）。",
        "no file of the check '{check}' can be changed by '{format}' (it changes: {wanted})",
    ),
    "which_place": (
        "{count}件のSKUは在庫の場所がいくつもあり、どこを直すか決められません: {keys}（場所: {places}）。手順書に「place: 場所の名前」を書くか、店舗の sellable.not_locations で販売に使わない場所を除いてください。",
        "{count} SKUs have stock at several locations, and which to change is not said: {keys} (locations: {places}). Write 'place: <location>' in the step, or leave out those that are not for sale (sellable.not_locations of the shop)",
    ),
    # Why a SKU is not in a file.
    "left_out.moved": ("確かめたあとに在庫が動いた", "its stock moved since it was checked"),
    "left_out.untold": ("正しい数が分からない", "the right number could not be told"),
    "left_out.no-row": ("ダウンロードしたファイルに行がない", "the download has no row for it"),
    "left_out.unsellable": ("販売に使わない場所や状態の行しかない", "it stands only where nothing is for sale"),
    "left_out.places": (
        "在庫の場所がいくつもあり、どこを直すか決められない",
        "it lies at several locations, and which to change is not said",
    ),
    "left_out.no-place": ("指定した場所に在庫の行がない", "it has no row at the location that was named"),
    "left_out.place-short": (
        "指定した場所だけでは減らしきれない",
        "the location that was named has too few to take away",
    ),
    "left_out.allocated": ("引当済みの数より少なくはできない", "orders hold more than would be left"),
    "left_out.negative": ("マイナスの数にはできない", "it would be below zero"),
    "left_out.shared": ("同じ行を使う別のSKUと書く値が違う", "another SKU on the same row needs another value"),
    # Files that add to what is there.
    "relative_waits": (
        "前の増減ファイル（作業 {session}、手順 {step}、{at} 作成、記録 {seq}番）が反映されたかどうか、まだ分かっていません。いま作ると二重に増減するおそれがあります。",
        "it is not known yet whether an earlier file that adds was taken over (session {session}, step {step}, made {at}, entry {seq}); another one now could change the stock twice",
    ),
    "relative_waits_hint": (
        "その作業の読み戻しのチェックを終えてください。送っていないなら、相手の画面で確かめてから「tejun settle {session} {step} not-sent」で記録します。",
        "finish the read-back of that session. If it was not sent, look in the other system and record it: tejun settle {session} {step} not-sent",
    ),
    "relative_waits_hint_on_screen": (
        "その作業の読み戻しのチェックを終えてください。送っていないなら、相手の画面で確かめてから、下の「増減ファイルの後始末」に記録します。",
        "finish the read-back of that session. If it was not sent, look in the other system and record it below, under 'A file that adds, left open'",
    ),
    "relative_again": (
        "同じ中身の増減ファイルを、前にも作っています（作業 {session}、手順 {step}、{at} 作成、記録 {seq}番）。もう一度送ると二重に増減します。",
        "the very same changes were made before (session {session}, step {step}, made {at}, entry {seq}); sending them again would change the stock twice",
    ),
    "relative_again_hint": (
        "前の分が反映されたうえで、同じ増減がもう一度必要なときだけ、「tejun settle {session} {step} again」で記録してから作ります。",
        "only where the earlier one has landed and the same is needed once more: tejun settle {session} {step} again, then make it",
    ),
    "relative_again_hint_on_screen": (
        "前の分が反映されたうえで、同じ増減がもう一度必要なときだけ、下の「増減ファイルの後始末」に記録してから作ります。",
        "only where the earlier one has landed and the same is needed once more: record that below, under 'A file that adds, left open', then make it",
    ),
    "relative_over": (
        "この増減ファイルは「{became}」と記録されています（{at} 作成）。もう取り出せません。",
        "this file is recorded as '{became}' (made {at}); it cannot be taken out any more",
    ),
    "relative_since": (
        "このファイルの数を計算したあとに、別の増減ファイルが送られたかもしれません（作業 {session}、手順 {step}、{at} 作成、記録 {seq}番）。在庫を取り直して、もう一度作ってください。",
        "another file that adds may have been sent since this one was worked out (session {session}, step {step}, made {at}, entry {seq}); receive the stock again and make it anew",
    ),
    "no_relative": (
        "手順「{step}」は増減ファイルを作っていません。",
        "the step '{step}' has made no file that adds",
    ),
    "settle_answer": (
        "「{found}」は答えられません。答え: {allowed}",
        "'{found}' is no answer here. Answers: {allowed}",
    ),
    "settle_by_person": (
        "送ったかどうかは、相手の画面を見た人が記録します。無人の作業では記録できません。",
        "whether it was sent is recorded by somebody who looked; nobody at the screen cannot",
    ),
    "became.withheld": ("承認待ち（まだ取り出せない）", "waits for approval, cannot be taken out"),
    "became.waits": ("反映されたか分からない", "not known whether it was taken over"),
    "became.landed": ("反映済み", "taken over"),
    "became.not-sent": ("送っていない", "not sent"),
    "became.again": ("反映済み（同じ増減をもう一度行う）", "taken over; the same once more"),
    "settled": (
        "記録しました: 作業 {session}、手順 {step} の増減ファイルは「{became}」です。",
        "recorded: the file of session {session}, step {step} is '{became}'",
    ),
    "none": ("増減ファイルはまだ作られていません。", "no file that adds has been made yet"),
    # On the screen.
    "screen.title": ("増減ファイルの後始末", "A file that adds, left open"),
    "screen.ask": (
        "相手の画面（アップロードの履歴と在庫数）を見て、どうなったかを記録します。",
        "Look in the other system (its uploads, its stock) and record what became of it.",
    ),
    "screen.words": ("何を見て確かめたか", "What was seen"),
    "screen.save": ("記録する", "Record"),
    "screen.done": ("記録しました。もう一度「作成」を押してください。", "Recorded. Press 'Make' again."),
    "answer.not-sent": ("送っていない（これからも送らない）", "It was not sent, and will not be"),
    "answer.landed": ("反映されたことを目で確かめた", "It was taken over: seen there"),
    "answer.again": (
        "反映された。同じ増減がもう一度必要",
        "It was taken over, and the same is needed once more",
    ),
    "delta": ("増減", "Change"),
}

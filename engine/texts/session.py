"""Words of a session: what is open, what is refused and what opens the way."""

TEXTS: dict[str, tuple[str, str]] = {
    "skipped": (
        "条件「{name}: {wanted}」に当たらないため対象外です（いまは「{have}」）。",
        "does not apply: '{name}: {wanted}' is asked for, it is '{have}'",
    ),
    "no_session": ("作業「{id}」が実施記録にありません。", "there is no session '{id}' in the completion log"),
    "already_ended": ("この作業はすでに終了しています。", "this session has already ended"),
    "step_open": ("手順「{title}」がまだ終わっていません。", "the step '{title}' is still open"),
    "between_rounds": (
        "工程「{title}」の繰り返しが続いています。次の回を始めるか、繰り返しを終えてください。",
        "the section '{title}' still repeats; begin the next round or end the rounds",
    ),
    "unsettled": (
        "チェック「{check}」の検出が{count}件残っています: {keys}。修正して確かめるか、例外として承認を受けてください。",
        "{count} findings of '{check}' are left: {keys}. Correct and check them, or have a deviation allowed",
    ),
    "deviation_waits": (
        "例外（{number}番、{check}: {keys}）が承認を待っています。",
        "a deviation (no. {number}, {check}: {keys}) waits to be allowed",
    ),
    "unknown_person": ("担当者「{name}」はこの店舗にいません。", "nobody named '{name}' works for this shop"),
    "role_lacking": (
        "{name}さんは「{role}」ではありません。できる人: {others}",
        "{name} is not in the role '{role}'. Who is: {others}",
    ),
    "held": (
        "この作業は{holder}さんが担当しています。続けるには、先に交代してください。",
        "{holder} holds this session. To go on, have it handed over first",
    ),
    "take_over_needs_words": (
        "いまの担当は{holder}さんです。代わりに引き継ぐときは、自分を選び、理由を書いてください。",
        "{holder} holds this session. To take it over, choose yourself and say why",
    ),
    "no_step": ("手順「{step}」がありません。", "there is no step '{step}'"),
    "not_this_ask": ("手順「{step}」は「{ask}」の手順ではありません。", "the step '{step}' does not ask for '{ask}'"),
    "shown_missing": (
        "「画面に出ていた件数」を入力してから、もう一度取り込んでください。ファイルの件数と比べます。",
        "enter the count that the screen showed, then receive again: the file is held against it",
    ),
    "exported_missing": (
        "{file} をいつ書き出したか分かりません。「書き出した日」と「書き出した時刻」を入力して、もう一度取り込んでください。",
        "nothing says when {file} was exported: enter the day and the time of the export, then receive again",
    ),
    "other_step_open": (
        "手順「{step}」はまだ開いていません。いまの手順: {open}",
        "the step '{step}' is not open. The open step: {open}",
    ),
    "nothing_open": ("開いている手順がありません（手順「{step}」）。", "no step is open (asked for '{step}')"),
    "no_format": ("「{alias}」のファイル形式がありません。", "'{alias}' has no format"),
    "other_format": (
        "これは「{found}」のファイルです。この手順には「{wanted}」が必要です。",
        "this is a file of '{found}'; this step needs '{wanted}'",
    ),
    "unlike": (
        "「{wanted}」のファイルではないか、必要な列を選ばずに書き出したファイルです。",
        "this is no file of '{wanted}', or it was exported without columns that are needed",
    ),
    "unlike_hint": (
        "手順書にある画面から、列をすべて選んでダウンロードし直してください。",
        "download it again from the screen that the playbook names, with all its columns",
    ),
    "more_missing": ("必要な列がほかに{count}列ありません。", "{count} more required columns are missing"),
    "rows_cancelled": (
        "うち{count}行は取り消された注文の行なので、数に入れません。",
        "{count} of these rows are of cancelled orders and are not counted.",
    ),
    "rows_of_totals": (
        "ほかに合計の行が{count}行ありますが、数に入れません。",
        "There are also rows of totals, which are not counted: {count}.",
    ),
    "columns_dropped": (
        "個人情報などの{count}列は、読み込まずに捨てました。",
        "{count} columns with personal data and the like were left out and are not kept.",
    ),
    "same_download": (
        "「{earlier}」で入れたファイル（{at}）と同じものです（名前の時刻も中身も同じ）。いまの数ではありません。もう一度ダウンロードして、新しいほうを入れてください。",
        "this is the file that was handed in at '{earlier}' ({at}), by the moment in its name and by what is in it; it does not say what there is now: download it again and hand in the new one",
    ),
    "same_content": (
        "中身が、「{earlier}」で入れたファイル（{at}）と1文字も違いません。その間に何も売れていなければ、それで合っています。取り直さずに前のファイルを入れたときは、取り直して入れ直してください。",
        "What is in it does not differ from the file that was handed in at '{earlier}' ({at}). That is right where nothing was sold in between; where it is the earlier file itself, download it again and hand that in.",
    ),
    "by_excel": (
        "Excelで保存し直したファイルのようです（コードが変わっています）。元の画面からもう一度ダウンロードして、開かずにそのまま読み込ませてください。",
        "This file seems to have been saved again in Excel (codes have changed): download it again and hand it in without opening it.",
    ),
    "by_excel_own": (
        "Excelがコードを数や日付に変えてしまったようです。Excelでその列の表示形式を「文字列」にし、コードを入れ直して、もう一度保存してください。",
        "Excel seems to have made numbers or dates of codes: set that column to 'Text' in Excel, type the codes anew and save again.",
    ),
    "at_place": ("{place}: {what} {hint}", "{place}: {what} {hint}"),
    "pin_damaged": ("開始時に控えた手順書が壊れています。", "the pinned playbook is damaged"),
    "nothing_made": ("手順「{step}」のファイルはまだ作られていません。", "the step '{step}' has made no file yet"),
    "waits_for_approval": (
        "「{title}」が済むまで、このファイルは取り出せません。",
        "this file cannot be taken out until '{title}' is done",
    ),
    "expired": (
        "このファイルの期限（{at}）が過ぎました。在庫を取り直して、もう一度作ってください。",
        "this file expired at {at}; receive the stock again and make it anew",
    ),
    "clock_back": (
        "パソコンの時計が戻っています（いま {now}、作成は {then}）。期限を判定できません。時計を直すか、もう一度作ってください。",
        "the clock went back (now {now}, it was made at {then}), so its age cannot be told; set the clock or make it anew",
    ),
    "choose_each": (
        "手順「{step}」は、見つかった行を1行ずつ選びます。",
        "the step '{step}' is decided for each finding",
    ),
    "choose_once": (
        "手順「{step}」は、行ごとではなく一度だけ選びます。",
        "the step '{step}' is decided once, not for each finding",
    ),
    "quantity_limits": ("数量は0以上にしてください（「{found}」でした）。", "a quantity is 0 or more, got '{found}'"),
    "role_not_asked": (
        "役割「{found}」の承認は求められていません。求められているのは: {allowed}",
        "a sign-off by '{found}' is not asked for; asked for: {allowed}",
    ),
    "doer_signs": (
        "{name}さんはこの作業を行った人なので、承認できません。承認できる人: {others}",
        "{name} did this work and cannot sign it off. Who can: {others}",
    ),
    "signed_already": ("「{role}」の承認はすでにあります。", "'{role}' has already signed"),
    "signs_twice": (
        "{name}さんはすでに承認しています。もう一つの承認は別の人が行います。",
        "{name} has already signed; the other sign-off is for somebody else",
    ),
    "of_row": ("{key}: {what}", "{key}: {what}"),
    "no_row": (
        "まだ何も入力されていません。1行でも入れてから記録してください。",
        "nothing is entered yet; enter one row at least",
    ),
    "enter_once": (
        "手順「{step}」は、行ごとではなく一度だけ入力します。",
        "the step '{step}' takes its values once, not for each finding",
    ),
    "adds_up": (
        "入力した{names}の合計は{found}で、送ったファイル（{files}）の{rows}行と違います。",
        "{names} add up to {found}, but what was sent ({files}) has {rows} rows",
    ),
    "adds_up_alone": (
        "入力した{names}は{found}で、送ったファイル（{files}）の{rows}行と違います。",
        "{names}: {found}, but what was sent ({files}) has {rows} rows",
    ),
    "adds_up_why": (
        "見ている画面が今送ったファイルのものか、名前と時刻を確かめて入れ直してください。本当に違うときは「{name}」に理由を書いてください。",
        "make sure by its name and time that the screen is of the file just sent, and enter again; if it really differs, write why under '{name}'",
    ),
    "barred_by_step": (
        "手順「{step}」の結果が{found_words}なので、「{choice}」は選べません。",
        "'{choice}' cannot be chosen: the step '{step}' is {found_words}",
    ),
    "barred": ("いまは「{choice}」を選べません。", "'{choice}' cannot be chosen now"),
    "value_unknown": ("入力欄「{name}」はありません。", "there is no value '{name}'"),
    "value_missing": ("「{name}」を入力してください。", "'{name}' is missing"),
    "value_whole_number": (
        "「{name}」は整数で入力してください（「{found}」でした）。",
        "'{name}' is a whole number, got '{found}'",
    ),
    "value_limits": (
        "「{name}」の値 {found} は範囲（{limits}）の外です。確かめて入力し直してください。",
        "the value {found} of '{name}' is outside its limits ({limits}); check and enter it again",
    ),
    "value_text": ("「{name}」に文字を入力してください。", "'{name}' needs words"),
    "value_date": (
        "「{name}」は 2026-11-22 の形で入力してください（「{found}」でした）。",
        "'{name}' is a date like 2026-11-22, got '{found}'",
    ),
    "value_time": (
        "「{name}」は 09:30 の形で入力してください（「{found}」でした）。",
        "'{name}' is a time like 09:30, got '{found}'",
    ),
    "no_finding": ("チェック「{check}」の検出に「{key}」はありません。", "'{key}' is no finding of '{check}'"),
    "no_option": ("「{found}」は選べません。選べるもの: {allowed}", "'{found}' cannot be chosen; choices: {allowed}"),
    "evidence_needed": (
        "{key}「{choice}」を選ぶには{needs}が必要です。",
        "{key}: '{choice}' can only be chosen with {needs}",
    ),
    "no_check": ("チェック「{check}」がありません。", "there is no check '{check}'"),
    "keys_needed": ("どの行の例外かを選んでください。", "say which rows the deviation covers"),
    "words_needed": ("理由を書いてください。", "say why"),
    "unknown_code": (
        "理由の区分「{found}」はありません。使えるもの: {allowed}",
        "there is no reason '{found}'; allowed: {allowed}",
    ),
    "unknown_code_on_screen": ("「理由の区分」を選んでください。", "choose the kind of reason"),
    "code.timing": ("時間差（まもなく一致する）", "a matter of timing: will agree soon"),
    "code.waiting": ("回答・入荷待ち", "waiting for an answer or an arrival"),
    "code.system": ("システムの都合", "a limit of a system"),
    "code.small": ("金額・数量が小さい", "small in amount or number"),
    "code.customer": ("お客様の事情", "a customer's matter"),
    "code.other": ("その他", "other"),
    "until_limits": (
        "期限 {found} は範囲（{least}〜{most}）の外です。",
        "the date {found} is outside its limits ({least} to {most})",
    ),
    "not_entitled": (
        "{name}さんは例外を承認できません。承認できる人: {others}",
        "{name} may not allow deviations. Who may: {others}",
    ),
    "no_deviation": ("{number}番の例外はありません。", "there is no deviation no. {number}"),
    "deviation_answered": ("{number}番の例外はすでに答えが出ています。", "deviation no. {number} has been answered"),
    "own_deviation": (
        "{name}さんは自分の作業の例外を承認できません。",
        "{name} cannot allow a deviation in their own work",
    ),
    "no_round_over": ("終わった回がありません。", "no round is over"),
    "list.key": ("SKU", "SKU"),
    "list.name": ("商品名", "Product"),
    "list.left": ("左の数", "Left"),
    "list.right": ("右の数", "Right"),
    "list.difference": ("差", "Difference"),
    "list.amount": ("金額（円）", "Yen"),
    "list.choice": ("原因", "Cause"),
    "list.evidence": ("根拠", "Evidence"),
    "list.places": ("ロケーション", "Location"),
}

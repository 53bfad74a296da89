"""Words that Streamlit writes by itself: the second of each pair is its own, letter by letter; the first is ours.

``{…}`` stands for whatever it puts in there.
"""

TEXTS: dict[str, tuple[str, str]] = {
    # a defect
    "defect": (
        "tejun の不具合で、画面を表示できません。記録は無事です。ページを開き直してください。",
        (
            "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error "
            "details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower "
            "right of your app)."
        ),
    ),
    # files
    "upload": ("ファイルを選ぶ", "Upload"),
    "file_upload": ("ファイルを入れる場所", "file upload"),
    "add_files": ("ファイルを追加する", "Add files"),
    "add": ("追加", "add icon"),
    "remove": ("{name} を外す", "Remove {name}"),
    "drag": ("ここにファイルを引いて落とす", "Drag and drop file here"),
    "drag_several": ("ここにファイルを引いて落とす", "Drag and drop files here"),
    "file_most": ("1ファイル {size} まで", "{size} per file"),
    "file_limit": ("1ファイル {size} まで", "Limit {size} per file"),
    "file_too_large": (
        "ファイルが大きすぎます（1ファイル{size}まで）。期間や商品を分けてダウンロードし直し、分けたものを全部入れてください。",
        "File must be {size} or smaller.",
    ),
    "error": ("入れられません:", "Error:"),
    "upload_failed": ("ファイルを送れませんでした。", "Error uploading file"),
    # choosing
    "nothing_found": ("見つかりません", "No results"),
    "choose": ("選んでください", "Choose an option"),
    "choose_several": ("選んでください", "Choose options"),
    "chosen": ("選んだもの", "Selected values"),
    "options": ("{count}個から選べます。", "{count} options available."),
    "one_option": ("{count}個から選べます。", "{count} option available."),
    "clear_all": ("すべて外す", "Clear all"),
    "clear": ("空にする", "Clear value"),
    "open": ("開く", "Open"),
    "dismiss": ("閉じる", "Dismiss"),
    "close": ("閉じる", "Close"),
    # days and numbers
    "choose_date": ("日付を選ぶ", "Choose date"),
    "choose_date_in": ("日付を選ぶ（{month}）", "Choose date, {month}"),
    "year": ("年（{label}）", "year, {label}"),
    "month": ("月（{label}）", "month, {label}"),
    "day": ("日（{label}）", "day, {label}"),
    "year_blank": ("年", "yyyy"),
    "month_blank": ("月", "mm"),
    "day_blank": ("日", "dd"),
    "next_month": ("次の月", "Next month"),
    "previous_month": ("前の月", "Previous month"),
    "calendar": (
        "矢印キーで日付を移り、Enterで決め、Escで閉じます。",
        "Use arrow keys to navigate dates. Enter to select. Escape to close.",
    ),
    "more": ("増やす", "Increment"),
    "less": ("減らす", "Decrement"),
    "above": (
        "{most}以下の数を入れてください。",
        "Number is above the allowed range. Please enter a value less than or equal to {most}.",
    ),
    "below": (
        "{least}以上の数を入れてください。",
        "Number is below the allowed range. Please enter a value greater than or equal to {least}.",
    ),
    # around
    "skip": ("本文へ", "Skip to main content"),
    "link": ("この見出しへのリンク", "Link to heading"),
    "progress": ("進み具合", "progress"),
    "help": ("説明（{label}）", "Help for {label}"),
    "copy": ("写す", "Copy to clipboard"),
    "copied": ("写しました", "Copied"),
    "whole_screen": ("大きく見る", "Fullscreen"),
    "not_whole_screen": ("元の大きさに戻す", "Close fullscreen"),
    "running": ("動いています…", "Running..."),
    "stop": ("止める", "Stop"),
    "connecting": ("つないでいます…", "Connecting"),
    "wait": ("お待ちください…", "Please wait..."),
    "connection": ("tejunとの接続が切れました", "Connection error"),
}

"""Words that every screen and message uses."""

TEXTS: dict[str, tuple[str, str]] = {
    "problems": ("問題が{count}件あります。", "{count} problems."),
    "blank": ("（空白）", "(blank)"),
    "nearest": ("「{word}」のことですか。使える語: {allowed}", "Did you mean '{word}'? Allowed: {allowed}"),
    "allowed": ("使える語: {allowed}", "Allowed: {allowed}"),
    "outcome.passed": ("OK", "passed"),
    "outcome.caution": ("注意", "caution"),
    "outcome.failed": ("NG", "failed"),
    "outcome.error": ("判定できません", "could not tell"),
    "outcome.skipped": ("対象外", "skipped"),
    "party.agency": ("代行", "agency"),
    "party.client": ("店舗", "client"),
    "party.warehouse": ("倉庫", "warehouse"),
    "from_to": ("{first}〜{last}", "{first} to {last}"),
    "up_to": ("〜{last}", "until {last}"),
    "span.minute": ("{count}分", "{count} minute"),
    "span.minutes": ("{count}分", "{count} minutes"),
    "span.hour": ("{count}時間", "{count} hour"),
    "span.hours": ("{count}時間", "{count} hours"),
    "span.days": ("{count}日", "{count} days"),
    "span.and": ("{larger}{smaller}", "{larger} {smaller}"),
    "defect": (
        "tejunの不具合です。実施記録は無事です。この画面の内容を添えて開発元に知らせてください: {detail}",
        "A defect of tejun. The completion log is safe. Please report this with what you see here: {detail}",
    ),
}

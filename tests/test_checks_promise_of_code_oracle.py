"""What lead-time codes promise, against the same calendars in plain Python, on drawn shops: both must find the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from oracle_case import drawn_shops, number, often, shop, skus
from test_checks_lead_oracle import DAYS
from test_stock_drawn import _LAYOUTS as LAYOUTS
from test_stock_drawn import ask

from engine.business_day import Calendar, Calendars
from engine.stock import ShopRules

assert "leads" in LAYOUTS
HEAD = ("code", "available", "soon", "late", "backorder", "release")
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
#: What stands for "nobody knows whether this day is open".
UNKNOWN = date.max


@dataclass(frozen=True)
class Party:
    """A party as it is drawn: weekdays off, days off, holidays (None: it works on them), and how far they are known."""

    weekly: frozenset[int]
    days: frozenset[date]
    holidays: frozenset[date] | None
    until: date

    def calendar(self) -> Calendar:
        """The same as the shop declares it."""
        holidays = None if self.holidays is None else dict.fromkeys(self.holidays, "祝日")
        return Calendar(self.weekly, holidays, self.until, dict.fromkeys(self.days, "休み"))

    def works(self, day: date) -> bool | None:
        """Whether it works; None where nobody knows."""
        if self.holidays is not None and day > self.until:
            return None
        return not (day.weekday() in self.weekly or day in self.days or day in (self.holidays or ()))


soon = st.sets(st.integers(0, 12).map(lambda ahead: TODAY + ahead * DAY), max_size=4).map(frozenset)
parties = st.builds(
    Party,
    st.sampled_from([frozenset(), frozenset({5, 6}), frozenset({6}), frozenset({1, 2})]),
    soon,
    st.one_of(st.none(), soon),
    st.sampled_from([date(2026, 12, 31), date(2027, 12, 31), TODAY + 9 * DAY]),
)
rows_drawn = st.lists(
    st.tuples(
        skus(),
        st.sampled_from(["0", "5", "x", ""]),
        often(("即日", "翌日", "2"), ("", "いつか", "取り寄せ")),
        st.just("10"),
        st.just("0"),
        st.just(""),
    ),
    max_size=6,
)
asked_drawn = st.fixed_dictionaries(
    {
        "day": st.sampled_from(["shipment", "arrival"]),
        "counted": st.sampled_from(["days", "business-days"]),
        "days_ahead": st.integers(0, 6),
        "ordered_at": st.sampled_from(["00:00", "11:59", "12:00", "23:30"]),
        "only": st.sampled_from([{}, {"available": {"at_least": 1}}]),
    }
)


def first(day: date, *parties: Party) -> date:
    """The first day from this one on on which all of them work."""
    for _ in range(800):
        if day == UNKNOWN or any(party.works(day) is None for party in parties):
            return UNKNOWN
        if all(party.works(day) for party in parties):
            return day
        day += DAY
    return UNKNOWN


def later(day: date, count: int, party: Party) -> date:
    """So many working days after the first one from this day on."""
    day = first(day, party)
    for _ in range(count):
        day = first(day if day == UNKNOWN else day + DAY, party)
    return day


def verdict(
    placed: datetime, days: int, store: Party, house: Party, carrier: Party, plan: Calendars, asked: Any
) -> str | None:
    """``early`` or ``untold``; nothing where the promise can be kept."""
    told = placed.date() + days * DAY if asked["counted"] == "days" else later(placed.date(), days, store)
    if told == UNKNOWN:
        return "untold"
    late = plan.cutoff is not None and placed.time() >= plan.cutoff
    accepted = first(placed.date() + DAY if late else placed.date(), store)
    packed = UNKNOWN if accepted == UNKNOWN else later(accepted, plan.handling, house)
    left = first(packed, house, carrier)
    there = UNKNOWN if left == UNKNOWN else first(left + plan.transit * DAY, carrier)
    if UNKNOWN in (left, there):
        return "untold"
    return "early" if told < (left if asked["day"] == "shipment" else there) else None


def wanted(rows: list[tuple[str, ...]], asked: Any, judge: Callable[[datetime, int], str | None]) -> Counter[Any]:
    """What is to be found: for each code, what is wrong on which day; or that its rows may not be meant."""
    at = time.fromisoformat(asked["ordered_at"])
    sure: dict[str, bool] = {}
    for _, available, code, *_ in rows:
        count = number(available)
        meant = True if not asked["only"] else None if count is None else count >= 1
        if meant is not False:
            sure[code] = sure.get(code, False) or meant is True
    made: Counter[Any] = Counter()
    for code, known in sure.items():
        if code not in DAYS:
            found = [(code or "-", "blank" if not code else "undeclared")]
        else:
            moments = [datetime.combine(TODAY + ahead * DAY, at) for ahead in range(asked["days_ahead"] + 1)]
            judged = [(f"{code} {moment.date()}", judge(moment, DAYS[code])) for moment in moments]
            found = [(key, what) for key, what in judged if what is not None]
        made.update(found if known or not found else [(code or "-", "unsure")])
    return made


@drawn_shops
@given(
    rows_drawn,
    st.tuples(parties, parties, parties),
    st.tuples(st.sampled_from([None, time(12)]), st.integers(0, 2), st.integers(0, 3)),
    asked_drawn,
)
def test_what_codes_promise_is_what_plain_python_counts(
    rows: list[tuple[str, ...]],
    three: tuple[Party, Party, Party],
    takes: tuple[time | None, int, int],
    asked: dict[str, Any],
) -> None:
    store, house, carrier = (party.calendar() for party in three)
    cutoff, handling, transit = takes
    plan = Calendars(store, house, carrier, cutoff, handling, transit)
    rules = ShopRules(lead_days={"mall": DAYS}, calendars=plan)
    with shop({"rms": ("leads", HEAD, rows)}, rules) as stock:
        result = ask(stock, kind="promise-of-code", codes="rms.rows.soon", **asked)
    found = Counter((f.key, f.code.removeprefix("promise_").removeprefix("code_")) for f in result.findings)
    assert found == wanted(rows, asked, lambda placed, days: verdict(placed, days, *three, plan, asked))

"""Business days: never on a closed day, never earlier for a later order; and what the shop writes about them."""

# ruff: noqa: DTZ001, E501 - times of files bear no zone; lines stand as a person reads them

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_shop import PROFILE, told
from test_shop import read as shop_of

from engine.business_day import Calendar, Calendars, Closed, after, open_from

#: From the file of the Cabinet Office.
HOLIDAYS = {
    date(2026, 11, 3): "文化の日",
    date(2026, 11, 23): "勤労感謝の日",
    date(2027, 1, 1): "元日",
    date(2027, 1, 11): "成人の日",
}
YEAR_END = {date(2026, 12, 30) + timedelta(days=n): "年末年始" for n in range(5)}
WEEKEND = frozenset({5, 6})
WAREHOUSE = Calendar(WEEKEND, HOLIDAYS, date(2027, 12, 31), YEAR_END)


@pytest.mark.parametrize(
    ("ordered", "accepted", "shipped", "arrives"),
    [
        # Friday before noon: leaves the same day, arrives on Saturday.
        ("2026-11-20 11:59", "2026-11-20", "2026-11-20", "2026-11-21"),
        # Friday at noon: Saturday's order; weekend and 勤労感謝の日 lie between.
        ("2026-11-20 12:00", "2026-11-21", "2026-11-24", "2026-11-25"),
        # The last day before the year's end, and one minute too late.
        ("2026-12-29 11:59", "2026-12-29", "2026-12-29", "2026-12-30"),
        ("2026-12-29 12:00", "2026-12-30", "2027-01-04", "2027-01-05"),
    ],
)
def test_an_order_goes_round_weekends_holidays_and_the_year_s_end(
    ordered: str, accepted: str, shipped: str, arrives: str
) -> None:
    route = Calendars(warehouse=WAREHOUSE, cutoff=time(12)).route(datetime.fromisoformat(ordered))
    assert route is not None
    assert [day.isoformat() for day in (route.accepted, route.shipped, route.arrives)] == [accepted, shipped, arrives]


def test_the_closed_days_on_the_way_are_named() -> None:
    route = Calendars(warehouse=WAREHOUSE, cutoff=time(12)).route(datetime(2026, 11, 20, 15))
    assert route is not None
    assert [(s.day.day, s.of, s.why) for s in route.stops] == [
        (21, "warehouse", Closed("weekly")),
        (22, "warehouse", Closed("weekly")),
        (23, "warehouse", Closed("holiday", "勤労感謝の日")),
    ]


def test_the_carrier_s_own_days_move_hand_over_and_arrival() -> None:
    carrier = Calendar(closed={date(2026, 11, 24): "臨時休業", date(2026, 11, 26): ""})
    plan = Calendars(carrier=carrier, handling=1, transit=1)
    route = plan.route(datetime(2026, 11, 23, 9))
    assert route is not None
    assert (route.shipped, route.arrives) == (date(2026, 11, 25), date(2026, 11, 27))
    assert [(s.day.day, s.of) for s in route.stops] == [(24, "carrier"), (26, "carrier")]


def test_after_the_last_year_of_known_holidays_nobody_can_tell() -> None:
    known = Calendar(WEEKEND, HOLIDAYS, date(2026, 12, 31))
    assert open_from(date(2026, 12, 31), (known,)) == date(2026, 12, 31)
    assert open_from(date(2027, 1, 1), (known,)) is None
    assert after(date(2026, 12, 31), 1, (known,)) is None
    assert open_from(date(2027, 1, 2), (Calendar(WEEKEND),)) == date(2027, 1, 4)


def test_a_calendar_without_an_open_day_and_the_end_of_time_are_not_guessed() -> None:
    assert open_from(date(2026, 1, 1), (Calendar(frozenset(range(7))),)) is None
    assert Calendars().route(datetime(9999, 12, 31)) is None
    assert after(date.max, 1, ()) is None


calendars = st.builds(
    Calendar,
    weekly=st.frozensets(st.integers(0, 6), max_size=5),
    holidays=st.one_of(
        st.none(), st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.just("祝"), max_size=40)
    ),
    until=st.just(date(2027, 12, 31)),
    closed=st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.just("休"), max_size=40),
)
plans = st.builds(
    Calendars,
    shop=calendars,
    warehouse=calendars,
    carrier=calendars,
    cutoff=st.one_of(st.none(), st.times()),
    handling=st.integers(0, 5),
    transit=st.integers(0, 4),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30))


@given(plans, moments)
def test_nothing_happens_on_a_closed_day_or_before_the_order(plan: Calendars, ordered: datetime) -> None:
    route = plan.route(ordered)
    if route is None:
        return
    assert plan.shop.closure(route.accepted) is None
    assert plan.warehouse.closure(route.shipped) is None
    assert plan.carrier.closure(route.shipped) is None
    assert plan.carrier.closure(route.arrives) is None
    assert ordered.date() <= route.accepted <= route.shipped <= route.arrives - timedelta(days=plan.transit)
    assert all(ordered.date() <= stop.day < route.arrives for stop in route.stops)


@given(plans, moments, moments)
def test_a_later_order_never_arrives_earlier(plan: Calendars, one: datetime, other: datetime) -> None:
    first, second = (plan.route(moment) for moment in sorted((one, other)))
    if first is None or second is None:
        return
    assert first.accepted <= second.accepted
    assert first.shipped <= second.shipped
    assert first.arrives <= second.arrives


@given(calendars, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 10), st.integers(0, 10))
def test_days_add_up(calendar: Calendar, day: date, one: int, two: int) -> None:
    whole = after(day, one + two, (calendar,))
    half = after(day, one, (calendar,))
    assert whole == (after(half, two, (calendar,)) if half is not None else None)


WRITTEN = """\
calendars:
  shop: {weekly: [saturday, sunday], holidays: closed}
  warehouse: {weekly: [sunday], holidays: open, closed: ['2026-12-09', {from: '2026-12-30', to: '2027-01-03', name: 年末年始}]}
  cutoff: '12:00'
  handling_days: 1
lead_times: {rakuten: {翌営業日出荷: 1, '5': 3}, yahoo: days}
"""
FILES = PROFILE.replace("files: {", "files: {calendar: calendar.csv, ")
CALENDAR = "国民の祝日・休日月日,国民の祝日・休日名称\n2026/11/23,勤労感謝の日\n2027/1/1,元日\n"


def test_a_shop_writes_its_calendars_and_what_its_lead_times_mean() -> None:
    rules = shop_of(shop=FILES + WRITTEN, calendar=CALENDAR).rules
    assert rules.calendars is not None
    assert rules.calendars.shop.closure(date(2026, 11, 23)) == Closed("holiday", "勤労感謝の日")
    assert rules.calendars.warehouse.closure(date(2026, 11, 23)) is None
    assert rules.calendars.warehouse.closure(date(2027, 1, 2)) == Closed("own", "年末年始")
    assert rules.calendars.warehouse.closure(date(2026, 12, 9)) == Closed("own", "")
    assert rules.calendars.shop.until == date(2027, 12, 31)
    assert (rules.calendars.cutoff, rules.calendars.handling, rules.calendars.transit) == (time(12), 1, 1)
    assert rules.lead_days == {"amazon": None, "rakuten": {"翌営業日出荷": 1, "5": 3}, "yahoo": None}


def test_a_shop_without_calendars_has_declared_nothing() -> None:
    assert shop_of().rules.calendars is None


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("'2026-12-09'", "'2026-12-32'", "「2026-12-32」という日はありません。"),
        ("'2026-12-09'", "'20261209'", "日付（例: 2026-11-24）が必要ですが、「20261209」でした。"),
        ("'2026-12-09'", "2026-W50-3", "日付（例: 2026-11-24）が必要ですが、「2026-W50-3」でした。"),
        (
            "to: '2027-01-03'",
            "to: '2026-12-03'",
            "休業の終わり（2026-12-03）は始まり（2026-12-30）以後、200日以内にします。",
        ),
        ("[saturday, sunday]", "[caturday]", "caturday"),
        ("cutoff: '12:00'", "cutoff: noon", "時刻"),
        ("calendar: calendar.csv, ", "", "祝日を休みにするには、祝日のファイルが必要です。"),
    ],
)
def test_mistakes_in_calendars_are_told_with_their_place(right: str, wrong: str, words: str) -> None:
    assert right in FILES + WRITTEN
    said = told(shop=(FILES + WRITTEN).replace(right, wrong), calendar=CALENDAR)
    assert any(words in line for line in said), said

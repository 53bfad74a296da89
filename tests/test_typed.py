"""What a person types is taken as it is meant."""

from __future__ import annotations

from datetime import date

import pytest

from engine import typed

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("１２", 12),
        (" 1,234 ", 1234),
        ("１，２３４", 1234),
        ("1,23", None),
        ("1.5", None),
        ("9" * 5000, None),
        ("+-3", None),
        ("", None),
    ],
)
def test_whole_numbers(given: str, meant: int | None) -> None:
    assert typed.whole_number(given) == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("09:30", "2026-11-24T09:30"),
        ("7:05", "2026-11-24T07:05"),
        ("７：０５", "2026-11-24T07:05"),
        ("9:30:15", "2026-11-24T09:30:15"),
        ("2026/11/4 7:05", "2026-11-04T07:05"),
        ("2026-11-23T23:59", "2026-11-23T23:59"),
        ("yesterday", "yesterday"),
        ("11/24 07:05", "11/24 07:05"),
        ("2026-11-23T23:59+09:00", "2026-11-23T23:59+09:00"),
        ("", ""),
    ],
)
def test_moments(given: str, meant: str) -> None:
    assert typed.moment(given, TODAY) == meant


@pytest.mark.parametrize(("given", "meant"), [("2026/1/2", "2026-01-02"), ("２０２６-11-24", "2026-11-24"), ("x", "x")])
def test_days(given: str, meant: str) -> None:
    assert typed.day(given) == meant


@pytest.mark.parametrize(("given", "meant"), [("9:30", "09:30"), ("09：30", "09:30"), ("930", "930")])
def test_times(given: str, meant: str) -> None:
    assert typed.time_of_day(given) == meant

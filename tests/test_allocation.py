"""The allocation rule as arithmetic: what each mall gets of a number, and what never happens whatever the rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.stock.allocation import Allocation, MallRule, Rule, SpecialCase, bound_in_sets
from engine.stock.schema import MALLS

SALE = date(2026, 12, 4)


def split(*malls: MallRule) -> Rule:
    return Rule("split", malls)


def table(rule: Rule, *numbers: int) -> list[tuple[int, ...]]:
    """What the malls show, in order, for each number."""
    return [tuple(rule.shown(number).values()) for number in numbers]


# -- drawn cases -----------------------------------------------------------------------------------------------------


def test_without_shares_the_first_mall_takes_all_up_to_its_cap() -> None:
    rule = split(MallRule("rakuten", cap=3), MallRule("yahoo", cap=2), MallRule("amazon"))
    assert table(rule, 0, 1, 3, 4, 5, 9) == [(0, 0, 0), (1, 0, 0), (3, 0, 0), (3, 1, 0), (3, 2, 0), (3, 2, 4)]


def test_shares_are_exact_for_hundreds_and_the_last_piece_is_the_first_malls() -> None:
    rule = split(MallRule("rakuten", share=30), MallRule("amazon", share=70))
    assert table(rule, 1, 2, 3, 4, 10, 100, 1000) == [(1, 0), (1, 1), (1, 2), (2, 2), (3, 7), (30, 70), (300, 700)]


def test_what_is_no_malls_share_goes_by_priority() -> None:
    rule = split(MallRule("rakuten", share=20), MallRule("yahoo", share=20), MallRule("amazon", share=20))
    assert table(rule, 100) == [(60, 20, 20)]
    capped = split(MallRule("rakuten", share=20, cap=30), MallRule("yahoo", share=20), MallRule("amazon", share=20))
    assert table(capped, 100) == [(30, 50, 20)]


def test_a_mall_opens_with_its_piece_and_takes_nothing_back() -> None:
    rule = split(MallRule("rakuten", share=50), MallRule("amazon", share=50, open_from=11))
    assert table(rule, 9, 10, 11, 12, 13, 20) == [(9, 0), (10, 0), (11, 0), (11, 1), (12, 1), (15, 5)]


def test_a_buffer_is_the_greater_of_pieces_and_percent_and_the_cap_is_what_is_shown() -> None:
    rule = split(MallRule("rakuten", buffer=2, buffer_percent=10, cap=40))
    assert table(rule, 1, 2, 3, 20, 30, 43, 44, 45, 100) == [(0,), (0,), (1,), (18,), (27,), (38,), (39,), (40,), (40,)]


def test_a_mall_with_a_cap_and_a_buffer_is_given_both() -> None:
    rule = Rule("split", (MallRule("rakuten", share=100, buffer=2, cap=3), MallRule("yahoo")))
    assert rule.given(9) == (5, 4), "of five pieces two are kept back, so that three are shown"
    assert rule.shown(9) == {"rakuten": 3, "yahoo": 4}


def test_a_mall_that_is_off_shows_nothing_and_its_share_goes_on() -> None:
    rule = split(MallRule("rakuten", share=50), MallRule("yahoo", share=30, off=True), MallRule("amazon", share=20))
    assert table(rule, 10) == [(8, 0, 2)]


def test_pages_divide_the_number_of_their_mall() -> None:
    rule = split(MallRule("rakuten", share=50, pages=2), MallRule("yahoo", share=50))
    assert table(rule, 10) == [(2, 5)]
    assert rule.offered(rule.shown(10)) == 9


def test_shared_malls_show_the_same_less_their_buffers() -> None:
    rule = Rule("shared", (MallRule("rakuten"), MallRule("yahoo", buffer=2, cap=5), MallRule("amazon", open_from=4)))
    assert table(rule, -1, 0, 2, 3, 4, 9) == [(0, 0, 0), (0, 0, 0), (2, 0, 0), (3, 1, 0), (4, 2, 4), (9, 5, 9)]


def test_the_first_case_that_covers_a_sku_holds_for_its_days_and_ends_by_itself() -> None:
    usual = split(MallRule("rakuten", share=50), MallRule("yahoo", share=50))
    sale = split(MallRule("rakuten", share=100), MallRule("yahoo", off=True))
    cases = (
        SpecialCase(sale, "セール", until=date(2026, 12, 11), since=SALE, skus=frozenset({"TEA"})),
        SpecialCase(sale, "セット", kinds=frozenset({"set"})),
        SpecialCase(usual, "A", ranks=frozenset({"A"})),
    )
    rule = Allocation(usual, cases)

    def case(sku: str, day: int, rank: str | None = None, kind: str = "normal") -> str | None:
        found = rule.case(sku, rank, {kind}, date(2026, 12, day))
        return found.why if found else None

    assert [case("TEA", day) for day in (3, 4, 11, 12)] == [None, "セール", "セール", None]
    assert case("TEA", 5, "A", "set") == "セール"
    assert case("CUP", 5, "A", "set") == "セット"
    assert case("CUP", 5, "A") == "A"
    assert case("CUP", 5, "B") is None
    over = rule.ended("TEA", None, (), date(2026, 12, 12))
    assert over is not None
    assert over.why == "セール"
    assert rule.ended("TEA", None, (), date(2026, 12, 11)) is None


def test_sets_take_equal_portions_of_each_part() -> None:
    sets = {"S1": {"P": 2, "Q": 1}, "S2": {"P": 1}}
    made, taken = bound_in_sets({"P": 10, "Q": 100}, sets, 50)
    assert made == {"S1": 1, "S2": 2}
    assert taken == {"P": 4, "Q": 1}


def test_what_does_not_divide_by_the_sets_that_need_it_goes_to_the_first() -> None:
    sets = {name: {"P": 1} for name in ("S1", "S2", "S3")}
    assert bound_in_sets({"P": 5}, sets, 100) == ({"S1": 2, "S2": 2, "S3": 1}, {"P": 5})


def test_a_set_with_a_part_that_could_not_be_told_could_not_be_told_but_keeps_its_other_parts() -> None:
    made, taken = bound_in_sets({"P": 10, "Q": None}, {"S": {"P": 1, "Q": 1}, "C": None}, 50)
    assert made == {"S": None, "C": None}
    assert taken["P"] == 5


# -- whatever the rule -----------------------------------------------------------------------------------------------


@st.composite
def rules(draw: st.DrawFn, mode: str = "split") -> Rule:
    names = draw(st.lists(st.sampled_from(MALLS), min_size=1, max_size=5, unique=True))
    left, malls = 100, []
    for name in names:
        share = draw(st.integers(0, left)) if mode == "split" else 0
        left -= share
        malls.append(
            MallRule(
                name,
                share=share,
                buffer=draw(st.integers(0, 4)),
                buffer_percent=draw(st.sampled_from((0, 0, 1, 10, 33, 99))),
                cap=draw(st.none() | st.integers(0, 40)),
                open_from=draw(st.sampled_from((1, 1, 1, 2, 7, 30))),
                off=draw(st.booleans()) and draw(st.booleans()),
                pages=draw(st.sampled_from((1, 1, 2, 3))),
            )
        )
    return Rule("split" if mode == "split" else "shared", tuple(malls))


NUMBERS = st.integers(-20, 400)


@given(rules(), NUMBERS)
def test_malls_never_show_more_than_is_sellable_together(rule: Rule, number: int) -> None:
    assert 0 <= rule.offered(rule.shown(number)) <= max(number, 0)
    assert sum(rule.given(number)) <= max(number, 0)


@given(st.sampled_from(("split", "shared")).flatmap(rules), NUMBERS)
def test_one_more_piece_never_lowers_a_mall(rule: Rule, number: int) -> None:
    before, after = rule.shown(number), rule.shown(number + 1)
    assert all(after[mall] >= before[mall] for mall in before)


@given(st.sampled_from(("split", "shared")).flatmap(rules), NUMBERS)
def test_no_mall_is_below_zero_above_its_cap_off_and_open_or_opened_too_early(rule: Rule, number: int) -> None:
    shown = rule.shown(number)
    for mall in rule.malls:
        assert shown[mall.mall] >= 0
        assert mall.cap is None or shown[mall.mall] <= mall.cap
        assert not ((mall.off or number < mall.open_from) and shown[mall.mall])
    assert shown == Rule(rule.mode, rule.malls).shown(number)


@given(rules(), NUMBERS)
def test_no_piece_is_left_while_an_open_mall_has_room(rule: Rule, number: int) -> None:
    left = max(number, 0) - sum(rule.given(number))
    if left:
        for mall, given_ in zip(rule.malls, rule.given(number), strict=True):
            assert mall.off or number < mall.open_from or (mall.room is not None and given_ == mall.room)


@settings(max_examples=60)
@given(rules(), st.integers(0, 150))
def test_it_is_what_giving_one_piece_after_another_gives(rule: Rule, number: int) -> None:
    """The words of the module, done as they are written."""
    has = [0] * len(rule.malls)
    by_share, since = [0] * (len(rule.malls) + 1), 0
    for piece in range(1, number + 1):
        opened = [not m.off and m.open_from <= piece for m in rule.malls]
        if any(m.open_from == piece and not m.off for m in rule.malls) and piece > 1:
            by_share, since = [0] * len(by_share), piece - 1
        claims = [m.share if o else 0 for m, o in zip(rule.malls, opened, strict=True)]
        claims.append(100 - sum(claims))
        claimant = next(i for i, c in enumerate(claims) if by_share[i] < -(-c * (piece - since) // 100))
        by_share[claimant] += 1

        def takes(index: int, opened: list[bool] = opened) -> bool:
            room = rule.malls[index].room
            return opened[index] and (room is None or has[index] < room)

        if claimant < len(has) and takes(claimant):
            has[claimant] += 1
        # Whatever nobody had room for is offered again.
        while sum(has) < piece:
            winner = next((i for i in range(len(has)) if takes(i)), None)
            if winner is None:
                break
            has[winner] += 1
    assert rule.given(number) == tuple(has)


PARTS = st.dictionaries(st.sampled_from("PQRST"), st.none() | st.integers(-3, 60), max_size=5)
SETS = st.dictionaries(
    st.sampled_from(("S1", "S2", "S3", "S4")),
    st.none() | st.dictionaries(st.sampled_from("PQRST"), st.integers(1, 5), min_size=1, max_size=4),
    max_size=4,
)


@given(PARTS, SETS, st.integers(0, 100))
def test_sets_never_take_more_of_a_part_than_they_may(
    parts: dict[str, int | None], sets: dict[str, dict[str, int] | None], percent: int
) -> None:
    made, taken = bound_in_sets(parts, sets, percent)
    for part, number in parts.items():
        used = sum((made[sku] or 0) * (sets[sku] or {}).get(part, 0) for sku in sets)
        if number is not None:
            assert used <= taken.get(part, 0) <= max(number, 0) * percent // 100
    assert all(
        made[sku] is None for sku, listed in sets.items() if not listed or any(parts.get(p) is None for p in listed)
    )


@pytest.mark.parametrize("mode", ["split", "shared"])
def test_a_negative_number_is_nothing_to_show(mode: str) -> None:
    rule = Rule("split" if mode == "split" else "shared", (MallRule("rakuten"),))
    assert rule.shown(-5) == {"rakuten": 0}

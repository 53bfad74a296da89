"""Checks of what was received against plain Python: which parts, how many rows, bytes that came before."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle_case import Answers, answers, drawn_shops
from test_stock_drawn import AT, ZONE, ask, drawn_bytes, layout

from engine.formats import Part, read
from engine.record import CheckResult, Outcome
from engine.stock import Received, ShopRules, Stock

STAMPS = ("20261124061500", "20261123061500")
#: A part: its stamp, its number, and its rows: item, choice.
Drawn = tuple[str, int, tuple[tuple[str, str], ...]]

rows = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["1", "2", ""])), min_size=1, max_size=4)
parts = st.lists(
    st.tuples(st.sampled_from((STAMPS[0], *STAMPS)), st.sampled_from([1, 1, 2, 2, 3, 4]), rows.map(tuple)),
    min_size=1,
    max_size=4,
)
shown = st.none() | st.integers(0, 6)


def asked(drawn: list[Drawn], check: dict[str, object], received: Received) -> CheckResult:
    """What a check says of these parts; the bytes of each are its own."""
    names = layout("mall").files.model_copy(update={"several": "any"})
    format_ = layout("two").model_copy(update={"files": names})
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", format_, read(format_, written(drawn)), received)
        return ask(stock, files="rms", **check)


def written(drawn: list[Drawn]) -> list[Part]:
    """The parts as files: letters at the end of a name tell parts apart, and its pattern passes over them."""
    header = ["item", "choice", "count"]
    return [
        Part(f"mall_{stamp}-{number}{'b' * at}.csv", drawn_bytes([header, *([*row, str(at)] for row in of)]))
        for at, (stamp, number, of) in enumerate(drawn)
    ]


@drawn_shops
@given(parts, shown)
def test_complete(drawn: list[Drawn], count: int | None) -> None:
    numbers = [number for _, number, _ in drawn]
    want: Answers = Counter()
    want["rms", "part_missing"] = len(set(range(1, max(numbers) + 1)) - set(numbers))
    want["rms", "part_doubled"] = sum(1 for times in Counter(numbers).values() if times > 1)
    want["rms", "parts_mixed"] = int(len({stamp for stamp, _, _ in drawn}) > 1)
    want["rms", "last_part_unknown"] = int(count is None)
    result = asked(drawn, {"kind": "complete"}, Received(shown_rows=count))
    assert answers(result) == +want
    failed = any(want["rms", code] for code in ("part_missing", "part_doubled", "parts_mixed"))
    unknown = Outcome.ERROR if count is None else Outcome.PASSED
    assert result.outcome == (Outcome.FAILED if failed else unknown)


@drawn_shops
@given(parts, shown, st.sampled_from(["rows", "products", "skus", "orders"]))
def test_rows_as_shown(drawn: list[Drawn], count: int | None, counts: str) -> None:
    every = [row for _, _, of in drawn for row in of]
    there = {"rows": len(every), "products": len({item for item, _ in every}), "skus": len({*every})}.get(counts)
    result = asked(drawn, {"kind": "rows-as-shown", "counts": counts}, Received(shown_rows=count))
    if count is None:
        want = ["not_shown"]
    elif there is None:
        want = ["not_counted"]
    else:
        want = ["rows_differ"] if there != count else []
    assert [(f.code, f.left, f.right) for f in result.findings] == [(code, there, count) for code in want]
    untold = count is None or there is None
    assert result.outcome == (Outcome.ERROR if untold else Outcome.FAILED if want else Outcome.PASSED)


@drawn_shops
@given(parts, st.sets(st.integers(0, 5)))
def test_not_same_as_last(drawn: list[Drawn], before: set[int]) -> None:
    files = written(drawn)
    digests = [sha256(part.data).hexdigest() for part in files]
    previous = frozenset(digests[at] for at in before if at < len(files)) | {"0" * 64}
    result = asked(drawn, {"kind": "not-same-as-last"}, Received(previous=previous))
    assert sorted(str(f.values["name"]) for f in result.findings) == sorted(
        part.name for part, digest in zip(files, digests, strict=True) if digest in previous
    )
    assert (result.outcome == Outcome.PASSED) == (not result.findings)


@pytest.mark.parametrize("kind", ["complete", "not-same-as-last"])
def test_one_file_without_a_number_is_whole(kind: str) -> None:
    part = Part("two.csv", drawn_bytes([["item", "choice", "count"], ["a", "1", "5"]]))
    with Stock(ShopRules(), AT, ZONE) as stock:
        stock.add("rms", layout("two"), read(layout("two"), [part]), Received(shown_rows=1))
        assert ask(stock, kind=kind, files="rms").outcome == Outcome.PASSED

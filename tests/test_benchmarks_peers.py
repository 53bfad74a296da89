"""The benchmark of the peers: the table, the comparison of answers, and two engines that need no environment."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import page
from benchmarks.peers.agreement import differences
from benchmarks.peers.peer import BY_HAND, HERE, PEERS
from benchmarks.peers.table import Measured, render, slow

ANSWER: dict[str, dict[str, Any]] = {
    "counts": {"unique": 2, "readable": 150},
    "keys": {"unique": ["a", "b"], "readable": ["k"] * 100},
}


def other(**changed: Any) -> dict[str, Any]:
    return {part: {**ANSWER[part], **changed.get(part, {})} for part in ("counts", "keys")}


def test_the_same_answers_in_another_order_agree() -> None:
    assert differences(ANSWER, other(keys={"unique": ["b", "a"]})) == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (other(counts={"unique": 3}), "unique: 2 expected, 3 found"),
        ({"counts": {"unique": 2}, "keys": ANSWER["keys"]}, "readable: 150 expected, None found"),
        (other(keys={"unique": ["a", "c"]}), "unique: other keys (without ['b'], with ['c'])"),
        (other(keys={"readable": ["k"]}), "readable: 100 keys expected, 1 listed"),
    ],
)
def test_answers_that_differ_are_told(found: dict[str, Any], told: str) -> None:
    assert differences(ANSWER, found) == [told]


def test_the_table_has_ratios_to_the_side_by_hand_and_what_stands_in_place_of_a_time() -> None:
    measured = {
        1000: {
            "hand": Measured([0.5, 0.4, 0.9], [2048, 2048, 4096]),
            "fast": Measured([0.25], [1024]),
            "wrong": Measured(instead="differs"),
            "late": Measured([1.0], [4096], instead="> 9 s"),
        },
        20: {"hand": Measured([0.1], [1024])},
    }
    titles = {"hand": "by hand", "fast": "F", "wrong": "W", "late": "L", "absent": "A"}
    assert render(titles, measured, "hand").splitlines() == [
        "| ten checks, files to findings | 20 SKUs | 1,000 SKUs | memory at 20 | memory at 1,000 |",
        "| --- | --- | --- | --- | --- |",
        "| by hand | 1 (0.10 s) | 1 (0.50 s) | 1 (1 MB) | 1 (2 MB) |",
        "| F | – | 0.50 | – | 0.50 |",
        "| W | – | differs | – | – |",
        "| L | – | > 9 s | – | – |",
        "| A | – | – | – | – |",
    ]
    assert slow(titles, measured, [(1000, "fast")]) == "Measured once, since it takes long: F at 1,000."
    assert slow(titles, measured, []) == ""


def test_a_table_replaces_what_stands_between_its_own_marks() -> None:
    text = "a\n<!-- peers: begin -->\nold\n<!-- peers: end -->\nb <!-- benchmarks: begin -->"
    made = page.put(text, "peers", "new\n")
    assert made == "a\n<!-- peers: begin -->\n\nnew\n\n<!-- peers: end -->\nb <!-- benchmarks: begin -->"
    assert page.put(made, "peers", "new") == made
    with pytest.raises(ValueError, match="benchmarks: end"):
        page.put(text, "benchmarks", "new")


def test_the_page_of_the_documentation_has_the_marks() -> None:
    for mark in ("benchmarks", "peers"):
        assert "\n\nx\n\n" in page.put(page.PAGE.read_text("utf-8"), mark, "x")


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.program], ids=lambda peer: peer.id)
def test_a_peer_says_what_it_does_and_is_pinned(peer: Any) -> None:
    assert ast.get_docstring(ast.parse((HERE / peer.program).read_text("utf-8")))
    if peer.environment:
        assert peer.versions
        assert all(version for version in peer.versions.values())


def test_by_hand_ours_and_plain_python_find_the_same(tmp_path: Path) -> None:
    make = "import sys; sys.path.insert(0, sys.argv[1]); import workload; from pathlib import Path"
    make += "; workload.make(Path(sys.argv[2]), 1000)"
    subprocess.run([sys.executable, "-c", make, str(HERE.parent), str(tmp_path)], check=True)
    sides = [BY_HAND, *(peer for peer in PEERS if peer.id in {"ours", "csv"})]
    by_hand, *others = (_told(peer.telling(tmp_path)) for peer in sides)
    assert sum(by_hand["counts"].values()) > 0
    assert [differences(by_hand, found) for found in others] == [[], []]


def _told(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told

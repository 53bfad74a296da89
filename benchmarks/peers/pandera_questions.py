"""What the runs of pandera have in common: which of the ten questions a failure answers, and all failures together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from answer import LIMIT, Answers

#: Frame and check of pandera → question; how a key that is missing fails is of each run itself.
QUESTIONS: Mapping[tuple[str, str], str] = {
    ("rakuten", "greater_than_or_equal_to(0)"): "not-negative",
    ("rakuten", "field_uniqueness"): "unique",
    ("rakuten", "lead-time"): "lead-time",
    ("free", "greater_than_or_equal_to(3)"): "low-stock",
    ("free", "low-stock"): "low-stock",
    ("known", "present"): "present",
    ("known", "not_nullable"): "present",
    ("both", "not-more"): "not-more",
    ("both", "on-sale"): "on-sale",
    ("beside", "sum-of-malls"): "sum-of-malls",
    ("pair", "amazon-as-rakuten"): "amazon-as-rakuten",
    ("wms", "readable"): "readable",
    **{(mall, "not_nullable"): "readable" for mall in ("rakuten", "amazon", "yahoo", "shopify")},
}


def together(failed: Iterable[tuple[str, int, list[str]]]) -> Answers:
    """The answers, of failures by question: how many keys, and the first of them."""
    found = {question: (0, list[str]()) for question in QUESTIONS.values()}
    for question, count, keys in failed:
        before, listed = found[question]
        found[question] = (before + count, listed + keys[:LIMIT])
    return found

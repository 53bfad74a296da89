"""What the number of one mall is made of, in words: the facts of ``allocation`` as a shop's staff says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.record import Scalar
from engine.texts import say

#: In the order in which they are said; each has words of its own.
_STEPS = (
    "in_sets",
    "sellable",
    "off",
    "open_from",
    "share",
    "opened_from",
    "given",
    "kept_back",
    "cap",
    "pages",
    "cycle",
)


def allocated(facts: Mapping[str, Scalar], language: str) -> Iterator[str]:
    """The facts of one mall's number, each in a few words.

    ``facts``: the mode, what may be sold, the share in percent, pieces given and kept back, cap, pages, the OMS's cycle
    in minutes, the special case and until when it holds (or held).
    """
    closed = bool(facts.get("off")) or "open_from" in facts
    for name in _STEPS:
        value = facts.get(name)
        if (
            value is None
            or (name == "in_sets" and not value)
            or (closed and name in {"share", "opened_from", "given", "kept_back", "cap"})
        ):
            continue
        if name == "given" and facts["mode"] == "shared":
            continue
        yield say(f"allocation.made.{name}", language, count=value if isinstance(value, int) else str(value))
    for name, until in (("case", "until"), ("ended_case", "ended")):
        if name in facts:
            day = facts.get(until)
            code = name if day is not None else f"{name}_always"
            yield say(f"allocation.made.{code}", language, why=str(facts[name]), until=str(day))

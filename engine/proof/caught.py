"""Mistakes put into clean stock, each caught at its check with its keys and no others, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.answers import Answers
from engine.conduct import Conduct
from engine.errors import Message
from engine.fitted import Fitted
from engine.proof.sample import auto, conduct_sample
from engine.proof.written import Mistake, Proof
from engine.session import why_not_close


@dataclass(frozen=True, slots=True)
class Caught:
    """How one mistake ended: caught where it should be, with the right keys; or what happened instead."""

    mistake: str
    check: str
    at: str
    right: bool
    keys: tuple[str, ...]
    wanted: tuple[str, ...]
    stopped_at: str | None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of one playbook: the clean session, each mistake, and the checks that nothing tripped."""

    playbook: str
    clean: tuple[Message, ...]
    caught: tuple[Caught, ...]
    unproven: tuple[str, ...]
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether clean stock passed, every mistake was caught, and no check is unproven without a reason."""
        return not self.clean and all(one.right for one in self.caught) and not set(self.unproven) - set(self.said)


def prove(
    fitted: Fitted, proof: Proof, folder: Path, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Proven:
    """Proves one playbook on the sample shop.

    Args:
        fitted: the playbook, fitted to the sample shop.
        proof: its proof.
        folder: where the sessions of the proof may be written.
        progress: told how many mistakes of how many have been tried.
    """
    answers = auto(fitted, proof)
    begun, came, _ = conduct_sample(fitted, folder / "clean", answers)
    clean = came.why if came.stopped_at else why_not_close(begun.session)
    if begun.session.closed:
        clean = ()
    caught = []
    for number, one in enumerate(proof.mistakes, 1):
        caught.append(catch(fitted, folder / f"{number:02}-{one.mistake}", answers, one))
        progress(number, len(proof.mistakes))
    tripped = {one.check for one in caught if one.right}
    checks = [check.id for step in fitted.playbook.steps for check in step.check or ()]
    unproven = tuple(check for check in checks if check not in tripped)
    return Proven(fitted.playbook.id, tuple(clean), tuple(caught), unproven, proof.unproven)


def catch(fitted: Fitted, folder: Path, answers: Answers, mistake: Mistake) -> Caught:
    """One mistake: put in, conducted, and how it ended."""
    begun, progress, supply = conduct_sample(fitted, folder, answers, mistake)
    keys = _keys(begun, mistake)
    wanted = tuple(sorted(set(supply.spoils[-1].touched)))
    named = keys is not None and (mistake.keys == "any" or _same(keys, wanted, fitted, all_=mistake.keys == "all"))
    return Caught(
        mistake.mistake,
        mistake.caught_by,
        mistake.at,
        named,
        tuple(sorted(keys or ())),
        wanted,
        progress.stopped_at,
        progress.why,
    )


def _same(keys: set[str], wanted: Sequence[str], fitted: Fitted, *, all_: bool) -> bool:
    """Whether a check named what the mistake touched and nothing else; a file as a whole is named by its alias."""
    if not keys or not wanted or keys <= set(fitted.playbook.files):
        return True
    parts = {key: {key, *key.split("/")} for key in keys}
    every = not all_ or all(any(one in named for named in parts.values()) for one in wanted)
    return every and all(named & set(wanted) for named in parts.values())


def _keys(begun: Conduct, mistake: Mistake) -> set[str] | None:
    """The keys that the check named, at its step; nothing when it caught nothing."""
    for entry in begun.session.entries:
        if entry.body.get("step") != mistake.at:
            continue
        if mistake.caught_by == mistake.at and entry.kind == "received" and entry.body["problems"]:
            return set()
        for result in entry.body.get("results", ()):
            if result["check"] == mistake.caught_by and result["outcome"] in {"failed", "error", "caution"}:
                return {finding.key for finding in begun.findings(result["findings"])}
    return None

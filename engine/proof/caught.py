"""Mistakes put into clean stock, each caught at its check with its keys and no others, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.conduct import Conduct
from engine.conduct.arrive import questions
from engine.errors import Message, message
from engine.fitted import Fitted
from engine.proof.clean import Clean
from engine.proof.sample import auto, chosen
from engine.proof.written import Mistake, Proof
from engine.supply import SampleSupply


@dataclass(frozen=True, slots=True)
class Caught:
    """How one mistake ended: what the check named, what it had to name, and where the session stood."""

    mistake: str
    check: str
    at: str
    found: frozenset[str] | None
    wanted: frozenset[str]
    stopped_at: str | None = None
    why: tuple[Message, ...] = ()
    put_in: bool = True

    @property
    def right(self) -> bool:
        """Whether the mistake was caught where it should be, with the right keys and no others."""
        return self.put_in and self.found == self.wanted

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys that the check had to name and did not."""
        return tuple(sorted(self.wanted - (self.found or frozenset())))

    @property
    def too_many(self) -> tuple[str, ...]:
        """Keys that the check named and should not."""
        return tuple(sorted((self.found or frozenset()) - self.wanted))


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
        """Whether clean stock passed, every mistake was caught, and those checks are unproven that are said to be."""
        return not self.clean and all(one.right for one in self.caught) and set(self.unproven) == set(self.said)

    @property
    def proven_after_all(self) -> tuple[str, ...]:
        """Checks that are said to be unproven, and that a mistake trips."""
        return tuple(sorted(set(self.said) - set(self.unproven)))


def prove(
    fitted: Fitted,
    proof: Proof,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    elsewhere: Mapping[str, Fitted] | None = None,
) -> Proven:
    """Proves one playbook on the sample shop.

    Args:
        fitted: the playbook, fitted to the sample shop.
        proof: its proof.
        folder: where the sessions of the proof may be written.
        progress: told how many mistakes of how many have been tried.
        elsewhere: the playbook, fitted to each other sample shop in which there are mistakes.
    """
    why: list[Message] = []
    caught: dict[int, Caught] = {}
    places = dict.fromkeys([(None, ()), *(one.where for one in proof.mistakes)])
    for place, (shop, choose) in enumerate(places):
        mistakes = {number: one for number, one in enumerate(proof.mistakes) if one.where == (shop, choose)}
        here = fitted if shop is None else (elsewhere or {})[shop]
        answers = auto(here, proof)
        answers = answers.model_copy(update={"choose": {**answers.choose, **chosen(here, dict(choose))}})
        clean = Clean(here, folder / f"{place}", answers, tuple(mistakes.values()))
        why += clean.why if shop is None else [message("proof.in_shop", shop=shop, why=one) for one in clean.why]
        for number, one in mistakes.items():
            caught[number] = catch(clean, clean.folder / f"{number:02}", one)
            progress(len(caught), len(proof.mistakes))
    tripped = {one.check for one in caught.values() if one.right}
    checks = [check.id for step in fitted.playbook.steps for check in step.check or ()]
    unproven = tuple(check for check in checks if check not in tripped)
    in_order = tuple(caught[number] for number in sorted(caught))
    return Proven(fitted.playbook.id, tuple(why), in_order, unproven, proof.unproven)


def catch(clean: Clean, folder: Path, mistake: Mistake) -> Caught:
    """One mistake: put in, conducted until it is caught or nothing leads on, and how it ended."""
    begun, progress, supply = clean.with_mistake(folder, mistake, lambda conduct: _named(conduct, mistake) is not None)
    found = _named(begun, mistake)
    return Caught(
        mistake.mistake,
        mistake.caught_by,
        mistake.at,
        found,
        _wanted(clean.fitted, mistake, supply, found or frozenset()),
        progress.stopped_at,
        progress.why,
        supply.spoils[-1].made is not None,
    )


def _wanted(fitted: Fitted, mistake: Mistake, supply: SampleSupply, found: frozenset[str]) -> frozenset[str]:
    """What the check must name: what the author says, else what the mistake says that it touched."""
    if mistake.keys is not None:
        return frozenset(mistake.keys)
    if mistake.caught_by == mistake.at:
        return frozenset()
    spoil = supply.spoils[-1]
    of_file = frozenset({spoil.alias or ""})
    if mistake.caught_by in {check.id for check in questions(fitted.playbook.step(mistake.at))} or spoil.made is None:
        return of_file
    ways = [frozenset(way) for way in (spoil.made.keys, spoil.made.codes) if way] or [of_file]
    return next((way for way in ways if way == found), ways[0])


def _named(begun: Conduct, mistake: Mistake) -> frozenset[str] | None:
    """The keys that the check named, at its step; nothing when it caught nothing."""
    for entry in begun.session.entries:
        if entry.body.get("step") != mistake.at:
            continue
        if mistake.caught_by == mistake.at and entry.kind == "received" and entry.body["problems"]:
            return frozenset()
        for result in entry.body.get("results", ()):
            if result["check"] == mistake.caught_by and result["outcome"] in {"failed", "error", "caution"}:
                return frozenset(finding.key for finding in begun.findings(result["findings"]))
    return None

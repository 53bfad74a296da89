"""The example sessions of a playbook, read and held against it: every name in them exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from engine.complaint import nearest
from engine.conduct.rules import DEVIATION_CODES
from engine.errors import Message, Place, PlaybookError, Problem, message
from engine.example.written import Example, Examples, path_of
from engine.fitted import Fitted
from engine.model import Weekday, validate
from engine.playbook import find
from engine.sample.mutations import MUTATIONS
from engine.yaml import Document, load
from engine.yaml import Path as Spot

DAYS = get_args(Weekday)


def read(folder: Path, fitted: Fitted) -> Examples:
    """The example sessions of a playbook.

    Raises:
        PlaybookError: there are none, or they name what does not exist: mistakes, files, steps, checks, choices, roles.
    """
    path = path_of(find(folder)[fitted.playbook.id])
    if not path.is_file():
        raise PlaybookError(Problem(Place(path.as_posix()), message("example.missing", name=fitted.playbook.id)))
    document = load(path.read_bytes(), path.as_posix())
    made = validate(Examples, document)
    problems = list(_Names(fitted, document).problems(made))
    if problems:
        raise PlaybookError(*problems)
    return made


class _Names:
    """The names that an example may use, and those that it uses wrongly."""

    def __init__(self, fitted: Fitted, document: Document) -> None:
        self.document = document
        self.steps = {step.id: step for step in fitted.playbook.steps}
        self.files = tuple(fitted.playbook.files)
        self.checks = tuple(check.id for step in self.steps.values() for check in step.check or ())
        self.rhythm = fitted.playbook.rhythm
        self.due = ", ".join(f"{name}: {said}" for name, said in self.rhythm if said is not None)
        self.allowing = fitted.shop.profile.deviations.allowed_by

    def problems(self, made: Examples) -> Iterator[Problem]:
        """Every name that does not exist, at its place."""
        seen: set[str] = set()
        for index, one in enumerate(made.sessions):
            at: Spot = ("sessions", index)
            if one.id in seen:
                yield Problem(self.document.place((*at, "id")), message("example.doubled", name=one.id))
            seen.add(one.id)
            yield from self._begins(one, at)
            yield from self._slips(one, at)
            yield from self._answers(one, at)
            yield from self._departures(one, at)
            yield from self._known("playbook.unknown_step", one.expect.steps, self.steps, (*at, "expect", "steps"))

    def _begins(self, one: Example, at: Spot) -> Iterator[Problem]:
        """Whether a session begins when the playbook is due, where it says when it begins."""
        begun, rhythm = one.begun, self.rhythm
        if begun is None:
            return
        right = rhythm.on is None or rhythm.on in {DAYS[begun.weekday()], begun.day}
        if not right or (rhythm.by is not None and f"{begun:%H:%M}" >= rhythm.by):
            day = message(f"manual.day.{DAYS[begun.weekday()]}")
            what = message("example.not_due", found=one.begins, day=day, due=self.due)
            yield Problem(self.document.place((*at, "begins")), what)

    def _slips(self, one: Example, at: Spot) -> Iterator[Problem]:
        for number, slip in enumerate(one.slips):
            spot: Spot = (*at, "mistakes", number)
            written = isinstance(one.mistakes[number], str)
            yield from self._one("proof.no_mistake", slip.mistake, MUTATIONS, spot if written else (*spot, "mistake"))
            if slip.file is not None:
                yield from self._one("playbook.unknown_file", slip.file, self.files, (*spot, "file"))

    def _answers(self, one: Example, at: Spot) -> Iterator[Problem]:
        receiving = [step.id for step in self.steps.values() if step.receive]
        for held, taken in one.again.items():
            yield from self._one("playbook.unknown_step", held, self.steps, (*at, "again", held))
            for name in taken:
                yield from self._one("example.receives_nothing", name, receiving, (*at, "again", held))
        asking = {
            "no_first": [step.id for step in self.steps.values() if step.confirm],
            "values": [step.id for step in self.steps.values() if step.reading],
            "rows": [step.id for step in self.steps.values() if step.reading and step.reading.for_each],
            "choose": [step.id for step in self.steps.values() if step.choose and not step.choose.for_each],
            "choose_each": [step.id for step in self.steps.values() if step.choose and step.choose.for_each],
        }
        for key, allowed in asking.items():
            yield from self._known("example.asks_otherwise", getattr(one, key), allowed, (*at, key))
        yield from self._choices(one, at)
        if one.abandon is not None:
            yield from self._one("playbook.unknown_step", one.abandon.at, self.steps, (*at, "abandon", "at"))

    def _choices(self, one: Example, at: Spot) -> Iterator[Problem]:
        for step_id, given in one.choose.items():
            choice = given if isinstance(given, str) else given.choice
            yield from self._choice(step_id, choice, (*at, "choose", step_id))
        for step_id, each in one.choose_each.items():
            for key, one_of in each.items():
                yield from self._choice(step_id, one_of.choice, (*at, "choose_each", step_id, key))

    def _choice(self, step_id: str, choice: str, spot: Spot) -> Iterator[Problem]:
        step = self.steps.get(step_id)
        if step is not None and step.choose is not None:
            yield from self._one("example.no_choice", choice, step.choose.options, spot)

    def _departures(self, one: Example, at: Spot) -> Iterator[Problem]:
        for number, departure in enumerate(one.deviations):
            spot: Spot = (*at, "deviations", number)
            yield from self._one("playbook.unknown_check", departure.check, self.checks, (*spot, "check"))
            yield from self._one("example.no_code", departure.code, DEVIATION_CODES, (*spot, "code"))
            if departure.allowed_by is not None:
                yield from self._one(
                    "example.may_not_allow", departure.allowed_by, self.allowing, (*spot, "allowed_by")
                )
            if departure.at is not None:
                yield from self._one("playbook.unknown_step", departure.at, self.steps, (*spot, "at"))
        for number, permission in enumerate(one.permitted):
            spot = (*at, "permitted", number)
            yield from self._one("playbook.unknown_check", permission.check, self.checks, (*spot, "check"))
            yield from self._one("example.may_not_allow", permission.role, self.allowing, (*spot, "role"))

    def _known(self, code: str, names: Iterable[str], allowed: Iterable[str], at: Spot) -> Iterator[Problem]:
        for name in names:
            yield from self._one(code, name, allowed, (*at, name))

    def _one(self, code: str, name: str, allowed: Iterable[str], at: Spot) -> Iterator[Problem]:
        known = tuple(allowed)
        if name not in known:
            what: Message = message(code, name=name)
            yield Problem(self.document.place(at), what, nearest(name, known))

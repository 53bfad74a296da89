"""A proof as its author writes it, in ``<id>.proof.yaml`` beside the playbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from engine.answers import Choice
from engine.complaint import nearest
from engine.conduct.arrive import questions
from engine.errors import Place, PlaybookError, Problem, message
from engine.fitted import Fitted, fit
from engine.model import Model, validate
from engine.playbook import Step, find
from engine.sample.mutations import MUTATIONS
from engine.yaml import Document, load
from engine.yaml import Path as Spot

#: The folder of a sample shop.
SHOP = r"^[a-z][a-z0-9-]*$"


class Mistake(Model):
    """One mistake: which mutation, in which file (when not the obvious one), and which check must catch it.

    ``first`` is a mistake that is there before (in ``first_file``, when not the obvious one): an upload can only fail
    to land when there was something to correct. ``since`` is the step that is the first to take a file with the mistake
    in it, where several take the same one. ``shop`` is the sample shop that it happens in, where that is another one,
    ``choose`` what is chosen in its session, where that is something else.

    ``keys`` is what the check must name, no more and no less. Without it that is what the mistake touched: the SKUs, or
    the codes of the rows as they now stand; of a file as a whole its alias.
    """

    mistake: str
    first: str | None = None
    first_file: str | None = None
    caught_by: str
    at: str
    file: str | None = None
    since: str | None = None
    keys: Annotated[tuple[str, ...], Field(min_length=1, strict=False)] | None = None
    shop: Annotated[str | None, Field(pattern=SHOP)] = None
    choose: dict[str, str] = Field(default_factory=dict)

    @property
    def where(self) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        """The shop and the choices of its session: mistakes of one place share their clean session."""
        return self.shop, tuple(sorted(self.choose.items()))


class Proof(Model):
    """The proof of one playbook. ``values``, ``choose``, ``choose_each`` replace what a proof answers by itself.

    ``shop``: the folder of the sample shop that it runs on, beside the one that is asked for; that one unless named.
    ``rounds``: how many rounds of each repeating section are done.
    """

    shop: str | None = Field(None, pattern=SHOP)
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1, strict=False)]
    values: dict[str, dict[str, int | str]] = Field(default_factory=dict)
    choose: dict[str, str] = Field(default_factory=dict)
    choose_each: dict[str, Choice] = Field(default_factory=dict)
    rounds: Annotated[int, Field(ge=1, le=20)] = 1
    unproven: dict[str, str] = Field(default_factory=dict)


def fitted_of(folder: Path, shop: Path, name: str) -> Fitted:
    """A playbook, fitted to the sample shop that its proof runs on.

    Raises:
        PlaybookError: the playbook, its proof or the shop has a mistake.
        StockError: a file of the shop is not of its format.
    """
    found = find(folder)
    path = found[name].with_suffix(".proof.yaml") if name in found else None
    if path is not None and path.is_file():
        other = validate(Proof, load(path.read_bytes(), path.as_posix())).shop
        shop = shop if other is None else shop.parent / other
    return fit(folder, shop, name)


def elsewhere(folder: Path, shop: Path, proof: Proof, name: str) -> dict[str, Fitted]:
    """A playbook, fitted to the other sample shops in which its proof puts mistakes.

    Raises:
        PlaybookError: the playbook or a shop has a mistake.
        StockError: a file of a shop is not of its format.
    """
    shops = dict.fromkeys(one.shop for one in proof.mistakes if one.shop is not None)
    return {other: fit(folder, shop.parent / other, name) for other in shops}


def read(folder: Path, fitted: Fitted) -> Proof:
    """The proof of a playbook.

    Raises:
        PlaybookError: there is none, or it names mistakes, files, steps or checks that do not exist.
    """
    path = find(folder)[fitted.playbook.id].with_suffix(".proof.yaml")
    if not path.is_file():
        raise PlaybookError(Problem(Place(path.as_posix()), message("proof.missing", name=fitted.playbook.id)))
    document = load(path.read_bytes(), path.as_posix())
    made = validate(Proof, document)
    problems = [*_unknown(made, fitted, document), *_answered(made, fitted, document)]
    if problems:
        raise PlaybookError(*problems)
    return made


def _unknown(proof: Proof, fitted: Fitted, document: Document) -> Iterator[Problem]:
    steps = {step.id: step for step in fitted.playbook.steps}
    for index, one in enumerate(proof.mistakes):
        at = ("mistakes", index)
        for key in ("mistake", "first"):
            name = getattr(one, key)
            if name is not None and name not in MUTATIONS:
                what = message("proof.no_mistake", name=name)
                yield Problem(document.place((*at, key)), what, nearest(name, MUTATIONS))
        for key in ("file", "first_file"):
            alias = getattr(one, key)
            if alias is not None and alias not in fitted.playbook.files:
                what = message("playbook.unknown_file", name=alias)
                yield Problem(document.place((*at, key)), what, nearest(alias, fitted.playbook.files))
        if one.since is not None and (one.since not in steps or steps[one.since].receive is None):
            takers = [name for name, step in steps.items() if step.receive]
            what = message("proof.takes_no_file", name=one.since)
            yield Problem(document.place((*at, "since")), what, nearest(one.since, takers))
        if one.at not in steps:
            what = message("playbook.unknown_step", name=one.at)
            yield Problem(document.place((*at, "at")), what, nearest(one.at, steps))
        elif one.caught_by not in _catchers(steps[one.at]):
            what = message("playbook.unknown_check", name=one.caught_by)
            place = document.place((*at, "caught_by"))
            yield Problem(place, what, nearest(one.caught_by, _catchers(steps[one.at])))


def _answered(proof: Proof, fitted: Fitted, document: Document) -> Iterator[Problem]:
    """Answers to steps that ask for nothing of the kind, and reasons for checks that do not exist."""
    steps = fitted.playbook.steps
    checks = [check.id for step in steps for check in step.check or ()]
    once = [step.id for step in steps if step.choose and not step.choose.for_each]
    each = [step.id for step in steps if step.choose and step.choose.for_each]
    values = [step.id for step in steps if step.reading]
    asks = "example.asks_otherwise"
    named: list[tuple[Spot, Iterable[str], list[str], str]] = [
        (("unproven",), proof.unproven, checks, "playbook.unknown_check"),
        (("values",), proof.values, values, asks),
        (("choose",), proof.choose, once, asks),
        (("choose_each",), proof.choose_each, each, asks),
        *((("mistakes", index, "choose"), one.choose, once, asks) for index, one in enumerate(proof.mistakes)),
    ]
    for at, names, allowed, code in named:
        for name in names:
            if name not in allowed:
                place = document.place((*at, name), key=True)
                yield Problem(place, message(code, name=name), nearest(name, allowed))


def _catchers(step: Step) -> tuple[str, ...]:
    """What can catch a mistake at a step: its checks, those a received file is asked, or the reader itself."""
    return (step.id, *(check.id for check in (*(step.check or ()), *questions(step))))

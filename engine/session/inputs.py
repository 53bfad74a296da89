"""What each step is computed from: the steps whose newer answer reopens it."""

from __future__ import annotations

from engine.playbook import Playbook, Step
from engine.playbook.ask import many
from engine.stock.schema import COMPUTED


def providers(playbook: Playbook) -> dict[str, tuple[str, ...]]:
    """Which steps bring each alias: alias → step ids, in order."""
    made: dict[str, tuple[str, ...]] = {}
    for step in playbook.steps:
        alias = step.receive.file if step.receive else step.produce.as_ if step.produce else None
        if alias is not None:
            made[alias] = (*made.get(alias, ()), step.id)
    return made


def aliases(playbook: Playbook, step: Step) -> frozenset[str]:
    """The aliases that a step reads; what is computed stands for those it is made of."""
    named: set[str] = set()
    if step.receive and step.receive.same_moment:
        named |= set(step.receive.same_moment.files)
    for check in step.check or ():
        named |= set(check.needs())
    if step.produce:
        for old, new in (step.produce.unmoved or {}).items():
            named |= {old, new}
        named |= {step.produce.into} if step.produce.into else set()
    if not named.isdisjoint(COMPUTED) and playbook.expected is not None:
        named |= {*many(playbook.expected.warehouse), *many(playbook.expected.orders)}
    return frozenset(named - {*COMPUTED, "files"})


def signed_for(playbook: Playbook, step: Step) -> tuple[str, ...]:
    """What a sign-off signs for: the steps it names, or all since the sign-off before it that answer or make."""
    if step.sign_off is None:
        return ()
    if step.sign_off.of is not None:
        return step.sign_off.of
    named: list[str] = []
    for other in playbook.steps:
        if other.id == step.id:
            break
        named = [] if other.sign_off else [*named, other.id]
    return tuple(named)


def approval_of(playbook: Playbook, step: Step) -> Step | None:
    """The sign-off that an upload file waits for: the one that covers it, where it comes before the upload.

    The upload is the next confirmation after the file is made. Nothing where the sign-off comes after it, and for lists
    for people.
    """
    if step.produce is None or step.produce.format is None:
        return None
    for other in _after(playbook, step):
        if other.confirm:
            return None
        if step.id in signed_for(playbook, other):
            return other
    return None


def upload_of(playbook: Playbook, step: Step) -> Step | None:
    """The step at which the file of a step is uploaded: the next confirmation; nothing for lists for people."""
    if step.produce is None or step.produce.format is None:
        return None
    return next((other for other in _after(playbook, step) if other.confirm), None)


def _after(playbook: Playbook, step: Step) -> tuple[Step, ...]:
    ids = [other.id for other in playbook.steps]
    return tuple(playbook.steps)[ids.index(step.id) + 1 :]


def inputs(playbook: Playbook, step: Step) -> frozenset[str]:
    """The ids of the steps that a step is computed from."""
    made = {name for alias in aliases(playbook, step) for name in providers(playbook).get(alias, ())}
    made |= {of for name in _conditions_of_options(step) for kind, _, of in [name.partition(".")] if kind != "shop"}
    checks = [getattr(ask, "for_each", None) for ask in (step.choose, step.reading) if ask]
    if step.produce:
        checks.append(step.produce.rows)
        made |= {*(step.produce.only or {}), *(step.produce.except_ or {})}
    made |= {playbook.check_owner(check).id for check in checks if check}
    made |= set(signed_for(playbook, step))
    made |= _made_before(playbook, step) | _read_back(playbook, step)
    return frozenset(made - {step.id})


def _conditions_of_options(step: Step) -> set[str]:
    if step.choose is None:
        return set()
    return {name for option in step.choose.options for name in step.choose.option(option).when or {}}


def _made_before(playbook: Playbook, step: Step) -> set[str]:
    # "Done once a file was produced" is about that very file: a new one must be uploaded, approved, read back anew.
    made = set()
    for when in (playbook.section_of(step.id).when, step.when):
        for name in when or {}:
            kind, _, of = name.partition(".")
            if kind == "step" and playbook.step(of).ask in {"produce", "sign_off"}:
                made.add(of)
    return made


def _read_back(playbook: Playbook, step: Step) -> set[str]:
    # What is compared with a file that was made says nothing about the next one: it is received anew.
    if step.receive is None:
        return set()
    read = [set(check.needs()) for other in playbook.steps for check in other.check or ()]
    together = set().union(*(named for named in read if step.receive.file in named))
    return {
        other.id
        for other in playbook.steps
        if other.produce and other.produce.as_ in together and step in _after(playbook, other)
    }

"""What is proven: every mistake, with the check of each playbook that catches it; and what does each line of work.

Both pages are made from the proof files and from ``covers:``. That each mistake is caught there is what the suite runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine.coverage import Row, coverage
from engine.fitted import Fitted
from engine.manual.markup import box, heading, page, plain, table
from engine.manual.wording import Wording
from engine.shelf import AREAS
from engine.texts import nouns, say

if TYPE_CHECKING:
    from engine.proof import Mistake, Proof


class Proving(NamedTuple):
    """A playbook with its proof, where it has one."""

    fitted: Fitted
    proof: Proof | None


def mistake_words(name: str, language: str) -> str:
    """A mistake in a line, for people; one that the catalogue does not know by its name."""
    return say(f"mistake.{name}", language) if name in nouns("mistake") else name


def proofs_page(found: Sequence[Proving], language: str) -> str:
    """Every mistake with the checks that catch it, and the checks that no mistake trips, by playbook."""
    title = _say("proofs", language)
    proven = [(Wording(one.fitted, language), one.proof) for one in found if one.proof is not None]
    tried = sum(len(proof.mistakes) for _, proof in proven)
    blocks = [f"# {plain(title)}", plain(_say("proofs.intro", language, playbooks=len(proven), count=tried))]
    blocks += _matrix(proven, language)
    blocks += _unproven(proven, language)
    return page(title, blocks)


def coverage_page(found: Sequence[Proving], language: str) -> str:
    """Every row of work with the playbooks that do it, their steps, checks and mistakes; or the feature for it."""
    title = _say("coverage", language)
    serving = [(Wording(one.fitted, language), one.proof) for one in _by_area(found)]
    blocks = [f"# {plain(title)}", plain(_say("coverage.intro", language))]
    known = coverage()
    for group in known.groups:
        blocks.append(heading(2, f"{group.id}. {group.ja if language == 'ja' else group.en}", group.id.lower()))
        for row in known.rows:
            if row.id.startswith(group.id):
                blocks += _row(row, serving, language)
    return page(title, blocks)


def _say(code: str, language: str, **values: str | int) -> str:
    return say(f"manual.{code}", language, **values)


def _by_area(found: Sequence[Proving]) -> list[Proving]:
    return sorted(found, key=lambda one: AREAS.index(one.fitted.playbook.area))


def _to(words: Wording, step: str | None = None) -> str:
    """A link to a playbook, or to one of its steps."""
    playbook = words.playbook
    at = f"../playbooks/{playbook.area}/{playbook.id}.md"
    if step is None:
        return f"[{plain(playbook.title)}]({at})"
    title = words.say("step_link", number=words.number[step], title=playbook.step(step).title)
    return f"[{plain(title)}]({at}#{step})"


def _matrix(proven: Sequence[tuple[Wording, Proof]], language: str) -> Iterator[str]:
    """Mistake by mistake: in which playbook, at which step it is caught."""
    caught: dict[str, list[str]] = {}
    for words, proof in proven:
        for one in proof.mistakes:
            cell = f"{_to(words)} → {_to(words, one.at)}{_how(one, language)}"
            cells = caught.setdefault(one.mistake, [])
            if cell not in cells:
                cells.append(cell)
    order = list(nouns("mistake"))
    names = sorted(caught, key=lambda name: (order.index(name) if name in order else len(order), name))
    yield heading(2, _say("proofs.matrix", language), "matrix")
    rows = [(f"{plain(mistake_words(name, language))}<br>`{name}`", "<br>".join(caught[name])) for name in names]
    yield table([plain(_say(f"proofs.{head}", language)) for head in ("mistake", "caught")], rows)


def _how(one: Mistake, language: str) -> str:
    return "" if one.caught_by == one.at else f" {plain(_say('proofs.check', language))}`{one.caught_by}`"


def _unproven(proven: Sequence[tuple[Wording, Proof]], language: str) -> Iterator[str]:
    """Checks that no mistake trips, with the reason that the proof gives."""
    rows = [
        (_to(words), f"`{check}`", plain(why))
        for words, proof in proven
        for check, why in sorted(proof.unproven.items())
    ]
    if rows:
        yield heading(2, _say("proofs.unproven", language), "unproven")
        heads = [plain(_say(f"proofs.{head}", language)) for head in ("playbook", "one_check", "why")]
        yield table(heads, rows)


def _row(row: Row, serving: Sequence[tuple[Wording, Proof | None]], language: str) -> Iterator[str]:
    """One row: what it is, what goes wrong without it, what serves it."""
    what, wrong = (row.ja, row.wrong_ja) if language == "ja" else (row.en, row.wrong_en)
    yield heading(3, f"{row.id} {what}", row.id.lower())
    yield plain(_say("coverage.wrong", language, wrong=wrong))
    for feature in row.features:
        said = plain(feature.ja if language == "ja" else feature.en)
        yield f"{plain(_say('coverage.feature', language))}[{said}](../{feature.page})"
    here = [(words, proof) for words, proof in serving if row.id in words.playbook.covers]
    for words, proof in here:
        yield f"{plain(_say('coverage.playbook', language))}{_to(words)}"
        steps = list(_checks(words, proof, language))
        if steps:
            heads = [plain(_say(f"coverage.{head}", language)) for head in ("step", "claim", "mistakes")]
            title = _say("coverage.checks", language, count=sum(1 for s in words.playbook.steps for _ in s.check or ()))
            yield box("info", title, [table(heads, steps)], folded=True)
    if not here and not row.features:
        yield f"**{plain(_say('coverage.nothing', language))}**"


def _checks(words: Wording, proof: Proof | None, language: str) -> Iterator[tuple[str, str, str]]:
    """Steps at which the engine answers: what must hold there, and which mistakes are caught."""
    caught: dict[str, dict[str, list[str]]] = {}
    for one in proof.mistakes if proof is not None else ():
        caught.setdefault(one.at, {}).setdefault(one.caught_by, []).append(plain(mistake_words(one.mistake, language)))
    for step in words.playbook.steps:
        here: Mapping[str, list[str]] = caught.get(step.id, {})
        for check in step.check or ():
            yield _to(words, step.id), plain(words.claim(check)), "<br>".join(dict.fromkeys(here.get(check.id, ())))
        if step.receive and here:
            claim = plain(_say("coverage.file", language))
            yield _to(words, step.id), claim, "<br>".join(dict.fromkeys(w for many in here.values() for w in many))

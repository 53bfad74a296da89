"""What a single part of a playbook cannot see: names between parts, order, paths, bound columns.

``review`` gives every mistake with its place. What a playbook declares stands in ``declared``, what a step that writes
an upload file may say in ``upload_review``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.checks import Check, bind
from engine.errors import Problem
from engine.formats import Format
from engine.playbook.ask import When, many
from engine.playbook.declared import Declared
from engine.playbook.facts import SHOP_FACTS
from engine.playbook.parts import Playbook, Step, placed
from engine.playbook.reach import Reach, allowed, words_of
from engine.playbook.upload_review import UploadReview
from engine.stock import Schema
from engine.stock.schema import COMPUTED
from engine.yaml import Document, Path


def review(playbook: Playbook, document: Document, formats: Mapping[str, Format]) -> list[Problem]:
    """Every mistake between the parts of a playbook, in line order."""
    found = list(_Review(playbook, document, formats).problems())
    return sorted(found, key=lambda p: p.order)


class _Review:
    def __init__(self, playbook: Playbook, document: Document, formats: Mapping[str, Format]) -> None:
        self.playbook = playbook
        self.document = document
        self.declared = Declared(playbook, document, formats)
        #: Steps whose conditions have mistakes: which paths lead to them is not known.
        self.doubtful: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        """Every mistake."""
        yield from self.declared.mistakes
        reach = Reach(self.playbook)
        yield from self._conditions(reach)
        never: set[str] = set()
        for path, step in placed(self.playbook):
            if step.id not in self.doubtful and reach.never(step.id):
                named = {name.partition(".")[2] for name in step.when or {}}
                if named.isdisjoint(never):
                    yield self.declared.at((*path, "when"), "playbook.never_reached", step=step.id)
                never.add(step.id)
            yield from self._ask(path, step, reach)

    def _conditions(self, reach: Reach) -> Iterator[Problem]:
        for s, section in enumerate(self.playbook.sections):
            of_section = list(self._when(section.when, ("sections", s, "when"), section.steps[0], reach))
            yield from of_section
            for t, step in enumerate(section.steps):
                of_step = list(self._when(step.when, ("sections", s, "steps", t, "when"), step, reach))
                yield from of_step
                if of_section or of_step:
                    self.doubtful.add(step.id)

    def _when(self, when: When | None, path: Path, user: Step, reach: Reach) -> Iterator[Problem]:
        for name, value in (when or {}).items():
            kind, _, of = name.partition(".")
            at = (*path, name)
            if kind == "shop":
                if of not in SHOP_FACTS:
                    yield self.declared.unknown(at, "playbook.unknown_fact", of, SHOP_FACTS)
                    continue
                known: Collection[str] = SHOP_FACTS[of]
            elif of not in reach.order:
                yield self.declared.unknown(at, "playbook.unknown_step", of, reach.order)
                continue
            elif reach.order[of] >= reach.order[user.id]:
                yield self.declared.at(at, "playbook.later_step", name=of)
                continue
            elif kind == "choice":
                choose = self.playbook.step(of).choose
                if choose is None or choose.for_each is not None:
                    yield self.declared.at(at, "playbook.no_single_choice", name=of)
                    continue
                known = choose.options
            else:
                known = {*words_of(self.playbook.step(of)), "done"}
            for word in allowed(value):
                if word not in known:
                    yield self.declared.unknown(at, "playbook.unknown_word", word, known)

    def _ask(self, path: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        yield from self._ask_of_data(path, step, reach)
        for ask in ("choose", "reading"):
            asked = getattr(step, ask)
            for name, words in (asked.only or {}).items() if asked else ():
                yield from self._narrowed((*path, ask, "only", name), name, words, asked.for_each, step, reach)
        for name in step.choose.options if step.choose else ():
            when = step.choose.option(name).when if step.choose else None
            yield from self._when(when, (*path, "choose", "from", name, "when"), step, reach)
        if step.sign_off and step.sign_off.of:
            for index, name in enumerate(step.sign_off.of):
                yield from self._needs_step((*path, "sign_off", "of", index), name, step, reach)

    def _ask_of_data(self, path: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        if step.receive and step.receive.same_moment:
            for index, alias in enumerate(step.receive.same_moment.files):
                yield from self._needs_alias((*path, "receive", "same_moment", "files", index), alias, step, reach)
        for index, check in enumerate(step.check or ()):
            yield from self._check((*path, "check", index), check, step, reach)
        for ask, name in (("choose", "for_each"), ("reading", "for_each"), ("produce", "rows")):
            asked = getattr(step, ask)
            check_id = getattr(asked, name) if asked else None
            if check_id is not None:
                yield from self._needs_check((*path, ask, name), check_id, step, reach)
        if step.reading and step.reading.adds_up:
            yield from self._made((*path, "reading", "adds_up", "rows_of"), step.reading.adds_up.rows_of, step, reach)
        if step.produce:
            yield from self._produce(path, step, reach)

    def _made(self, path: Path, alias: str, user: Step, reach: Reach) -> Iterator[Problem]:
        """A file that a step before this one makes."""
        makers = [step.id for step in self.playbook.steps if step.produce and step.produce.as_ == alias]
        if makers or alias not in self.playbook.files:
            yield from self._needs_alias(path, alias, user, reach)
        else:
            yield self.declared.at(path, "playbook.adds_up_of_received", name=alias)

    def _produce(self, path: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        asked = step.produce
        if asked is None:
            return
        for key, newer in (asked.unmoved or {}).items():
            for alias in (key, newer):
                yield from self._needs_alias((*path, "produce", "unmoved", key), alias, step, reach)
        if asked.into is not None:
            yield from self._needs_alias((*path, "produce", "into"), asked.into, step, reach)
        if step.id in self.declared.written and asked.rows in self.declared.check_steps:
            upload = UploadReview(self.playbook, step, asked, self.declared.written[step.id], self.declared.bound)
            for at, what, hint in upload.mistakes():
                yield Problem(self.document.place((*path, "produce", *at)), what, hint)
        for attribute, key in (("only", "only"), ("except_", "except")):
            for name, words in (getattr(asked, attribute) or {}).items():
                at = (*path, "produce", key, name)
                yield from self._narrowed(at, name, words, asked.rows, step, reach)

    def _narrowed(
        self, at: Path, name: str, words: str | tuple[str, ...], rows: str | None, step: Step, reach: Reach
    ) -> Iterator[Problem]:
        chooser = next((s for s in self.playbook.steps if s.id == name), None)
        if chooser is None or reach.order[name] >= reach.order[step.id]:
            yield from self._needs_step(at, name, step, reach)
            return
        if rows is not None and rows not in self.declared.check_steps:
            return
        if chooser.choose is None or chooser.choose.for_each is None or chooser.choose.for_each != rows:
            yield self.declared.at(at, "playbook.choice_of_other_rows", name=name, rows=rows or "")
            return
        for word in many(words):
            if word not in chooser.choose.options:
                yield self.declared.unknown(at, "playbook.unknown_word", word, chooser.choose.options)
        if not reach.provides(name, step.id):
            yield from self._lacking(at, name, [name], step, reach)

    def _check(self, path: Path, check: Check, step: Step, reach: Reach) -> Iterator[Problem]:
        named = {alias: below for below, alias in check.aliases()}
        for need in check.columns():
            named.setdefault(need.name.alias, need.path)
        for alias, below in named.items():
            yield from self._read(alias, (*path, *below), step, reach)
        declared = self.playbook.expected is not None
        for below, what, hint in bind(check, Schema(self.declared.bound, declared, declared)):
            if what.values.get("alias") not in self._told(what.code):
                yield Problem(self.document.place((*path, *below)), what, hint)
        if check.settled_by is not None:
            later = self.declared.check_steps.get(check.settled_by)
            if later is None:
                yield self.declared.unknown(
                    (*path, "settled_by"), "playbook.unknown_check", check.settled_by, self.declared.check_steps
                )
            elif reach.order[later] <= reach.order[step.id]:
                yield self.declared.at((*path, "settled_by"), "playbook.settled_earlier", name=check.settled_by)

    def _read(self, alias: str, at: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        """What a check reads must be there when its step opens."""
        expected = self.playbook.expected
        if alias not in COMPUTED:
            yield from self._needs_alias(at, alias, step, reach) if alias in self.declared.providers else ()
        elif expected is None:
            yield self.declared.at(at, "playbook.no_expected")
        else:
            orders = (alias for alias in many(expected.orders) if not self._of_a_mall(alias, step, reach))
            for part in (*many(expected.warehouse), *orders):
                yield from self._needs_alias(at, part, step, reach) if part in self.declared.providers else ()

    def _of_a_mall(self, alias: str, user: Step, reach: Reach) -> bool:
        """Whether a file of orders always comes before a step, unless the shop has not the mall that it is of."""
        given = reach.conditions(user.id)
        return any(
            reach.order[name] < reach.order[user.id]
            and all(
                fact == "shop.malls" or (fact in given and given[fact] <= words)
                for fact, words in reach.conditions(name).items()
            )
            for name in self.declared.providers.get(alias, ())
        )

    def _told(self, code: str) -> set[str]:
        """Names whose trouble is told where they are declared: files of unknown formats, a missing ``expected``."""
        unbound = {*self.playbook.files, *self.declared.misnamed} - set(self.declared.bound)
        missing = set(COMPUTED) if self.playbook.expected is None else set()
        return unbound | missing if code == "check.unknown_alias" else set()

    def _needs_alias(self, path: Path, alias: str, user: Step, reach: Reach) -> Iterator[Problem]:
        providers = self.declared.providers.get(alias, [])
        known = {**self.playbook.files, **dict.fromkeys(self.declared.providers, "")}
        if not providers:
            if alias not in self.playbook.files:
                yield self.declared.unknown(path, "playbook.unknown_file", alias, known)
            return
        if not any(reach.provides(name, user.id) for name in providers):
            yield from self._lacking(path, alias, providers, user, reach)

    def _lacking(self, path: Path, name: str, providers: list[str], user: Step, reach: Reach) -> Iterator[Problem]:
        if all(reach.order[provider] >= reach.order[user.id] for provider in providers):
            yield self.declared.at(path, "playbook.not_yet", name=name, step=providers[0])
        elif self.doubtful.isdisjoint({user.id, *providers}):
            yield self.declared.at(path, "playbook.not_on_path", name=name, step=providers[0])

    def _needs_check(self, path: Path, check_id: str, user: Step, reach: Reach) -> Iterator[Problem]:
        owner = self.declared.check_steps.get(check_id)
        if owner is None:
            yield self.declared.unknown(path, "playbook.unknown_check", check_id, self.declared.check_steps)
        elif not reach.provides(owner, user.id):
            yield from self._lacking(path, check_id, [owner], user, reach)

    def _needs_step(self, path: Path, name: str, user: Step, reach: Reach) -> Iterator[Problem]:
        if name not in reach.order:
            yield self.declared.unknown(path, "playbook.unknown_step", name, reach.order)
        elif reach.order[name] >= reach.order[user.id]:
            yield self.declared.at(path, "playbook.later_step", name=name)

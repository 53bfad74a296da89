"""What a single part of a playbook cannot see: names between parts, order, paths, bound columns.

``review`` gives every mistake with its place; what a step that writes an upload file may say stands in
``upload_review``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.checks import Check, bind
from engine.errors import Problem, message
from engine.formats import Format
from engine.model import nearest
from engine.playbook.ask import many
from engine.playbook.facts import SHOP_FACTS
from engine.playbook.parts import Playbook, Step, placed
from engine.playbook.reach import Reach, allowed, words_of
from engine.playbook.upload import read_as
from engine.playbook.upload_review import UploadReview
from engine.stock import Schema
from engine.stock.schema import COMPUTED
from engine.yaml import Document, Path

RESERVED = (*COMPUTED, "files")


def review(playbook: Playbook, document: Document, formats: Mapping[str, Format]) -> list[Problem]:
    """Every mistake between the parts of a playbook, in line order."""
    found = list(_Review(playbook, document, formats).problems())
    return sorted(found, key=lambda p: p.order)


class _Review:
    def __init__(self, playbook: Playbook, document: Document, formats: Mapping[str, Format]) -> None:
        self.playbook = playbook
        self.document = document
        self.formats = formats
        self.providers: dict[str, list[str]] = {}
        self.check_steps: dict[str, str] = {}
        self.bound: dict[str, Format] = {}
        #: The formats that steps write.
        self.written: dict[str, Format] = {}
        self.misnamed: set[str] = set()
        #: Steps whose conditions have mistakes: which paths lead to them is not known.
        self.doubtful: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        """Every mistake."""
        yield from self._ids()
        yield from self._roles()
        yield from self._files()
        reach = Reach(self.playbook)
        yield from self._expected()
        yield from self._conditions(reach)
        never: set[str] = set()
        for path, step in placed(self.playbook):
            if step.id not in self.doubtful and reach.never(step.id):
                named = {name.partition(".")[2] for name in step.when or {}}
                if named.isdisjoint(never):
                    yield self._at((*path, "when"), "playbook.never_reached", step=step.id)
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

    def _at(self, path: Path, code: str, **values: str | int) -> Problem:
        return Problem(self.document.place(path), message(code, **values))

    def _unknown(self, path: Path, code: str, name: str, known: object) -> Problem:
        return Problem(self.document.place(path), message(code, name=name), nearest(name, known))  # type: ignore[arg-type]

    def _ids(self) -> Iterator[Problem]:
        seen: dict[str, set[str]] = {"section": set(), "step": set(), "check": set()}

        def once(kind: str, name: str, path: Path) -> Iterator[Problem]:
            if name in seen[kind]:
                yield self._at(path, "playbook.doubled_id", name=name)
            seen[kind].add(name)

        for s, section in enumerate(self.playbook.sections):
            yield from once("section", section.id, ("sections", s, "id"))
        for path, step in placed(self.playbook):
            yield from once("step", step.id, (*path, "id"))
            for index, check in enumerate(step.check or ()):
                yield from once("check", check.id, (*path, "check", index, "id"))
                self.check_steps.setdefault(check.id, step.id)

    def _roles(self) -> Iterator[Problem]:
        roles = self.playbook.roles
        named: list[tuple[Path, str | None]] = [(("done_by",), self.playbook.done_by)]
        for path, step in placed(self.playbook):
            named.append(((*path, "role"), step.role))
            if step.sign_off:
                named.append(((*path, "sign_off", "role"), step.sign_off.role))
                named.append(((*path, "sign_off", "above_guards"), step.sign_off.above_guards))
        for at, role in named:
            if role is not None and role not in roles:
                yield self._unknown(at, "playbook.unknown_role", role, roles)

    def _files(self) -> Iterator[Problem]:
        files = self.playbook.files
        for alias, name in files.items():
            if alias in RESERVED:
                yield self._at(("files", alias), "playbook.reserved", name=alias)
            if name not in self.formats:
                yield self._unknown(("files", alias), "playbook.unknown_format", name, self.formats)
            else:
                self.bound[alias] = self.formats[name]
        for path, step in placed(self.playbook):
            yield from self._provided(path, step)
        known = {**files, **dict.fromkeys(self.providers)}
        for alias in self.playbook.file_names:
            if alias not in known:
                yield self._unknown(("file_names", alias), "playbook.unknown_file", alias, known)
        for alias in files:
            if alias not in self.providers and alias not in RESERVED:
                yield self._at(("files", alias), "playbook.never_received", name=alias)

    def _provided(self, path: Path, step: Step) -> Iterator[Problem]:
        files = self.playbook.files
        if step.receive:
            self.providers.setdefault(step.receive.file, []).append(step.id)
            if step.receive.file not in files:
                yield self._unknown((*path, "receive", "file"), "playbook.unknown_file", step.receive.file, files)
        if step.produce:
            alias = step.produce.as_
            if alias in files or alias in RESERVED or alias in self.providers:
                yield self._at((*path, "produce", "as"), "playbook.reserved", name=alias)
            self.providers.setdefault(alias, []).append(step.id)
            yield from self._produced_format(path, step, alias)

    def _produced_format(self, path: Path, step: Step, alias: str) -> Iterator[Problem]:
        asked = step.produce
        if asked is None or asked.format is None:
            return
        layout = self.formats.get(asked.format)
        if layout is None:
            self.misnamed.add(alias)
            yield self._unknown((*path, "produce", "format"), "playbook.unknown_format", asked.format, self.formats)
        elif layout.write is None:
            self.bound[alias] = layout
            yield self._at((*path, "produce", "format"), "playbook.not_writable", name=asked.format)
        else:
            self.bound[alias] = self.formats.get(read_as(layout), layout)
            self.written[step.id] = layout

    def _expected(self) -> Iterator[Problem]:
        expected = self.playbook.expected
        if expected is None:
            return
        # With an OMS the second leg begins at its free stock.
        for key, kinds in (("warehouse", ("warehouse", "oms")), ("orders", ("orders",))):
            for alias in many(getattr(expected, key)):
                layout = self.bound.get(alias)
                if alias not in self.playbook.files:
                    yield self._unknown(("expected", key), "playbook.unknown_file", alias, self.playbook.files)
                elif layout is not None and layout.kind not in kinds:
                    yield self._at(("expected", key), "playbook.wrong_kind_of_file", name=alias, want=key)

    def _when(self, when: object, path: Path, user: Step, reach: Reach) -> Iterator[Problem]:
        for name, value in (when or {}).items() if isinstance(when, dict) else ():
            kind, _, of = name.partition(".")
            at = (*path, name)
            if kind == "shop":
                if of not in SHOP_FACTS:
                    yield self._unknown(at, "playbook.unknown_fact", of, SHOP_FACTS)
                    continue
                known: object = SHOP_FACTS[of]
            elif of not in reach.order:
                yield self._unknown(at, "playbook.unknown_step", of, reach.order)
                continue
            elif reach.order[of] >= reach.order[user.id]:
                yield self._at(at, "playbook.later_step", name=of)
                continue
            elif kind == "choice":
                choose = self.playbook.step(of).choose
                if choose is None or choose.for_each is not None:
                    yield self._at(at, "playbook.no_single_choice", name=of)
                    continue
                known = choose.options
            else:
                known = {*words_of(self.playbook.step(of)), "done"}
            for word in allowed(value):
                if word not in known:  # type: ignore[operator]
                    yield self._unknown(at, "playbook.unknown_word", word, known)

    def _ask(self, path: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        yield from self._ask_of_data(path, step, reach)
        for ask in ("choose", "reading"):
            asked = getattr(step, ask)
            for name, words in (asked.only or {}).items() if asked else ():
                yield from self._narrowed((*path, ask, "only", name), name, words, asked.for_each, step, reach)
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
        if step.produce:
            yield from self._produce(path, step, reach)

    def _produce(self, path: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        asked = step.produce
        if asked is None:
            return
        for key, old_new in ((k, v) for k, v in (asked.unmoved or {}).items()):
            for alias in (key, old_new):
                yield from self._needs_alias((*path, "produce", "unmoved", key), alias, step, reach)
        if asked.into is not None:
            yield from self._needs_alias((*path, "produce", "into"), asked.into, step, reach)
        if step.id in self.written and asked.rows in self.check_steps:
            upload = UploadReview(self.playbook, step, self.written[step.id], self.bound, self.check_steps)
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
        if rows is not None and rows not in self.check_steps:
            return
        if chooser.choose is None or chooser.choose.for_each is None or chooser.choose.for_each != rows:
            yield self._at(at, "playbook.choice_of_other_rows", name=name, rows=rows or "")
            return
        for word in many(words):
            if word not in chooser.choose.options:
                yield self._unknown(at, "playbook.unknown_word", word, chooser.choose.options)
        if not reach.provides(name, step.id):
            yield from self._lacking(at, name, [name], step, reach)

    def _check(self, path: Path, check: Check, step: Step, reach: Reach) -> Iterator[Problem]:
        named = {alias: below for below, alias in check.aliases()}
        for need in check.columns():
            named.setdefault(need.name.alias, need.path)
        for alias, below in named.items():
            yield from self._read(alias, (*path, *below), step, reach)
        declared = self.playbook.expected is not None
        for below, what, hint in bind(check, Schema(self.bound, declared, declared)):
            if what.values.get("alias") not in self._told(what.code):
                yield Problem(self.document.place((*path, *below)), what, hint)
        if check.settled_by is not None:
            later = self.check_steps.get(check.settled_by)
            if later is None:
                yield self._unknown((*path, "settled_by"), "playbook.unknown_check", check.settled_by, self.check_steps)
            elif reach.order[later] <= reach.order[step.id]:
                yield self._at((*path, "settled_by"), "playbook.settled_earlier", name=check.settled_by)

    def _read(self, alias: str, at: Path, step: Step, reach: Reach) -> Iterator[Problem]:
        """What a check reads must be there when its step opens."""
        expected = self.playbook.expected
        if alias not in COMPUTED:
            yield from self._needs_alias(at, alias, step, reach) if alias in self.providers else ()
        elif expected is None:
            yield self._at(at, "playbook.no_expected")
        else:
            orders = (alias for alias in many(expected.orders) if not self._of_a_mall(alias, step, reach))
            for part in (*many(expected.warehouse), *orders):
                yield from self._needs_alias(at, part, step, reach) if part in self.providers else ()

    def _of_a_mall(self, alias: str, user: Step, reach: Reach) -> bool:
        """Whether a file of orders always comes before a step, unless the shop has not the mall that it is of."""
        given = reach.conditions(user.id)
        return any(
            reach.order[name] < reach.order[user.id]
            and all(
                fact == "shop.malls" or (fact in given and given[fact] <= words)
                for fact, words in reach.conditions(name).items()
            )
            for name in self.providers.get(alias, ())
        )

    def _told(self, code: str) -> set[str]:
        """Names whose trouble is told where they are declared: files of unknown formats, a missing ``expected``."""
        unbound = {*self.playbook.files, *self.misnamed} - set(self.bound)
        missing = set(COMPUTED) if self.playbook.expected is None else set()
        return unbound | missing if code == "check.unknown_alias" else set()

    def _needs_alias(self, path: Path, alias: str, user: Step, reach: Reach) -> Iterator[Problem]:
        providers = self.providers.get(alias, [])
        known = {**self.playbook.files, **dict.fromkeys(self.providers, "")}
        if not providers:
            if alias not in self.playbook.files:
                yield self._unknown(path, "playbook.unknown_file", alias, known)
            return
        if not any(reach.provides(name, user.id) for name in providers):
            yield from self._lacking(path, alias, providers, user, reach)

    def _lacking(self, path: Path, name: str, providers: list[str], user: Step, reach: Reach) -> Iterator[Problem]:
        if all(reach.order[provider] >= reach.order[user.id] for provider in providers):
            yield self._at(path, "playbook.not_yet", name=name, step=providers[0])
        elif self.doubtful.isdisjoint({user.id, *providers}):
            yield self._at(path, "playbook.not_on_path", name=name, step=providers[0])

    def _needs_check(self, path: Path, check_id: str, user: Step, reach: Reach) -> Iterator[Problem]:
        owner = self.check_steps.get(check_id)
        if owner is None:
            yield self._unknown(path, "playbook.unknown_check", check_id, self.check_steps)
        elif not reach.provides(owner, user.id):
            yield from self._lacking(path, check_id, [owner], user, reach)

    def _needs_step(self, path: Path, name: str, user: Step, reach: Reach) -> Iterator[Problem]:
        if name not in reach.order:
            yield self._unknown(path, "playbook.unknown_step", name, reach.order)
        elif reach.order[name] >= reach.order[user.id]:
            yield self._at(path, "playbook.later_step", name=name)

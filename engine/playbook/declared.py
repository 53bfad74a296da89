"""What a playbook declares: its ids, roles and files, the steps that bring each file, and every mistake in that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.complaint import nearest
from engine.errors import Problem, message
from engine.formats import Format
from engine.playbook.ask import many
from engine.playbook.parts import Playbook, Step, placed
from engine.playbook.upload import read_as
from engine.stock.schema import COMPUTED
from engine.yaml import Document, Path

RESERVED = (*COMPUTED, "files")


class Declared:
    """The names of a playbook.

    ``providers`` are the steps that bring each alias, ``check_steps`` the step of each check, ``bound`` the format in
    which each alias is read, ``written`` the format that a step writes, ``misnamed`` aliases of no known format.
    """

    def __init__(self, playbook: Playbook, document: Document, formats: Mapping[str, Format]) -> None:
        self.playbook = playbook
        self.document = document
        self.formats = formats
        self.providers: dict[str, list[str]] = {}
        self.check_steps: dict[str, str] = {}
        self.bound: dict[str, Format] = {}
        self.written: dict[str, Format] = {}
        self.misnamed: set[str] = set()
        self.mistakes = (*self._ids(), *self._roles(), *self._files(), *self._expected())

    def at(self, path: Path, code: str, **values: str | int) -> Problem:
        """A mistake at a path."""
        return Problem(self.document.place(path), message(code, **values))

    def unknown(self, path: Path, code: str, name: str, known: Iterable[str]) -> Problem:
        """A name at a path that does not exist, with the nearest that does."""
        return Problem(self.document.place(path), message(code, name=name), nearest(name, known))

    def _ids(self) -> Iterator[Problem]:
        seen: dict[str, set[str]] = {"section": set(), "step": set(), "check": set()}

        def once(kind: str, name: str, path: Path) -> Iterator[Problem]:
            if name in seen[kind]:
                yield self.at(path, "playbook.doubled_id", name=name)
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
                yield self.unknown(at, "playbook.unknown_role", role, roles)

    def _files(self) -> Iterator[Problem]:
        files = self.playbook.files
        for alias, name in files.items():
            if alias in RESERVED:
                yield self.at(("files", alias), "playbook.reserved", name=alias)
            if name not in self.formats:
                yield self.unknown(("files", alias), "playbook.unknown_format", name, self.formats)
            else:
                self.bound[alias] = self.formats[name]
        for path, step in placed(self.playbook):
            yield from self._provided(path, step)
        known = {**files, **dict.fromkeys(self.providers)}
        for alias in self.playbook.file_names:
            if alias not in known:
                yield self.unknown(("file_names", alias), "playbook.unknown_file", alias, known)
        for alias in files:
            if alias not in self.providers and alias not in RESERVED:
                yield self.at(("files", alias), "playbook.never_received", name=alias)

    def _provided(self, path: Path, step: Step) -> Iterator[Problem]:
        files = self.playbook.files
        if step.receive:
            self.providers.setdefault(step.receive.file, []).append(step.id)
            if step.receive.file not in files:
                yield self.unknown((*path, "receive", "file"), "playbook.unknown_file", step.receive.file, files)
        if step.produce:
            alias = step.produce.as_
            if alias in files or alias in RESERVED or alias in self.providers:
                yield self.at((*path, "produce", "as"), "playbook.reserved", name=alias)
            self.providers.setdefault(alias, []).append(step.id)
            yield from self._produced_format(path, step, alias)

    def _produced_format(self, path: Path, step: Step, alias: str) -> Iterator[Problem]:
        asked = step.produce
        if asked is None or asked.format is None:
            return
        layout = self.formats.get(asked.format)
        if layout is None:
            self.misnamed.add(alias)
            yield self.unknown((*path, "produce", "format"), "playbook.unknown_format", asked.format, self.formats)
        elif layout.write is None:
            self.bound[alias] = layout
            yield self.at((*path, "produce", "format"), "playbook.not_writable", name=asked.format)
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
                    yield self.unknown(("expected", key), "playbook.unknown_file", alias, self.playbook.files)
                elif layout is not None and layout.kind not in kinds:
                    yield self.at(("expected", key), "playbook.wrong_kind_of_file", name=alias, want=key)

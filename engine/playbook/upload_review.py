"""What a step that writes an upload file may say: every mistake of it, before any file exists.

- What is written fits its column: a number within the system's limits, a text that the system takes.
- The rows come from a received file of a fitting format, and what the check compares is what the column sets.
- A relative file is read back, to the piece, by a later check: nothing else tells that it was taken over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.checks import Base, Query
from engine.checks.base import Name
from engine.complaint import nearest
from engine.errors import Message, message
from engine.formats import Format
from engine.formats.column import Column
from engine.formats.source import title
from engine.formats.write import refused
from engine.playbook.ask import Produce
from engine.playbook.parts import Playbook, Step
from engine.playbook.upload import SIDES, candidates, changed_by, number_of, reads_back, sets_number, side_ref, target
from engine.stock import Schema
from engine.stock.schema import COMPUTED, sums
from engine.yaml import Path


class Mistake(NamedTuple):
    """What is wrong at a path below ``produce``, and a hint."""

    path: Path
    what: Message
    hint: Message | None = None


class UploadReview:
    """One step that writes an upload file, looked at."""

    def __init__(
        self, playbook: Playbook, step: Step, asked: Produce, layout: Format, bound: Mapping[str, Format]
    ) -> None:
        self.playbook, self.step, self.asked, self.layout, self.bound = playbook, step, asked, layout, bound
        self.check: Base = playbook.check(asked.rows)
        declared = playbook.expected is not None
        self.schema = Schema(bound, declared, declared)

    def mistakes(self) -> Iterator[Mistake]:
        """Every mistake."""
        yield from self._columns()
        alias = target(self.asked, self.check, self.layout, self._received)
        if alias is None:
            yield from self._no_target()
        else:
            yield from self._numbers(alias)
            yield from self._place(self.bound[alias])
        if self.layout.write is not None and self.layout.write.relative:
            yield from self._read_back()

    def _received(self, alias: str) -> Format | None:
        return self.bound.get(alias) if alias in self.playbook.files else None

    def _columns(self) -> Iterator[Mistake]:
        sign = self.layout.write.sign if self.layout.write else None
        settable = [column.name for column in self.layout.columns if column.settable and column.name != sign]
        for name, value in (self.asked.set or {}).items():
            at = ("set", name)
            if name == sign:
                yield Mistake(at, message("upload.sign", name=name))
            elif name not in settable:
                yield Mistake(at, message("playbook.not_settable", name=name), nearest(name, settable))
            elif value in SIDES:
                yield from self._side(at, self.layout.by_name[name], str(value))
            else:
                yield from self._fixed(at, self.layout.by_name[name], value)

    def _side(self, at: Path, column: Column, side: str) -> Iterator[Mistake]:
        """A side of the check: there must be one, and it must be of the column's type."""
        if isinstance(self.check, Query) and f'"{side}"' in self.check.sql:
            return  # what it gives is known when it runs: a value that does not fit its column is left out then
        ref = getattr(self.check, side, None)
        if ref is None:
            yield Mistake(at, message("upload.no_side", side=side, check=self.check.id))
            return
        family = "number"
        if isinstance(ref, str) and "." in ref:
            name = Name.of(ref)
            found = self.schema.tables.get(f"{name.alias}.{name.table}", {}).get(name.column)
            if found is None:
                return  # told where the check names it
            family = found
        if (family == "number") != column.number:
            kinds = ("number", "text") if column.number else ("text", "number")
            wanted, found_type = (message(f"upload.type.{kind}") for kind in kinds)
            what = message("upload.side", name=column.name, side=side, wanted=wanted, found=found_type)
            yield Mistake(at, what)

    def _fixed(self, at: Path, column: Column, value: str | int) -> Iterator[Mistake]:
        """A fixed number or text: what the writer would refuse is refused now."""
        if isinstance(value, int) != column.number:
            kind = "number" if column.number else "text"
            wanted = message(f"upload.type.{kind}")
            what = message("upload.fixed", name=column.name, wanted=wanted, found=str(value))
            yield Mistake(at, what, nearest(str(value), SIDES))
            return
        for code, values in refused(self.layout, column, str(value)):
            yield Mistake(at, message(f"upload.{code}", **{**values, "name": column.name, "value": str(value)}))

    def _no_target(self) -> Iterator[Mistake]:
        at: Path = ("into",) if self.asked.into is not None else ("rows",)
        named = self.asked.into if self.asked.into is not None else self.asked.rows
        if any(alias not in COMPUTED and alias not in self.bound for alias in candidates(self.asked, self.check)):
            return  # told as a file that is not there, or that has no format
        code = "upload.into_other" if self.asked.into is not None else "upload.no_target"
        wanted = changed_by(self.layout)
        yield Mistake(at, message(code, name=named, format=title(self.layout), wanted=wanted))

    def _numbers(self, alias: str) -> Iterator[Mistake]:
        """A column that sets one number must not be given what another number should be."""
        ref = side_ref(self.check, alias)
        if ref is None:
            return
        column_name = Name.of(ref).column
        if self.schema.tables.get(f"{alias}.stock", {}).get(column_name) != "number":
            return  # told where the check names it, or as another type
        compared = number_of(self.bound[alias], column_name)
        for name, value in (self.asked.set or {}).items():
            column = self.layout.by_name.get(name)
            if column is None or not column.settable or value not in SIDES:
                continue
            wanted = sets_number(self.layout, name)
            wrong = compared is None if column.relative else wanted is not None and compared != wanted
            if wrong:
                numbers = f"{alias}.stock.{wanted or 'on_hand'}"
                what = message("upload.other_number", name=name, found=ref, wanted=numbers)
                yield Mistake(("set", name), what)

    def _place(self, received: Format) -> Iterator[Mistake]:
        rule = received.stock
        if self.asked.place is not None and (rule is None or rule.location is None or not sums(received)):
            yield Mistake(("place",), message("upload.no_places", format=title(received)))

    def _read_back(self) -> Iterator[Mistake]:
        steps = [step.id for step in self.playbook.steps]
        later = self.playbook.steps[steps.index(self.step.id) + 1 :]
        checks = (check for step in later for check in step.check or ())
        if not any(reads_back(check, self.asked.as_) for check in checks):
            yield Mistake(("as",), message("upload.not_read_back", name=self.asked.as_))

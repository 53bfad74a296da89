"""Should: a playbook with its shared steps and a shop's values, frozen and pinned.

- Session, manual and checks all run on it.
- ``pinned`` holds the bytes of everything it was made of, by name; ``fingerprint`` is the SHA-256 over the sorted names
  and hashes. The same bytes make the same fitted playbook again (``of``), on another day and another machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path as FilePath

from engine import __version__, parsed, playbook, shop
from engine.errors import Place, PlaybookError, Problem, message
from engine.formats import Format, layout_bytes
from engine.playbook import Playbook, Source, Step
from engine.playbook.ask import many
from engine.playbook.facts import OVERWRITING_OMS
from engine.playbook.instead import Instead
from engine.playbook.reach import Reach, allowed
from engine.playbook.upload import AFTER, read_as
from engine.record import canonical
from engine.shelf import FORMATS, PICTURES, PLAYBOOK, PROFILE, SHOP, STEPS
from engine.shop import Person, Shop
from engine.stock.schema import MALLS
from engine.yaml import Document, Path, load


@dataclass(frozen=True)
class Fitted:
    """A playbook as one shop conducts it."""

    playbook: Playbook
    shop: Shop
    document: Document
    source: Source
    pinned: Mapping[str, bytes]

    @cached_property
    def manifest(self) -> dict[str, str]:
        """SHA-256 of every pinned file, by name."""
        return {name: sha256(data).hexdigest() for name, data in sorted(self.pinned.items())}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the sorted names and hashes."""
        return sha256(canonical(self.manifest)).hexdigest()

    @property
    def release(self) -> str:
        """Version and the beginning of the fingerprint: what stands in every entry."""
        return f"{self.playbook.version}+{self.fingerprint[:12]}"

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what answers the checks."""
        return {"engine": __version__, "duckdb": version("duckdb"), "pyarrow": version("pyarrow")}

    @property
    def formats(self) -> Mapping[str, Format]:
        """The formats that this shop knows."""
        return self.shop.formats

    @property
    def facts(self) -> Mapping[str, tuple[str, ...]]:
        """Facts of the shop: name → words that are true of it."""
        return self.shop.profile.facts

    @property
    def afterwards(self) -> bool:
        """Whether permission for a deviation may be given afterwards."""
        return self.shop.profile.deviations.afterwards_hours is not None

    @property
    def zone(self) -> str:
        """The shop's time zone."""
        return self.shop.profile.zone

    @property
    def values(self) -> dict[str, int | str]:
        """The value of each setting in this shop."""
        own = self.shop.profile.settings.get(self.playbook.id, {})
        return {name: own.get(name, setting.default) for name, setting in self.playbook.settings.items()}

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """The files of orders that ``expected`` is less: without those of malls that this shop does not have."""
        expected = self.playbook.expected
        return tuple(alias for alias in many(expected.orders) if self._receives(alias)) if expected else ()

    def _receives(self, alias: str) -> bool:
        """Whether the shop's facts allow a step that brings this file."""
        brought = [
            [*(section.when or {}).items(), *(step.when or {}).items()]
            for section in self.playbook.sections
            for step in section.steps
            if step.receive and step.receive.file == alias
        ]
        return any(
            all(
                set(allowed(words)) & set(self.facts.get(name.removeprefix("shop."), ()))
                for name, words in when
                if name.startswith("shop.")
            )
            for when in brought
        )

    def in_words(self, language: str) -> Playbook:
        """The playbook with its words in one language."""
        if language == "ja":
            return self.playbook
        if language not in self._words:
            values = self.shop.profile.settings.get(self.playbook.id, {})
            made = playbook.read(
                self.source, self.formats, values=values, instead=_instead(self.shop), language=language
            )
            self._words[language] = made.playbook
        return self._words[language]

    @cached_property
    def _words(self) -> dict[str, Playbook]:
        """The playbook in each language other than its own that was asked for."""
        return {}

    def format_of(self, alias: str) -> Format | None:
        """The format in which an alias is read: of a file that is received, or of what a step makes.

        Where an upload file does not say what will stand there (it adds, or writes another number), what is read is the
        list of that, which is made beside it.
        """
        name = self.playbook.files.get(alias)
        if name is None:
            made = (s.produce for s in self.playbook.steps if s.produce and s.produce.as_ == alias)
            produce = next(made, None)
            layout = self.formats.get(produce.format or "") if produce else None
            name = read_as(layout) if layout is not None else None
        return self.formats.get(name) if name else None

    def names(self, language: str) -> dict[str, str]:
        """What people call each file: alias → title of its format, or of the list that a step makes.

        In Japanese also each column by its header, as ``alias.column``: the headers of the files are Japanese.
        """
        made = {
            step.produce.as_: step.produce.list or step.title
            for step in self.in_words(language).steps
            if step.produce is not None
        }
        for alias in self.playbook.files:
            layout = self.format_of(alias)
            if layout is not None:
                made[alias] = getattr(layout.title, language)
        return {**(self._headers if language == "ja" else {}), **made, **self.in_words(language).file_names}

    @cached_property
    def _headers(self) -> dict[str, str]:
        """The header of each column of each file, by ``alias.column``."""
        made = (step.produce.as_ for step in self.playbook.steps if step.produce is not None)
        layouts = {alias: self.format_of(alias) for alias in (*self.playbook.files, *made)}
        return {
            f"{alias}.{column.name}": f"「{column.headers[0]}」"
            for alias, layout in layouts.items()
            if layout is not None
            for column in layout.columns
        }

    def picture(self, step: Step) -> bytes | None:
        """The picture of a step, as it was pinned."""
        return self.pinned.get(f"{PICTURES}/{step.picture}") if step.picture else None

    def people(self, role: str) -> tuple[Person, ...]:
        """Everybody who may act in a role."""
        return tuple(person for person in self.shop.profile.people if role in person.roles)


def fit(playbooks: FilePath, shop_folder: FilePath, playbook_id: str) -> Fitted:
    """A playbook of a folder, fitted to the shop of another.

    Raises:
        PlaybookError: every mistake of the playbook, or of the shop.
        StockError: a file of the shop is not of its format.
    """
    source = playbook.source(playbooks, playbook_id)
    files = shop.gather(shop_folder)
    return _fit(source, files, None, shop_folder.as_posix())


def of(pinned: Mapping[str, bytes]) -> Fitted:
    """The fitted playbook that was pinned, made again from its bytes.

    Raises:
        PlaybookError: the bytes are not those of a fitted playbook.
    """
    made = _of.__wrapped__ if parsed.is_forgotten() else _of
    return made(tuple(sorted(pinned.items())))


@lru_cache(maxsize=40)
def _of(given: tuple[tuple[str, bytes], ...]) -> Fitted:
    """Many sessions run on the same bytes, which are read once."""
    pinned = dict(given)
    parts: dict[str, dict[str, bytes]] = {PLAYBOOK: {}, STEPS: {}, SHOP: {}, FORMATS: {}, PICTURES: {}}
    for name, data in pinned.items():
        folder, _, rest = name.partition("/")
        if folder not in parts:
            raise PlaybookError(Problem(Place("pinned"), message("session.pin_damaged")))
        parts[folder][rest] = data
    ids = [name.removesuffix(".yaml") for name in parts[PLAYBOOK] if name.count(".") == 1]
    if len(ids) != 1:
        raise PlaybookError(Problem(Place("pinned"), message("session.pin_damaged")))
    named = {f"playbook{name.removeprefix(ids[0])}": data for name, data in parts[PLAYBOOK].items()}
    named |= {f"{folder}/{name}": data for folder in (STEPS, PICTURES) for name, data in parts[folder].items()}
    shown = {name: name.replace("playbook", ids[0], 1) for name in named}
    return _fit(Source(ids[0], named, shown), parts[SHOP], parts[FORMATS], "")


def _fit(source: Source, files: Mapping[str, bytes], formats: Mapping[str, bytes] | None, shown: str) -> Fitted:
    found = shop.read(files, shown, formats)
    values = found.profile.settings.get(source.id, {})
    profile = load(files[PROFILE], f"{shown}/{PROFILE}" if shown else PROFILE)
    values_at = {name: profile.place(("settings", source.id, name)) for name in values}
    made = playbook.read(
        source, found.formats, values=values, values_at=values_at, instead=_instead(found, profile.place)
    )
    _right_branch(made.playbook, found, made.document)
    _allocated(made.playbook, found, made.document)
    pinned = {
        (name if "/" in name else f"{PLAYBOOK}/{name.replace('playbook', source.id, 1)}"): data
        for name, data in source.files.items()
        if name in made.used
    }
    pinned |= {f"{SHOP}/{name}": data for name, data in files.items()}
    ours = {name: layout_bytes(name) for name in _formats_used(made.playbook, found)} if formats is None else {}
    layouts = formats or {f"{name}.yaml": data for name, data in ours.items() if data is not None}
    pinned |= {f"{FORMATS}/{name}": data for name, data in layouts.items()}
    return Fitted(made.playbook, found, made.document, source, pinned)


def _instead(found: Shop, place: Callable[[Path], Place] | None = None) -> Instead:
    """What the shop puts in place of formats and steps; ``place`` tells where it says so."""
    own = found.profile.instead
    places = {name: place(("instead", "steps", name)) for name in own.steps} if place is not None else {}
    return Instead(own.formats, own.steps, places)


def _right_branch(made: Playbook, found: Shop, document: Document) -> None:
    """Refuses to write for a mall whose numbers an OMS overwrites, unless `when` keeps this shop from that step."""
    oms = found.profile.oms
    if oms not in OVERWRITING_OMS:
        return
    reach = Reach(made)
    problems = []
    for s, section in enumerate(made.sections):
        for t, step in enumerate(section.steps):
            layout = found.formats.get(step.produce.format or "") if step.produce else None
            if layout is None or layout.kind != "mall":
                continue
            if oms in reach.conditions(step.id).get("shop.oms", OVERWRITING_OMS):
                place = document.place(("sections", s, "steps", t, "produce"))
                problems.append(Problem(place, message("playbook.wrong_branch", oms=oms, system=layout.system)))
    if problems:
        raise PlaybookError(*problems)


def _allocated(made: Playbook, found: Shop, document: Document) -> None:
    """Refuses to ask what a mall should show where this shop's rule does not say it, unless `when` keeps it away."""
    rule, facts = found.rules.allocation, found.profile.facts
    reach, problems = Reach(made), list[Problem]()
    for s, section in enumerate(made.sections):
        for t, step in enumerate(section.steps):
            conditions = reach.conditions(step.id).items()
            if any(
                k.startswith("shop.") and words.isdisjoint(facts[k.removeprefix("shop.")]) for k, words in conditions
            ):
                continue
            for c, check in enumerate(step.check or ()):
                if "allocation" not in check.needs():
                    continue
                at = ("sections", s, "steps", t, "check", c)
                if rule is None:
                    what, hint = message("allocation.no_rule"), message("allocation.no_rule_hint")
                    problems.append(Problem(document.place(at), what, hint))
                    continue
                for need in check.columns():
                    mall = need.name.column
                    if need.name.alias == "allocation" and mall in MALLS and mall not in rule.malls:
                        what, hint = (message(f"allocation.{code}", name=mall) for code in ("no_mall", "no_mall_hint"))
                        problems.append(Problem(document.place((*at, *need.path)), what, hint))
    if problems:
        raise PlaybookError(*problems)


def _formats_used(made: Playbook, found: Shop) -> set[str]:
    written = {step.produce.format for step in made.steps if step.produce and step.produce.format}
    made_beside = any(read_as(found.formats[name]) == AFTER for name in written)
    return {*made.files.values(), *written, *found.own_formats, *({AFTER} if made_beside else ())}

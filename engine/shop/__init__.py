"""Should: one client's shop, from ``shop.yaml`` and the files beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from engine import parsed
from engine.complaint import nearest
from engine.errors import Message, Place, PlaybookError, Problem, message
from engine.formats import Format, layouts
from engine.model import validate
from engine.shelf import LAYOUTS, PROFILE
from engine.shop.own import FORMATS as OWN_FORMATS
from engine.shop.own import rules, sets_format
from engine.shop.profile import Person, Profile
from engine.stock import ShopRules
from engine.yaml import Document, load

__all__ = ["OWN_FORMATS", "Person", "Profile", "Shop", "gather", "read", "useless"]


@dataclass(frozen=True)
class Shop:
    """A shop: its profile, the rules made of its own files, and the formats that it knows (ours and its own).

    ``own_formats``: those of its own files.
    """

    profile: Profile
    rules: ShopRules
    formats: Mapping[str, Format]
    own_formats: frozenset[str] = frozenset(OWN_FORMATS.values())


def gather(folder: Path) -> dict[str, bytes]:
    """The bytes of a shop by name: its profile, its own files, its mapped layouts.

    Raises:
        PlaybookError: the folder holds no profile, or names a file that is not there.
    """
    profile_path = folder / PROFILE
    if not profile_path.is_file():
        hint = message("shop.no_profile_hint")
        raise PlaybookError(Problem(Place(folder.as_posix()), message("shop.no_profile", name=PROFILE), hint))
    made = {PROFILE: profile_path.read_bytes()}
    document = load(made[PROFILE], profile_path.as_posix())
    profile = validate(Profile, document)
    missing: list[Problem] = []
    for kind, name in profile.files.model_dump(exclude_none=True).items():
        path = folder / name
        if not path.is_file():
            what = message("shop.file_missing", name=path.as_posix())
            missing.append(Problem(document.place(("files", kind)), what, _nearest_file(folder, name)))
            continue
        made[name] = path.read_bytes()
    if missing:
        raise PlaybookError(*missing)
    for path in sorted((folder / LAYOUTS).glob("*.yaml")):
        made[f"{LAYOUTS}/{path.name}"] = path.read_bytes()
    return made


def _nearest_file(folder: Path, name: str) -> Message:
    """What to do about a file that is missing: the nearly same name of one that lies there, or where to put it."""
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    if near := get_close_matches(name, there, n=1, cutoff=0.8):
        return message("model.like_hint", like=near[0])
    return message("shop.file_missing_hint", folder=folder.as_posix())


def useless(folder: Path, playbooks: Collection[str]) -> Iterator[Problem]:
    """Settings for a playbook that is not there while one of nearly the same name is: a slip that nobody would miss.

    One folder of playbooks need not hold all that a shop has settings for.

    Raises:
        PlaybookError: with every mistake of the profile.
    """
    path = folder / PROFILE
    document = load(path.read_bytes(), path.as_posix())
    for name in validate(Profile, document).settings:
        if name not in playbooks and get_close_matches(name, playbooks, n=1, cutoff=0.75):
            what = message("shop.unknown_playbook", found=name)
            yield Problem(document.place(("settings", name), key=True), what, nearest(name, playbooks))


def read(files: Mapping[str, bytes], shown: str = "", formats: Mapping[str, bytes] | None = None) -> Shop:
    """The shop in these bytes; ``shown`` is the folder that messages name, ``formats`` the layouts pinned with it.

    Raises:
        PlaybookError: with every mistake of the first file that has one.
        StockError: one of its own files is not of its format.
    """
    made = _read.__wrapped__ if parsed.is_forgotten() else _read
    return made(tuple(sorted(files.items())), shown, tuple(sorted((formats or {}).items())))


@lru_cache(maxsize=8)
def _read(given: tuple[tuple[str, bytes], ...], shown: str, pinned: tuple[tuple[str, bytes], ...]) -> Shop:
    """Many playbooks are fitted to one shop: the same bytes are read once."""
    files, formats = dict(given), dict(pinned)
    prefix = f"{shown}/" if shown else ""
    document = load(files[PROFILE], prefix + PROFILE)
    profile = validate(Profile, document)
    own = {prefix + name: data for name, data in files.items() if name.startswith(f"{LAYOUTS}/")}
    known = layouts(own, formats, profile.sellable.back_order)
    problems = [
        *_no_back_order(profile, document, known),
        *_unknown_columns(profile, document, known),
        *(() if formats else _unknown_systems(profile, document, known)),
        *_no_holidays(profile, document),
        *(() if formats else _unknown_formats(profile, document, known)),  # what was pinned was known then
    ]
    if problems:
        raise PlaybookError(*problems)
    made = rules(profile, files, known, prefix)
    strangers = list(_unknown_skus(profile, document, made))
    if strangers:
        raise PlaybookError(*strangers)
    own_formats = frozenset((*OWN_FORMATS.values(), sets_format(profile, files, known).id))
    return Shop(profile, made, known, own_formats)


def _unknown_skus(profile: Profile, document: Document, made: ShopRules) -> Iterator[Problem]:
    """SKUs that the allocation rule names and that none of the shop's own files has."""
    skus = {code.sku for code in made.keys.codes} | set(made.products) | set(made.sets)
    cases = profile.allocation.special_cases if profile.allocation is not None else ()
    for index, case in enumerate(cases if skus else ()):
        for number, sku in enumerate(case.skus):
            if sku not in skus:
                place = document.place(("allocation", "special_cases", index, "skus", number))
                yield Problem(place, message("allocation.unknown_sku", found=sku), nearest(sku, skus))


def _unknown_formats(profile: Profile, document: Document, formats: Mapping[str, Format]) -> Iterator[Problem]:
    """Formats put in place of others: each must be there, and be of the same kind."""
    for name, other in profile.instead.formats.items():
        path = ("instead", "formats", name)
        for one in (name, other):
            if one not in formats:
                place = document.place(path, key=one == name)
                yield Problem(place, message("playbook.unknown_format", name=one), nearest(one, formats))
        if name in formats and other in formats and formats[name].kind != formats[other].kind:
            kinds = {"kind": formats[name].kind, "other_kind": formats[other].kind}
            what = message("shop.other_kind", name=name, other=other, **kinds)
            yield Problem(document.place(path), what, message("shop.other_kind_hint"))


def _no_holidays(profile: Profile, document: Document) -> Iterator[Problem]:
    """Calendars that are closed on holidays, where the shop has no file of them."""
    if profile.calendars is None or profile.files.calendar is not None:
        return
    for party in profile.calendars.needs_holidays:
        place = document.place(("calendars", party, "holidays"))
        yield Problem(place, message("shop.no_holidays"), message("shop.no_holidays_hint"))


def _no_back_order(profile: Profile, document: Document, formats: Mapping[str, Format]) -> Iterator[Problem]:
    """Columns by which rows are said to be ordered from the maker, and that no stock file of the system has."""
    for system, endings in profile.sellable.back_order.items():
        ours = [layout for layout in formats.values() if layout.system == system and layout.stock is not None]
        columns = {column.name for layout in ours for column in layout.readable if column.type in {"id", "text"}}
        at = ("sellable", "back_order", system)
        if not ours:
            systems = sorted({layout.system for layout in formats.values() if layout.stock is not None})
            yield Problem(document.place(at), message("shop.unknown_system", found=system), nearest(system, systems))
        for name in endings if ours else ():
            if name not in columns:
                what = message("shop.unknown_stock_column", name=name, system=system)
                yield Problem(document.place((*at, name)), what, nearest(name, columns))


def _unknown_systems(profile: Profile, document: Document, formats: Mapping[str, Format]) -> Iterator[Problem]:
    """Systems for which the profile says something, and of which no file can ever come."""
    its_own = {profile.oms, profile.warehouse, *profile.malls} - {"none"}
    systems = ({layout.system for layout in formats.values()} - {"own"}) | its_own
    of_orders = {layout.system for layout in formats.values() if layout.orders is not None} | its_own | {"*"}
    sections = (("codes", profile.codes, systems), ("in_flight", profile.in_flight, of_orders))
    for section, said, known in (*sections, ("lead_times", profile.lead_times, systems)):
        for name in said:
            if name not in known:
                place = document.place((section, name), key=True)
                yield Problem(place, message("shop.no_such_system", found=name), nearest(name, known))


def _unknown_columns(profile: Profile, document: Document, formats: Mapping[str, Format]) -> Iterator[Problem]:
    """Columns that the profile names: of the 対応表, and of the orders of a system."""
    for system, codes in profile.codes.items():
        for index, name in enumerate(codes.columns):
            columns = formats[OWN_FORMATS["mapping"]].by_name
            if name not in columns:
                place = document.place(("codes", system, "columns", index))
                yield Problem(place, message("shop.unknown_column", name=name), nearest(name, columns))
    for system, rule in profile.in_flight.items():
        ours = (layout for layout in formats.values() if layout.orders and system in {layout.system, "*"})
        seen: set[str] = set()
        for layout in ours if rule.known_when else ():
            seen |= set(layout.by_name)
            if rule.known_when in seen:
                break
        if rule.known_when and seen and rule.known_when not in seen:
            place = document.place(("in_flight", system, "known_when"))
            yield Problem(
                place, message("shop.unknown_order_column", name=rule.known_when), nearest(rule.known_when, seen)
            )

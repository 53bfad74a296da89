"""Layouts: the descriptors that come with the engine, and those that only one shop has.

- ``layouts/<id>.yaml`` beside this module; read when first asked for.
- A shop's own layout goes by its file's name, and may not take the name of one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.complaint import nearest
from engine.errors import Message, PlaybookError, Problem, message
from engine.formats.format import Format, RowKind
from engine.formats.name import normal
from engine.model import validate
from engine.yaml import load

#: Where the layouts are that come with the engine.
FOLDER = Path(__file__).parent / "layouts"


#: The kind of rows that a shop keeps apart.
APART = "apart"
#: System → column → endings: rows of that system's stock whose cell there ends so are kept apart.
Apart = Mapping[str, Mapping[str, Sequence[str]]]


class Layouts(Mapping[str, Format]):
    """Formats by id; each is read when it is first asked for."""

    def __init__(self, own: Mapping[str, Format], pinned: Mapping[str, bytes], apart: Apart | None = None) -> None:
        self.own = own
        self.pinned = pinned
        self.apart = apart or {}
        self._read: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._read:
            made = self._found(name)
            self._read[name] = kept_apart(made, self.apart.get(made.system, {}))
        return self._read[name]

    def _found(self, name: str) -> Format:
        if name in self.own:
            return self.own[name]
        if f"{name}.yaml" in self.pinned:
            return validate(Format, load(self.pinned[f"{name}.yaml"], f"layouts/{name}.yaml"))
        if name not in built_in():
            raise KeyError(name)
        return layout(name)

    def __iter__(self) -> Iterator[str]:
        yield from sorted({*built_in(), *self.own})

    def naming(self, cells: Collection[str]) -> list[Format]:
        """The formats that name one of these headers; only they are read, since reading all takes a second."""
        found = {part for cell in map(normal, cells) for part in (cell, normal(cell.partition(":")[0]))}
        return [self[name] for name in self if name in self.own or self._headers(name) & found]

    def _headers(self, name: str) -> frozenset[str]:
        pinned = self.pinned.get(f"{name}.yaml")
        return headers_in(layout_bytes(name) or b"") if pinned is None else headers_in(pinned)

    def __len__(self) -> int:
        return len({*built_in(), *self.own})


def layouts(
    extra: Mapping[str, bytes] | None = None,
    pinned: Mapping[str, bytes] | None = None,
    apart: Apart | None = None,
) -> Mapping[str, Format]:
    """All formats: ours, and a shop's own (file name → bytes).

    ``pinned`` are the bytes of ours that an open session began with; they stand in place of today's. ``apart`` says
    which rows carry no stock in this shop.

    Raises:
        PlaybookError: a shop's layout does not say what it must.
    """
    own: dict[str, Format] = {}
    problems: list[Problem] = []
    for name, content in (extra or {}).items():
        try:
            made = parse(content, name)
        except PlaybookError as error:
            problems += error.problems
            continue
        own[made.id] = made
    if problems:
        raise PlaybookError(*problems)
    return Layouts(own, pinned or {}, apart)


def kept_apart(format_: Format, endings: Mapping[str, Sequence[str]]) -> Format:
    """The format with rows kept apart whose cells end so: they are of the kind ``apart`` and carry no stock."""
    kinds = [
        RowKind(name=APART, ends={name: tuple(found)}) for name, found in endings.items() if name in format_.by_name
    ]
    stock = format_.stock
    if not kinds or stock is None:
        return format_
    if stock.rows is None:
        stock = stock.model_copy(update={"rows": "stock"})
    rest = format_.kinds or (RowKind(name="stock"),)
    return format_.model_copy(update={"kinds": (*kinds, *rest), "stock": stock})


def layout_bytes(name: str) -> bytes | None:
    """The bytes of one of our own layouts, or nothing; what a session pins."""
    if name not in built_in():
        return None
    return (FOLDER / f"{name}.yaml").read_bytes()


@cache
def built_in() -> tuple[str, ...]:
    """The ids of the layouts that come with the engine."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def headers_in(content: bytes) -> frozenset[str]:
    """The headers that a layout names (and maybe more), as they are compared, without reading all of it."""
    text = content.decode()
    lists = re.findall(r"\bheaders: *\[([^\]]*)\]|\bsays: *([^,}\n]*)", text)
    names = (name.strip().strip("'\"") for found in lists for name in ",".join(found).split(","))
    return frozenset(normal(name) for name in names if name)


@cache
def layout(name: str) -> Format:
    """One of our own formats."""
    return validate(Format, load((FOLDER / f"{name}.yaml").read_bytes(), f"layouts/{name}.yaml"))


def parse(content: bytes, file: str) -> Format:
    """The format in a shop's own layout file.

    Raises:
        PlaybookError: every mistake at once, each at its place.
    """
    document = load(content, file)
    made = validate(Format, document)
    if made.id in built_in():
        what = message("format.descriptor.taken", id=made.id)
        raise PlaybookError(Problem(document.place(("id",)), what))
    stem = file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    if stem and stem != made.id:
        what = message("format.descriptor.other_id", id=made.id, file=stem)
        raise PlaybookError(Problem(document.place(("id",)), what, nearest(made.id, [stem])))
    problems = [Problem(document.place(path), what) for path, what in shared_headers(made)]
    if problems:
        raise PlaybookError(*problems)
    return made


def shared_headers(format_: Format) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Headers by which two columns go: only one of them could be read."""
    first: dict[str, str] = {}
    for number, column in enumerate(format_.columns):
        for at, header in enumerate(column.headers):
            other = first.setdefault(normal(header), column.name)
            if other != column.name and normal(header):
                what = message("format.descriptor.header_twice", header=header, name=column.name, other=other)
                yield ("columns", number, "headers", at), what

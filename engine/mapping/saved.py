"""Saving a confirmed proposal in the shop's folder: only what is complete, reads the very file, and takes no name.

- ``layouts/<id>.yaml`` beside the shop's profile; never over another one unless that is said.
- No second format of a file that is known: it would then fit both, and be taken for neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import whole
from engine.errors import ArgumentError, Message, Place, Problem, StockError, message
from engine.formats.format import Format
from engine.formats.layout import built_in
from engine.formats.part import Part, Recognition
from engine.formats.recognise import recognise
from engine.formats.source import title as title_of
from engine.mapping.layout import Trial, layout, tried
from engine.mapping.proposed import Proposal

#: The folder of a shop's own layouts.
LAYOUTS = "layouts"
#: Reasons of which the remedy is to download the file again; how else it can become a format is only said after them.
_SAVED_AGAIN = frozenset(
    f"format.{code}"
    for code in (
        "other_encoding",
        "quoted_again",
        *(f"separator_{name}" for name in ("comma", "tab", "semicolon", "pipe")),
    )
)
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}\Z")


@dataclass(frozen=True, slots=True)
class Saved:
    """A layout that was saved (or would be): where, its bytes, and how the very file reads with it."""

    path: Path
    content: bytes
    trial: Trial

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.trial.reading.rows if self.trial.reading is not None else 0


def though_known(found: Recognition) -> tuple[Message, ...]:
    """Why a file of a known kind was not recognised as it came; nothing where that is not so.

    Another program saved it again, or several sheets of one workbook hold it: no format of one's own changes that.
    """
    if any(what.code == "xlsx.several_sheets" for what in found.why):
        return found.why
    if found.format is None and any(what.code in _SAVED_AGAIN for what in found.why):
        return (*found.why, message("inspection.map_it_anyhow"))
    return ()


def refuse_known(part: Part, known: Format | None, layout_id: str) -> None:
    """Refuses to make a second format of a file that is known; a format may be saved again under its own id.

    Raises:
        ArgumentError: naming the format that the file is of, and what opens the way.
    """
    if known is None or known.id == layout_id:
        return
    what = message("mapping.known", title=title_of(known), id=known.id)
    hint = message("mapping.known_hint" if known.id in built_in() else "mapping.known_own_hint", id=known.id)
    raise ArgumentError(Problem(Place(part.name), what, hint))


def also_fits(part: Part, formats: Mapping[str, Format], layout_id: str) -> Message | None:
    """What else this file fits, now that this format was saved; nothing where it is the only one.

    ``formats`` are those that the shop knows now.
    """
    found = recognise([part], formats)
    others = [one for one in found.candidates if one.id != layout_id]
    if not others:
        return None
    taken = "fits_alike" if found.format is None else "fits_better" if found.format.id != layout_id else "fits_too"
    return message(f"mapping.{taken}", others=tuple(map(title_of, others)))


def saved(
    part: Part,
    proposal: Proposal,
    shop: Path,
    layout_id: str,
    title: str,
    *,
    system: str | None = None,
    replace: bool = False,
    dry: bool = False,
) -> Saved:
    """The layout of this proposal, saved in the shop's folder; with ``dry``, only tried.

    Raises:
        ArgumentError: the id cannot be used, a layout is there already, or columns are still to be told.
        StockError: the very file cannot be read with it.
    """
    path = shop / LAYOUTS / f"{layout_id}.yaml"
    problems = against(shop, layout_id, system, replace=replace)
    if proposal.lacks:
        problems += [message("mapping.incomplete"), *proposal.lacks]
    if problems:
        raise ArgumentError(*problems)
    content = layout(proposal, layout_id, title.strip() or layout_id, system)
    trial = tried(content, path.as_posix(), part)
    if trial.reading is None:
        raise StockError(message("mapping.reads_not"), *trial.problems)
    if not dry:
        path.parent.mkdir(exist_ok=True)
        whole.put(path, [content])
    return Saved(path, content, trial)


def against(shop: Path, layout_id: str, system: str | None, *, replace: bool) -> list[Problem | Message]:
    """What stands against saving any layout under this id."""
    path = shop / LAYOUTS / f"{layout_id}.yaml"
    made: list[Problem | Message] = []
    if not shop.is_dir():
        made.append(message("mapping.no_shop", name=shop.as_posix()))
    if not layout_id:
        made.append(message("mapping.no_id"))
    made += [
        message("mapping.bad_id", found=word)
        for word in (layout_id, system)
        if word and (not _ID.match(word) or word in {"null", "true", "false"})
    ]
    if layout_id in built_in():
        made.append(message("format.descriptor.taken", id=layout_id))
    if not made and path.exists() and not replace:
        what = message("mapping.there", name=path.as_posix())
        made.append(Problem(Place(path.as_posix()), what, message("mapping.there_hint")))
    return made

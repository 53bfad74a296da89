"""All pages of a manual from a folder of playbooks, fitted to one shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import TejunError
from engine.example.shown import Shown, shown
from engine.fitted import Fitted, fit
from engine.manual.checklist import checklist_page
from engine.manual.index import broken_page, index_page
from engine.manual.page import playbook_page
from engine.printed import FOLDER, Printed
from engine.shelf import SHOP, listed
from engine.texts import render_error, say

if TYPE_CHECKING:
    from engine.proof import Proof


@dataclass(frozen=True)
class Read:
    """A playbook as it was found: fitted, or the words for what is wrong with it."""

    id: str
    area: str
    fitted: Fitted | None
    mistakes: str = ""
    sessions: tuple[Shown, ...] = ()
    proof: Proof | None = None


def printed(playbooks: Path, shop: Path, language: str, *, reference: bool) -> Printed:
    """The manual; a playbook with mistakes has them on its page."""
    found = list(_read(playbooks, shop, language, proofs=reference))
    own = {name for read in found if read.fitted for name in read.fitted.pinned if name.startswith(f"{SHOP}/")}
    return Printed(
        pages=[*_pages(found, language, reference=reference)],
        sheets=[*_sheets(found, language)],
        playbooks=[(read.area, read.id) for read in found if read.id],
        mistakes=[read.mistakes for read in found if read.mistakes],
        own_files=sorted(name.removeprefix(f"{SHOP}/") for name in own),
    )


def _read(playbooks: Path, shop: Path, language: str, *, proofs: bool) -> Iterator[Read]:
    if not playbooks.is_dir():
        yield Read("", "", None, say("manual.no_folder", language, folder=playbooks.as_posix()))
        return
    try:
        paths = listed(playbooks)
    except TejunError as error:
        yield Read("", "", None, render_error(error, language))
        return
    for name, path in paths.items():
        area = path.parent.name
        try:
            fitted = fit(playbooks, shop, name)
            proof = _proof(playbooks, path, fitted) if proofs else None
            yield Read(name, area, fitted, sessions=shown(path), proof=proof)
        except TejunError as error:
            yield Read(name, area, None, render_error(error, language))


def _proof(playbooks: Path, path: Path, fitted: Fitted) -> Proof | None:
    """The proof of a playbook, where it has one.

    Raises:
        PlaybookError: the proof names what does not exist.
    """
    if not path.with_suffix(".proof.yaml").is_file():
        return None
    from engine.proof import read

    return read(playbooks, fitted)


def _pages(found: list[Read], language: str, *, reference: bool) -> Iterator[tuple[str, str]]:
    whole = [read for read in found if not read.id]
    if whole:
        yield f"{FOLDER}/index.md", broken_page(FOLDER, whole[0].mistakes, language)
    else:
        yield f"{FOLDER}/index.md", index_page([read.fitted for read in found if read.fitted], language)
    for read in found:
        if read.fitted:
            yield f"{FOLDER}/{read.area}/{read.id}.md", playbook_page(read.fitted, language, read.sessions)
        elif read.id:
            yield f"{FOLDER}/{read.area}/{read.id}.md", broken_page(read.id, read.mistakes, language)
    if reference:
        from engine.manual.reference import reference_pages

        yield from reference_pages()
        yield from _proven(found, language)


def _sheets(found: list[Read], language: str) -> Iterator[tuple[str, str]]:
    """Each playbook for printing; a link leads there, not the menu."""
    for read in found:
        if read.fitted:
            yield f"{FOLDER}/{read.area}/{read.id}-paper.md", checklist_page(read.fitted, language)


def _proven(found: list[Read], language: str) -> Iterator[tuple[str, str]]:
    """What is proven, and which work is covered; from the files that lie beside the playbooks."""
    from engine.manual.proofs import Proving, coverage_page, proofs_page

    proving = [Proving(read.fitted, read.proof) for read in found if read.fitted]
    yield "reference/proofs.md", proofs_page(proving, language)
    yield "reference/coverage.md", coverage_page(proving, language)

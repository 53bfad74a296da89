"""``tejun new``: a playbook to begin with, from questions; it validates and is proven as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from engine import typed
from engine.cli import ask
from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language

if TYPE_CHECKING:
    from engine.playbook.skeleton import Answers

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST, _DAY = 60, 1440
_MINUTES = 15

T = TypeVar("T")


@click.command(help=help_of("new"))
@click.argument("playbook", required=False)
@click.option("--area", help=help_of("new_answer"))
@click.option("--title", help=help_of("new_answer"))
@click.option("--english", help=help_of("new_answer"))
@click.option("--prevents", help=help_of("new_answer"))
@click.option("--prevents-english", help=help_of("new_answer"))
@click.option("--format", "format_", help=help_of("new_answer"))
@click.option("--minutes", type=int, help=help_of("new_answer"))
@with_folders
def new(
    playbook: str | None,
    area: str | None,
    title: str | None,
    english: str | None,
    prevents: str | None,
    prevents_english: str | None,
    format_: str | None,
    minutes: int | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
) -> int:
    """Asks what was not given, writes three files, never over one that is there, and the schemas for editors."""
    from engine.cli.stock_files import today_of
    from engine.playbook.skeleton import Answers, skeleton
    from engine.texts import say

    here = folders(playbooks, shop, data)
    name = _asked(playbook, "skeleton.ask_id", lambda found: _new_id(found, here.playbooks))
    layout, column = _asked(format_, "skeleton.ask_format", _with_stock)
    answers = Answers(
        id=name,
        area=_area(area),
        title=_given(title, "skeleton.ask_title"),
        english=_given(english, "skeleton.ask_english"),
        prevents=_given(prevents, "skeleton.ask_prevents"),
        prevents_english=_given(prevents_english, "skeleton.ask_prevents_english"),
        format=layout,
        column=column,
        minutes=_minutes(minutes),
    )
    for path in _write(here.playbooks, answers, skeleton(answers, today_of(here))):
        click.echo(say("skeleton.made", language(), name=path.as_posix()))
    _schemas(here.playbooks)
    click.echo(say("skeleton.next", language(), id=answers.id))
    return 0


def _write(folder: Path, answers: Answers, files: dict[str, str]) -> list[Path]:
    made = []
    for name, text in files.items():
        path = folder / answers.area / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        made.append(path)
    return made


def _schemas(folder: Path) -> None:
    """Puts what editors complete by into the folder of the playbooks, as this version knows it."""
    from engine.example import schema as examples
    from engine.playbook import schema as playbook
    from engine.proof import schema as proof

    for name, module in (("playbook", playbook), ("proof", proof), ("examples", examples)):
        (folder / f"{name}.schema.json").write_text(module.text(), encoding="utf-8", newline="\n")


def _asked(given: str | None, code: str, judge: Callable[[str], T]) -> T:
    """What the author said, as it was judged; what was not given is asked for until it can be used.

    Raises:
        ArgumentError: what was given cannot be used.
    """
    return ask.until(code, judge) if given is None else judge(given)


def _given(value: str | None, code: str) -> str:
    """What the author said; it must be something.

    Raises:
        ArgumentError: it is nothing.
    """
    from engine.errors import ArgumentError, message

    def something(text: str) -> str:
        if not text.strip():
            raise ArgumentError(message("skeleton.empty", name=message(code)))
        return text.strip()

    return _asked(value, code, something)


def _area(given: str | None) -> str:
    """The area of work.

    Raises:
        ArgumentError: there is none of that name.
    """
    from engine.errors import ArgumentError, message
    from engine.shelf import AREAS
    from engine.texts import say

    if given is None:
        for area in AREAS:
            click.echo(f"  {area}: " + say(f"manual.area.{area}", language()))
        return ask.one_of("skeleton.ask_area", AREAS, shown=False)
    if given not in AREAS:
        raise ArgumentError(message("cli.not_a_choice", name="--area", allowed=AREAS))
    return given


def _minutes(given: int | None) -> int:
    from engine.errors import ArgumentError, message

    def within_a_day(text: str) -> int:
        found = typed.whole_number(text) if text else _MINUTES
        if found is None or not 1 <= found <= _DAY:
            raise ArgumentError(message("skeleton.bad_minutes", found=text))
        return found

    return _asked(None if given is None else str(given), "skeleton.ask_minutes", within_a_day)


def _new_id(name: str, playbooks: Path) -> str:
    """An id that can be used and that no playbook has yet.

    Raises:
        ArgumentError: it cannot be used, or a playbook has it.
    """
    from engine.errors import ArgumentError, message
    from engine.shelf import find

    if not _ID.fullmatch(name) or len(name) > _LONGEST:
        raise ArgumentError(message("skeleton.bad_id", name=name))
    if playbooks.is_dir() and (name in find(playbooks) or any(playbooks.glob(f"*/{name}.*"))):
        raise ArgumentError(message("skeleton.there", name=name))
    return name


def _with_stock(name: str) -> tuple[str, str]:
    """A format that carries stock, and its column to look at; of a warehouse that of each place.

    Raises:
        ArgumentError: it carries none, or nobody knows it.
    """
    from engine.errors import ArgumentError, message
    from engine.formats import layouts

    known = {one.id: one for one in layouts().values() if one.stock is not None and one.system != "own"}
    found = known.get(name)
    if found is None or found.stock is None:
        raise ArgumentError(message("skeleton.no_stock", name=name, known=tuple(sorted(known))))
    each = found.stock.on_hand if found.kind == "warehouse" else None
    return name, f"rows.{each}" if each else "stock.available"

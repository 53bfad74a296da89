"""``tejun stock map``: a format for files of unknown systems: proposed, confirmed, tried on the very file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import language
from engine.texts import listed, say

if TYPE_CHECKING:
    from engine.errors import Message, Problem
    from engine.mapping import Proposal, Saved

#: How many words of a column are shown.
_NAMED = 20
_KINDS = ("warehouse", "oms", "mall", "orders", "products", "other")


def _words(name: str, **values: str) -> str:
    return say(f"inspection.help.{name}", language(), **values)


@click.command("map", help=_words("map"))
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--id", "layout_id", metavar="ID", help=_words("id"))
@click.option("--title", metavar="TEXT", help=_words("title"))
@click.option("--kind", type=click.Choice(_KINDS), help=_words("kind", kinds="|".join(_KINDS)))
@click.option("--system", metavar="ID", help=_words("system"))
@click.option("--sheet", metavar="NAME", help=say("mapping.help.sheet", language()))
@click.option("--column", "columns", multiple=True, metavar="MEANING=HEADER", help=_words("column"))
@click.option(
    *("--cancelled", "--held", "cancelled"),
    multiple=True,
    metavar="HEADER=WORD",
    help=say("mapping.help.cancelled", language()),
)
@click.option("--open", "counts", multiple=True, metavar="HEADER=WORD", help=say("mapping.help.open", language()))
@click.option("--replace", is_flag=True, help=_words("replace"))
@click.option("--yes", is_flag=True, help=_words("yes"))
@with_folders
def map_(
    file: str,
    layout_id: str | None,
    title: str | None,
    kind: str | None,
    system: str | None,
    sheet: str | None,
    columns: tuple[str, ...],
    cancelled: tuple[str, ...],
    counts: tuple[str, ...],
    playbooks: str | None,
    shop: str | None,
    data: str | None,
    *,
    replace: bool,
    yes: bool,
) -> int:
    """Maps the columns of a file; guided, or by its options alone with ``--yes``."""
    from engine.cli.stock_files import formats_of, parts_of
    from engine.errors import ArgumentError
    from engine.formats import recognise
    from engine.mapping import against, also_fits, called, change, id_of, propose, refuse_known, saved, though_known
    from engine.texts import render, render_error

    here = folders(playbooks, shop, data)
    part = parts_of((file,))[0]
    found = recognise([part], formats_of(here))
    known = found.format
    for what in though_known(found):
        click.echo("△ " + render(what, language()), err=True)
    layout_id = layout_id or id_of(part.name)
    if known is not None:
        if yes:
            refuse_known(part, known, layout_id)
        click.echo(say("mapping.known_already", language(), title=getattr(known.title, language())), err=True)
    words = {"ended": _pairs(cancelled, "not_a_word"), "counts": _pairs(counts, "not_a_word")}
    proposal = change(propose(part, sheet), _pairs(columns), kind, **words)
    _print(proposal)
    if not yes:
        from engine.cli import ask

        refuse = partial(against, here.shop, system=system, replace=replace)
        of_file, title = layout_id, title or called(part.name)
        while True:
            proposal = _worded(_asked(proposal))
            layout_id = _asked_id(of_file, refuse)
            title = _ask("mapping.ask_title", title)
            try:
                made = saved(part, proposal, here.shop, layout_id, title, system=system, replace=replace, dry=True)
                break
            except ArgumentError as error:  # the columns stay as they were answered
                click.echo(render_error(error, language()), err=True)
        click.echo(made.content.decode())
        if not ask.yes(say("mapping.confirm", language())):
            click.echo(say("mapping.not_saved", language()))
            return 0
    made = saved(part, proposal, here.shop, layout_id, title or layout_id, system=system, replace=replace)
    click.echo(say("mapping.written", language(), id=layout_id, name=made.path.as_posix()))
    click.echo(say("mapping.reads", language(), rows=made.rows, lost=made.trial.lost))
    _tell(made, also_fits(part, formats_of(here), layout_id))
    return 4 if made.trial.lost else 0


def _tell(made: Saved, also: Message | None) -> None:
    """How many rows were taken back, and what should be looked at now that it is saved."""
    from engine.texts import render

    if made.trial.left_out.rows:
        click.echo(say("mapping.left_out", language(), count=made.trial.left_out.rows))
    for what in (*made.trial.left_out.doubts, *([also] if also is not None else ())):
        click.echo(render(what, language()), err=True)


def _pairs(columns: tuple[str, ...], refused: str = "not_a_pair") -> list[tuple[str, str]]:
    """What the options say: pairs of meaning and header, or of header and word.

    Raises:
        ArgumentError: naming each that is no pair.
    """
    from engine.errors import ArgumentError, message

    wrong = [column for column in columns if "=" not in column]
    if wrong:
        raise ArgumentError(*(message(f"mapping.{refused}", found=column) for column in wrong))
    return [(meaning.strip(), header.strip()) for meaning, _, header in (column.partition("=") for column in columns)]


def _print(proposal: Proposal) -> None:
    """The columns with what they may be, why, and values to judge by."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from engine.mapping import doubts
    from engine.texts import render

    lang, seen = language(), proposal.look
    click.echo(
        say(
            "mapping.looks",
            lang,
            name=seen.name,
            rows=seen.count,
            columns=len(seen.header),
            encoding=say(f"format.encoding.{seen.encoding}", lang),
            separator=say(f"inspection.separator.{seen.separator}", lang),
            header=seen.header_row,
        ),
    )
    if seen.others:
        click.echo(say("mapping.of_sheet", lang, name=seen.sheet, others=seen.others))
    click.echo(say("mapping.kind_is", lang, kind=say(f"inspection.kind.{proposal.kind}", lang)))
    table = Table()
    for name in ("number", "header", "meaning", "samples", "why"):
        table.add_column(say(f"inspection.head.{name}", lang), overflow="fold")
    for column in proposal.columns:
        meaning = f"{column.meaning} {say(f'mapping.meaning.{column.meaning}', lang)}"
        cells = (str(column.at + 1), column.header, meaning, " / ".join(column.samples), render(column.why, lang))
        table.add_row(*map(Text, cells))
    Console().print(table)
    for rule in proposal.rules:
        click.echo("  " + render(rule, lang))
    for lack in (*proposal.lacks, *doubts(proposal)):
        click.echo("△ " + render(lack, lang))


def _worded(proposal: Proposal) -> Proposal:
    """The proposal with the words that the person says, of each column that has some."""
    from engine.errors import ArgumentError
    from engine.mapping import change, spoken
    from engine.texts import render_error

    for at in proposal.words:
        header = proposal.columns[at].header
        none = say("mapping.no_words", language())
        found = listed(spoken(proposal.look.cells(at))[:_NAMED], language()) or none
        while True:
            told = {}
            for name, sold in (("ended", "unsold"), ("counts", "sold")):
                before = getattr(proposal.words[at], name)
                asked = sold if proposal.kind != "orders" else name
                shown = say(f"mapping.ask_{asked}", language(), column=header, found=found)
                answer = str(click.prompt(shown, default=_joined(before))).strip()
                words = before if answer == _joined(before) else re.split(r"\s*[,、]\s*", answer.strip("-"))
                told[name] = [(header, word) for word in words or ("",)]
            try:
                proposal = change(proposal, ended=told["ended"], counts=told["counts"])
            except ArgumentError as error:
                click.echo(render_error(error, language()), err=True)
                continue
            break
    return proposal


def _joined(words: tuple[str, ...]) -> str:
    return listed(words, language()) or "-"


def _asked(proposal: Proposal) -> Proposal:
    """The proposal as the person changes it, until nothing is left to change."""
    from engine.cli import ask
    from engine.errors import ArgumentError
    from engine.mapping import change
    from engine.texts import render_error

    while given := ask.text("mapping.ask_change"):
        what, sign, meaning = (piece.strip() for piece in unicodedata.normalize("NFKC", given).partition("="))
        try:
            if what == "kind":
                proposal = change(proposal, kind=meaning)
            elif what.isdecimal() and 0 < int(what) <= len(proposal.columns):
                proposal = change(proposal, [(meaning, proposal.columns[int(what) - 1].header)])
            elif what.isdecimal() and sign:
                told = say("mapping.no_column_at", language(), found=what, last=len(proposal.columns))
                click.echo(told, err=True)
                continue
            else:
                click.echo(say("mapping.not_a_change", language(), found=given), err=True)
                continue
        except ArgumentError as error:
            click.echo(render_error(error, language()), err=True)
            continue
        _print(proposal)
    return proposal


def _asked_id(of_file: str, against: Callable[[str], Sequence[Problem | Message]]) -> str:
    """An id under which the layout can be saved; asked for until it is one."""
    from engine.errors import ArgumentError, message
    from engine.texts import render_error

    while True:
        found = _ask("mapping.ask_id", of_file)
        wrong = [message("mapping.ask_an_id")] if not found else against(found)
        if not wrong:
            return found
        click.echo(render_error(ArgumentError(*wrong), language()), err=True)


def _ask(code: str, default: str) -> str:
    from engine.cli import ask

    found = ask.text(code) if not default else click.prompt(say(code, language()), default=default)
    return str(found).strip()

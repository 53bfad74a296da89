"""``tejun stock``: what files are."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language


@click.group(help=help_of("stock"))
def stock() -> None:
    """Stock files."""


@stock.command(help=help_of("stock_inspect"))
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
@with_folders
def inspect(files: tuple[str, ...], playbooks: str | None, shop: str | None, data: str | None) -> int:
    """Says what files are, and what cannot be read in them."""
    from engine.answers import part_of
    from engine.errors import ArgumentError, StockError, message
    from engine.formats import layouts, read, recognise
    from engine.shop import LAYOUTS
    from engine.texts import render, say

    lang = language()
    folder = folders(playbooks, shop, data).shop / LAYOUTS
    own = {path.name: path.read_bytes() for path in folder.glob("*.yaml")} if folder.is_dir() else {}
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        raise ArgumentError(*(message("terminal.no_file", name=name) for name in missing))
    parts = [part_of(Path(name)) for name in files]
    found = recognise(parts, layouts(own))
    for why in found.why:
        click.echo("  " + render(why, lang))
    if found.format is None:
        raise StockError(message("cli.not_recognised", files=tuple(part.name for part in parts)))
    click.echo(say("cli.recognised", lang, id=found.format.id, title=getattr(found.format.title, lang)))
    reading = read(found.format, parts)
    for facts in reading.parts:
        click.echo(
            say(
                "cli.file_facts",
                lang,
                name=facts.name,
                rows=facts.rows,
                encoding=facts.encoding,
                newline=facts.newline,
                columns=len(facts.header),
                unknown=len(facts.unknown),
                dropped=len(facts.dropped),
                sha=facts.sha256[:16],
            ),
        )
    for cell in reading.cells[:50]:
        click.echo(f"  {'✗' if cell.lost else '!'} " + render(cell.message, lang))
    lost = sum(cell.lost for cell in reading.cells)
    click.echo(say("cli.cells", lang, lost=lost, noted=len(reading.cells) - lost))
    return 4 if lost else 0

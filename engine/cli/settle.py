"""``tejun settle``: a person says what became of a file that adds."""

from __future__ import annotations

import click

from engine.cli.place import folders, with_folders
from engine.cli.words import help_of, language


@click.command(help=help_of("settle"))
@click.argument("session")
@click.argument("step")
@click.argument("answer")
@click.option("--words", metavar="TEXT", help=help_of("settle_words"))
@click.option("--person", metavar="ID", help=help_of("person"))
@with_folders
def settle(
    session: str,
    step: str,
    answer: str,
    words: str | None,
    person: str | None,
    playbooks: str | None,
    shop: str | None,
    data: str | None,
) -> int:
    """Records what became of the newest file that a step of a session made."""
    from engine.cli import ask
    from engine.conduct import By, Conduct
    from engine.conduct.relative import said
    from engine.texts import say

    with folders(playbooks, shop, data).desk() as desk:
        conduct = Conduct(desk, session)
        people = conduct.fitted.shop.profile.people
        if person is None:
            for one in people:
                click.echo(f"  {one.id}: {one.name}")
            person = ask.one_of("cli.who", [one.id for one in people], shown=False)
        seen = words if words is not None else ask.text("cli.settle_words")
        conduct.settle(step, By(person=person, via="terminal"), answer, seen)
        became = conduct.relative(step)
        told = say(said(became.became), language()) if became is not None else answer
    click.echo(say("upload.settled", language(), session=session, step=step, became=told))
    return 0

"""The list of all playbooks, by area of work."""

from __future__ import annotations

from collections.abc import Iterable

from engine.fitted import Fitted
from engine.manual.markup import heading, page, plain, table
from engine.manual.wording import Wording
from engine.playbook.ask import many
from engine.shelf import AREAS
from engine.texts import say


def index_page(fitted: Iterable[Fitted], language: str) -> str:
    """The index of these playbooks by area, in their order, as Markdown; links lead to ``<area>/<id>.md``."""
    found = [Wording(one, language) for one in fitted]

    def text(code: str) -> str:
        return plain(say(f"manual.{code}", language))

    title = say("manual.index", language)
    blocks = [f"# {plain(title)}"]
    if not found:
        return page(title, [*blocks, text("index.none")])
    shop = found[0].fitted.shop.profile.called(language)
    blocks.append(found[0].text("index.intro", shop=shop, count=len(found)))
    for area in AREAS:
        here = [words for words in found if words.playbook.area == area]
        if not here:
            continue
        blocks.append(heading(2, say(f"manual.area.{area}", language), area))
        rows = (
            (
                f"[{plain(words.playbook.title)}]({area}/{words.playbook.id}.md)",
                "<br>".join(plain(line) for line in many(words.playbook.prevents)),
                f"{plain(words.rhythm())}<br>{words.text('minutes_count', count=words.playbook.minutes)}",
            )
            for words in here
        )
        blocks.append(table([text(head) for head in ("playbook", "prevents", "rhythm")], rows))
    return page(title, blocks)


def broken_page(title: str, problems: str, language: str) -> str:
    """A page that says what is wrong with a playbook, in place of its manual; ``problems`` are words for people."""

    def text(code: str) -> str:
        return plain(say(f"manual.{code}", language))

    lines = "\n".join(f"    {line}" for line in problems.splitlines())
    return page(title, [f"# {plain(title)}", f"**{text('broken')}**", text("broken.what"), lines])

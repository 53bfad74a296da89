"""A playbook on paper: one sheet for each role, with the steps that it does and room for what it saw.

- For days on which the screen cannot be used. Steps bear the same numbers and ids as in the manual, so that what was
  written is entered afterwards where it belongs.
- Checks are not done on paper: they stand there with the room for their outcome, and are run when the screen is back.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.fitted import Fitted
from engine.manual.markup import heading, page, plain, table
from engine.manual.wording import Wording
from engine.playbook import Section, Step
from engine.texts import say


def checklist_page(fitted: Fitted, language: str) -> str:
    """The sheets of a fitted playbook for printing, as Markdown."""
    words = Wording(fitted, language)
    title = words.say("paper", title=words.playbook.title)
    blocks = [f"# {plain(title)}", words.text("paper.what")]
    for role in words.playbook.roles:
        blocks += _sheet(words, role)
    return page(title, blocks)


def _sheet(words: Wording, role: str) -> Iterator[str]:
    """The sheet of one role; nothing where it has no step in this shop."""
    rows = [_row(words, section, step) for section, step in words.walk() if _does(words, role, step)]
    if not rows:
        return
    version, profile = words.playbook.version, words.fitted.shop.profile
    shop = profile.english if words.language == "en" and profile.english else profile.name
    release = words.say("version_of", version=version, fingerprint=words.fitted.fingerprint[:12])
    yield heading(2, words.role(role), f"paper_{role}")
    yield words.text("paper.head", shop=shop, rhythm=words.rhythm(), release=release)
    yield table([words.text(f"paper.{head}") for head in ("done", "step", "written", "signed")], rows)


def _does(words: Wording, role: str, step: Step) -> bool:
    """Whether a role does or signs a step in this shop."""
    if not words.comes_to(step.id):
        return False
    if step.sign_off is not None:
        return role in (step.sign_off.role, step.sign_off.above_guards)
    return role == (step.role or words.playbook.done_by)


def _row(words: Wording, section: Section, step: Step) -> tuple[str, str, str, str]:
    """A step: a box, what it is and when it is done, room for what is written down, and for time and name."""
    said = [f"**{words.number[step.id]}. {plain(step.title)}**", f"`{step.id}`"]
    condition = words.condition(section.when, step.when, facts=False)
    if condition:
        said.append(words.text("only_when", condition=condition))
    if section.repeat:
        said.append(words.text("repeat", minutes=section.repeat.every, until=section.repeat.until))
    return "☐", "<br>".join(said), "<br>".join(plain(line) for line in _asked(words, step)), " "


def _asked(words: Wording, step: Step) -> Iterator[str]:
    """What is written down of a step."""
    room = words.say("paper.room")
    if step.reading:
        for value in step.reading.values:
            yield f"{value.label}{room}{value.unit or ''}"
    elif step.choose and not step.choose.for_each:
        yield from (f"☐ {step.choose.option(name).label}" for name in step.choose.options)
    elif step.choose:
        yield words.say("paper.each")
    else:
        yield say(f"manual.paper.{step.ask}", words.language)

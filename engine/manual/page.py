"""One page: a fitted playbook from its head to its revision history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.coverage import coverage
from engine.example.shown import Shown
from engine.fitted import Fitted
from engine.manual import allocation
from engine.manual.ask import asked, limits
from engine.manual.chart import chart
from engine.manual.example import examples
from engine.manual.markup import box, heading, numbered, page, plain, ruby, table, terms
from engine.manual.wording import Wording
from engine.playbook import Section, Step
from engine.playbook.ask import many
from engine.playbook.expand import amount
from engine.texts import say

_PICTURE = re.compile(r"[\w-]+(/[\w-]+)*\.(png|jpe?g|webp|gif|svg)", re.IGNORECASE | re.ASCII)


def playbook_page(fitted: Fitted, language: str, sessions: Sequence[Shown] = ()) -> str:
    """The manual page of a fitted playbook, as Markdown; nothing is read and no clock is asked.

    Args:
        fitted: the playbook as the shop conducts it.
        language: of the page.
        sessions: examples of the work, shown after the steps.
    """
    words = Wording(fitted, language)
    blocks = [f"# {plain(words.playbook.title)}"]
    for part in (_head, _roles, _files, _flow, _steps):
        blocks += part(words)
    blocks += examples(words, sessions)
    for part in (_settings, _covers, _words, _revisions):
        blocks += part(words)
    return page(words.playbook.title, blocks)


def _head(words: Wording) -> Iterator[str]:
    playbook = words.playbook
    if words.fitted.shop.profile.sample:
        yield words.text("sample_shop")
    yield box("abstract", words.say("prevents"), [_lines(many(playbook.prevents))])
    version = words.text("version_of", version=playbook.version, fingerprint=words.fitted.fingerprint[:12])
    pairs = [
        ("rhythm", plain(words.rhythm())),
        ("minutes", words.text("minutes_count", count=playbook.minutes)),
        ("done_by", plain(words.role(playbook.done_by))),
        ("shop", plain(words.fitted.shop.profile.called(words.language))),
        ("owner", plain(playbook.owner)),
        ("review", plain(playbook.review)),
        ("version", version),
    ]
    if playbook.before:
        pairs.insert(0, ("before", plain(playbook.before)))
    yield heading(2, words.say("who"), "_who")
    yield terms((words.text(code), said) for code, said in pairs)


def _roles(words: Wording) -> Iterator[str]:
    rows = []
    for role, title in words.playbook.roles.items():
        people = []
        for person in words.fitted.people(role):
            party = say(f"common.party.{person.party}", words.language)
            people.append(words.say("person", name=person.called(words.language), party=party))
        rows.append((plain(title), plain(words.joined(people) or words.say("nobody")), _steps_of(words, role)))
    yield heading(3, words.say("roles"), "_roles")
    yield table([words.text(head) for head in ("role", "people", "steps_of")], rows)
    yield f"[{words.text('paper.link')}]({words.playbook.id}-paper.md)"


def _steps_of(words: Wording, role: str) -> str:
    """The steps that a role does or signs in this shop; of the one that does the playbook all that are left."""
    playbook = words.playbook
    if role == playbook.done_by:
        return words.text("steps_of.rest")
    links = []
    for section in playbook.sections:
        for step in section.steps:
            signed = (step.sign_off.role, step.sign_off.above_guards) if step.sign_off else ()
            if role in (step.role, *signed) and words.comes_to(step.id):
                links.append(f"[{words.number[step.id]}](#{step.id})")
    return words.joined(links) or words.text("steps_of.none")


def _files(words: Wording) -> Iterator[str]:
    yield heading(2, words.say("files"), "_files")
    if not words.playbook.files:
        yield words.text("no_files")
        return
    rows = []
    for alias in words.playbook.files:
        received = [step for step in words.playbook.steps if step.receive and step.receive.file == alias]
        if received and not any(words.comes_to(step.id) for step in received):
            continue
        links = [f"[{words.number[step.id]}](#{step.id})" for step in received]
        screen = plain(words.screen(alias))
        title, name = words.format_title(alias), words.name(alias)
        called = [f"**{plain(name)}**", *([plain(title)] if title not in name else []), f"`{alias}`"]
        rows.append(("<br>".join(called), screen, words.joined(links)))
    heads = ("file", "screen", "received_in")
    yield table([words.text(head) for head in heads], rows)
    expected = words.playbook.expected
    if expected is not None:
        warehouse = words.joined([words.name(alias) for alias in many(expected.warehouse)])
        orders = words.joined([words.name(alias) for alias in words.fitted.orders])
        code = "expected" if orders else "expected_no_orders"
        yield words.text(code, warehouse=warehouse, **({"orders": orders} if orders else {}))
        yield from allocation.rule(words)


def _flow(words: Wording) -> Iterator[str]:
    yield f'## {words.text("chart")} {{#_flow data-search-exclude=""}}'
    yield f"```mermaid\n{chart(words)}\n```"


def _steps(words: Wording) -> Iterator[str]:
    for section in words.playbook.sections:
        yield heading(2, section.title, f"section_{section.id}")
        condition = words.condition(section.when, facts=False)
        if not words.applies(section.when):
            yield words.text("not_here", condition=words.condition(section.when))
        elif condition:
            yield words.text("only_when", condition=condition)
        if section.repeat:
            yield words.text("repeat", minutes=section.repeat.every, until=section.repeat.until)
        for step in section.steps:
            yield from _step(words, section, step)


def _step(words: Wording, section: Section, step: Step) -> Iterator[str]:
    yield heading(3, step.title, step.id, number=words.number[step.id])
    if not words.comes_to(step.id):
        yield words.text("not_here", condition=words.condition(section.when, step.when))
        return
    badge = f'<span class="ask ask-{step.ask}">{words.text("ask." + _kind(step))}</span>'
    condition = words.condition(step.when, facts=False)
    beside = [words.text("only_when", condition=condition)] if condition else []
    if step.role and step.role != words.playbook.done_by:
        beside.append(words.text("by_role", role=words.role(step.role)))
    yield " ".join([badge, *beside])
    for kind, title, said in (("danger", "warning", step.warning), ("warning", "caution", step.caution)):
        if said:
            yield box(kind, words.say(title), [ruby(said, step.readings)])
    sentences = [ruby(sentence, step.readings) for sentence in step.instructions]
    yield numbered(sentences) if len(sentences) > 1 else sentences[0]
    yield from asked(words, step)
    if step.picture:
        yield _picture(words, step)
    more = [(code, getattr(step, code)) for code in ("why", "mistake") if getattr(step, code)]
    if more:
        yield terms((words.text(code), ruby(said, step.readings)) for code, said in more)
    if step.note:
        yield box("note", words.say("note"), [ruby(step.note, step.readings)])
    if step.detail:
        yield box("info", words.say("detail"), [ruby(step.detail, step.readings)], folded=True)


def _kind(step: Step) -> str:
    return step.sign_off.meaning if step.sign_off else step.ask


def _picture(words: Wording, step: Step) -> str:
    """A picture that lies beside the playbook; anything else is shown as the words that it is."""
    text = words.text("picture", title=step.title)
    if step.picture and _PICTURE.fullmatch(step.picture):
        return f"![{text}]({step.picture})"
    return plain(step.picture or "")


def _settings(words: Wording) -> Iterator[str]:
    yield heading(2, words.say("settings"), "_settings")
    playbook, values = words.playbook, words.fitted.values
    if not playbook.settings:
        yield words.text("no_settings")
        return
    own = words.fitted.shop.profile.settings.get(playbook.id, {})
    rows = []
    for name, setting in playbook.settings.items():
        value = f"{amount(values[name], setting.unit)}{words.unit(setting.unit)}"
        decided = words.say("decided.default")
        if name in own:
            decided = words.say(
                "decided.shop", default=f"{amount(setting.default, setting.unit)}{words.unit(setting.unit)}"
            )
        span = limits(words, setting.at_least, setting.at_most)
        if setting.one_of:
            span = words.say("limits.one_of", words=words.joined(list(setting.one_of)))
        rows.append((plain(setting.label), f"**{plain(value)}**", plain(span), plain(decided)))
    yield table([words.text(head) for head in ("setting", "value", "limits", "decided")], rows)


def _covers(words: Wording) -> Iterator[str]:
    playbook = words.playbook
    rows = {row.id: row.ja if words.language == "ja" else row.en for row in coverage().rows}
    named = _lines(tuple(f"{name} {rows.get(name, '')}".rstrip() for name in playbook.covers))
    controls = plain(words.joined(list(playbook.controls)))
    found = [(words.text(f"covers.{code}"), said) for code, said in (("ids", named), ("controls", controls)) if said]
    if found:
        yield heading(2, words.say("covers"), "_covers")
        yield terms(found)


def _words(words: Wording) -> Iterator[str]:
    readings: dict[str, str] = {}
    for step in words.playbook.steps:
        readings |= step.readings or {}
    if readings and words.language == "ja":
        yield heading(2, words.say("readings"), "_readings")
        rows = sorted(readings.items(), key=lambda pair: pair[1])
        yield table((words.text("word"), words.text("reading")), ((plain(word), plain(said)) for word, said in rows))


def _revisions(words: Wording) -> Iterator[str]:
    yield heading(2, words.say("revisions"), "_revisions")
    rows = [
        (plain(revision.version), plain(revision.on), plain(revision.by), plain(revision.what))
        for revision in words.playbook.revisions
    ]
    heads = ("version", "revision.on", "revision.by", "revision.what")
    yield table([words.text(head) for head in heads], rows)


def _lines(items: tuple[str, ...]) -> str:
    return "<br>".join(plain(item) for item in items)

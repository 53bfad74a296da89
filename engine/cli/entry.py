"""One entry in words, for those who watch a session in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.cli.show import result_words
from engine.cli.words import language
from engine.texts import render, say

if TYPE_CHECKING:
    from engine.conduct import Conduct
    from engine.record import Entry


def entry_words(begun: Conduct, entry: Entry) -> Iterator[str]:
    """What an entry says, in a few lines; nothing for those that say little."""
    if entry.kind in {"received", "checked"}:
        yield from _results(begun, entry)
    elif entry.kind == "chosen" and "choices" in entry.body:
        options = begun.fitted.in_words(language()).step(entry.body["step"]).choose
        for key, choice in entry.body["choices"].items():
            label = options.option(choice["choice"]).label if options else choice["choice"]
            yield say("cli.chosen", language(), key=key, choice=label, evidence=choice["evidence"])
    elif entry.kind == "produced":
        yield from _produced(entry)
    elif entry.kind == "signed":
        stamp = entry.body.get("stamp") or entry.via
        yield say("cli.signed", language(), person=entry.person, role=entry.role, stamp=stamp)
    elif entry.kind == "deviated":
        keys = tuple(entry.body["keys"][:6])
        yield say("cli.deviated", language(), keys=keys, words=entry.body["words"], until=entry.body["until"])


def _results(begun: Conduct, entry: Entry) -> Iterator[str]:
    from engine.conduct import doubt_words, left_out_words, message_of
    from engine.conduct.arrive import questions

    step = begun.fitted.in_words(language()).step(entry.body["step"])
    checks = {check.id: check for check in (*(step.check or ()), *questions(step))}
    names = begun.fitted.names(language())
    if entry.kind == "received":
        files = tuple(part["name"] for part in entry.body["parts"])
        yield say("cli.received", language(), names=files, rows=entry.body["rows"])
        yield from ("      " + render(what, language()) for what in left_out_words(entry.body))
    for result in begun.results(entry):
        if entry.kind == "checked" or result.findings:
            yield result_words(result, checks.get(result.check), names)
    if entry.kind == "received":
        yield from ("    ! " + render(what, language()) for what in doubt_words(entry.body))
    for problem in entry.body.get("problems", ()):
        yield "    ✗ " + render(message_of(problem), language())


def _produced(entry: Entry) -> Iterator[str]:
    lang = language()
    if not entry.body["parts"]:
        yield say("cli.nothing_to_write", lang)
    for part in entry.body["parts"]:
        yield say("cli.made", lang, name=part["name"], rows=part["rows"], sha=part["sha256"][:16])
    for sku, before, after, *_ in entry.body.get("changes", ())[:20]:
        yield say("cli.change", lang, sku=sku, before=before, after=after)
    for key, why in entry.body["left_out"].items():
        yield say("cli.left_out", lang, key=key, why=say(f"upload.left_out.{why}", lang))
    if entry.body["guards"]:
        yield say("cli.guards_met", lang, names=tuple(say(f"cli.guard_{name}", lang) for name in entry.body["guards"]))

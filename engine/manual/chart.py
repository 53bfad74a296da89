"""The flow chart of a playbook, in Mermaid: sections, steps, and a question before steps that are not always done.

The app and the manual draw the same text. Steps that this shop never comes to are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.manual.wording import Condition, Wording, conditions
from engine.playbook import Section, Step

_ACTS = re.compile(r"[^\w :'?,()\[\]、。・（）「」『』【】〔〕ー−？！：／％＝＋→←〜]|_")
_SHAPES = {
    "receive": ("[/", "/]"),
    "check": ("{{", "}}"),
    "produce": ("[[", "]]"),
    "sign_off": ("([", "])"),
}


def chart(words: Wording) -> str:
    """Mermaid's text of the flow."""
    return "\n".join(["flowchart TD", *_Chart(words).lines()])


def label(text: str) -> str:
    """Text as Mermaid shows it, whatever it is made of."""
    return '"' + _ACTS.sub(_code, " ".join(text.split())) + '"'


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


class _Chart:
    """A chart being drawn: what the next node is reached from, and by which answer."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.open: list[tuple[str, str]] = []
        self.edges: list[str] = []
        self.asked: tuple[Condition, ...] = ()
        self.passed_by: str | None = None

    def lines(self) -> Iterator[str]:
        yield f"    begin([{label(self.words.say('chart.start'))}])"
        self.open = [("begin", "")]
        for section in self.words.playbook.sections:
            steps = [step for step in section.steps if self.words.applies(section.when, step.when)]
            if steps:
                yield from self._section(section, steps)
        self._ask(())
        yield f"    close([{label(self.words.say('chart.end'))}])"
        self._reach("close")
        yield from self.edges

    def _section(self, section: Section, steps: list[Step]) -> Iterator[str]:
        yield f"    subgraph {_node('section', section.id)} [{label(section.title)}]"
        first: str | None = None
        for step in steps:
            found = conditions(section.when, step.when)
            question = self._ask(tuple(c for c in found if c[0] != "shop"))
            if question:
                yield f"        {question}{{{label(self.words.asked(self.asked))}}}"
            node = _node("step", step.id)
            opening, closing = _SHAPES.get(step.ask, ("[", "]"))
            number = self.words.number[step.id]
            text = self.words.say("chart.step", number=number, ask=self.words.ask(step), title=step.title)
            yield f"        {node}{opening}{label(text)}{closing}"
            self._reach(node)
            first = first or question or node
        yield "    end"
        if section.repeat and first:
            again = self.words.say("repeat_short", minutes=section.repeat.every, until=section.repeat.until)
            self.edges.append(f"    {self.open[0][0]} -. {label(again)} .-> {first}")

    def _ask(self, found: tuple[Condition, ...]) -> str | None:
        """Goes over to steps with these conditions: the name of the question to draw, where one is needed."""
        if found == self.asked:
            return None
        if self.passed_by:
            self.open.append((self.passed_by, self.words.say("chart.no")))
        self.asked, self.passed_by = found, None
        if not found:
            return None
        self.passed_by = f"question_{len(self.edges)}"
        self._reach(self.passed_by)
        self.open = [(self.passed_by, self.words.say("chart.yes"))]
        return self.passed_by

    def _reach(self, node: str) -> None:
        for source, answer in self.open:
            arrow = f"-- {label(answer)} -->" if answer else "-->"
            self.edges.append(f"    {source} {arrow} {node}")
        self.open = [(node, "")]


def _node(kind: str, name: str) -> str:
    return f"{kind}_{name.replace('-', '_')}"

"""The flow chart of a playbook, in Mermaid: sections, steps, and a question before steps that are not always done.

The app and the manual draw the same text. Steps that this shop never comes to are left out.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from engine.manual.wording import Condition, Wording, conditions
from engine.playbook import Section, Step

_ACTS = re.compile(r"[^\w :'?,()\[\]、。・（）「」『』【】〔〕ー−？！：／％＝＋→←〜]|_")
_SHAPES = {"receive": ("[/", "/]"), "check": ("(", ")"), "produce": ("[[", "]]"), "sign_off": ("([", "])")}
_MARGIN = '"subGraphTitleMargin": {"top": 4, "bottom": 18}'
_LOOK = f'%%{{init: {{"flowchart": {{"wrappingWidth": 320, "rankSpacing": 36, "padding": 12, {_MARGIN}}}}}}}%%'


def chart(words: Wording) -> str:
    """Mermaid's text of the flow."""
    return "\n".join([_LOOK, "flowchart TD", *_Chart(words).lines()])


def label(text: str) -> str:
    """Text as Mermaid shows it, whatever it is made of."""
    return '"' + _ACTS.sub(_code, " ".join(text.split())) + '"'


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


class _Chart:
    """A chart being drawn: what leads to the next node, by which answer, and the questions that still hold."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.open: list[tuple[str, str]] = []
        self.edges: list[str] = []
        self.holding: list[tuple[str, tuple[Condition, ...]]] = []

    def lines(self) -> Iterator[str]:
        yield f"    begin([{label(self.words.say('chart.start'))}])"
        self.open = [("begin", "")]
        for section in self.words.playbook.sections:
            steps = [step for step in section.steps if self.words.comes_to(step.id)]
            if steps:
                yield from self._section(section, steps)
        yield from self._ask(())
        yield f"    close([{label(self.words.say('chart.end'))}])"
        self._reach("close")
        yield from self.edges

    def _section(self, section: Section, steps: list[Step]) -> Iterator[str]:
        yield f"    subgraph {_node('section', section.id)} [{label(section.title)}]"
        first: str | None = None
        for step in steps:
            found = conditions(section.when, step.when)
            question = yield from self._ask(tuple(c for c in found if c[0] != "shop"))
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

    def _ask(self, found: tuple[Condition, ...]) -> Generator[str, None, str | None]:
        """Goes over to steps with these conditions: leaves questions that no longer hold, asks what was not asked."""
        while self.holding and not set(self.holding[-1][1]) <= set(found):
            self.open.append((self.holding.pop()[0], self.words.say("chart.no")))
        held = {condition for _, conditions_held in self.holding for condition in conditions_held}
        new = tuple(condition for condition in found if condition not in held)
        if not new:
            return None
        question = f"question_{len(self.edges)}"
        yield f"        {question}{{{{{label(self.words.asked(new))}}}}}"
        self._reach(question)
        self.open = [(question, self.words.say("chart.yes"))]
        self.holding.append((question, new))
        return question

    def _reach(self, node: str) -> None:
        for source, answer in self.open:
            arrow = f"-- {label(answer)} -->" if answer else "-->"
            self.edges.append(f"    {source} {arrow} {node}")
        self.open = [(node, "")]


def _node(kind: str, name: str) -> str:
    return f"{kind}_{name.replace('-', '_')}"

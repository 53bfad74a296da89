"""What a fitted playbook says about itself, in words: steps by number, conditions, rhythm, names of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from engine.checks import Base, claim
from engine.errors import Value
from engine.fitted import Fitted
from engine.manual.markup import plain
from engine.playbook import Playbook, Section, Step
from engine.playbook.ask import When, many
from engine.playbook.reach import Reach, allowed
from engine.texts import listed, nouns, say

#: A condition: what it is about (``step``, ``choice``, ``shop``), of which one, and the words that meet it.
Condition = tuple[str, str, tuple[str, ...]]


def conditions(*whens: When | None) -> tuple[Condition, ...]:
    """The lines of these ``when`` maps, all of which must hold."""
    made = []
    for when in whens:
        for name, value in (when or {}).items():
            kind, _, of = name.partition(".")
            made.append((kind, of, allowed(value)))
    return tuple(dict.fromkeys(made))


class Wording:
    """The words of one fitted playbook in one language."""

    def __init__(self, fitted: Fitted, language: str) -> None:
        self.fitted = fitted
        self.language = language
        self.playbook: Playbook = fitted.in_words(language)
        self.number = {step.id: index for index, step in enumerate(self.playbook.steps, 1)}

    def say(self, code: str, **values: Value) -> str:
        """A text of the manual, as it stands in the catalogue."""
        return say(f"manual.{code}", self.language, **values)

    def text(self, code: str, **values: Value) -> str:
        """The same as Markdown."""
        return plain(self.say(code, **values))

    def joined(self, words: tuple[str, ...] | list[str]) -> str:
        """Several words as one list."""
        return listed(words, self.language)

    def unit(self, unit: str | None) -> str:
        """A unit behind its number; nothing where there is none."""
        if not unit:
            return ""
        return unit if self.language == "ja" else f" {unit}"

    def ask(self, step: Step) -> str:
        """What a step asks for, in one word."""
        return self.say(f"ask.{step.sign_off.meaning if step.sign_off else step.ask}")

    def role(self, name: str) -> str:
        """What the playbook calls a role."""
        return self.playbook.roles.get(name, name)

    def to_step(self, step_id: str) -> str:
        """A link to a step, as Markdown."""
        title = self.say("step_link", number=self.number[step_id], title=self.playbook.step(step_id).title)
        return f"[{plain(title)}](#{step_id})"

    def to_check(self, check_id: str) -> str:
        """A link to the step that asks a check."""
        return self.to_step(self.playbook.check_owner(check_id).id)

    def rhythm(self) -> str:
        """When it is due."""
        rhythm = self.playbook.rhythm
        if rhythm.same_day_as:
            made = self.say("rhythm.same_day", event=rhythm.same_day_as)
        elif rhythm.every == "week":
            made = self.say("rhythm.week", day=self.say(f"day.{rhythm.on}"))
        elif rhythm.every == "month":
            made = self.say("rhythm.month", day=rhythm.on) if rhythm.on else self.say("rhythm.month_any")
        elif rhythm.every:
            made = self.say("rhythm.day")
        else:
            side = "before_sale" if rhythm.before_sale is not None else "after_sale"
            days = getattr(rhythm, side)
            made = self.say(f"rhythm.{side}", days=days) if days > 1 else self.say(f"rhythm.{side}_{days}")
        return self.say("rhythm.by", when=made, time=rhythm.by) if rhythm.by else made

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each alias is called, told apart by their steps where two would be called the same."""
        made = self.fitted.names(self.language)
        called = list(made.values())
        for step in self.playbook.steps:
            alias = step.receive.file if step.receive else step.produce.as_ if step.produce else ""
            if step.produce and made[alias] == step.title:
                made[alias] = self.say("made_in", number=self.number[step.id])
            elif called.count(made.get(alias, "")) > 1:
                made[alias] = self.say("of_step", number=self.number[step.id], title=made[alias])
        return made

    def name(self, alias: str) -> str:
        """What an alias is called."""
        if alias in self.names:
            return self.names[alias]
        return say(f"finding.name.{alias}", self.language) if f"name.{alias}" in nouns("finding") else alias

    def claim(self, check: Base) -> str:
        """What must hold, in words."""
        return claim(check, self.language, self.names)

    def format_title(self, alias: str) -> str:
        """What the format of an alias is called."""
        layout = self.fitted.format_of(alias)
        return getattr(layout.title, self.language) if layout else alias

    def screen(self, alias: str) -> str:
        """From which screen a file comes: as a step says it, or as the format knows it."""
        for step in self.playbook.steps:
            if step.receive and step.receive.file == alias and step.receive.screen:
                return step.receive.screen
        layout = self.fitted.format_of(alias)
        return (layout.source or "") if layout else ""

    def applies(self, *whens: When | None) -> bool:
        """Whether this shop can ever come here: its facts do not exclude it."""
        facts = self.fitted.facts
        return all(set(words) & set(facts.get(of, ())) for kind, of, words in conditions(*whens) if kind == "shop")

    def comes_to(self, step_id: str) -> bool:
        """Whether this shop can ever come to a step: its facts exclude neither it nor a step that it depends on."""
        given = self._reach.conditions(step_id).items()
        return all(
            set(words) & set(self.fitted.facts.get(name[5:], ())) for name, words in given if name[:5] == "shop."
        )

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.playbook)

    def condition(self, *whens: When | None, facts: bool = True) -> str:
        """Conditions in words."""
        found = [c for c in conditions(*whens) if facts or c[0] != "shop"]
        return self.say("and").join(self._condition("when", *c) for c in found)

    def asked(self, found: tuple[Condition, ...]) -> str:
        """Conditions as a short question for the chart."""
        text = self.say("and").join(self._condition("short", *c) for c in found)
        return self.say("chart.asked", condition=text)

    def _condition(self, length: str, kind: str, of: str, words: tuple[str, ...]) -> str:
        said = self.say("or").join(self._word(kind, of, word) for word in words)
        if kind == "shop":
            return self.say("when.shop", fact=self.say(f"fact.{of}"), words=said)
        if kind == "step" and words == ("done",):
            code = "made" if self.playbook.step(of).produce else "done"
            return self.say(f"{length}.{code}", number=self.number[of])
        return self.say(f"{length}.{kind}", number=self.number[of], words=said)

    def _word(self, kind: str, of: str, word: str) -> str:
        if kind == "shop":
            return self.say(f"fact_word.{word}")
        if kind == "step":
            return self.say(f"word.{word}")
        chooser = self.playbook.step(of).choose
        return self.say("when.quoted", word=chooser.option(word).label if chooser else word)

    def options(self, step_id: str, names: str | tuple[str, ...]) -> str:
        """The labels of choices of a step."""
        choose = self.playbook.step(step_id).choose
        labels = [choose.option(name).label if choose else name for name in many(names)]
        return self.say("or").join(self.say("when.quoted", word=label) for label in labels)

    def walk(self) -> Iterator[tuple[Section, Step]]:
        """Every step with its section."""
        for section in self.playbook.sections:
            for step in section.steps:
                yield section, step

"""What the work looks like: example sessions of a playbook, line by line, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from engine.checks import reason_words
from engine.checks import words as finding_words
from engine.conduct import message_of, told_words
from engine.errors import Message
from engine.example.shown import Shown
from engine.example.transcript import Line
from engine.manual.markup import box, heading, plain, table
from engine.manual.proofs import mistake_words
from engine.manual.wording import Wording
from engine.record import Finding
from engine.texts import render, say

#: Entries that say nothing which the page does not say already.
_SILENT = frozenset({"begun"})


def examples(words: Wording, sessions: Sequence[Shown]) -> Iterator[str]:
    """The section of a playbook's page that shows its example sessions; nothing where there are none."""
    if not sessions:
        return
    yield heading(2, words.say("examples"), "_examples")
    yield words.text("examples.intro")
    for one in sessions:
        title = one.example.title if words.language == "ja" else one.example.english
        heads = [words.text(f"examples.{head}") for head in ("time", "step", "by", "what")]
        yield box("example", title, [_intro(words, one), table(heads, _Telling(words, one).rows())], folded=True)


def _intro(words: Wording, one: Shown) -> str:
    code = "examples.with_deviations" if one.told.deviations else "examples.without"
    ends = words.say(f"examples.ends.{one.told.ends}")
    said = words.text(code, ends=ends, count=one.told.deviations)
    names = list(dict.fromkeys(mistake_words(slip.mistake, words.language) for slip in one.example.slips))
    return f"{words.text('examples.mistakes', mistakes=words.joined(names))}<br>{said}" if names else said


class _Telling:
    """One session, told line by line."""

    def __init__(self, words: Wording, shown: Shown) -> None:
        self.words = words
        self.example = shown.example
        self.told = shown.told
        self.tells: Mapping[str, Callable[[Line], Iterator[str]]] = {
            "received": self._received,
            "checked": self._checked,
            "confirmed": self._confirmed,
            "read": self._read,
            "chosen": self._chosen,
            "produced": self._produced,
            "signed": self._signed,
            "deviated": self._deviated,
            "allowed": self._answered,
            "refused": self._answered,
            "permitted": self._permitted,
            "round": self._round,
            "rounds-ended": self._round,
            "closed": self._ended,
            "abandoned": self._ended,
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table: time, step, person, what came out."""
        begins = datetime.fromisoformat(self.told.begins)
        for line in self.told.lines:
            if line.kind in _SILENT or (line.step is not None and line.step not in self.words.number):
                continue
            at = begins + timedelta(seconds=line.after)
            step = self.words.to_step(line.step) if line.step is not None else " "
            said = [plain(piece) for piece in self.tells[line.kind](line)]
            yield f"{at:%H:%M}", step, plain(self._person(line)), "<br>".join(said)

    def say(self, code: str, **values: Any) -> str:
        """A text about an example."""
        return self.words.say(f"examples.{code}", **values)

    def _person(self, line: Line) -> str:
        """Who did it; in the manual of a shop where nobody is called so, in which role."""
        person = self.words.fitted.shop.profile.person(line.person)
        if person is None:
            return self.words.role(line.role)
        return person.called(self.words.language)

    def _received(self, line: Line) -> Iterator[str]:
        facts = line.facts
        files = self.words.joined(facts["files"])
        yield self.say("received" if line.word == "done" else "not_taken", files=files, rows=facts["rows"])
        yield from self._results(facts["results"])
        for problem in facts["problems"]:
            what: Message = message_of(problem)
            yield render(told_words(what, self.words.fitted, self.words.language), self.words.language)
        yield from self._more(facts["problems"], facts["problems_count"])

    def _checked(self, line: Line) -> Iterator[str]:
        results = line.facts["results"]
        fine = [result for result in results if result["outcome"] == "passed"]
        if fine:
            yield self.say("passed", count=len(fine), examined=max(result["examined"] for result in fine))
        yield from self._results([result for result in results if result["outcome"] != "passed"])

    def _results(self, results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """Results that are worth a word, each with its first findings."""
        language, names = self.words.language, self.words.names
        for result in results:
            outcome = say(f"common.outcome.{result['outcome']}", language)
            yield self.say("result", outcome=outcome, count=result["found"])
            if result.get("reason"):
                yield reason_words(result["reason"], result["reason_values"], language)
            yield from (finding_words(Finding.from_json(one), language, names) for one in result["findings"])
            yield from self._more(result["findings"], result["found"])

    def _more(self, shown: Sequence[object], count: int) -> Iterator[str]:
        if count > len(shown):
            yield self.say("more", count=count - len(shown))

    def _confirmed(self, line: Line) -> Iterator[str]:
        yield self.say("yes" if line.word == "done" else "no")

    def _read(self, line: Line) -> Iterator[str]:
        facts = line.facts
        if "values" in facts:
            yield self._values(line, facts["values"])
        for key, values in facts.get("rows", ()):
            yield f"{key} {self._values(line, values)}"
        yield from self._more(facts.get("rows", ()), facts.get("rows_count", 0))

    def _values(self, line: Line, values: Mapping[str, Any]) -> str:
        reading = self.words.playbook.step(line.step or "").reading
        said = []
        for value in reading.values if reading else ():
            if value.id in values:
                found = values[value.id]
                shown = self.say("some_words") if found is None else f"{found}{self.words.unit(value.unit)}"
                said.append(self.say("value", label=value.label, value=shown))
        return self.words.joined(said)

    def _chosen(self, line: Line) -> Iterator[str]:
        facts = line.facts
        if "choice" in facts:
            yield self._choice(line, facts["choice"], facts["evidence"])
        for key, choice, evidence in facts.get("choices", ()):
            yield f"{key} {self._choice(line, choice, evidence)}"
        yield from self._more(facts.get("choices", ()), facts.get("choices_count", 0))

    def _choice(self, line: Line, choice: str, evidence: str | None) -> str:
        choose = self.words.playbook.step(line.step or "").choose
        label = choose.option(choice).label if choose and choice in choose.options else choice
        if evidence is None or evidence:
            return self.say("chosen_for", choice=label, evidence=evidence or self.say("some_words"))
        return self.say("chosen", choice=label)

    def _produced(self, line: Line) -> Iterator[str]:
        facts = line.facts
        if not facts["files"]:
            yield self.say("nothing")
        for part in facts["files"]:
            yield self.say("made", name=part["name"], rows=part["rows"])
        for sku, before, after, *_ in facts["changes"]:
            blank = say("common.blank", self.words.language)
            yield self.say("change", sku=sku, before=blank if before is None else before, after=after)
        yield from self._more(facts["changes"], facts["changes_count"])
        for key, why in facts["left_out"]:
            yield self.say("left_out", key=key, why=say(f"upload.left_out.{why}", self.words.language))
        yield from self._more(facts["left_out"], facts["left_out_count"])
        if facts["guards"]:
            names = [say(f"cli.guard_{name}", self.words.language) for name in facts["guards"]]
            yield self.say("guards", names=self.words.joined(names))

    def _signed(self, line: Line) -> Iterator[str]:
        yield self.say(f"signed.{line.facts['meaning']}", role=self.words.role(line.role))

    def _deviated(self, line: Line) -> Iterator[str]:
        facts = line.facts
        keys = self.words.joined(facts["keys"])
        code = "deviated" if facts["keys_count"] <= len(facts["keys"]) else "deviated_more"
        yield self.say(code, keys=keys, count=facts["keys_count"] - len(facts["keys"]))
        written = self.example.deviations[facts["number"]] if facts["number"] < len(self.example.deviations) else None
        why = say(f"session.code.{facts['code']}", self.words.language)
        said = "" if written is None else written.words if self.words.language == "ja" else written.english
        yield self.say("deviated_why", why=why, words=said, until=facts["until"])

    def _answered(self, line: Line) -> Iterator[str]:
        yield self.say(line.kind, role=self.words.role(line.role))

    def _permitted(self, line: Line) -> Iterator[str]:
        yield self.say("permitted", pieces=line.facts["quantity"], until=line.facts["until"])

    def _round(self, line: Line) -> Iterator[str]:
        if line.kind == "round":
            yield self.say("round", number=line.facts["round"])
        else:
            yield self.say("rounds_ended")

    def _ended(self, line: Line) -> Iterator[str]:
        yield self.say(line.kind)
        if line.kind == "abandoned" and self.example.abandon is not None:
            abandon = self.example.abandon
            yield abandon.words if self.words.language == "ja" else abandon.english

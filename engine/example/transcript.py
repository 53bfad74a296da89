"""What happened in example sessions, as codes and values: told from the entries of a session, kept as JSON.

- No words of the playbook stand in it, so that it stays true when its wording changes; the manual says it in words.
- No hash, token or present moment stands in it: the same sessions give the same bytes.
- What is long is cut and counted: a reader sees the first few.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine import clock as time
from engine.conduct import Conduct
from engine.record import CheckResult, Entry, Finding, Json

#: Version of the form.
FORM = 1
#: How many findings, changes and keys are kept of each.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a session: seconds since it began, what was done at which step, by whom, how it ended, the facts."""

    after: int
    kind: str
    person: str
    role: str
    step: str | None = None
    word: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One session: when it began, its lines, the last word of each step, how it ended."""

    id: str
    shop: str
    begins: str
    lines: tuple[Line, ...]
    steps: Mapping[str, str]
    ends: str
    deviations: int

    def words_of(self, step: str) -> tuple[str, ...]:
        """Every word of a step, in order; of one that was never done, its last."""
        words = tuple(line.word for line in self.lines if line.step == step and line.word is not None)
        last = self.steps.get(step, "open")
        return (*words, last) if last == "skipped" or not words else words

    @property
    def corrects(self) -> bool:
        """Whether something was put right: done again after a refusal, a finding or a no, or written for a system."""
        wrong: set[str] = set()
        for line in self.lines:
            if line.step is not None and line.word in {"refused", "failed", "no"}:
                wrong.add(line.step)
            elif line.step in wrong and line.word in {"done", "passed", "caution"}:
                return True
            if line.kind == "produced" and line.facts.get("format") and line.word == "done":
                return True
        return False


def told(begun: Conduct, example: str, shop: str, filler: str) -> Told:
    """What happened in a session; ``filler`` are words that stand where nobody gave any."""
    session = begun.session
    return Told(
        example,
        shop,
        time.shown(session.begun.at, begun.fitted.zone),
        tuple(_lines(begun, filler)),
        {state.step.id: state.word or "open" for state in session.steps},
        session.ended.kind if session.ended else "open",
        sum(deviation.allowed for deviation in session.deviations),
    )


def as_bytes(playbook: str, sessions: Sequence[Told]) -> bytes:
    """The kept form: one line of text for each line of a session."""
    out = ["{", f'"form": {FORM},', f'"playbook": {_dumped(playbook)},', '"sessions": [']
    for number, one in enumerate(sessions, 1):
        head = {"id": one.id, "shop": one.shop, "begins": one.begins, "ends": one.ends, "deviations": one.deviations}
        out.append(f"{_dumped(head)[:-1]},")
        out.append(f'"steps": {_dumped(one.steps)},')
        out.append('"lines": [')
        rows = [_dumped({name: getattr(line, name) for name in Line.__slots__}) for line in one.lines]
        out += [row + ("," if at < len(rows) else "") for at, row in enumerate(rows, 1)]
        out.append("]}" + ("," if number < len(sessions) else ""))
    return "\n".join([*out, "]", "}", ""]).encode()


def of_bytes(data: bytes) -> tuple[Told, ...]:
    """The sessions in the kept form."""
    return tuple(
        Told(**{**kept, "lines": tuple(Line(**line) for line in kept["lines"])})
        for kept in json.loads(data)["sessions"]
    )


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _lines(begun: Conduct, filler: str) -> Iterator[Line]:
    """The lines of a session; values entered row by row stand on one."""
    made: list[Line] = []
    for line in _each(begun):
        if made and _goes_on(made[-1], line):
            made[-1] = replace(made[-1], facts={"rows": {**made[-1].facts["rows"], **line.facts["rows"]}})
        else:
            made.append(line)
    for line in made:
        rows = line.facts.get("rows") if line.kind == "read" else None
        facts = line.facts if rows is None else _cut("rows", sorted(rows.items()))
        yield replace(line, facts=_without(facts, filler) if line.kind in {"read", "chosen"} else facts)


def _without(value: Json, filler: str) -> Json:
    """The same with nothing in place of words that nobody gave."""
    if isinstance(value, Mapping):
        return {name: _without(one, filler) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, filler) for one in value]
    return None if value == filler else value


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line enters a further row at the same step."""
    alike = (before.kind, before.step, before.person) == ("read", line.step, line.person) and line.kind == "read"
    return alike and "rows" in before.facts and "rows" in line.facts


def _each(begun: Conduct) -> Iterator[Line]:
    start = time.moment(begun.session.begun.at)
    numbers: dict[int, int] = {}
    for entry in begun.session.entries:
        after = round((time.moment(entry.at) - start).total_seconds())
        if entry.kind == "deviated":
            numbers[entry.seq] = len(numbers)
        word, facts = _told(begun, entry, numbers)
        yield Line(after, entry.kind, entry.person, entry.role, entry.body.get("step"), word, facts)


def _told(begun: Conduct, entry: Entry, numbers: Mapping[int, int]) -> tuple[str | None, dict[str, Json]]:
    """The word and the facts of one entry; ``numbers`` counts the deviations."""
    body: Mapping[str, Any] = entry.body
    if entry.kind == "received":
        return "done" if body["accepted"] else "refused", _received(begun, entry)
    if entry.kind == "checked":
        results = [_result(result) for result in begun.results(entry)]
        return _outcome(results), {"results": results}
    if entry.kind == "confirmed":
        return "done" if body["answer"] else "no", {}
    if entry.kind == "produced":
        return "done" if body["parts"] else "nothing", _produced(body)
    if entry.kind == "read":
        return "done", {name: body[name] for name in ("values", "rows") if name in body}
    if entry.kind == "chosen":
        return "done", _chosen(body)
    if entry.kind == "signed":
        return "done", {"meaning": entry.meaning}
    return None, _aside(entry, numbers)


def _aside(entry: Entry, numbers: Mapping[int, int]) -> dict[str, Json]:
    """The facts of an entry that answers no step: deviations, permissions, rounds."""
    body: Mapping[str, Any] = entry.body
    if entry.kind in {"deviated", "permitted"}:
        facts = {name: body[name] for name in ("check", "code", "until", "quantity") if name in body}
        facts |= _cut("keys", body["keys"] or ())
        return facts | ({"number": numbers[entry.seq]} if entry.seq in numbers else {})
    if entry.kind in {"allowed", "refused"}:
        return {"number": numbers[body["deviation"]]}
    if entry.kind == "round":
        return {"section": body["section"], "round": body["round"], "missed": len(body["missed"])}
    return {"section": body["section"]} if entry.kind == "rounds-ended" else {}


def _outcome(results: Sequence[Mapping[str, Json]]) -> str:
    outcomes = {str(result["outcome"]) for result in results}
    if outcomes & {"failed", "error"}:
        return "failed"
    return "caution" if "caution" in outcomes else "passed"


def _received(begun: Conduct, entry: Entry) -> dict[str, Json]:
    body: Mapping[str, Any] = entry.body
    return {
        "files": [part["name"] for part in body["parts"]],
        "rows": body["rows"],
        "shown": body["shown_rows"],
        "results": [_result(result) for result in begun.results(entry) if result.findings],
        **_cut("problems", body["problems"]),
    }


def _result(result: CheckResult) -> dict[str, Json]:
    made: dict[str, Json] = {"check": result.check, "outcome": str(result.outcome), "examined": result.examined}
    made |= {"found": len(result.findings), "findings": [_finding(one) for one in _first(result.findings)]}
    if result.reason is not None:
        made |= {"reason": result.reason, "reason_values": dict(result.reason_values)}
    return made


def _first(findings: Sequence[Finding]) -> list[Finding]:
    """The first few, the gravest first: a caution never hides what holds the session."""
    return sorted(findings, key=lambda finding: (str(finding.level) == "caution", finding.order))[:SHOWN]


def _finding(finding: Finding) -> dict[str, Json]:
    return finding.as_json()


def _produced(body: Mapping[str, Any]) -> dict[str, Json]:
    return {
        "as": body["as"],
        "format": body.get("format"),
        "list": "list" in body,
        "files": [{"name": part["name"], "rows": part["rows"]} for part in body["parts"]],
        "guards": list(body["guards"]),
        **_cut("changes", body.get("changes", ())),
        **_cut("left_out", sorted(body["left_out"].items())),
    }


def _chosen(body: Mapping[str, Any]) -> dict[str, Json]:
    if "choices" not in body:
        return {"choice": body["choice"], "evidence": body["evidence"]}
    made = [[key, one["choice"], one["evidence"]] for key, one in sorted(body["choices"].items())]
    return _cut("choices", made)


def _cut(name: str, values: Sequence[Json]) -> dict[str, Json]:
    """The first few of many, with how many there are."""
    many = list(values)
    return {name: many[:SHOWN], f"{name}_count": len(many)}

"""A session guided in the terminal: one step at a time, asking for what the step asks.

Ctrl+C at any question leaves the session as it stands; ``tejun resume`` goes on at the same step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from engine.cli.show import finding_lines, obstacles, result_words, step_words
from engine.cli.words import language
from engine.conduct import By, Conduct, Provenance, Signing
from engine.conduct.arrive import questions
from engine.errors import ArgumentError, Place, Problem, StockError, TejunError, message
from engine.formats import Part
from engine.playbook import Step
from engine.session import StepState
from engine.texts import render, render_error, say


class Guide:
    """Leads one person through one session."""

    def __init__(self, conduct: Conduct, person: str) -> None:
        self.conduct = conduct
        self.person = person
        self.words = conduct.fitted.in_words(language())
        self.names = conduct.fitted.names(language())

    def by(self, person: str | None = None) -> By:
        """Who acts, having seen what is on the screen now."""
        return By(person=person or self.person, via="terminal", seen=self.conduct.session.seen)

    def run(self) -> int:
        """Guides until the session is closed; gives the exit code."""
        act: dict[str, Callable[[Step], None]] = {
            "receive": self._receive,
            "check": self._check,
            "confirm": self._confirm,
            "reading": self._read,
            "choose": self._choose,
            "produce": self._produce,
            "sign_off": self._sign,
        }
        while True:
            session = self.conduct.reload()
            state = session.current
            if state is None:
                if session.between is not None:
                    self._rounds()
                    continue
                return self._close()
            click.echo(step_words(self.conduct.fitted, session, state))
            try:
                act[state.step.ask](self.words.step(state.step.id))
            except (ArgumentError, StockError) as error:
                click.echo(render_error(error, language()), err=True)
            except TejunError as error:
                if error.exit_code != 5:  # noqa: PLR2004 - what order refuses is asked again
                    raise
                click.echo(render_error(error, language()), err=True)
                click.pause(say("cli.press_key", language()), err=True)

    def _ask(self, code: str, **values: str) -> str:
        answer: str = click.prompt(say(code, language(), **values), default="", show_default=False)
        return answer.strip()

    def _receive(self, step: Step) -> None:
        asked = step.receive
        if asked is None:
            return
        layout = self.conduct.fitted.format_of(asked.file)
        title = getattr(layout.title, language()) if layout else ""
        if asked.screen:
            click.echo(say("cli.from_screen", language(), screen=asked.screen))
        if asked.filter:
            click.echo(say("cli.with_filter", language(), filter=asked.filter))
        names = self._ask("cli.which_files", title=title)
        parts = [part for name in names.split() for part in _parts(name)]
        if not parts:
            raise ArgumentError(message("cli.no_files_given"))
        shown = None
        if asked.counts is not None:
            shown = click.prompt(say(f"cli.shown_{asked.counts}", language()), type=int)
        exported = self._ask("cli.exported_at")
        said = Provenance(
            shown_rows=shown,
            exported_at=self._moment(exported) if exported else None,
            exported_by=self.person,
            screen=asked.screen,
            filter=asked.filter,
        )
        arrival = self.conduct.receive(step.id, parts, said, self.by())
        own = {check.id: check for check in questions(step)}
        for result in arrival.results:
            click.echo(result_words(result, own.get(result.check), self.names))
        for problem in arrival.problems:
            click.echo("  ✗ " + render(problem, language()), err=True)
        click.echo(say("cli.accepted" if arrival.accepted else "cli.not_accepted", language()))

    def _moment(self, text: str) -> datetime:
        zone = ZoneInfo(self.conduct.fitted.zone)
        today = self.conduct.desk.now().astimezone(zone).date()
        try:
            made = datetime.fromisoformat(text if "-" in text else f"{today}T{text}")
        except ValueError:
            raise ArgumentError(message("terminal.not_a_moment", found=text)) from None
        return made if made.tzinfo else made.replace(tzinfo=zone)

    def _check(self, step: Step) -> None:
        click.pause(say("cli.press_to_check", language()), err=True)
        results = self.conduct.check(step.id, self.by())
        checks = {check.id: check for check in step.check or ()}
        for result in results:
            click.echo(result_words(result, checks[result.check], self.names))
        state = self.conduct.session.state(step.id)
        if state.entry is None:
            self._held(step, state)

    def _held(self, step: Step, state: StepState) -> None:
        answer = click.prompt(say("cli.held", language()), type=click.Choice(["a", "f", "d", "q"]), show_choices=False)
        if answer == "q":
            raise click.Abort
        if answer == "f":
            self._receive_again(step)
        elif answer == "d":
            for check in state.step.check or ():
                checked = self.conduct.session.checks[check.id]
                covered = self.conduct.session.covered(check.id, afterwards=True)
                left = [f.key for f in checked.findings if f.level != "caution" and f.key not in covered]
                if check.settled_by is None and left:
                    self._deviate(check.id, left)

    def _receive_again(self, step: Step) -> None:
        from engine.session.inputs import aliases, providers

        brought = providers(self.conduct.fitted.playbook)
        steps = [name for alias in sorted(aliases(self.conduct.fitted.playbook, step)) for name in brought[alias]]
        receiving = [name for name in steps if self.words.step(name).receive]
        for name in receiving:
            click.echo(f"  {name}: {self.words.step(name).title}")
        chosen = click.prompt(say("cli.which_step", language()), type=click.Choice(receiving))
        self._receive(self.words.step(chosen))

    def _deviate(self, check_id: str, keys: list[str]) -> None:
        click.echo(say("cli.deviation_for", language(), check=check_id, keys="、".join(keys[:10]), count=len(keys)))
        code, words = self._ask("cli.deviation_code"), self._ask("cli.deviation_words")
        days = click.prompt(say("cli.deviation_days", language()), type=int, default=7)
        zone = ZoneInfo(self.conduct.fitted.zone)
        until: date = self.conduct.desk.now().astimezone(zone).date() + timedelta(days=days)
        entry = self.conduct.deviate(check_id, self.by(), keys, code, words, until)
        allower = self._person("cli.who_allows", self.conduct.fitted.shop.profile.deviations.allowed_by)
        if allower:
            self.conduct.allow(entry.seq, self.by(allower))

    def _confirm(self, step: Step) -> None:
        asked = step.confirm
        if asked is None:
            return
        answer = click.confirm(asked.question, default=None)
        words = "" if answer else self._ask("cli.why_no")
        self.conduct.confirm(step.id, self.by(), answer=answer, words=words)
        if not answer:
            click.echo(say("cli.to_do", language(), words=asked.if_no))
            click.pause(say("cli.press_key", language()), err=True)

    def _read(self, step: Step) -> None:
        reading = step.reading
        if reading is None:
            return
        if reading.for_each is None:
            self.conduct.enter(step.id, self.by(), self._values(step))
            return
        for finding in self.conduct.session.findings_for(step.id):
            click.echo(f"  {finding.key}" if reading.blind else finding_lines([finding], self.names)[0])
            self.conduct.enter(step.id, self.by(), self._values(step), finding.key)

    def _values(self, step: Step) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for value in step.reading.values if step.reading else ():
            unit = f"（{value.unit}）" if value.unit else ""
            text = self._ask("cli.value", label=value.label + unit)
            if text:
                made[value.id] = int(text) if value.type == "integer" and text.lstrip("+-").isdecimal() else text
        return made

    def _choose(self, step: Step) -> None:
        choose = step.choose
        if choose is None:
            return
        for name in choose.options:
            click.echo(f"  {name}: {choose.option(name).label}")
        if choose.for_each is None:
            if choose.question:
                click.echo(choose.question)
            chosen = click.prompt(say("cli.choice", language()), type=click.Choice(list(choose.options)))
            self.conduct.choose(step.id, self.by(), chosen)
            return
        made = self.conduct.session.choices.get(step.id, {})
        covered = self.conduct.session.covered(choose.for_each, afterwards=True)
        for finding in self.conduct.session.findings_for(step.id):
            if finding.key in made or finding.key in covered:
                continue
            click.echo(finding_lines([finding], self.names)[0])
            chosen = click.prompt(say("cli.choice", language()), type=click.Choice(list(choose.options)))
            option = choose.option(chosen)
            wanted = option.needs or option.optional
            evidence = self._ask("cli.evidence", needs=wanted) if wanted else ""
            self.conduct.choose_each(step.id, self.by(), {finding.key: (chosen, evidence)})

    def _produce(self, step: Step) -> None:
        click.pause(say("cli.press_to_make", language()), err=True)
        entry = self.conduct.produce(step.id, self.by(), language())
        if not entry.body["parts"]:
            click.echo(say("cli.nothing_to_write", language()))
            return
        folder = Path.cwd()
        for part in self.conduct.produced_files(step.id):
            target = folder / part.name
            target.write_bytes(part.data)
            click.echo(say("cli.written", language(), path=target.as_posix(), rows=len(entry.body["keys"])))
        for key, why in entry.body["left_out"].items():
            click.echo(say("cli.left_out", language(), key=key, why=say(f"cli.left_out_{why}", language())))
        if entry.body["guards"]:
            names = "、".join(say(f"cli.guard_{name}", language()) for name in entry.body["guards"])
            click.echo(say("cli.guards_met", language(), names=names))

    def _sign(self, step: Step) -> None:
        from engine.session.inputs import signed_for
        from engine.session.replay import signatures

        session = self.conduct.session
        covered = signed_for(session.playbook, session.state(step.id).step)
        valid = {name: e for name in covered if (e := session.state(name).entry) is not None}
        state = session.state(step.id)
        newest = max((e.seq for e in valid.values()), default=0)
        have = {e.body["role"] for e in state.attempts if e.kind == "signed" and e.seq > newest}
        for role in sorted(signatures(session.playbook, state.step, valid) - have):
            click.echo(say("cli.sign_role", language(), role=self.words.roles.get(role, role)))
            person = self._person("cli.who_signs", (role,))
            if person is None:
                raise click.Abort
            self.conduct.sign(step.id, self.by(person), Signing(role, self._ask("cli.sign_words")))

    def _person(self, code: str, roles: tuple[str, ...]) -> str | None:
        people = [p for p in self.conduct.fitted.shop.profile.people if set(p.roles) & set(roles)]
        for person in people:
            click.echo(f"  {person.id}: {person.name}")
        answer = self._ask(code)
        return answer or None

    def _rounds(self) -> None:
        if click.confirm(say("cli.next_round", language()), default=True):
            self.conduct.next_round(self.by())
        else:
            self.conduct.end_rounds(self.by(), self._ask("cli.why_end"))

    def _close(self) -> int:
        if self.conduct.session.closed:
            click.echo(say("cli.closed", language(), session=self.conduct.id))
            return 0
        left = obstacles(self.conduct.session)
        if left:
            click.echo(say("cli.cannot_close", language()))
            for line in left:
                click.echo(f"  ✗ {line}")
            return 5
        if not click.confirm(say("cli.close", language()), default=True):
            return 5
        self.conduct.close(self.by())
        click.echo(say("cli.closed", language(), session=self.conduct.id))
        return 0


def _parts(name: str) -> list[Part]:
    path = Path(name).expanduser()
    found = sorted(path.parent.glob(path.name)) if "*" in path.name else [path]
    if not found or not all(one.is_file() for one in found):
        raise ArgumentError(Problem(Place(name), message("terminal.no_file", name=path.name)))
    return [Part(one.name, one.read_bytes()) for one in found]

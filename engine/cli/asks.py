"""The seven asks in the terminal: what is asked of the person at a step, and the act that follows from the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from engine import clock as time
from engine import typed
from engine.answers import moment_of
from engine.checks import claim
from engine.cli import ask
from engine.cli.laid import lay, named
from engine.cli.progress import progress
from engine.cli.show import finding_lines, result_words
from engine.cli.words import language
from engine.conduct import By, Conduct, Provenance, Signing, doubt_words, left_out_words, told, told_words
from engine.conduct.arrive import questions
from engine.conduct.rules import DEVIATION_CODES, misfit
from engine.errors import SessionError, message
from engine.playbook import Step
from engine.playbook.ask import Option
from engine.record import Outcome
from engine.session import StepState
from engine.session.inputs import signed_for, upload_of
from engine.texts import render, render_error, say


class Asks:
    """Asks one person what the steps of one session ask."""

    def __init__(self, conduct: Conduct, person: str) -> None:
        self.conduct = conduct
        self.person = person
        self.words = conduct.fitted.in_words(language())
        self.names = conduct.fitted.names(language())

    def by(self, person: str | None = None) -> By:
        """Who acts, having seen what is on the screen now."""
        return By(person=person or self.person, via="terminal", seen=self.conduct.session.seen)

    def step(self, step_id: str) -> None:
        """Asks what a step asks, and does it."""
        act: dict[str, Callable[[Step], None]] = {
            "receive": self._receive,
            "check": self._check,
            "confirm": self._confirm,
            "reading": self._read,
            "choose": self._choose,
            "produce": self._produce,
            "sign_off": self._sign,
        }
        step = self.words.step(step_id)
        holder = self.person
        self.person = self._doer(step)
        try:
            act[step.ask](step)
        finally:
            self.person = holder

    def _doer(self, step: Step) -> str:
        """Who does a step: whoever sits here, or somebody of its role, named before anything is asked in vain."""
        sitting = self.conduct.fitted.shop.profile.person(self.person)
        if step.role is None or step.ask == "sign_off" or (sitting and step.role in sitting.roles):
            return self.person
        click.echo(say("cli.step_of", language(), role=self.words.roles.get(step.role, step.role)))
        person = self._person("cli.who_does", (step.role,))
        if person is None:
            raise click.Abort
        return person

    def _receive(self, step: Step) -> None:
        asked = step.receive
        if asked is None:
            return
        title = self.names.get(asked.file, asked.file)
        if asked.screen:
            click.echo(say("cli.from_screen", language(), screen=asked.screen))
        if asked.filter:
            click.echo(say("cli.with_filter", language(), filter=asked.filter))
        parts = named(ask.text("cli.which_files", title=title))
        shown = ask.number(f"cli.shown_{asked.counts}") if asked.counts is not None else None
        exported = ask.text("cli.exported_at")
        said = Provenance(
            shown_rows=shown,
            exported_at=self._moment(exported) if exported else None,
            exported_by=self.person,
            screen=asked.screen,
            filter=asked.filter,
        )
        with progress("cli.reading"):
            arrival = self.conduct.receive(step.id, parts, said, self.by())
        own = {check.id: check for check in questions(step)}
        for result in arrival.results:
            click.echo(result_words(result, own.get(result.check), self.names))
        for problem in arrival.problems:
            click.echo("  ✗ " + render(problem, language()), err=True)
        for what in doubt_words(arrival.body):
            click.echo("  ! " + render(what, language()), err=True)
        if arrival.accepted:
            click.echo(say("cli.accepted", language(), rows=arrival.body["rows"]))
        for what in left_out_words(arrival.body) if arrival.results else ():
            click.echo("      " + render(what, language()))
        if not arrival.accepted:
            click.echo(say("cli.not_accepted", language()))

    def _moment(self, text: str) -> datetime:
        zone = self.conduct.fitted.zone
        today = self.conduct.desk.now().astimezone(ZoneInfo(zone)).date()
        return moment_of(typed.moment(text, today), zone)

    def _check(self, step: Step) -> None:
        ask.enter("cli.press_to_check")
        with progress("cli.checking"):
            results = self.conduct.check(step.id, self.by())
        checks = {check.id: check for check in step.check or ()}
        for result in results:
            click.echo(result_words(result, checks[result.check], self.names))
        state = self.conduct.session.state(step.id)
        if state.entry is None:
            self._held(step, state)

    def _held(self, step: Step, state: StepState) -> None:
        answer = ask.one_of("cli.held", ("a", "f", "d", "q"), shown=False)
        if answer == "q":
            raise click.Abort
        if answer == "f":
            self._receive_again(step)
        elif answer == "d":
            session = self.conduct.session
            for check in state.step.check or ():
                covered = session.covered(check.id, afterwards=True)
                findings = session.checks[check.id].findings
                left = [f.key for f in findings if f.level is not Outcome.CAUTION and f.key not in covered]
                if check.settled_by is None and left:
                    self.deviate(check.id, left)

    def _receive_again(self, step: Step) -> None:
        from engine.session.inputs import aliases, providers

        brought = providers(self.conduct.fitted.playbook)
        steps = [name for alias in sorted(aliases(self.conduct.fitted.playbook, step)) for name in brought[alias]]
        receiving = [name for name in steps if self.words.step(name).receive]
        for name in receiving:
            click.echo(f"  {name}: {self.words.step(name).title}")
        if not receiving:
            raise SessionError(message("cli.nothing_received"))
        self._receive(self.words.step(ask.one_of("cli.which_step", receiving)))

    def deviate(self, check_id: str, keys: Sequence[str]) -> None:
        """Records a deviation for these findings, and lets somebody entitled allow it now."""
        told = claim(self.words.check(check_id), language(), self.names)
        click.echo(say("cli.deviation_for", language(), check=told, keys=tuple(keys[:10]), count=len(keys)))
        for code in DEVIATION_CODES:
            click.echo(f"      {code}: " + say(f"session.code.{code}", language()))
        code = ask.one_of("cli.deviation_code", DEVIATION_CODES, shown=False)
        words = ask.text("cli.deviation_words")
        days = ask.number("cli.deviation_days", default=7)
        today: date = self.conduct.desk.now().astimezone(ZoneInfo(self.conduct.fitted.zone)).date()
        entry = self.conduct.deviate(check_id, self.by(), keys, code, words, today + timedelta(days=days))
        self.allow(entry.seq)

    def allow(self, deviation: int) -> None:
        """Lets somebody entitled allow a deviation, when they are there."""
        waits = any(d.seq == deviation and d.waiting for d in self.conduct.session.deviations)
        allower = (
            self._person("cli.who_allows", self.conduct.fitted.shop.profile.deviations.allowed_by) if waits else None
        )
        if allower:
            self.conduct.allow(deviation, self.by(allower))

    def _confirm(self, step: Step) -> None:
        asked = step.confirm
        if asked is None:
            return
        self._to_upload(step)
        answer = ask.yes(asked.question)
        words = "" if answer else ask.text("cli.why_no")
        self.conduct.confirm(step.id, self.by(), answer=answer, words=words)
        if not answer:
            click.echo(say("cli.to_do", language(), words=asked.if_no))
            ask.enter("cli.press_key")

    def _to_upload(self, step: Step) -> None:
        """Lays out the files that are uploaded at this step, until when they hold; or says why they may not be used."""
        fitted = self.conduct.fitted
        for state in self.conduct.session.steps:
            upload = upload_of(fitted.playbook, state.step)
            made = state.entry is not None and state.entry.kind == "produced" and state.entry.body["parts"]
            if state.entry is None or not made or upload is None or upload.id != step.id:
                continue
            try:
                lay(self.conduct, state.step.id)
            except SessionError as error:
                click.echo(render_error(told(error, fitted, language()), language()), err=True)
                continue
            if (expires := state.entry.body.get("expires_at")) is not None:
                click.echo(say("cli.holds_until", language(), at=time.shown(expires, fitted.zone)))

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
            label = value.label
            if value.unit:
                label = say("cli.with_unit", language(), label=value.label, unit=value.unit)
            if value.optional:
                label += say("app.optional", language())
            while True:
                found = typed.meant(value.type, ask.text("cli.value", label=label))
                what = misfit(value, found)
                if what is None:
                    break
                click.echo("  ✗ " + render(what, language()), err=True)
            if found != "":
                made[value.id] = found
        return made

    def _choose(self, step: Step) -> None:
        choose = step.choose
        if choose is None:
            return
        barred = self.conduct.session.state(step.id).barred
        offered = tuple(name for name in choose.options if name not in barred)
        for name in offered:
            click.echo(f"  {name}: {choose.option(name).label}")
        for why in barred.values():
            click.echo("  " + render(told_words(why, self.conduct.fitted, language()), language()))
        if choose.for_each is None:
            if choose.question:
                click.echo(choose.question)
            chosen = ask.one_of("cli.choice", offered)
            self.conduct.choose(step.id, self.by(), chosen, _evidence(choose.option(chosen)))
            return
        made = self.conduct.session.choices.get(step.id, {})
        covered = self.conduct.session.covered(choose.for_each, afterwards=True)
        for finding in self.conduct.session.findings_for(step.id):
            if finding.key in made or finding.key in covered:
                continue
            click.echo(finding_lines([finding], self.names)[0])
            chosen = ask.one_of("cli.choice", offered)
            evidence = _evidence(choose.option(chosen))
            self.conduct.choose_each(step.id, self.by(), {finding.key: (chosen, evidence)})

    def _produce(self, step: Step) -> None:
        ask.enter("cli.press_to_make")
        with progress("cli.making"):
            entry = self.conduct.produce(step.id, self.by(), language())
        if not entry.body["parts"]:
            click.echo(say("cli.nothing_to_write", language()))
        for key, why in entry.body["left_out"].items():
            click.echo(say("cli.left_out", language(), key=key, why=say(f"upload.left_out.{why}", language())))
        if entry.body["guards"]:
            names = tuple(say(f"cli.guard_{name}", language()) for name in entry.body["guards"])
            click.echo(say("cli.guards_met", language(), names=names))
        approval = self.conduct.awaited_approval(step.id)
        if approval is None:
            lay(self.conduct, step.id)
        else:
            title = self.words.step(approval.id).title
            click.echo(say("cli.after_approval", language(), title=title))

    def _sign(self, step: Step) -> None:
        for role in self.conduct.session.signatures_wanted(step.id):
            click.echo(say("cli.sign_role", language(), role=self.words.roles.get(role, role)))
            person = self._person("cli.who_signs", (role,))
            if person is None:
                raise click.Abort
            self.conduct.sign(step.id, self.by(person), Signing(role, ask.text("cli.sign_words")))
        for name in signed_for(self.conduct.fitted.playbook, step):
            entry = self.conduct.session.state(name).entry
            if entry is not None and entry.kind == "produced":
                lay(self.conduct, name)

    def _person(self, code: str, roles: tuple[str, ...]) -> str | None:
        for person in self.conduct.fitted.shop.profile.people:
            if set(person.roles) & set(roles):
                click.echo(f"  {person.id}: {person.called(language())}")
        return ask.text(code) or None


def _evidence(option: Option) -> str:
    wanted = option.needs or option.optional
    return ask.text("cli.evidence", needs=wanted) if wanted else ""

"""A session guided in the terminal: one step at a time, asking for what the step asks.

Ctrl+C at any question leaves the session as it stands; ``tejun resume`` goes on at the same step.
"""

from __future__ import annotations

import click

from engine.cli import ask
from engine.cli.asks import Asks
from engine.cli.laid import lay
from engine.cli.show import obstacles, step_words
from engine.cli.words import language
from engine.conduct import Conduct, told
from engine.errors import ArgumentError, SessionError, StockError, TejunError
from engine.session import unsettled
from engine.texts import render_error, say


class Guide:
    """Leads one person through one session."""

    def __init__(self, conduct: Conduct, person: str) -> None:
        self.conduct = conduct
        self.person = person
        self.asks = Asks(conduct, person)

    def run(self) -> int:
        """Guides until the session is closed; gives the exit code."""
        self._take_over()
        self._lay_out()
        while True:
            session = self.conduct.reload()
            state = session.current
            if state is None and session.between is None:
                code = self._close()
                if code is not None:
                    return code
                continue
            try:
                if state is None:
                    self._rounds()
                else:
                    click.echo(step_words(self.conduct.fitted, session, state))
                    self.asks.step(state.step.id)
            except TejunError as error:
                self._told(error)

    def _told(self, error: TejunError) -> None:
        """Says what was refused; what order, files or words refuse is asked again.

        Raises:
            TejunError: nothing that the person can answer differently.
        """
        if error.exit_code not in {ArgumentError.exit_code, StockError.exit_code, SessionError.exit_code}:
            raise error
        click.echo(render_error(told(error, self.conduct.fitted, language()), language()), err=True)
        ask.enter("cli.press_key")

    def _take_over(self) -> None:
        """Who resumes somebody else's session takes it over, with a reason; a sign-off needs no taking over."""
        session = self.conduct.session
        person = self.conduct.fitted.shop.profile.person(session.holder)
        signs = session.current is not None and session.current.step.sign_off is not None
        if session.closed or self.person == session.holder or signs:
            return
        words = ask.text("cli.take_over", holder=person.name if person else session.holder)
        if words:
            try:
                self.conduct.hand_over(self.asks.by(), self.person, words)
            except SessionError as error:
                self._told(error)

    def _lay_out(self) -> None:
        """Files that were made before an interruption lie here again, as long as they hold."""
        for state in self.conduct.session.steps:
            if state.entry is not None and state.entry.kind == "produced" and not self.conduct.session.closed:
                try:
                    lay(self.conduct, state.step.id)
                except SessionError:
                    continue  # it has expired, or waits to be approved; its steps say so
                except ArgumentError as error:
                    self._told(error)

    def _rounds(self) -> None:
        if ask.yes(say("cli.next_round", language()), default=True):
            self.conduct.next_round(self.asks.by())
        else:
            self.conduct.end_rounds(self.asks.by(), ask.text("cli.why_end"))

    def _close(self) -> int | None:
        """Closes, or says what stands in the way; nothing when the person did something about it."""
        session = self.conduct.session
        if session.closed:
            click.echo(say("cli.closed", language(), session=self.conduct.id))
            return 0
        left = obstacles(self.conduct.fitted, session)
        if left:
            click.echo(say("cli.cannot_close", language()))
            for line in left:
                click.echo(f"  ✗ {line}")
            return None if self._settled() else SessionError.exit_code
        if not ask.yes(say("cli.close", language()), default=True):
            return SessionError.exit_code
        try:
            self.conduct.close(self.asks.by())
        except SessionError as error:
            self._told(error)
            return None
        click.echo(say("cli.closed", language(), session=self.conduct.id))
        return 0

    def _settled(self) -> bool:
        """Whether something was done about findings that are left, or deviations that wait."""
        if ask.one_of("cli.settle_how", ("d", "q"), shown=False) == "q":
            return False
        before = self.conduct.session.seen
        try:
            for deviation in self.conduct.session.deviations:
                if deviation.waiting:
                    self.asks.allow(deviation.seq)
            waiting = {key for d in self.conduct.session.deviations if d.waiting for key in d.keys}
            for check, findings in unsettled(self.conduct.session).items():
                keys = [finding.key for finding in findings if finding.key not in waiting]
                if keys:
                    self.asks.deviate(check, keys)
        except SessionError as error:
            self._told(error)
            return True
        return self.conduct.session.seen != before

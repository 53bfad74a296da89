"""Where a person stands: one step of one session, in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from engine.conduct import Conduct
from engine.fitted import Fitted
from engine.manual.wording import Wording
from engine.playbook import Playbook, Step
from engine.session import Session, Standing, StepState
from streamlit_app import state


@dataclass(frozen=True, slots=True)
class Here:
    """One step as it is shown."""

    conduct: Conduct
    playbook: Playbook
    step: Step
    state: StepState

    @property
    def fitted(self) -> Fitted:
        """What the session runs on."""
        return self.conduct.fitted

    @property
    def session(self) -> Session:
        """The session as the log has it."""
        return self.conduct.session

    again: bool = False

    @property
    def is_open(self) -> bool:
        """Whether this is the step to be done now."""
        return self.state.standing is Standing.OPEN and not self.session.closed

    @property
    def may_answer(self) -> bool:
        """Whether what the step asks for can be given: it is open, or done and somebody wants to answer it anew."""
        return self.is_open or (self.again and self.state.standing is Standing.DONE and not self.session.closed)

    @property
    def why_skipped(self) -> str:
        """Why the step does not apply: when it would be done, in the words of the manual."""
        words = Wording(self.fitted, state.language())
        condition = words.condition(self.state.section.when, self.state.step.when)
        return state.word("step.skipped", condition=condition) if condition else state.word("standing.skipped")

    def key(self, name: str) -> str:
        """The key of a field: of this step in this round, so that what was typed outlives a refusal."""
        return f"{self.step.id}-{self.state.round}-{name}"

"""What a person says of a relative file of which nothing else tells whether it was taken over."""

from __future__ import annotations

from engine.conduct import rules
from engine.conduct.desk import By, somebody
from engine.conduct.relative import ANSWERS, Relative, relatives
from engine.conduct.writing import Writing, once, the_entry
from engine.errors import SessionError, message
from engine.record import Entry


class RelativeActs(Writing):
    """The way out for a relative file; also after its session has ended."""

    def relative(self, step_id: str) -> Relative | None:
        """The newest relative file that a step of this session made."""
        made = [one for one in relatives(self.desk.log) if (one.session, one.step) == (self.id, step_id)]
        return made[-1] if made else None

    @once("settled", again=the_entry)
    def settle(self, step_id: str, by: By, answer: str, words: str) -> Entry:
        """Says what became of the newest relative file of a step: it was not sent, it landed, or is to be sent again.

        Who says so has looked in the other system (its list of uploads, its stock), and writes what was seen.

        Raises:
            SessionError: the step has made no relative file, there is no such answer, nothing was seen, the person may
                not do this playbook, or nobody sits at the screen.
        """
        one = self.relative(step_id)
        if one is None:
            raise SessionError(message("upload.no_relative", step=step_id))
        if answer not in ANSWERS:
            raise SessionError(message("upload.settle_answer", found=answer, allowed=ANSWERS))
        rules.in_words(words)
        if by.via == "unattended" and not self.fitted.shop.profile.sample:
            raise SessionError(message("upload.settle_by_person"))
        person = somebody(self.fitted, by)
        allowed = (self.fitted.playbook.done_by, *self.fitted.shop.profile.deviations.allowed_by)
        role = next((role for role in allowed if role in person.roles), None)
        if role is None:
            others = tuple(other.name for name in allowed for other in self.fitted.people(name))
            label = self.fitted.playbook.roles.get(allowed[0], allowed[0])
            names = tuple(dict.fromkeys(others))
            raise SessionError(message("session.role_lacking", name=person.name, role=label, others=names))
        body = {"file": one.made.seq, "about": one.step, "answer": answer, "words": words, "stamp": self._stamp(by)}
        return self._write("settled", by, role, None, body)

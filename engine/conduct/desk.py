"""What a conduct needs at hand: the log, the kept files, the clock; and who acts, how, having seen what."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from engine import clock as time
from engine.clock import Clock
from engine.errors import SessionError, message
from engine.fitted import Fitted
from engine.kept import Kept
from engine.log import CompletionLog
from engine.record import Draft, Json
from engine.shop import Person


@dataclass(frozen=True)
class Desk:
    """Where the work of one shop is written down; in a ``with``, its log is let go of at the end."""

    log: CompletionLog
    kept: Kept
    clock: Clock

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock.now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.log.close()


def new_token() -> str:
    """A mark for one act, so that a double click writes once."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts: the person, through what, how identified; the token of this act; the newest entry that they saw.

    ``via``: app, terminal, unattended or sample. ``identified``: chosen from a list, or a secret was given.
    """

    person: str
    via: str = "app"
    identified: str = "chosen"
    token: str = field(default_factory=new_token)
    seen: int | None = None
    claimed_at: datetime | None = None


def somebody(fitted: Fitted, by: By) -> Person:
    """The person who acts.

    Raises:
        SessionError: nobody of that id works for the shop.
    """
    person = fitted.shop.profile.person(by.person)
    if person is None:
        raise SessionError(message("session.unknown_person", name=by.person))
    return person


def draft(
    fitted: Fitted, session: str, kind: str, by: By, role: str, body: Mapping[str, Json], meaning: str = "did"
) -> Draft:
    """An entry to be written."""
    person = somebody(fitted, by)
    return Draft(
        session=session,
        kind=kind,
        person=person.id,
        role=role,
        party=person.party,
        meaning=meaning,
        identified=by.identified,
        via="sample" if fitted.shop.profile.sample and by.via == "unattended" else by.via,
        claimed_at=time.text(by.claimed_at) if by.claimed_at else None,
        release=fitted.release,
        body=body,
    )

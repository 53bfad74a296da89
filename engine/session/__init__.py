"""Is: one session, as the fold of its entries. No IO and no clock.

- ``replay`` takes the playbook, the entries and the kept findings, and says which step is open. Any prefix of a
  session replays; a reload, a crash or another machine comes to the same step.
- A step's answer is valid as long as nothing that it was computed from is newer: a new file reopens whatever was
  computed from it, and nothing else. Every attempt stays in the entries.
- A failed check is a gate (it holds the session) or work to do (``settled_by``): then its findings must be settled
  one by one before the session can close.
"""

from __future__ import annotations

from engine.session.order import unsettled, why_not_close
from engine.session.replay import replay
from engine.session.state import (
    Checked,
    Chosen,
    Deviation,
    Permission,
    Session,
    Standing,
    StepState,
)

__all__ = [
    "Checked",
    "Chosen",
    "Deviation",
    "Permission",
    "Session",
    "Standing",
    "StepState",
    "replay",
    "unsettled",
    "why_not_close",
]

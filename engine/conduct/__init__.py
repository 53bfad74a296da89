"""Where all meets: each act of a session, checked against its order, written before anybody sees that it is done.

- ``Conduct`` is one session at the desk of one shop; every act appends one entry and replays.
- What is kept is on the disk before the entry that names it.
- Only the person who holds a session acts in it; only somebody else signs off or allows.
"""

from __future__ import annotations

from engine.conduct.act import Conduct, Signing, begin, sessions
from engine.conduct.arrive import Provenance
from engine.conduct.desk import By, Desk, new_token
from engine.conduct.messages import message_of
from engine.conduct.noticed import doubt_words, left_out_words
from engine.conduct.told import told, told_words

__all__ = [
    "By",
    "Conduct",
    "Desk",
    "Provenance",
    "Signing",
    "begin",
    "doubt_words",
    "left_out_words",
    "message_of",
    "new_token",
    "sessions",
    "told",
    "told_words",
]

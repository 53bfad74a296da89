"""Guided mapping: a layout for files of a system that has none, proposed from the file itself, confirmed by a person.

- ``look`` says what a file is made of, whatever it is; ``propose`` says what each column may be, and why.
- ``change`` takes what the person knows better; ``layout`` writes the proposal as the bytes of ``layouts/<id>.yaml``.
- ``tried`` reads the very file with the layout that was made; ``saved`` puts it into the shop's folder,
  where ``refuse_known`` does not forbid it.
"""

from __future__ import annotations

from engine.mapping.cancelled import Words, spoken
from engine.mapping.doubts import doubts
from engine.mapping.layout import Trial, called, id_of, layout, tried
from engine.mapping.left_out import LeftOut, left_out
from engine.mapping.look import Look, look
from engine.mapping.meaning import KINDS, MEANINGS, Proposed
from engine.mapping.proposal import change, propose
from engine.mapping.proposed import Proposal
from engine.mapping.saved import Saved, against, also_fits, refuse_known, saved, though_known

__all__ = [
    "KINDS",
    "MEANINGS",
    "LeftOut",
    "Look",
    "Proposal",
    "Proposed",
    "Saved",
    "Trial",
    "Words",
    "against",
    "also_fits",
    "called",
    "change",
    "doubts",
    "id_of",
    "layout",
    "left_out",
    "look",
    "propose",
    "refuse_known",
    "saved",
    "spoken",
    "though_known",
    "tried",
]

"""Proof: a manual that is tested.

``<id>.proof.yaml`` beside a playbook says which check must catch which mistake. ``prove`` conducts the playbook on the
sample shop: clean stock passes to a closed session; then each mistake is put into the files, and must be caught at its
check with the keys that it touched and no others. Checks that no mistake trips are unproven, and said.

Sessions of a proof are written to a log of their own, in a folder that goes afterwards.
"""

from __future__ import annotations

from engine.proof.caught import Caught, Proven, catch, prove
from engine.proof.clean import Clean
from engine.proof.sample import MOMENT, auto, conduct_sample, sample_desk
from engine.proof.written import Mistake, Proof, elsewhere, fitted_of, read

__all__ = [
    "MOMENT",
    "Caught",
    "Clean",
    "Mistake",
    "Proof",
    "Proven",
    "auto",
    "catch",
    "conduct_sample",
    "elsewhere",
    "fitted_of",
    "prove",
    "read",
    "sample_desk",
]

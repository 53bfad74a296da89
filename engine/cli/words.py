"""The language of the terminal, and the words of its help."""

from __future__ import annotations

import os

from engine.texts import LANGUAGES, say


def language() -> str:
    """The language that a person sees: ``TEJUN_LANG``, or Japanese."""
    wanted = os.environ.get("TEJUN_LANG", "ja")
    return wanted if wanted in LANGUAGES else "ja"


def help_of(name: str) -> str:
    """The words of one command or option."""
    return say(f"cli.{name}", language())

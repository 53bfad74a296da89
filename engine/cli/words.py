"""The language of the terminal, and the words of its help."""

from __future__ import annotations

import os
from collections.abc import Sequence

from engine.texts import LANGUAGES, say


def choose_language(arguments: Sequence[str]) -> None:
    """Takes the language from ``--lang``, before any word is said; a word that is no language is refused later."""
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            chosen = value or (arguments[index + 1] if index + 1 < len(arguments) else "")
            if chosen in LANGUAGES:
                os.environ["TEJUN_LANG"] = chosen
        elif not argument.startswith("-") and (index == 0 or arguments[index - 1] != "--lang"):
            return  # what comes after a command is the command's


def language() -> str:
    """The language that a person sees: ``TEJUN_LANG``, or Japanese."""
    wanted = os.environ.get("TEJUN_LANG", "ja")
    return wanted if wanted in LANGUAGES else "ja"


def help_of(name: str) -> str:
    """The words of one command or option."""
    return say(f"cli.{name}", language())

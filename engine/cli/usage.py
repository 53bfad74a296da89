"""How a command is called: help and mistakes of usage, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from engine.cli.words import help_of, language
from engine.texts import say

#: Click's own words in help → ours.
_OWN = {
    "Show this message and exit.": "help_option",
    "Show the version and exit.": "version_option",
}
_HEADINGS = {"Options": "options", "Commands": "commands", "Positional arguments": "arguments"}
#: What click says of words behind the last argument; it has no class of its own for them.
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")


class Formatter(click.HelpFormatter):
    """Help with its headings in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(prog, args, prefix or help_of("usage"))

    def write_heading(self, heading: str) -> None:
        """A heading; click's own are translated."""
        super().write_heading(help_of(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands; click's own words are translated."""
        own = [(name, help_of(_OWN[words]) if words in _OWN else words) for name, words in rows]
        own = [(name, words.replace("[default: ", help_of("default"))) for name, words in own]
        super().write_dl(own, col_max, col_spacing)


class Context(click.Context):
    """A context that formats help in the reader's language."""

    formatter_class = Formatter


def usage_words(error: click.ClickException) -> str:
    """A mistake of usage in words: how the command is called, what was expected, what was found."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    lines = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        lines = [context.get_usage(), say("cli.try_help", language(), command=context.command_path), ""]
    return "\n".join([*lines, say("cli.error", language(), what=_what(error))])


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = tuple(error.possibilities or ())
        return _with_near(say("cli.no_option", language(), found=error.option_name), near)
    if isinstance(error, click.exceptions.NoSuchCommand):
        near = tuple(error.possibilities or ())
        return _with_near(say("cli.no_command", language(), found=error.command_name), near)
    if isinstance(error, click.MissingParameter):
        return say("cli.missing", language(), name=_name(error.param))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad(error, error.param)
    extra = _EXTRA.fullmatch(error.message)
    return say("cli.extra", language(), found=extra[1]) if extra else error.format_message()


def _bad(error: click.BadParameter, param: click.Parameter) -> str:
    name, kind = _name(param), param.type
    if isinstance(kind, click.Choice):
        return say("cli.not_a_choice", language(), name=name, allowed=tuple(map(str, kind.choices)))
    if isinstance(kind, click.IntRange):
        return say("cli.not_in_range", language(), name=name, least=kind.min, most=kind.max)
    if isinstance(kind, click.types.IntParamType):
        return say("cli.not_a_number", language(), name=name)
    if isinstance(kind, click.DateTime):
        return say("cli.not_a_day", language(), name=name, found=_quoted(error.message))
    if isinstance(kind, click.Path):
        return say("cli.not_a_file", language(), name=name, found=_quoted(error.message))
    return error.format_message()


def _quoted(said: str) -> str:
    """What click quotes first of all: what was given."""
    found = re.search("'(.*?)'", said)
    return found[1] if found else ""


def _with_near(words: str, near: tuple[str, ...]) -> str:
    return words + " " + say("cli.near", language(), near=near) if near else words


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return (
        max(param.opts, key=len)
        if isinstance(param, click.Option)
        else param.make_metavar(click.Context(click.Command("")))
    )

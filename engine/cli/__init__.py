"""The command line: thin commands over the engine; one place turns errors into words and exit codes.

- A command's module is imported when it is called; ``tejun --help`` imports click and the catalogue only.
- Words come from the catalogue, in the language of ``TEJUN_LANG`` (``ja`` when it is not set) or ``--lang``.
- Exit codes: 0 passed or caution, 1 a check failed, 2 wrong arguments, 3 playbook, 4 stock or could not tell,
  5 session, 6 log, 70 a defect of ours, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from engine.cli.usage import Context, usage_words
from engine.cli.words import choose_language, help_of, language
from engine.texts import say

#: Command → module that holds it (its attribute ``command``).
COMMANDS = {
    "new": "engine.cli.new",
    "validate": "engine.cli.validate",
    "begin": "engine.cli.conduct",
    "resume": "engine.cli.conduct",
    "sessions": "engine.cli.conduct",
    "settle": "engine.cli.settle",
    "check": "engine.cli.check",
    "stock": "engine.cli.stock",
    "prove": "engine.cli.prove",
    "examples": "engine.cli.examples",
    "diff": "engine.cli.diff",
    "log": "engine.cli.log",
    "app": "engine.cli.app",
    "demo": "engine.cli.demo",
}

#: Commands that may have saved something before they are interrupted.
_SAVES_ON_THE_WAY = {"log", "examples", "app", "demo", "begin", "resume"}

#: What the system says where there is no room to write.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

click.Command.context_class = Context


class Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which one needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command by name."""
        if cmd_name not in COMMANDS:
            return None
        if ctx.resilient_parsing or ctx.obj == "help":
            return click.Command(cmd_name, help=help_of(cmd_name))
        module = import_module(COMMANDS[cmd_name])
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_of(name)) for name in COMMANDS])


def group() -> click.Group:
    """The command, with its words in the language that is chosen now."""

    @click.group(cls=Commands, help=help_of("tejun"), context_settings={"help_option_names": ["-h", "--help"]})
    @click.option("--lang", type=click.Choice(["ja", "en"]), help=help_of("lang"), expose_value=False)
    @click.version_option(package_name="tejun", message="tejun %(version)s")
    def tejun() -> None:
        """The command; its words stand in the catalogue."""

    return tejun


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code."""
    from engine.lean import lean

    lean()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    choose_language(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console would stop at 髙
    try:
        result: Any = group().main(given, prog_name="tejun", standalone_mode=False)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt) as error:
        click.echo(interrupted(given, error), err=True)
        return 130
    except click.ClickException as error:
        click.echo(usage_words(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        # Who reads has seen enough (``tejun log show … | head``); nothing more can be said there.
        _say_no_more()
        return 0
    except SystemExit:
        # In this way click itself says that nobody reads on.
        return 0
    except Exception as error:  # noqa: BLE001 - the one place that turns errors into words
        return _told(error)
    return result if isinstance(result, int) else 0


def interrupted(given: Sequence[str], error: BaseException) -> str:
    """What is said of an interruption of the command that was given; on a terminal below the line with ``^C``."""
    from engine.cli.ask import LeftError

    words = help_of(_left_as(given))
    if isinstance(error, LeftError):
        words = say("cli.interrupted", language(), session=str(error))
    return f"\n{words}" if sys.stderr.isatty() else words


def _left_as(given: Sequence[str]) -> str:
    """Whether a command that is interrupted, without a session, may have saved something."""
    command = next((word for word in given if word in COMMANDS), "")
    return "interrupted_only" if command in _SAVES_ON_THE_WAY else "interrupted_unsaved"


def _say_no_more() -> None:
    """What is still waiting to be written to the screen is dropped, so that the process ends quietly."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: Exception) -> int:
    """Says an error in words; gives its exit code."""
    from engine.errors import ArgumentError, TejunError, message
    from engine.texts import render_error

    if isinstance(error, OSError) and error.filename:
        detail = error.strerror or str(error)
        error = ArgumentError(message("cli.file_trouble", name=os.fsdecode(error.filename), detail=detail))
    elif isinstance(error, OSError) and error.errno in _FULL:
        _say_no_more()
        error = ArgumentError(message("cli.no_room", detail=error.strerror or str(error)))
    if isinstance(error, TejunError):
        click.echo(render_error(error, language()), err=True)
        return error.exit_code
    if os.environ.get("TEJUN_DEBUG"):
        raise error
    click.echo(say("common.defect", language(), detail=f"{type(error).__name__}: {error}"), err=True)
    return 70

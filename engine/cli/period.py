"""A period of whole days of the shop: the options ``--from`` and ``--to``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from engine.cli.words import help_of

F = TypeVar("F", bound=Callable[..., Any])


def with_period(command: F) -> F:
    """Adds the options ``--from`` and ``--to``: ``since`` and ``until`` of the command, without a zone."""
    for name, given in (("to", "until"), ("from", "since")):
        day = click.DateTime(["%Y-%m-%d"])
        command = click.option(f"--{name}", given, type=day, metavar="YYYY-MM-DD", help=help_of(f"find_{name}"))(
            command
        )
    return command


def moments(since: datetime | None, until: datetime | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """The moments that bound the days, both days counted in, in the shop's zone."""
    from zoneinfo import ZoneInfo

    here = ZoneInfo(zone)
    begin = since.replace(tzinfo=here) if since else None
    end = (until + timedelta(days=1)).replace(tzinfo=here) if until else None
    return begin, end

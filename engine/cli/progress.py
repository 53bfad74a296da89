"""Progress of long work in the terminal: a bar on standard error, and nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.cli.words import language
from engine.texts import say


@contextmanager
def progress(code: str) -> Iterator[Callable[[int, int], None]]:
    """A bar; tell it how much of how much is done."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}")
    with Progress(words, BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(code, language()), total=None)
        yield lambda done, all_: bar.update(task, completed=done, total=all_)

"""Several files read at once: two at a time, since most of reading runs outside Python's own lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: More at once would hold more files in memory than it saves time.
AT_ONCE = 2


def together(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """What ``work`` makes of each item, in their order; an error comes where its item stands."""
    if len(items) < AT_ONCE or (os.cpu_count() or 1) < AT_ONCE:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(work, items)

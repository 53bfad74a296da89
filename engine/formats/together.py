"""Several files read at once: two at a time, since most of reading runs outside Python's own lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: More at once would hold more files in memory than it saves time.
AT_ONCE = 2

#: Bytes of all files up to which threads cost more memory than they save time.
LITTLE = 8_000_000


def together(work: Callable[[T], R], items: Sequence[T], size: int) -> Iterator[R]:
    """What ``work`` makes of each item, in their order; an error comes where its item stands.

    ``size`` is that of all items, in bytes.
    """
    if size <= LITTLE or len(items) < AT_ONCE or (os.cpu_count() or 1) < AT_ONCE:
        yield from map(work, items)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(work, items)

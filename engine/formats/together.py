"""Several files read at once: two at a time, since most of reading runs outside Python's own lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: More at once would hold more files in memory than it saves time.
AT_ONCE = 2

#: Bytes of all files up to which threads cost more memory (5 MB) than they save time.
LITTLE = 1_000_000


def together(work: Callable[[T], R], items: Sequence[T], sizes: Sequence[int]) -> Iterator[R]:
    """What ``work`` makes of each item, in their order; an error comes where its item stands.

    ``sizes`` are those of the items, in bytes: the largest is begun first, so that none is left alone at the end.
    """
    if sum(sizes) <= LITTLE or len(items) < AT_ONCE or (os.cpu_count() or 1) < AT_ONCE:
        yield from map(work, items)
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun: dict[int, Future[R]] = {}
        for at in sorted(range(len(items)), key=lambda at: sizes[at], reverse=True):
            begun[at] = pool.submit(work, items[at])
        try:
            for at in range(len(items)):
                yield begun.pop(at).result()
        finally:
            for left in begun.values():
                left.cancel()

"""``python -m engine.sample FOLDER``: writes the sample shop's files, and what it shows after an upload.

- ``FOLDER/*.csv``: the shop's own files. ``FOLDER/exports/clean`` and ``FOLDER/exports/mistakes``: the three exports of
  this moment, without and with the mistakes that people make; ``exports/mistakes.csv`` says which they are.
- ``--upload FILE`` takes a ``normal-item.csv`` as Rakuten would and writes ``FOLDER/exports/after``: the exports some
  minutes later, for the read-back. It starts from the moment and the seed kept in ``exports/world.json``.
- ``--shops`` writes the files of every sample shop into the folders of ``FOLDER``, from the profile of the first.
- Printed are the names of the files written, and the rows of an upload that Rakuten refused.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from engine.clock import SystemClock
from engine.sample import (
    CAUSES,
    Mistake,
    World,
    after,
    cz04003,
    normal_item,
    orders,
    shop_files,
    take,
    with_mistakes,
)
from engine.sample.table import OWN, lines
from engine.sample.variant import FIRST, VARIANTS, files_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the files asked for; 1 when Rakuten refused a row of the upload, 2 when a file cannot be used."""
    asked = _arguments(arguments)
    try:
        return _written(asked)
    except OSError as error:
        hint = "\n  → write the files first: python -m engine.sample FOLDER" if asked.upload else ""
        sys.stderr.write(f"{error.filename}: {error.strerror}{hint}\n")
        return 2


def _written(asked: Namespace) -> int:
    if asked.shops:
        return _shops(Path(asked.folder))
    exports = Path(asked.folder) / "exports"
    if asked.upload:
        kept = json.loads((exports / "world.json").read_text("utf-8"))
        world, _ = with_mistakes(World.clean(kept["seed"], datetime.fromisoformat(kept["at"])), kept["seed"])
        return _after(world, asked, exports)
    clean = World.clean(asked.seed, asked.at or SystemClock().now())
    spoiled, mistakes = with_mistakes(clean, asked.seed)
    _write(Path(asked.folder), shop_files())
    _write(exports / "clean", _exports(clean, wide=asked.wide))
    _write(exports / "mistakes", _exports(spoiled, wide=asked.wide))
    known = {"seed": asked.seed, "at": clean.at.isoformat()}
    _write(exports, {"mistakes.csv": _listed(mistakes), "world.json": json.dumps(known).encode()})
    return 0


def _shops(folder: Path) -> int:
    """The files of the first sample shop but its profile, and those of the further ones."""
    profile = (folder / FIRST / "shop.yaml").read_text("utf-8")
    _write(folder / FIRST, shop_files())
    for variant in VARIANTS:
        _write(folder / variant.id, files_of(variant, profile))
    return 0


def _after(world: World, asked: Namespace, exports: Path) -> int:
    upload = Path(asked.upload).read_bytes()
    later = after(world, upload, asked.minutes, asked.orders)
    _write(exports / "after", _exports(later, wide=asked.wide))
    refused = take(world, upload).refused
    _say(f"{asked.upload}:{row}: {reason}" for row, reason in refused)
    return 1 if refused else 0


def _arguments(given: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m engine.sample", description="Write the files of the sample shop.")
    parser.add_argument("folder", help="where to write")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another day (default 1)")
    parser.add_argument("--at", type=_moment, help="the moment, as 2026-11-24T07:05 (default: now)")
    parser.add_argument("--shops", action="store_true", help="write the sample shops themselves")
    parser.add_argument("--wide", action="store_true", help="all 573 columns of the item download")
    parser.add_argument("--upload", help="take this normal-item.csv and write exports/after")
    parser.add_argument("--minutes", type=int, default=15, help="how long after the upload (default 15)")
    parser.add_argument("--orders", type=int, default=3, help="how many orders came in since (default 3)")
    return parser.parse_args(given)


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"expected a moment like 2026-11-24T07:05, got {written!r}") from None


def _exports(world: World, *, wide: bool) -> dict[str, bytes]:
    return normal_item(world, wide=wide) | cz04003(world) | orders(world)


def _listed(mistakes: Iterable[Mistake]) -> bytes:
    rows = [(mistake.sku, CAUSES[mistake.cause], mistake.difference, mistake.evidence) for mistake in mistakes]
    return lines(("SKU", "原因", "差", "根拠"), rows, OWN)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    _say(str(folder / name) for name in files)


def _say(words: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in words)


if __name__ == "__main__":
    sys.exit(main())

"""Where the files lie of which playbooks and a shop are made, and by which names they are pinned.

It knows names of files and folders only, so that whoever merely lists playbooks loads nothing that reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from engine.errors import Place, PlaybookError, Problem, message

Area = Literal["sku", "update", "warehouse", "malls", "lead-time", "orders", "daily", "sale", "start", "services"]
AREAS: tuple[Area, ...] = get_args(Area)

#: Under which folder each kind of file is pinned; shared steps lie in a folder of that name.
PLAYBOOK, STEPS, SHOP, FORMATS, PICTURES = "playbook", "steps", "shop", "formats", "pictures"

#: In the folder of a shop: its profile, and the folder of the layouts that it has mapped.
PROFILE = "shop.yaml"
LAYOUTS = "layouts"

_ORDER = re.compile(rb"^order_in_area:[ \t]*[\"']?([0-9]{1,4})", re.MULTILINE)
#: Where playbooks stand that do not say where.
_LAST = 10_000


def find(folder: Path) -> dict[str, Path]:
    """All playbooks below a folder: id → path. Shared steps, words and proofs are none.

    Raises:
        PlaybookError: two playbooks bear one id.
    """
    found: dict[str, Path] = {}
    for path in _files(folder):
        if path.stem in found:
            what = message("playbook.doubled_playbook", name=path.stem, other=found[path.stem].as_posix())
            raise PlaybookError(Problem(Place(path.as_posix()), what))
        found[path.stem] = path
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files of playbooks in the folders of a folder, by name; hundreds of files stand beside them."""
    for area in entries(folder):
        for name in entries(folder / area) if area != STEPS else ():
            if name.endswith(".yaml") and name.count(".") == 1:
                yield folder / area / name


def entries(folder: Path) -> list[str]:
    """The names in a folder, sorted; none where there is no such folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def listed(folder: Path) -> dict[str, Path]:
    """The same in the order in which people read them: by area, in it as their ``order_in_area`` says, then by id.

    Areas that are not ours stand last, by name. A file that cannot be read stands where its bytes say.

    Raises:
        PlaybookError: two playbooks bear one id.
    """

    def place(item: tuple[str, Path]) -> tuple[int, str, int, str]:
        name, path = item
        area = path.parent.name
        said = _ORDER.search(path.read_bytes())
        known = AREAS.index(area) if area in AREAS else len(AREAS)
        return known, area, int(said[1]) if said else _LAST, name

    return dict(sorted(find(folder).items(), key=place))


def lies_at(pinned: str, playbook: Path, playbooks: Path, shop: Path) -> Path | None:
    """Where the file lies today that is pinned under a name; nothing for a format, which comes with the engine."""
    folder, _, rest = pinned.partition("/")
    folders = {PLAYBOOK: playbook.parent, PICTURES: playbook.parent, STEPS: playbooks / STEPS, SHOP: shop}
    return folders[folder] / rest if folder in folders else None

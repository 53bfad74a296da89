"""Should, then and now: what changed in all that a session is made of, in words.

- Compared are bytes by the names under which they are pinned: playbook, words, shared steps, pictures, the shop's
  profile and files, formats.
- YAML is compared by keys and ids, a shop's lists by rows; of pictures and workbooks it is said that they changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine import playbook
from engine.errors import Message, PlaybookError, TejunError, message
from engine.fitted import fit
from engine.formats import layout_bytes
from engine.playbook.difference import differences, leaves
from engine.shelf import FORMATS, PICTURES, PLAYBOOK, PROFILE, SHOP, STEPS, lies_at
from engine.yaml import load

#: How many rows of a list are named.
NAMED = 5
_TEXT = (".csv", ".tsv", ".txt")


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Message]:
    """Everything that changed from one version to another; nothing where both are made of the same bytes.

    Args:
        old: what the earlier version is made of, by the names under which it is pinned.
        new: the same of the later one.
    """
    before, after = _plain(old), _plain(new)
    names = sorted({**before, **after}, key=_order)
    return [one for name in names if before.get(name) != after.get(name) for one in _of(name, before, after)]


def today(playbooks: Path, shop_folder: Path, playbook_id: str, pinned: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """What a playbook would be made of if a session began now; of one with mistakes the files that were pinned.

    Raises:
        PlaybookError: there is no such playbook any more.
    """
    paths = playbook.find(playbooks)
    if playbook_id not in paths:
        playbook.source(playbooks, playbook_id)
    try:
        return fit(playbooks, shop_folder, playbook_id).pinned
    except TejunError:
        path = paths[playbook_id]
    made: dict[str, bytes] = {}
    for name in pinned:
        place = lies_at(name, path, playbooks, shop_folder)
        if place is None:
            found = layout_bytes(name.removeprefix(f"{FORMATS}/").removesuffix(".yaml"))
        else:
            found = place.read_bytes() if place.is_file() else None
        if found is not None:
            made[name] = found
    return made


def _plain(pinned: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same with the playbook's files named alike, whatever its id."""
    made = {}
    for name, data in pinned.items():
        folder, _, rest = name.partition("/")
        made[f"{folder}/{rest.partition('.')[2]}" if folder == PLAYBOOK else name] = data
    return made


def _order(name: str) -> tuple[int, str]:
    folder = name.partition("/")[0]
    return (PLAYBOOK, STEPS, SHOP, FORMATS, PICTURES).index(folder), name.removesuffix("yaml")


def _of(name: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Message]:
    """What changed in one file."""
    what = _noun(name)
    if name not in old or name not in new:
        yield message("difference.came" if name in new else "difference.went", what=what)
        return
    before, after = old[name], new[name]
    if name.endswith("yaml"):
        yield from _in_yaml(name, before, after, what)
    elif name.endswith(_TEXT):
        yield _in_rows(before, after, what)
    else:
        yield message("difference.replaced", what=what)


def _in_yaml(name: str, old: bytes, new: bytes, what: Message) -> list[Message]:
    """What changed in YAML; of what cannot be read, and where nothing that counts changed, that it did."""
    try:
        before, after = load(old, name).data, load(new, name).data
    except PlaybookError as error:
        return [message("difference.unreadable", what=what, at=str(error.problems[0].place.line or 1))]
    if name == f"{PLAYBOOK}/yaml" and isinstance(before, dict) and isinstance(after, dict):
        found = differences(before, after)
    else:
        found = list(leaves(before, after, "difference.part", what=what))
    return found or [message("difference.rewritten", what=what)]


def _in_rows(old: bytes, new: bytes, what: Message) -> Message:
    """Rows that came and went, by the first cell of some of them."""
    before, after = (Counter(_text(data).splitlines()) for data in (old, new))
    came, went = after - before, before - after
    keys = list(dict.fromkeys(line.partition(",")[0] for line in [*came, *went]))
    more = message("difference.and_more") if len(keys) > NAMED else ""
    return message(
        "difference.rows",
        what=what,
        came=came.total(),
        went=went.total(),
        keys=tuple(keys[:NAMED]),
        more=more,
    )


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def _noun(name: str) -> Message:
    """What people call a file."""
    folder, _, rest = name.partition("/")
    if folder == PLAYBOOK:
        return message("difference.the_playbook" if rest == "yaml" else "difference.the_words")
    if folder == SHOP:
        return message("difference.the_shop") if rest == PROFILE else message("difference.shop_file", name=rest)
    nouns = {STEPS: "shared_step", FORMATS: "the_format", PICTURES: "picture"}
    return message(f"difference.{nouns[folder]}", name=rest.removesuffix(".yaml"))

"""What changed between two versions of a playbook, in words.

- Both are read as YAML, so that a version with mistakes, or of a format that is gone, can be compared too.
- Sections, steps, checks, values and revisions are the same by their id, never by their position; what stands at
  another place in the order has moved.
- ``differences`` gives messages in the order of the new version; equal playbooks give none.
- ``leaves`` does the same for any other YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from engine.errors import Message, Value, message

Address = tuple[str, ...]

#: Keys of a playbook that are compared by their own names, and what each of them is called.
_NAMED = {"files": "file", "settings": "setting"}
_OF_STEPS = "sections"
#: What makes one entry of a list the same as another: its id, the version of a revision, the name of a column.
_KEYS = ("id", "version", "name")


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Message]:
    """Everything that changed from one version of a playbook to another.

    Args:
        old: the YAML of the earlier version.
        new: the YAML of the later one.
    """
    return [*_head(old, new), *_sections(old, new), *_steps(old, new)]


def _head(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Message]:
    named = {*_NAMED, _OF_STEPS}
    yield from leaves(_without(old, named), _without(new, named), "difference.head")
    for key, noun in _NAMED.items():
        before, after = _mapping(old, key), _mapping(new, key)
        for name in _order(before, after):
            if name not in before:
                yield message(f"difference.{noun}_added", name=name, what=_said(after[name]))
            elif name not in after:
                yield message(f"difference.{noun}_removed", name=name)
            else:
                yield from leaves(before[name], after[name], f"difference.{noun}", name=name)


def _sections(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Message]:
    before, after = _by_id(old.get(_OF_STEPS)), _by_id(new.get(_OF_STEPS))
    moved = _moved(list(before), list(after))
    for name in _order(before, after):
        if name not in before:
            yield message("difference.section_added", id=name, title=_title(after[name]))
        elif name not in after:
            yield message("difference.section_removed", id=name, title=_title(before[name]))
        else:
            if name in moved:
                yield message("difference.section_moved", id=name, title=_title(after[name]))
            rest = [_without(one[name], {"steps"}) for one in (before, after)]
            yield from leaves(rest[0], rest[1], "difference.section", id=name, title=_title(after[name]))


def _steps(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Message]:
    before, after = _placed(old), _placed(new)
    moved = _moved(list(before), list(after))
    last: str | None = None
    for name in _order(before, after):
        if name not in after:
            yield message("difference.step_removed", id=name, title=_title(before[name][1]))
            continue
        section, step = after[name]
        words = {"id": name, "title": _title(step)}
        if name not in before:
            yield _after("difference.step_added", last, section, words)
        else:
            if name in moved or before[name][0] != section:
                yield _after("difference.step_moved", last, section, words)
            yield from leaves(before[name][1], step, "difference.step", **words)
        last = name


def _after(code: str, last: str | None, section: str, words: Mapping[str, str]) -> Message:
    where = message("difference.after", id=last) if last else message("difference.at_the_start")
    return message(code, where=where, section=section, **words)


def _placed(playbook: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Every step by its id, with the section in which it stands."""
    return {
        step: (section, found)
        for section, one in _by_id(playbook.get(_OF_STEPS)).items()
        for step, found in _by_id(one.get("steps")).items()
    }


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Names in both that stand in another order: as few of them as explain it."""
    ours, theirs = [one for one in before if one in after], [one for one in after if one in before]
    stay: set[str] = set()
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        stay |= set(ours[block.a : block.a + block.size])
    return set(ours) - stay


def leaves(before: Any, after: Any, code: str, **words: Value) -> Iterator[Message]:
    """One message for each value that was added, removed or changed below this place.

    Args:
        before: the earlier value, as read from YAML.
        after: the later one.
        code: the beginning of the messages' code; ``_given``, ``_dropped`` or ``_changed`` follows.
        words: what the messages say besides.
    """
    old, new = dict(_flat(before, ())), dict(_flat(after, ()))
    for address in _order(old, new):
        at = " → ".join(address)
        if address not in old:
            yield message(f"{code}_given", at=at, new=new[address], **words)
        elif address not in new:
            yield message(f"{code}_dropped", at=at, old=old[address], **words)
        elif old[address] != new[address]:
            yield message(f"{code}_changed", at=at, old=old[address], new=new[address], **words)


def _flat(data: Any, at: Address) -> Iterator[tuple[Address, str]]:
    """Every value below a place, by an address that is made of keys and ids."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, (*at, str(key)))
    elif isinstance(data, list) and _named(data):
        for name, value in _by_id(data).items():
            kept = {key: one for key, one in value.items() if key != _key(value)}
            yield from _flat(kept, (*at, name))
    elif isinstance(data, list) and any(isinstance(one, str) for one in data):
        for number, one in enumerate(data, 1):
            yield (*at, str(number)), _said(one)
    else:
        yield at, _said(data)


def _without(data: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def _said(data: Any) -> str:
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, Mapping):
        return ", ".join(f"{key}: {_said(value)}" for key, value in data.items())
    if isinstance(data, list):
        return ", ".join(map(_said, data))
    return str(data)


def _named(data: Sequence[Any]) -> bool:
    """Whether every entry has a name, and none the same as another: two would be taken for one."""
    names = [_name(one) if isinstance(one, Mapping) else None for one in data]
    return bool(names) and None not in names and len(set(names)) == len(names)


def _name(data: Mapping[str, Any]) -> str | None:
    key = _key(data)
    return str(data[key]) if key is not None else None


def _key(data: Mapping[str, Any]) -> str | None:
    """What names an entry of a list."""
    return next((key for key in _KEYS if key in data), None)


def _by_id(data: Any) -> dict[str, Mapping[str, Any]]:
    entries = data if isinstance(data, list) else ()
    return {name: one for one in entries if isinstance(one, Mapping) and (name := _name(one))}


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def _title(data: Mapping[str, Any]) -> str:
    return str(data.get("title") or data.get("use") or data.get("id"))


def _order(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """The names of the later version in its order, each removed one where it stood."""
    order, last = list(after), -1
    for name in before:
        if name in after:
            last = order.index(name)
        else:
            last += 1
            order.insert(last, name)
    return order

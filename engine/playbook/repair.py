"""What can still be reviewed of a playbook that has mistakes, so that all of them are told at once.

- A step that does not fit its model is replaced by one that asks for nothing of the others; of the head, what does
  not fit is replaced by something plain.
- Whatever a broken part names is remembered: a review that misses such a name says nothing about it, since the name
  may well be there once the part is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from engine.errors import Problem
from engine.yaml import Document, Path

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_IN_WORDS = "-"
_PLAIN: dict[str, Any] = {
    "id": "it",
    "title": _IN_WORDS,
    "area": "warehouse",
    "prevents": _IN_WORDS,
    "owner": _IN_WORDS,
    "review": "2026-01-01",
    "rhythm": {"every": "day"},
    "minutes": 1,
    "revisions": [{"version": "1.0", "on": "2026-01-01", "by": _IN_WORDS, "what": _IN_WORDS}],
}


class Repair:
    """A copy of a playbook's raw document without the parts that have mistakes."""

    def __init__(self, document: Document) -> None:
        self.file = document
        self.data = _copied(document.data)
        self.names: set[str] = set()
        self.possible = True

    def document(self) -> Document:
        """The repaired document; places are those of the original."""
        return Document(self.data, self.file.file, self.file.values, self.file.keys)

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Replaces the parts at these paths; ``possible`` says whether that could be done."""
        for path in paths:
            self._leave_out(path)
        for key, value in _PLAIN.items():
            self.data.setdefault(key, value)

    def remember(self, parts: Iterable[Any]) -> None:
        """Notes the names in parts that stand elsewhere: in the playbook as its author wrote it."""
        self._forget(*parts)

    def speaks_of(self, problem: Problem) -> bool:
        """Whether a problem names something that stands in a part that was replaced."""
        said = (*problem.what.values.values(), *problem.place.path[-1:])
        return any(isinstance(value, str) and value.removeprefix("step.") in self.names for value in said)

    def _leave_out(self, path: Path) -> None:
        if path == ():
            self.possible &= {"sections", "roles", "done_by"} <= set(self.data)
        elif path[0] in _PLAIN:
            self.data[path[0]] = _PLAIN[str(path[0])]
        elif path[0] == "sections":
            self._section(path)
        elif path[0] in {"files", "roles"} and len(path) > 1:
            self._forget(self.data[path[0]].pop(path[1], None), str(path[1]))
        elif path[0] in {"files", "roles", "done_by"}:
            self.possible = False
        else:
            self._forget(self.data.pop(path[0], None), str(path[0]))

    def _section(self, path: Path) -> None:
        match path:
            case (_, int(s), "steps", int(t), *_):
                step = self.data["sections"][s]["steps"][t]
                self._forget(step)
                self.data["sections"][s]["steps"][t] = stand_in(step, when=path[4:5] != ("when",))
            case (_, int(s), "title", *_):
                self.data["sections"][s]["title"] = _IN_WORDS
            case (_, int(s), ("when" | "repeat") as key, *_):
                self._forget(self.data["sections"][s].pop(key, None))
            case (_, int(s)) if isinstance(self.data["sections"][s], dict):
                self.data["sections"][s].setdefault("title", _IN_WORDS)
                self.possible &= {"id", "steps"} <= set(self.data["sections"][s])
            case (_, int(s), str(key), *_) if key not in {"id", "steps"}:
                self.data["sections"][s].pop(key, None)
            case _:
                self.possible = False

    def _forget(self, *parts: Any) -> None:
        for part in parts:
            self.names |= set(_names(part))


def stand_in(step: Any, *, when: bool = True) -> dict[str, Any]:
    """A step that has no mistakes, with the id and, where it can be kept, the condition of the one that has."""
    own = step if isinstance(step, dict) else {}
    made_id = own["id"] if isinstance(own.get("id"), str) and ID.match(own["id"]) else "step"
    kept = {"when": own["when"]} if when and "when" in own else {}
    asks = {"confirm": {"question": _IN_WORDS, "if_no": _IN_WORDS}}
    return {"id": made_id, "title": _IN_WORDS, "do": _IN_WORDS, **kept, **asks}


def _copied(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(item) for item in part] if isinstance(part, list) else part


def _names(part: Any) -> Iterator[str]:
    """Every word in a part, and the alias of every column."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from (str(key), *_names(value))
    elif isinstance(part, list):
        for item in part:
            yield from _names(item)
    elif isinstance(part, str):
        yield from (part, part.partition(".")[0])

"""A YAML file as plain values, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Place

Path = tuple[str | int, ...]
Spot = tuple[str, int, int]


def value_at(data: Any, path: Iterable[str | int | None]) -> Any:
    """What stands at a path of plain values; None where there is nothing."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values, with the place of each value and key by path."""

    data: Any
    file: str
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a path stands; of a path that is not there, its nearest parent."""
        for end in range(len(path), -1, -1):
            spots = self.keys if key and end == len(path) else self.values
            spot = spots.get(path[:end])
            if spot is not None:
                return Place(*spot, path=self.names(path))
        return Place(self.file, 1, 1)

    def names(self, path: Path) -> tuple[str, ...]:
        """The path with the author's own ids in place of list positions."""
        names: list[str] = []
        here = self.data
        for part in path:
            if isinstance(part, int) and isinstance(here, list) and part < len(here):
                here = here[part]
                own = here.get("id") if isinstance(here, dict) else None
                names.append(str(own) if isinstance(own, str) else str(part + 1))
            else:
                here = here.get(part) if isinstance(here, Mapping) else None
                names.append(str(part))
        return tuple(names)

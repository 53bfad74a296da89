"""A process of the command loads only what it needs, and seldom looks for garbage.

- PyArrow and sqlite-utils import numpy and pandas wherever they are installed, for data frames that the command never
  sees: a fifth of a second and 20 MB before the first file is read.
- PyArrow writes the help of its 300 functions whenever it is loaded; nobody asks a command for it.
- Pydantic would look through every installed package for plugins, of which this engine uses none. What reads their
  descriptions (with the mail parser behind it) is loaded when somebody first asks it.
- A dataclass writes up to six methods of its own and compiles each: with ours, Pydantic's and DuckDB's a sixth of a
  second, for methods of which few but ``__init__`` are ever called. The others are written when they are first called.
- The process is short: looking for garbage as often as Python does of itself costs a twentieth of its time and finds
  nothing.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

UNUSED = ("numpy", "pandas")
HELP = "pyarrow.vendored.docscrape"
SELDOM = "importlib.metadata"
#: What writes a method of a dataclass in Python 3.11 and 3.12; later ones write all methods of a class at once.
WRITES = "_create_fn"


def lean() -> None:
    """Tells this process that they are not there, unless somebody has loaded them already. For a process of our own."""
    gc.set_threshold(200_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    sys.modules.setdefault(HELP, _NoHelp(HELP))
    if SELDOM not in sys.modules:
        stands = _Seldom(SELDOM)
        stands.__path__ = [str(Path(importlib.__path__[0], "metadata"))]
        sys.modules[SELDOM] = importlib.metadata = stands
    write = getattr(dataclasses, WRITES, None)
    if write is not None and write.__module__ == dataclasses.__name__:
        setattr(dataclasses, WRITES, _when_called(write))


def _when_called(write: Callable[..., Callable[..., Any]]) -> Callable[..., Callable[..., Any]]:
    """Writes a method as ``write`` does, any but ``__init__`` when it is first called."""

    def writes(name: str, *args: Any, **named: Any) -> Callable[..., Any]:
        if name == "__init__":  # its parameters are looked at
            return write(name, *args, **named)
        written: list[Callable[..., Any]] = []

        def method(*given: Any) -> Any:
            if not written:
                written.append(write(name, *args, **named))
            return written[0](*given)

        method.__name__ = name
        return method

    return writes


class _Seldom(ModuleType):
    """Stands for ``importlib.metadata`` until something of it is used."""

    @staticmethod
    def entry_points(**params: Any) -> Any:
        """The entry points themselves; to name this function loads nothing yet."""
        return _loaded(SELDOM).entry_points(**params)

    @staticmethod
    def version(distribution_name: str) -> str:
        """The version of an installed package: the name of its folder says it; where none does, as the module."""
        written = distribution_name.lower().replace("-", "_")
        for place in filter(None, sys.path):
            for folder in Path(place).glob(f"{written}-*.dist-info"):
                return folder.name.removesuffix(".dist-info").rpartition("-")[2]
        return str(_loaded(SELDOM).version(distribution_name))

    def __getattr__(self, name: str) -> Any:
        """What the module itself has."""
        return getattr(_loaded(self.__name__), name)


def _loaded(name: str) -> ModuleType:
    """The module for which another stands."""
    if isinstance(sys.modules.get(name), _Seldom):
        del sys.modules[name]
    return import_module(name)


class _NoHelp(ModuleType):
    """Stands for PyArrow's reader of documentation: there are no parameters to be described."""

    @staticmethod
    def NumpyDocString(_: str | None) -> dict[str, list[Any]]:  # noqa: N802 - the name that PyArrow asks for
        """Nothing is documented."""
        return {"Parameters": []}

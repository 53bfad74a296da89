"""What the playbooks must cover: rows of work, and what serves each besides playbooks.

``covers:`` of a playbook names rows by their ids; the coverage page is made from both.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from engine.model import Model, validate
from engine.yaml import load

FILE = Path(__file__).with_suffix(".yaml")


class Feature(Model):
    """What serves a row without being a playbook, and the page of the site that tells of it."""

    page: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*\.md$")]
    ja: str
    en: str


class Group(Model):
    """A letter of rows."""

    id: str
    ja: str
    en: str


class Row(Model):
    """One line of the work: what it is, what goes wrong without it, and what serves it besides playbooks."""

    id: Annotated[str, Field(pattern=r"^[A-D][1-9][0-9]?$")]
    ja: str
    en: str
    wrong_ja: str
    wrong_en: str
    features: Annotated[tuple[Feature, ...], Field(strict=False)] = ()


class Coverage(Model):
    """All rows, by group."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, strict=False)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, strict=False)]


@cache
def coverage() -> Coverage:
    """The rows that the playbooks must cover."""
    return validate(Coverage, load(FILE.read_bytes(), FILE.name))

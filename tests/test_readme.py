"""The first page, in both languages: the commands, areas and make targets that it names are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from engine.cli import COMMANDS, group
from engine.texts import say

ROOT = Path(__file__).parent.parent
PAGES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}


def commands() -> dict[str, set[str]]:
    """Every command with its own commands."""
    whole = group()
    context = click.Context(whole)
    found = {name: whole.get_command(context, name) for name in COMMANDS}
    return {name: set(one.commands) if isinstance(one, click.Group) else set() for name, one in found.items()}


@pytest.mark.parametrize("language", PAGES)
def test_the_list_of_commands_is_what_there_is(language: str) -> None:
    text = PAGES[language].read_text(encoding="utf-8")
    listed = next(part for part in text.split("\n\n") if part.startswith("`tejun new` · "))
    said = {}
    for one in listed.replace("\n", " ").split("·"):
        name, _, more = one.strip().strip("`").removeprefix("tejun ").partition(" ")
        said[name] = {part.strip() for part in more.split("|") if part.strip()}
    assert said == commands()


@pytest.mark.parametrize("page", ["start.md", "start.en.md"])
def test_the_page_of_the_first_steps_lists_every_command(page: str) -> None:
    listed = re.findall(r"(?m)^\| `tejun ([a-z]+)", (ROOT / "site" / page).read_text(encoding="utf-8"))
    assert dict.fromkeys(listed) == dict.fromkeys(COMMANDS)


@pytest.mark.parametrize("language", PAGES)
def test_every_area_of_the_library_is_named(language: str) -> None:
    text = PAGES[language].read_text(encoding="utf-8")
    areas = {path.parent.name for path in (ROOT / "playbooks").glob("*/*.proof.yaml")}
    assert {area for area in areas if say(f"manual.area.{area}", language) not in text} == set()


@pytest.mark.parametrize("language", PAGES)
def test_what_it_tells_to_make_and_to_look_at_is_there(language: str) -> None:
    text = PAGES[language].read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    named = {*re.findall(r"\]\(([^)#]+)\)", text), *re.findall(r"`((?:site|shops|tools)[\w./\\-]*)`", text)}
    assert {name for name in named if not name.startswith("http") and not (ROOT / name).exists()} == set()

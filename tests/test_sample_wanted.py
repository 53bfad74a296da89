"""Lists that somebody copied from a screen hold the wanted SKUs and those beside them, before and after an entry."""

from __future__ import annotations

from datetime import datetime

from engine.sample import World, wanted
from engine.sample.catalogue import catalogue
from engine.sample.wanted import MORE, copied

WORLD = World.clean(7, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the sample's world is in local time


def numbers(files: dict[str, bytes]) -> dict[str, int]:
    """SKU and number of the only file."""
    (data,) = files.values()
    _, *rows = data.decode("utf-8-sig").splitlines()
    return {sku: int(number) for sku, number in (row.split(",") for row in rows)}


def test_what_was_entered_differs_from_before_by_what_was_wanted_alone() -> None:
    asked, before, now = (
        numbers(made) for made in (wanted(WORLD), copied(WORLD, entered=False), copied(WORLD, entered=True))
    )
    assert before.keys() == now.keys() > asked.keys()
    assert {sku: now[sku] for sku in asked} == asked
    assert {sku: now[sku] - before[sku] for sku in now if now[sku] != before[sku]} == dict.fromkeys(asked, MORE)


def test_every_colour_and_size_of_a_page_is_copied() -> None:
    asked, before, should = numbers(wanted(WORLD)), numbers(copied(WORLD, entered=False)), WORLD.should()
    for page in catalogue().pages:
        skus = {variant.sku for variant in page.variants} & should.keys()
        if skus & asked.keys():
            assert skus <= before.keys()

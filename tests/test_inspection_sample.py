"""Files of the sample shop in which nobody made a mistake: whatever the inspection says of one is a false alarm."""

from __future__ import annotations

from datetime import datetime

import pytest

from engine.formats import Part, layouts
from engine.inspection import inspect_all
from engine.sample import World, mall_order
from engine.sample.export import export
from engine.texts import render

#: Of these the sample shop has no file: it uploads them, or a session makes them.
NONE = {"cross-mall-sets", "next-engine-count", "next-engine-stock-change", "tejun-after", "yahoo-quantity-change"}


@pytest.mark.parametrize("seed", [1, 7])
def test_nothing_is_said_of_files_without_a_mistake(seed: int) -> None:
    clean = World.clean(seed, datetime(2026, 11, 24, 7, 0))  # noqa: DTZ001 - the sample's clock is the shop's
    world = mall_order.with_orders(clean, layouts(), ("rakuten", "yahoo", "amazon", "shopify"), told=True)
    said: dict[str, list[str]] = {}
    unmade = set()
    for name, layout in layouts().items():
        files = export(world, layout, name)
        if files is None:
            unmade.add(name)
            continue
        parts = [Part(file, data) for file, data in files.items()]
        (found,) = inspect_all(parts, layouts(), today=world.at.date())
        assert found.format == layout, name
        if found.remarks:
            said[name] = [render(remark.what, "en") for remark in found.remarks]
    assert said == {}
    assert unmade == NONE

"""The one form in which anything is hashed."""

from __future__ import annotations

import math

import pytest

from engine.record import canonical


def test_keys_are_sorted_accents_composed_and_nothing_stands_between() -> None:
    assert canonical({"b": [1, None, True], "a": "か\u3099"}) == '{"a":"が","b":[1,null,true]}'.encode()
    assert canonical({"か\u3099": 1, "が": 2, "お": 3}).startswith('{"お":3,"が":'.encode())


@pytest.mark.parametrize("value", [0.5, math.nan, math.inf, -math.inf, {1}, b"x"])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"a": [value]})

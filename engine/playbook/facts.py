"""Facts of a shop that a playbook may ask for."""

from __future__ import annotations

from collections.abc import Mapping

#: Facts of a shop that ``when`` may name, and their words.
SHOP_FACTS: Mapping[str, tuple[str, ...]] = {
    "oms": ("none", "next-engine", "cross-mall", "tempostar", "goqsystem", "logiless", "other"),
    "malls": ("rakuten", "yahoo", "amazon", "shopify"),
    "warehouse": ("logizard", "rsl", "own", "other"),
    "alone": ("true", "false"),
    "allocation": ("none", "split", "shared"),
}

#: An OMS that writes its own number over what was edited in the mall (shared knowledge of the field).
OVERWRITING_OMS = ("cross-mall", "tempostar", "goqsystem")

"""The figures of stock accuracy that a comparison of two numbers gives, besides its findings.

- Only of stock that stands somewhere: against a list of what somebody wants, or a file just made, nobody was accurate.
- SKUs at zero on both sides are left out: they always match, and would make any shop look good.
- A number that could not be told counts on neither side; a difference that the check allows is no error.
- Yen where the shop's 商品台帳 knows a cost, and by its ranks; a shop without it gets neither.
"""

from __future__ import annotations

from engine.stock.door import literal

RANKS = ("A", "B", "C")


def figures(
    moving: str, is_right: str, known: str, off: str, right: str, *, products: bool
) -> dict[str, tuple[str, str]]:
    """Aggregates and the rows that each counts, all in SQL.

    They are made of: whether a SKU is known and not 0 on both sides, whether it is right, whether it is known, by how
    much it is off, and the right number.
    ``counted`` and ``counted_right`` are SKUs, ``wrong_units`` pieces, ``yen`` and ``wrong_yen`` the right side and the
    difference at cost, ``costless`` the SKUs without one, ``rank_A`` and ``right_A`` the SKUs of a rank.
    """
    wrong = f"{known} AND NOT {is_right}"
    made = {
        "counted": ("count(*)", moving),
        "counted_right": ("count(*)", f"{moving} AND {is_right}"),
        "wrong_units": (f"sum(abs({off}))", wrong),
    }
    if not products:
        return made
    made |= {
        "yen": (f"sum({right} * cost)", f"{known} AND cost IS NOT NULL"),
        "wrong_yen": (f"sum(abs({off}) * cost)", f"{wrong} AND cost IS NOT NULL"),
        "costless": ("count(*)", f"{moving} AND cost IS NULL"),
    }
    for rank in RANKS:
        of_rank = f"{moving} AND rank = {literal(rank)}"
        made |= {f"rank_{rank}": ("count(*)", of_rank), f"right_{rank}": ("count(*)", f"{of_rank} AND {is_right}")}
    return made

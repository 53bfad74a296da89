"""Named mistakes for proof and practice: each spoils the bytes of clean files and says which SKUs it touched.

- A mutation takes the files (alias → parts) and a seeded Random, and gives new files; the clean ones stay as they are.
- It changes one thing. The layout stays valid unless that is the mistake.
- ``alias`` names the alias to spoil; otherwise it is the first one that holds the kind of file concerned.
- The docstring of a function says what happened, in the words of the shop floor.
"""

from __future__ import annotations

from random import Random
from typing import Protocol

from engine.sample import spoilt_codes, spoilt_files, spoilt_numbers, spoilt_wanted
from engine.sample.sheet import Files, Mutated

__all__ = ["MUTATIONS", "Files", "Mutated", "Mutation"]


class Mutation(Protocol):
    """Puts one mistake into files."""

    def __call__(self, files: Files, random: Random, *, alias: str | None = None) -> Mutated:
        """The files with the mistake in them, and what it touched."""


MUTATIONS: dict[str, Mutation] = {
    "oversold": spoilt_numbers.oversold,
    "lost-sales": spoilt_numbers.lost_sales,
    "blank-quantity": spoilt_numbers.blank_quantity,
    "unreadable-quantity": spoilt_numbers.unreadable_quantity,
    "negative-stock": spoilt_numbers.negative_stock,
    "nought-too-many": spoilt_numbers.nought_too_many,
    "copy-page-drifts": spoilt_numbers.copy_page_drifts,
    "damaged-back-on-sale": spoilt_numbers.damaged_back_on_sale,
    "expired-counted": spoilt_numbers.expired_counted,
    "reserve-sold": spoilt_numbers.reserve_sold,
    "set-without-component": spoilt_numbers.set_without_component,
    "lost-leading-zero": spoilt_codes.lost_leading_zero,
    "excel-resave": spoilt_codes.excel_resave,
    "duplicate-sku": spoilt_codes.duplicate_sku,
    "unknown-code": spoilt_codes.unknown_code,
    "unknown-in-warehouse": spoilt_codes.unknown_in_warehouse,
    "case-differs": spoilt_codes.case_differs,
    "missing-part": spoilt_files.missing_part,
    "stale-file": spoilt_files.stale_file,
    "taken-apart": spoilt_files.taken_apart,
    "same-file-as-last-week": spoilt_files.same_file_as_last_week,
    "row-dropped": spoilt_files.row_dropped,
    "cut-short": spoilt_files.cut_short,
    "saved-as-utf8": spoilt_files.saved_as_utf8,
    "wrong-kind": spoilt_files.wrong_kind,
    "upload-not-landed": spoilt_files.upload_not_landed,
    "wanted-twice": spoilt_wanted.wanted_twice,
    "wanted-blank": spoilt_wanted.wanted_blank,
    "wanted-unknown": spoilt_wanted.wanted_unknown,
    "wanted-zero-lost": spoilt_wanted.wanted_zero_lost,
    "wanted-nought-too-many": spoilt_wanted.wanted_nought_too_many,
    "wanted-too-large": spoilt_wanted.wanted_too_large,
    "wanted-negative": spoilt_wanted.wanted_negative,
}

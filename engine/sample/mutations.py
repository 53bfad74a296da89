"""Named mistakes for proof and practice: each spoils the bytes of clean files and says which SKUs it touched.

- A mutation takes the files (alias → parts) and a seeded Random, and gives new files; the clean ones stay as they are.
- It changes one thing. The layout stays valid unless that is the mistake.
- ``alias`` names the alias to spoil; otherwise it is the first one that holds the kind of file concerned.
- The docstring of a function says what happened, in the words of the shop floor.
"""

from __future__ import annotations

from random import Random
from typing import Protocol

from engine.sample import (
    spoilt_codes,
    spoilt_files,
    spoilt_flow,
    spoilt_lead,
    spoilt_malls,
    spoilt_numbers,
    spoilt_own,
    spoilt_pages,
    spoilt_sets,
    spoilt_wanted,
)
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
    "hidden-in-warehouse": spoilt_pages.hidden_in_warehouse,
    "page-hidden-in-warehouse": spoilt_pages.page_hidden_in_warehouse,
    "outside-sale-period": spoilt_pages.outside_sale_period,
    "order-limit-zero": spoilt_pages.order_limit_zero,
    "restock-flag-off": spoilt_pages.restock_flag_off,
    "grid-cell-missing": spoilt_pages.grid_cell_missing,
    "grid-cell-doubled": spoilt_pages.grid_cell_doubled,
    "option-without-name": spoilt_pages.option_without_name,
    "copy-page-undeclared": spoilt_pages.copy_page_undeclared,
    "two-rows-for-one-sku": spoilt_pages.two_rows_for_one_sku,
    "typed-wrong-sku": spoilt_pages.typed_wrong_sku,
    "whole-shop-zero": spoilt_pages.whole_shop_zero,
    "subscription-sold": spoilt_pages.subscription_sold,
    "preorder-reserve-sold": spoilt_pages.preorder_reserve_sold,
    "same-last-piece-twice": spoilt_malls.same_last_piece_twice,
    "mall-sold-out": spoilt_malls.mall_sold_out,
    "restricted-open-on-one-mall": spoilt_malls.restricted_open_on_one_mall,
    "ended-code-in-one-system": spoilt_malls.ended_code_in_one_system,
    "new-code-in-one-system": spoilt_malls.new_code_in_one_system,
    "sync-stopped": spoilt_malls.sync_stopped,
    "oms-drifts": spoilt_malls.oms_drifts,
    "oms-free-negative": spoilt_malls.oms_free_negative,
    "over-allocated": spoilt_malls.over_allocated,
    "fba-in-merchant-file": spoilt_malls.fba_in_merchant_file,
    "inbound-counted-as-sellable": spoilt_malls.inbound_counted_as_sellable,
    "warehouse-counted-twice": spoilt_malls.warehouse_counted_twice,
    "warehouse-missing": spoilt_malls.warehouse_missing,
    "allocation-over": spoilt_malls.allocation_over,
    "arrival-not-on-sale": spoilt_flow.arrival_not_on_sale,
    "shipment-still-on-sale": spoilt_flow.shipment_still_on_sale,
    "returns-not-back": spoilt_flow.returns_not_back,
    "damage-still-on-sale": spoilt_flow.damage_still_on_sale,
    "returned-twice": spoilt_flow.returned_twice,
    "never-returned": spoilt_flow.never_returned,
    "arrival-short": spoilt_flow.arrival_short,
    "movement-missing": spoilt_flow.movement_missing,
    "ledger-does-not-add-up": spoilt_flow.ledger_does_not_add_up,
    "preorder-over-inbound": spoilt_flow.preorder_over_inbound,
    "release-date-moved": spoilt_flow.release_date_moved,
    "count-sheet-missing": spoilt_flow.count_sheet_missing,
    "rank-a-not-planned": spoilt_flow.rank_a_not_planned,
    "counted-by-one-only": spoilt_flow.counted_by_one_only,
    "count-differs": spoilt_flow.count_differs,
    "count-blank": spoilt_flow.count_blank,
    "shipment-past-promise": spoilt_flow.shipment_past_promise,
    "order-without-stock": spoilt_flow.order_without_stock,
    "promise-on-closed-day": spoilt_flow.promise_on_closed_day,
    "next-day-across-closed-day": spoilt_flow.next_day_across_closed_day,
    "low-stock": spoilt_flow.low_stock,
    "lead-time-missing": spoilt_lead.lead_time_missing,
    "lead-time-too-fast": spoilt_lead.lead_time_too_fast,
    "lead-time-too-slow": spoilt_lead.lead_time_too_slow,
    "backorder-with-instock-promise": spoilt_lead.backorder_with_instock_promise,
    "backorder-without-promise": spoilt_lead.backorder_without_promise,
    "backorder-open": spoilt_lead.backorder_open,
    "release-date-past": spoilt_lead.release_date_past,
    "promise-not-moved": spoilt_lead.promise_not_moved,
    "set-part-missing": spoilt_sets.set_part_missing,
    "set-quantity-wrong": spoilt_sets.set_quantity_wrong,
    "set-part-out": spoilt_sets.set_part_out,
    "upload-sent-twice": spoilt_files.upload_sent_twice,
    "dead-stock": spoilt_own.dead_stock,
    "reserve-past": spoilt_own.reserve_past,
    "map-row-missing": spoilt_own.map_row_missing,
    "map-code-doubled": spoilt_own.map_code_doubled,
    "map-code-blank": spoilt_own.map_code_blank,
    "map-zero-lost": spoilt_own.map_zero_lost,
    "map-sku-doubled": spoilt_own.map_sku_doubled,
    "map-copy-alone": spoilt_own.map_copy_alone,
    "map-page-doubled": spoilt_own.map_page_doubled,
    "map-sort-misspelt": spoilt_own.map_sort_misspelt,
    "map-long-oms-code": spoilt_own.map_long_oms_code,
}

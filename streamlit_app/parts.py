"""Parts that several screens are made of: outcomes, findings, tables, problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from engine.checks import Base, claim, findings_csv, words
from engine.fitted import Fitted
from engine.record import Finding, Outcome
from engine.texts import nouns
from streamlit_app import state
from streamlit_app.acts import plain

#: How many rows a table shows; the file for download has all.
ROWS_SHOWN = 50

ICONS = {
    Outcome.PASSED: ":material/check_circle:",
    Outcome.CAUTION: ":material/warning:",
    Outcome.FAILED: ":material/cancel:",
    Outcome.ERROR: ":material/help:",
    Outcome.SKIPPED: ":material/remove:",
}
COLOURS = {
    Outcome.PASSED: "green",
    Outcome.CAUTION: "orange",
    Outcome.FAILED: "red",
    Outcome.ERROR: "violet",
    Outcome.SKIPPED: "gray",
}


def names_of(fitted: Fitted) -> dict[str, str]:
    """What the files of a playbook are called, where the catalogue has no shorter word for their alias."""
    names = fitted.names(state.language())
    return {alias: name for alias, name in names.items() if f"name.{alias}" not in nouns("finding")}


def files_label(label: str) -> str:
    """What an uploader asks for, with the size that Streamlit takes at most."""
    limit = st.get_option("server.maxUploadSize")
    return state.word("files.limit", label=label, limit=str(limit))


def outcome(of: Outcome, text: str) -> None:
    """An outcome as a sign and a word, never by colour alone, and what it is about."""
    st.markdown(f"{badge(of)}　{plain(text)}")


def badge(of: Outcome) -> str:
    """The sign and word of an outcome, as Markdown."""
    return f":{COLOURS[of]}-badge[{ICONS[of]} {state.outcome_word(of)}]"


def claim_of(check: Base, fitted: Fitted) -> str:
    """What a check asks, in words."""
    return claim(check, state.language(), names_of(fitted))


def label_of(finding: Finding, fitted: Fitted) -> str:
    """A finding as a shelf label."""
    return words(finding, state.language(), names_of(fitted))


def product_name(sku: str, fitted: Fitted) -> str:
    """What a SKU is called in the shop; nothing where it is not known."""
    product = fitted.shop.rules.products.get(sku)
    return product.name if product else ""


def gravest_first(found: Sequence[Finding]) -> list[Finding]:
    """Findings in the order in which people work: what failed before what is to be watched, large amounts first."""
    order = {Outcome.FAILED: 0, Outcome.ERROR: 1}
    return sorted(found, key=lambda one: (order.get(one.level, 2), -abs(one.amount or 0), one.key.encode()))


def findings(found: Sequence[Finding], fitted: Fitted, key: str, covered: frozenset[str] = frozenset()) -> None:
    """Findings as a table, and as a file for download."""
    sides = _side(found, "left_name", fitted), _side(found, "right_name", fitted)
    rows = [_row(finding, fitted, covered, sides) for finding in gravest_first(found)[:ROWS_SHOWN]]
    # On a phone a row is a card: how grave, SKU, product, and the words, which hold the numbers of the other columns.
    named = "named-" if any(row[state.word("findings.product")] for row in rows) else ""
    with st.container(key=f"findings-{named}{key}"):
        table(rows, state.word("findings.alt"))
    if len(found) > ROWS_SHOWN:
        st.markdown(state.word("findings.more", shown=ROWS_SHOWN, count=len(found)))
    data = findings_csv(found, state.language(), names_of(fitted))
    label = state.word("findings.download", count=len(found))
    st.download_button(
        label,
        data,
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"download-{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def _side(found: Sequence[Finding], side: str, fitted: Fitted) -> str:
    """What one side of a comparison is called, when it is the same for all findings."""
    names = {str(finding.values.get(side, "")).split(".", maxsplit=1)[0] for finding in found}
    name = names.pop() if len(names) == 1 else ""
    if not name:
        return state.word(f"findings.{side}")
    if f"name.{name}" in nouns("finding"):
        return state.word_of(f"finding.name.{name}")
    return names_of(fitted).get(name, name)


def _row(finding: Finding, fitted: Fitted, covered: frozenset[str], sides: tuple[str, str]) -> dict[str, str]:
    word = state.word
    return {
        word("findings.level"): word("findings.covered") if finding.key in covered else level_word(finding.level),
        "SKU": finding.key,
        word("findings.product"): product_name(finding.key, fitted),
        sides[0]: cell(finding.left),
        sides[1]: cell(finding.right),
        word("findings.difference"): "" if finding.difference is None else f"{finding.difference:+d}",
        word("findings.amount"): "" if finding.amount is None else f"{finding.amount:,}",
        # The SKU stands in its own column already.
        word("findings.words"): label_of(finding, fitted).removeprefix(finding.key).lstrip(),
    }


def level_word(level: Outcome) -> str:
    """How grave a row is, as a sign and a word."""
    return f"{_SIGNS[level]}\u00a0{state.outcome_word(level)}"


_SIGNS = {
    Outcome.PASSED: "○",
    Outcome.CAUTION: "△",
    Outcome.FAILED: "×",
    Outcome.ERROR: "？",
    Outcome.SKIPPED: "－",
}


def table(rows: Sequence[Mapping[str, str]], alt: str) -> None:
    """Rows as a plain table; columns that are blank in every row are left out."""
    if not rows:
        return
    heads = [head for head in rows[0] if any(row[head] for row in rows)]
    st.table([{head: plain(row[head]) for head in heads} for row in rows], hide_index=True, alt=alt)


def cards(rows: Sequence[Mapping[str, str]], alt: str, key: str, top: Collection[str]) -> None:
    """Rows as a table that on a phone is one card a row: each cell there stands on a line behind its heading.

    Args:
        rows: the rows.
        alt: what the table shows, for those who cannot see it.
        key: the name of this table on its screen.
        top: the headings of cells that say by themselves what they are; they are the head of a card.
    """
    heads = [head for head in (rows[0] if rows else ()) if any(row[head] for row in rows)]
    names = "".join(
        f'.st-key-cards-{key} td:nth-child({place})::before {{content: "{_css(head)}　"}}'
        for place, head in enumerate(heads, 1)
        if head not in top
    )
    st.html(f"<style>@media (max-width: 640px) {{{names}}}</style>")
    with st.container(key=f"cards-{key}"):
        # A heading with nothing behind it would look forgotten.
        table([{head: row[head] or "－" for head in heads} for row in rows], alt)


def _css(text: str) -> str:
    """Text within quotes of a style sheet, which stands in a page."""
    return "".join(letter if letter.isalnum() else f"\\{ord(letter):06x}" for letter in text)


def cell(value: Any) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def sections(text: str | Sequence[str]) -> None:
    """One sentence, or several as numbered ones."""
    if isinstance(text, str):
        st.markdown(plain(text))
    elif len(text) == 1:
        st.markdown(plain(text[0]))
    else:
        st.markdown("\n".join(f"{number}. {plain(line)}" for number, line in enumerate(text, 1)))

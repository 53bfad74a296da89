"""A playbook to begin with: the YAML, its words in English and its proof, from a few answers.

What it makes is small but whole: it validates, runs and is proven; the author goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.texts import say

#: After how many days a playbook is looked at again.
REVIEW = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the author said: names in both languages, the area, the file that arrives and the minutes it takes.

    ``column`` is the one that is looked at: ``stock.available``, or ``rows.…`` where a SKU stands on several rows.
    """

    id: str
    area: str
    title: str
    english: str
    prevents: str
    prevents_english: str
    format: str
    column: str
    minutes: int


def skeleton(answers: Answers, today: date) -> dict[str, str]:
    """The three files of a new playbook: name → text."""
    return {
        f"{answers.id}.yaml": "\n".join(_playbook(answers, today)) + "\n",
        f"{answers.id}.en.yaml": "\n".join(_words(answers)) + "\n",
        f"{answers.id}.proof.yaml": "\n".join(_proof()) + "\n",
    }


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _word(code: str, language: str) -> str:
    return _quoted(say(f"skeleton.{code}", language))


def _playbook(answers: Answers, today: date) -> Iterator[str]:
    def word(code: str) -> str:
        return _word(code, "ja")

    yield "# yaml-language-server: $schema=../playbook.schema.json"
    yield f"title: {_quoted(answers.title)}"
    yield f"area: {answers.area}"
    yield f"prevents: {_quoted(answers.prevents)}"
    yield f"owner: {word('owner')}"
    yield f'review: "{today + REVIEW}"'
    yield f"rhythm: {{same_day_as: {word('rhythm')}}}"
    yield f"minutes: {answers.minutes}"
    yield f"roles: {{stock: {word('owner')}}}"
    yield "done_by: stock"
    yield f"files: {{stock_list: {answers.format}}}"
    yield f"file_names: {{stock_list: {word('file_name')}}}"
    yield "settings:"
    yield f"  max_age: {{label: {word('max_age')}, unit: {word('minutes')}, default: 30, at_least: 5, at_most: 120}}"
    yield "sections:"
    yield f"  - id: look\n    title: {word('section')}\n    steps:"
    yield f"      - id: get-stock-list\n        title: {word('get')}\n        do:"
    yield f"          - {word('get_open')}\n          - {word('get_count')}"
    yield f"        caution: {word('get_caution')}"
    yield f"        receive: {{file: stock_list, max_age: {{setting: max_age}}, screen: {word('screen')}}}"
    yield f"      - id: cells\n        title: {word('cells')}\n        do: {word('cells_do')}\n        check:"
    yield f"          - id: below-zero\n            kind: not-negative\n            of: stock_list.{answers.column}"
    yield f"            if_failed: {word('cells_failed')}"
    yield f"      - id: finish\n        title: {word('finish')}\n        do: {word('finish_do')}"
    yield f"        confirm: {{question: {word('question')}, if_no: {word('if_no')}}}"
    yield "revisions:"
    yield f'  - {{version: "1.0", on: "{today}", by: {word("author")}, what: {word("first")}}}'


def _words(answers: Answers) -> Iterator[str]:
    def word(code: str) -> str:
        return _word(code, "en")

    yield f"title: {_quoted(answers.english)}"
    yield f"prevents: {_quoted(answers.prevents_english)}"
    yield f"owner: {word('owner')}"
    yield f"roles: {{stock: {word('owner')}}}"
    yield f"rhythm: {word('rhythm')}"
    yield f"file_names: {{stock_list: {word('file_name')}}}"
    yield f"settings: {{max_age: {{label: {word('max_age')}, unit: {word('minutes')}}}}}"
    yield f"sections: {{look: {word('section')}}}"
    yield "steps:"
    yield f"  get-stock-list:\n    title: {word('get')}\n    do:"
    yield f"      - {word('get_open')}\n      - {word('get_count')}"
    yield f"    caution: {word('get_caution')}\n    receive: {{screen: {word('screen')}}}"
    yield f"  cells:\n    title: {word('cells')}\n    do: {word('cells_do')}"
    yield f"    check: {{below-zero: {word('cells_failed')}}}"
    yield f"  finish:\n    title: {word('finish')}\n    do: {word('finish_do')}"
    yield f"    confirm: {{question: {word('question')}, if_no: {word('if_no')}}}"
    yield f'revisions: {{"1.0": {{by: {word("author")}, what: {word("first")}}}}}'


def _proof() -> Iterator[str]:
    yield "# yaml-language-server: $schema=../proof.schema.json"
    yield "# Which mistake which check must catch, on the files of the sample shop."
    yield "mistakes:"
    yield "  - {mistake: row-dropped, file: stock_list, caught_by: get-stock-list-rows, at: get-stock-list}"
    yield "  - {mistake: negative-stock, file: stock_list, caught_by: below-zero, at: cells}"
    yield "unproven: {}"

"""Exports: complete, and readable without this software."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import FixedClock
from engine.errors import ArgumentError
from engine.formats import Part, layouts, read
from engine.log import CompletionLog, export
from engine.record import ENTRY_FIELDS, Draft


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CompletionLog]:
    clock = FixedClock(datetime(2026, 11, 24, 20, 5, tzinfo=UTC))
    with CompletionLog.open(tmp_path / "log.sqlite", zone="Asia/Tokyo", clock=clock, create=True) as opened:
        for n, person in enumerate(["田中", '=HYPERLINK("x")', "＋佐藤", '改行\n,"引用"']):
            body = {"n": n, "words": "ｶﾞ髙﨑①\u0000", "note": None, "done": True}
            draft = Draft(session="-s", kind="confirm", person=person, role="@staff", party="client", body=body)
            opened.append(draft, seen=n, token=f"t-{n}")
        yield opened


def test_the_chain_can_be_verified_from_the_json_lines_alone(log: CompletionLog) -> None:
    exported = b"".join(export(log.entries(), "jsonl"))
    # From here on nothing of ours is used.
    prev, count = "0" * 64, 0
    for line in exported.decode("utf-8").splitlines():
        fields = json.loads(line)
        told = fields.pop("hash")
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == told
        assert fields["prev"] == prev
        prev, count = told, count + 1
        assert fields["seq"] == count
    checkpoint = log.checkpoint()
    assert (count, prev) == (checkpoint.count, checkpoint.hash)


def test_every_field_of_every_entry_is_in_the_json_lines(log: CompletionLog) -> None:
    lines = [json.loads(line) for line in export(log.entries(), "jsonl")]
    assert all(line.keys() == set(ENTRY_FIELDS) for line in lines)
    assert [line["person"] for line in lines] == [entry.person for entry in log.entries()]


def test_the_csv_opens_in_excel_with_headings_and_shop_time(log: CompletionLog) -> None:
    exported = b"".join(export(log.entries(), "csv"))
    assert exported.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(exported.decode("utf-8-sig"), newline="")))
    assert len(rows) == 4
    assert len(rows[0]) == len(ENTRY_FIELDS) + 1
    assert rows[0]["番号"] == "1"
    assert rows[0]["日時（UTC）"] == "2026-11-24T20:05:00.000000Z"
    assert rows[0]["日時（店舗）"] == "2026-11-25 05:05:00"
    assert rows[0]["時計の逆行"] == "false"
    assert rows[0]["申告された日時"] == ""
    assert rows[3]["担当者"] == '改行\n,"引用"'
    assert [row["ハッシュ値"] for row in rows] == [entry.hash for entry in log.entries()]
    assert [json.loads(row["内容（JSON）"]) for row in rows] == [entry.body for entry in log.entries()]


def test_nothing_in_the_csv_can_run_as_a_formula(log: CompletionLog) -> None:
    rows = list(csv.reader(io.StringIO(b"".join(export(log.entries(), "csv")).decode("utf-8-sig"), newline="")))
    assert not [
        cell
        for row in rows
        for cell in row
        if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    ]
    assert rows[2][rows[0].index("担当者")] == '\'=HYPERLINK("x")'
    assert rows[3][rows[0].index("担当者")] == "'＋佐藤"
    assert rows[1][rows[0].index("作業")] == "'-s"


def test_headings_come_in_english_too(log: CompletionLog) -> None:
    first = next(export(log.entries(), "csv", "en")).decode("utf-8-sig")
    assert first.startswith("number,time (UTC),time (shop)")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_playbook_can_receive_the_csv_as_evidence(log: CompletionLog, language: str) -> None:
    exported = b"".join(export(log.entries(), "csv", language))
    reading = read(layouts()["tejun-log"], [Part("tejun-log.csv", exported)])
    rows = reading.table.select(["seq", "kind", "party", "body"]).to_pylist()
    assert [(row["seq"], row["kind"], row["party"]) for row in rows] == [(n, "confirm", "client") for n in range(1, 5)]
    assert [json.loads(row["body"]) for row in rows] == [entry.body for entry in log.entries()]


def test_a_log_without_entries_exports_headings_or_nothing() -> None:
    assert b"".join(export([], "jsonl")) == b""
    assert b"".join(export([], "csv")).count(b"\r\n") == 1


def test_an_unknown_form_is_refused(log: CompletionLog) -> None:
    with pytest.raises(ArgumentError):
        export(log.entries(), "xlsx")  # type: ignore[arg-type]

"""A made-up shop with an OMS and four malls, whose files are drawn as tables, for sessions that write upload files."""

# ruff: noqa: E501 - files and profiles as they stand

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from conducted import desk_in, english_of, shown
from format_case import cells, file

from engine import conduct as conducting
from engine.clock import FixedClock
from engine.conduct import By, Conduct, Desk, Provenance, Signing
from engine.conduct.arrive import Arrival
from engine.fitted import Fitted, fit
from engine.formats import Part
from engine.record import CheckResult, Entry

ZONE = ZoneInfo("Asia/Tokyo")
MOMENT = datetime(2026, 11, 24, 7, 0, tzinfo=ZONE)
TANAKA, SATO = "tanaka", "sato"

SHOP = """\
id: uploads
name: 書き出し試験店
english: Uploads
agency: 試験代行
oms: next-engine
malls: [rakuten, yahoo, amazon, shopify]
warehouse: logizard
people:
  - {id: tanaka, name: 田中 健太, reading: たなか けんた, english: Kenta Tanaka, party: client, roles: [stock]}
  - {id: sato, name: 佐藤 美咲, reading: さとう みさき, english: Misaki Sato, party: client, roles: [manager]}
  - {id: watanabe, name: 渡辺 誠, reading: わたなべ まこと, english: Makoto Watanabe, party: warehouse, roles: [warehouse]}
files: {mapping: mapping.csv, products: products.csv}
safety_stock: 0
pages: each
sellable: {qualities: [良品]}
deviations: {allowed_by: [manager], days_at_most: 14, afterwards_hours: 12}
"""

MAPPING = """
SKU | 商品名 | 種別 | 楽天商品管理番号 | 楽天SKU管理番号 | 倉庫商品ID | Yahoo商品コード | Yahoo個別商品コード | AmazonSKU | ShopifySKU | OMS商品コード
CUP | カップ | 通常 | cup | r1 | W-cup | cup | - | A-cup | S-cup | cup
TEA | お茶 | 通常 | tea | r1 | W-tea | tea | - | A-tea | S-tea | tea
BAG-S | 袋 小 | 通常 | bag | s | W-bag-s | bag | bags | A-bag-s | S-bag-s | bag-s
BAG-L | 袋 大 | 通常 | bag | l | W-bag-l | bag | bagl | A-bag-l | S-bag-l | bag-l
"""

PRODUCTS = """
SKU | 商品名 | 原価 | ランク | 安全在庫
CUP | カップ | 100 | A | 2
TEA | お茶 | 200 | B | 0
BAG-S | 袋 小 | 50 | C | 0
BAG-L | 袋 大 | 60 | C | 0
"""

#: What Yahoo! shows of them.
YAHOO = """
code | name | sub-code | quantity | allow-overdraft | stock-close
cup | カップ | - | 9 | 0 | -
tea | お茶 | - | 3 | 0 | -
bag | 袋 | - | 0 | 0 | -
bag | 袋 小 | bags | 4 | 0 | -
bag | 袋 大 | bagl | 5 | 0 | -
"""

#: The head of every playbook here; what differs follows.
HEAD = """\
title: 書き出しの試験
area: update
prevents: 売り越し
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: day}
minutes: 5
roles: {stock: 在庫担当, manager: 店舗責任者}
done_by: stock
revisions: [{version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}]
"""


@cache
def fitted(playbook: str, mapping: str = MAPPING, shop: str = SHOP, layout: str = "") -> Fitted:
    """A playbook fitted to the shop; ``layout`` is one that only this shop has, ``own-oms``."""
    with tempfile.TemporaryDirectory() as folder:
        return fit(*folders(Path(folder), playbook, mapping, shop, layout), "small")


def folders(at: Path, playbook: str, mapping: str = MAPPING, shop: str = SHOP, layout: str = "") -> tuple[Path, Path]:
    """A folder of playbooks with this one in it, and the folder of the shop."""
    playbooks, folder = at / "playbooks", at / "shop"
    (playbooks / "update").mkdir(parents=True)
    (playbooks / "update" / "small.yaml").write_text(playbook, encoding="utf-8")
    (playbooks / "update" / "small.en.yaml").write_text(english_of(playbook), encoding="utf-8")
    folder.mkdir()
    (folder / "shop.yaml").write_text(shop, encoding="utf-8")
    (folder / "mapping.csv").write_bytes(file(mapping, "utf-8"))
    (folder / "products.csv").write_bytes(file(PRODUCTS, "utf-8"))
    if layout:
        (folder / "layouts").mkdir()
        (folder / "layouts" / "own-oms.yaml").write_text(layout, encoding="utf-8")
    return playbooks, folder


def tabs(drawing: str, encoding: str = "utf-8") -> bytes:
    """A drawn table as Amazon writes it."""
    return "".join("\t".join(row) + "\r\n" for row in cells(drawing)).encode(encoding)


@dataclass
class Place:
    """A desk in a folder, with a clock that stands until it is moved."""

    desk: Desk
    clock: FixedClock

    def begin(self, fitted: Fitted) -> Work:
        """A session begun."""
        self.later(seconds=1)
        return Work(self, fitted, conducting.begin(self.desk, fitted, By(person=TANAKA)))

    def later(self, **span: float) -> None:
        """Time goes by."""
        self.clock.at += timedelta(**span)


def place(at: Path, moment: datetime = MOMENT) -> Place:
    """A place with an empty log."""
    clock = FixedClock(moment)
    return Place(desk_in(at / "data", clock), clock)


@dataclass
class Work:
    """One session, done step by step."""

    place: Place
    fitted: Fitted
    conduct: Conduct

    def receive(self, step: str, drawing: str | bytes, name: str = "a.csv", encoding: str = "cp932") -> Arrival:
        """A file arrives that was exported a moment ago."""
        self.place.later(minutes=1)
        data = drawing if isinstance(drawing, bytes) else file(drawing, encoding)
        parts = [Part(name, data)]
        said = Provenance(shown_rows=shown(self.fitted, step, parts), exported_at=self.place.clock.at)
        arrival = self.conduct.receive(step, parts, said, By(person=TANAKA))
        assert arrival.accepted, (arrival.problems, arrival.results)
        return arrival

    def check(self, step: str) -> dict[str, CheckResult]:
        """The results of a step's checks, by id."""
        return {result.check: result for result in self.conduct.check(step, By(person=TANAKA))}

    def produce(self, step: str = "make") -> Entry:
        """The entry of what a step makes."""
        return self.conduct.produce(step, By(person=TANAKA))

    def sign(self, step: str = "approve") -> None:
        """The manager approves."""
        self.conduct.sign(step, By(person=SATO), Signing("manager"))

    def files(self, step: str = "make") -> list[Part]:
        """What is handed out."""
        return list(self.conduct.produced_files(step))

    def made(self, step: str = "make") -> dict[str, list[str]]:
        """What a step made, handed out or not: the lines of each file."""
        entry = self.conduct.session.state(step).entry
        assert entry is not None
        kept = self.place.desk.kept
        return {part["name"]: lines(kept.get(part["kept"])) for part in entry.body["parts"]}

    def up_to_close(self) -> None:
        """Closes the session; nothing may stand in the way."""
        self.conduct.close(By(person=TANAKA))


def lines(data: bytes) -> list[str]:
    """The lines of a file, in whichever encoding; line ends must be CRLF or LF throughout."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp932")
    return text.splitlines()


def keys(result: CheckResult) -> Sequence[Any]:
    """What a check found, as key, left, right."""
    return [(finding.key, finding.left, finding.right) for finding in result.findings]

"""Sessions for tests: a desk in a folder, a clock that stands, the sample shop's files, people who act."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import small

from engine import conduct as conducting
from engine.clock import FixedClock
from engine.conduct import By, Conduct, Desk, Provenance, Signing
from engine.conduct.arrive import Arrival
from engine.fitted import Fitted, fit
from engine.formats import Part
from engine.kept import Kept
from engine.log import CompletionLog
from engine.record import CheckResult, Entry
from engine.sample import World, after, cz04003, normal_item, orders
from engine.session import Session
from engine.texts import render_error

ZONE = ZoneInfo("Asia/Tokyo")
MOMENT = datetime(2026, 11, 24, 7, 0, tzinfo=ZONE)

#: People of the sample shop, by what they do in these tests.
TANAKA, SUZUKI, SATO, TAKAHASHI, WAREHOUSE = (
    "tanaka-kenta",
    "suzuki-aoi",
    "sato-misaki",
    "takahashi-jun",
    "watanabe-makoto",
)

#: A SKU on one page, one on two pages (コピーページ), one more; what Rakuten shows and should not.
ONE, TWO, THREE = "TEA-06", "TEA-02", "TEA-07"
ONE_PAGE, TWO_PAGES, THREE_PAGE = (
    ("tea-06", "normal-inventory"),
    (("tea-02", "normal-inventory"), ("tea-02-sale", "normal-inventory")),
    ("tea-07", "normal-inventory"),
)

#: No stock in it: only people. The order of steps can be tried out on it in no time.
PLAIN = """
title: 朝の確認
area: daily
prevents: 見落とし
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: day}
minutes: 5
roles: {stock: 在庫担当, manager: 店舗責任者, lead: 代行責任者, warehouse_lead: 倉庫責任者}
done_by: stock
sections:
  - id: morning
    title: 朝
    steps:
      - {id: look, title: 見る, do: 見る。, confirm: {question: よいか。, if_no: 直す。}}
      - id: count
        title: 数える
        do: 数える。
        reading:
          values:
            - {id: pieces, label: 残り, unit: 個, at_least: 0, at_most: 100}
            - {id: at, label: 時刻, type: time}
            - {id: day, label: 日付, type: date, optional: true}
            - {id: remark, label: 気づき, type: text, optional: true}
      - id: decide
        title: 決める
        do: 決める。
        choose: {question: 続けるか。, from: {go: 続ける, stop: {label: 止める, needs: 理由}}}
      - id: only-stop
        title: 伝える
        do: 伝える。
        when: {choice.decide: stop}
        confirm: {question: 伝えたか。, if_no: 伝える。}
      - {id: weigh, title: 倉庫が量る, do: 量る。, role: warehouse_lead, confirm: {question: 量ったか。, if_no: 量る。}}
      - {id: double, title: ダブルチェック, do: 見る。, sign_off: {role: lead, meaning: checked, of: [count]}}
      - {id: approve, title: 承認, do: 見る。, sign_off: {role: manager, meaning: approved}}
  - id: last
    title: 終わり
    steps:
      - {id: tidy, title: 片付け, do: 片付ける。, confirm: {question: 済んだか。, if_no: 片付ける。}}
revisions: [{version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}]
"""

#: A section that repeats every 15 minutes until 09:00, and a step after it.
ROUNDS = """
title: セール中の見張り
area: sale
prevents: 売り越し
owner: 在庫担当
review: "2027-06-30"
rhythm: {every: day}
minutes: 60
roles: {stock: 在庫担当}
done_by: stock
sections:
  - id: watch
    title: 見張る
    repeat: {every: 15, until: "09:00"}
    steps:
      - {id: look, title: 見る, do: 見る。, confirm: {question: よいか。, if_no: 止める。}}
      - {id: mood, title: 選ぶ, do: 選ぶ。, choose: {question: 様子は。, from: {calm: 静か, busy: 忙しい}}}
      - {id: call, title: 呼ぶ, do: 呼ぶ。, when: {choice.mood: busy}, confirm: {question: 呼んだか。, if_no: 呼ぶ。}}
  - id: last
    title: 終わり
    steps:
      - {id: tidy, title: 片付け, do: 片付ける。, confirm: {question: 済んだか。, if_no: 片付ける。}}
revisions: [{version: "1.0", on: "2026-11-22", by: 在庫担当, what: 初版}]
"""


@dataclass
class Place:
    """A desk in a folder with a clock, and one playbook."""

    folder: Path
    fitted: Fitted
    clock: FixedClock
    desk: Desk

    def begin(self, person: str = TANAKA, **by: Any) -> Conduct:
        """A session begun."""
        return conducting.begin(self.desk, self.fitted, By(person=person, **by))

    def again(self, session: str) -> Conduct:
        """The same session, as another process opens it."""
        return Conduct(self.desk, session)

    def close(self) -> None:
        """Lets go of the log."""
        self.desk.log.close()


def desk_in(folder: Path, clock: FixedClock, *, lasting: bool = False) -> Desk:
    """A desk; its log is made when there is none. Nobody waits for the disk unless it is ``lasting``."""
    folder.mkdir(parents=True, exist_ok=True)
    log = CompletionLog.open(folder / "log.db", zone="Asia/Tokyo", clock=clock, create=True, lasting=lasting)
    return Desk(log, Kept(folder / "kept", lasting=lasting), clock)


def folders(at: Path, playbook: str) -> tuple[Path, Path]:
    """A folder of playbooks with this one in it, and a copy of the sample shop."""
    playbooks = at / "playbooks"
    (playbooks / "warehouse").mkdir(parents=True)
    (playbooks / "steps").mkdir()
    (playbooks / "warehouse" / "small.yaml").write_text(playbook, encoding="utf-8")
    (playbooks / "warehouse" / "small.en.yaml").write_text(english_of(playbook), encoding="utf-8")
    shutil.copytree(small.SHOP, at / "shop")
    return playbooks, at / "shop"


def english_of(playbook: str) -> str:
    """The words of a playbook in English, for tests that are about something else: each word after ``en:``."""
    from ruamel.yaml import YAML

    given = YAML(typ="safe").load(playbook)
    made: dict[str, Any] = {
        **{name: f"en: {given[name]}" for name in ("title", "prevents", "owner")},
        "roles": {name: f"en: {label}" for name, label in given["roles"].items()},
        "sections": {section["id"]: f"en: {section['title']}" for section in given["sections"]},
        "steps": {s["id"]: _english_step(s) for section in given["sections"] for s in section["steps"]},
        "revisions": {one["version"]: {"by": "en", "what": "en"} for one in given["revisions"]},
    }
    if "settings" in given:
        made["settings"] = {
            name: {key: f"en: {one[key]}" for key in ("label", "unit") if key in one}
            for name, one in given["settings"].items()
        }
    return json.dumps(made, ensure_ascii=False)


def _english_step(step: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {name: f"en: {step[name]}" for name in ("title", "do")}
    if "confirm" in step:
        made["confirm"] = {name: f"en: {step['confirm'][name]}" for name in ("question", "if_no")}
    if "reading" in step:
        made["reading"] = {
            value["id"]: {key: f"en: {value[key]}" for key in ("label", "unit") if key in value}
            for value in step["reading"]["values"]
        }
    if "choose" in step:
        options = {n: one if isinstance(one, dict) else {"label": one} for n, one in step["choose"]["from"].items()}
        made["choose"] = {
            "from": {n: {k: f"en: {words}" for k, words in one.items() if k != "when"} for n, one in options.items()}
        }
        if "question" in step["choose"]:
            made["choose"]["question"] = "en"
    if "check" in step:
        made["check"] = {check["id"]: f"en: {check['if_failed']}" for check in step["check"]}
        claims = {check["id"]: f"en: {check['claim']}" for check in step["check"] if "claim" in check}
        made |= {"claim": claims} if claims else {}
    if "list" in step.get("produce", {}):
        asked = step["produce"]
        made["produce"] = {"list": "en", "to_fill": ["en"] * len(asked.get("to_fill", []))}
        made["produce"] |= {"heads": dict.fromkeys(asked["heads"], "en")} if "heads" in asked else {}
    return made


def place(at: Path, playbook: str, *, shop: Mapping[str, str] | None = None) -> Place:
    """A place for one playbook; ``shop`` replaces texts in the sample's profile."""
    clock = FixedClock(MOMENT)
    return Place(at, fitted(playbook, tuple((shop or {}).items())), clock, desk_in(at / "data", clock))


@cache
def fitted(playbook: str, shop: tuple[tuple[str, str], ...] = ()) -> Fitted:
    """A playbook fitted to the sample shop; it never changes, so tests share it."""
    with tempfile.TemporaryDirectory() as folder:
        playbooks, shop_folder = folders(Path(folder), playbook)
        profile = shop_folder / "shop.yaml"
        text = profile.read_text(encoding="utf-8")
        for old, new in shop:
            assert old in text
            text = text.replace(old, new)
        profile.write_text(text, encoding="utf-8")
        return fit(playbooks, shop_folder, "small")


def by(person: str = TANAKA, **more: Any) -> By:
    """Who acts."""
    return By(person=person, **more)


def files(world: World, alias: str) -> list[Part]:
    """The files of an alias, as the systems write them at the moment of the world."""
    name = alias.split("_", maxsplit=1)[0]
    made = normal_item(world, wide=False) if name == "rms" else {"wms": cz04003, "orders": orders}[name](world)
    return [Part(name, data) for name, data in made.items()]


def shown(fitted: Fitted, step: str, parts: Sequence[Part]) -> int:
    """What the screen showed for these files."""
    from engine.formats import read

    asked = fitted.playbook.step(step).receive
    assert asked is not None
    layout = fitted.format_of(asked.file)
    assert layout is not None
    reading = read(layout, parts)
    if asked.counts == "skus":
        return int(reading.table.column("_kind").to_pylist().count("sku"))
    return reading.rows


@dataclass
class Work:
    """A reconciliation under way: the shop as it is now, and a person who does what each step asks."""

    place: Place
    conduct: Conduct
    world: World
    person: str = TANAKA

    @property
    def states(self) -> dict[str, str]:
        """Where each step stands."""
        return {s.step.id: str(s.standing) for s in self.conduct.session.steps}

    @property
    def open(self) -> str | None:
        """The step that is open."""
        current = self.conduct.session.current
        return current.step.id if current else None

    @property
    def over(self) -> bool:
        """Whether no step is open any more."""
        return self.conduct.session.current is None

    def by(self, person: str | None = None, **more: Any) -> By:
        """Who acts."""
        return By(person=person or self.person, **more)

    def later(self, **span: float) -> None:
        """Time goes by, for the shop and for us."""
        self.world = replace(self.world, at=self.world.at + timedelta(**span))
        self.place.clock.at = self.world.at.replace(tzinfo=ZONE)

    def receive(self, step: str, parts: Sequence[Part] | None = None, **said: Any) -> Arrival:
        """A file arrives; by default the right one, with what the screen showed."""
        asked = self.place.fitted.playbook.step(step).receive
        assert asked is not None
        if parts is None:
            self.later(minutes=1)
            parts = files(self.world, asked.file)
            said.setdefault("shown_rows", shown(self.place.fitted, step, parts))
        return self.conduct.receive(step, parts, Provenance(**said), self.by())

    def check(self, step: str) -> dict[str, CheckResult]:
        """The results of a step's checks, by id."""
        return {result.check: result for result in self.conduct.check(step, self.by())}

    def yes(self, step: str) -> None:
        """The person confirms."""
        self.conduct.confirm(step, self.by(), answer=True)

    def up_to(self, *steps: str) -> None:
        """Does steps in the plainest way."""
        for step in steps:
            ask = self.place.fitted.playbook.step(step).ask
            if ask == "receive":
                assert self.receive(step).accepted, step
            elif ask == "check":
                self.check(step)
            elif ask == "confirm":
                self.yes(step)
            elif ask == "choose":
                keys = [finding.key for finding in self.conduct.session.findings_for(step)]
                self.conduct.choose_each(step, self.by(), dict.fromkeys(keys, ("picking", "")))
            elif ask == "produce":
                self.conduct.produce(step, self.by())
            else:
                for role in self.conduct.session.signatures_wanted(step):
                    self.sign(step, role)

    def sign(self, step: str, role: str = "manager", person: str | None = None) -> Entry:
        """Somebody signs."""
        somebody = person or {"manager": SATO, "lead": TAKAHASHI}[role]
        return self.conduct.sign(step, self.by(somebody), Signing(role))

    def made(self, step: str = "fix") -> tuple[Part, ...]:
        """What a step made, as it is kept, handed out or not."""
        entry = self.conduct.session.state(step).entry
        assert entry is not None
        return tuple(Part(part["name"], self.place.desk.kept.get(part["kept"])) for part in entry.body["parts"])

    def upload(self) -> None:
        """Rakuten takes what was made; ten minutes later further orders have come in."""
        for part in self.made():
            self.world = after(self.world, part.data, 10)
        self.later()

    def entries(self, kind: str) -> list[Entry]:
        """The entries of a kind."""
        return [entry for entry in self.conduct.session.entries if entry.kind == kind]


#: What stands in Rakuten in these tests: one SKU too many, both pages of another too many, one SKU too few.
OFF = {ONE_PAGE: 3, TWO_PAGES[0]: 2, TWO_PAGES[1]: 4, THREE_PAGE: -2}

STAGES = {
    "begun": (),
    "received": ("ready", "get-rms", "get-wms", "get-orders"),
    "compared": ("known", "compare"),
    "made": ("cause", "again-rms", "again-orders", "fix"),
    "sent": ("approve", "upload"),
}


def off(world: World, by_page: Mapping[Any, int] = OFF) -> World:
    """The world with numbers at Rakuten that are wrong by so many."""
    return world.with_mall({page: number + by_page.get(page, 0) for page, number in world.mall.items()})


#: How many SKUs the download of the sample shop holds.
SKUS = 322


class Stages:
    """One session in the middle of its work, kept at several stages, so that each test goes on from a copy."""

    def __init__(self, folder: Path, playbook: str = small.RECONCILE, stages: Sequence[str] = tuple(STAGES)) -> None:
        self.folder = folder
        self.place = place(folder / "made", playbook)
        work = Work(self.place, self.place.begin(), off(World.clean(7, MOMENT)))
        self.worlds: dict[str, World] = {}
        for stage in stages:
            work.up_to(*STAGES[stage])
            self.worlds[stage] = work.world
            self.place.close()
            shutil.copytree(self.place.folder / "data", folder / f"at-{stage}")
            self.place.desk = desk_in(self.place.folder / "data", self.place.clock)
            work.conduct = self.place.again(work.conduct.id)
        self.place.close()
        self.session = work.conduct.id

    def at(self, stage: str, into: Path) -> Work:
        """The session at a stage, in a folder of its own."""
        data = into / "data"
        shutil.copytree(self.folder / f"at-{stage}", data)
        clock = FixedClock(self.worlds[stage].at.replace(tzinfo=ZONE))
        here = Place(into, self.place.fitted, clock, desk_in(data, clock))
        return Work(here, here.again(self.session), self.worlds[stage])


def words(error: Any) -> str:
    """What a person reads of an error, in Japanese."""
    return render_error(error, "ja")


def another(work: Work) -> Work:
    """Another session, on another day of the same shop, with the same SKUs off."""
    world = off(World.clean(work.world.at.day, work.world.at))
    return Work(work.place, work.place.begin(SUZUKI), world, SUZUKI)


def standing(session: Session) -> str:
    """Where the steps stand, one after another, as words a reader can compare."""
    return " ".join(f"{s.step.id}:{s.standing}" for s in session.steps)

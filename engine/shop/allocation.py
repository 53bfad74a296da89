"""The section ``allocation:`` of a shop's profile: what each mall should show of the pieces that may be sold.

Malls stand in order of priority. Special cases (個別の決まり) change the rule for some SKUs,
ranks or kinds, for a while: each says until when, so that pieces moved for a sale come back by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.model import Day, Model, Words, refuse, written_day
from engine.stock.allocation import WHOLE, Allocation, MallRule, Rule, SpecialCase

Channel = Literal["rakuten", "yahoo", "amazon", "shopify", "own"]
Kind = Literal["normal", "set", "copy", "preorder", "ended"]
ALWAYS = "always"


def _until(value: str) -> str:
    if value == ALWAYS:
        return value
    try:
        return written_day(value)
    except PydanticCustomError as error:
        told = error.context or {}
        if told["code"] == "model.no_such_day" or "like" in told["values"]:
            raise
        raise refuse("allocation.until", found=value) from None


Until = Annotated[str, AfterValidator(_until)]
Percent = Annotated[int, Field(ge=0, le=100)]


class OfMall(Model):
    """What one mall gets. Pieces, and percent; what is not written keeps its value (at first: none, no limit)."""

    mall: Channel
    share: Percent | None = None
    buffer: Annotated[int, Field(ge=0)] | None = None
    buffer_percent: Annotated[int, Field(ge=0, le=99)] | None = None
    cap: Annotated[int, Field(ge=0)] | None = None
    open_from: Annotated[int, Field(ge=1)] | None = None
    off: bool | None = None

    def over(self, before: MallRule) -> MallRule:
        """The rule of a mall with what is written here in place of what was there."""
        given = {name: value for name, value in self.model_dump().items() if value is not None}
        return MallRule(**{**{name: getattr(before, name) for name in MallRule.__slots__}, **given})


class Case(Model):
    """Some SKUs for a time: by code, rank or kind; ``first`` puts malls before the others."""

    skus: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    ranks: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    kinds: Annotated[tuple[Kind, ...], Field(strict=False)] = ()
    since: Day | None = None
    until: Until
    why: Words
    first: Annotated[tuple[Channel, ...], Field(strict=False)] = ()
    malls: Annotated[tuple[OfMall, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _whole(self) -> Case:
        if not (self.skus or self.ranks or self.kinds):
            raise refuse("allocation.case_of_nothing")
        if not (self.malls or self.first):
            raise refuse("allocation.case_without_change")
        if self.since is not None and self.until != ALWAYS and self.since > self.until:
            raise refuse("allocation.case_backwards", ("since",), since=self.since, until=self.until)
        return self


class Section(Model):
    """``allocation:`` as it is written."""

    mode: Literal["split", "shared"]
    malls: Annotated[tuple[OfMall, ...], Field(min_length=1, strict=False)]
    sets_percent: Percent | None = None
    cycle_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    special_cases: Annotated[tuple[Case, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _fits(self) -> Section:
        if self.mode == "shared" and self.cycle_minutes is None:
            raise refuse("allocation.shared_cycle")
        if self.mode == "shared" and self.sets_percent is not None:
            raise refuse("allocation.only_split", ("sets_percent",), name="sets_percent")
        if self.mode == "split" and self.cycle_minutes is not None:
            raise refuse("allocation.only_shared", ("cycle_minutes",), name="cycle_minutes")
        self._malls(("malls",), self.malls, None)
        self._rule(("malls",), self.usual)
        for index, case in enumerate(self.special_cases):
            at = ("special_cases", index)
            self._malls((*at, "malls"), case.malls, self.usual)
            for place, mall in enumerate(case.first):
                if self.usual.mall(mall) is None:
                    raise refuse("allocation.unlisted_mall", (*at, "first", place), found=mall, allowed=self._known)
            self._rule(at, self._of(case))
        return self

    @property
    def _known(self) -> str:
        return "|".join(mall.mall for mall in self.malls)

    def _malls(self, at: tuple[str | int, ...], listed: Iterable[OfMall], among: Rule | None) -> None:
        seen: set[str] = set()
        for index, one in enumerate(listed):
            if one.mall in seen:
                raise refuse("allocation.doubled_mall", (*at, index, "mall"), name=one.mall)
            seen.add(one.mall)
            if among is not None and among.mall(one.mall) is None:
                raise refuse("allocation.unlisted_mall", (*at, index, "mall"), found=one.mall, allowed=self._known)
            if self.mode == "shared" and one.share is not None:
                raise refuse("allocation.only_split", (*at, index, "share"), name="share")

    def _rule(self, at: tuple[str | int, ...], rule: Rule) -> None:
        """Refuses shares above the whole, and malls that no piece could ever reach."""
        if rule.mode == "shared":
            return
        total = sum(mall.share for mall in rule.malls if not mall.off)
        if total > WHOLE:
            raise refuse("allocation.shares_over", at, found=total)
        takes_all: str | None = None
        for mall in rule.malls:
            if mall.off:
                continue
            if takes_all is not None and not mall.share:
                raise refuse("allocation.never_reached", at, name=mall.mall, before=takes_all)
            if mall.cap is None and mall.open_from == 1:
                takes_all = takes_all or mall.mall

    @property
    def usual(self) -> Rule:
        """The rule for every SKU without a special case."""
        return Rule(self.mode, tuple(one.over(MallRule(one.mall)) for one in self.malls))

    def _of(self, case: Case) -> Rule:
        changed = {one.mall: one for one in case.malls}
        malls = tuple(changed[m.mall].over(m) if m.mall in changed else m for m in self.usual.malls)
        order: dict[str, int] = {mall: place for place, mall in enumerate(case.first)}
        return Rule(self.mode, tuple(sorted(malls, key=lambda m: order.get(m.mall, len(order)))))

    def made(self) -> Allocation:
        """The rule as stock uses it."""
        return Allocation(
            self.usual, tuple(map(self._case, self.special_cases)), self.sets_percent or 0, self.cycle_minutes
        )

    def _case(self, case: Case) -> SpecialCase:
        names: Any = {name: frozenset(getattr(case, name)) for name in ("skus", "ranks", "kinds")}
        until = None if case.until == ALWAYS else date.fromisoformat(case.until)
        since = date.fromisoformat(case.since) if case.since is not None else None
        return SpecialCase(self._of(case), case.why, until, since, **names)


def fits(section: Section, malls: Iterable[str], oms: str, *, has_sets: bool) -> None:
    """Refuses a rule that does not fit the rest of the profile."""
    listed = {one.mall for one in section.malls}
    ours = tuple(malls)
    for index, one in enumerate(section.malls):
        if one.mall not in ours and one.mall != "own":
            raise refuse(
                "allocation.not_a_mall", ("allocation", "malls", index, "mall"), found=one.mall, allowed="|".join(ours)
            )
    missing = [mall for mall in ours if mall not in listed]
    if missing:
        raise refuse("allocation.mall_missing", ("allocation", "malls"), names=", ".join(missing))
    if section.mode == "shared" and oms == "none":
        raise refuse("allocation.shared_without_oms", ("allocation", "mode"))
    if section.mode == "split" and has_sets and section.sets_percent is None:
        raise refuse("allocation.sets_undecided", ("allocation",))

"""What a step asks for, as a reader needs it: one function for each of the seven asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.checks import Base, Query
from engine.checks.words import side
from engine.clock import span
from engine.formats import Format
from engine.manual.markup import plain, ruby, table, terms
from engine.manual.wording import Wording
from engine.playbook import Step
from engine.playbook.ask import Guards, Produce, Value
from engine.texts import nouns, say

#: Stands for a link while the words around it are escaped.
_LINK = "\ue000"


def asked(words: Wording, step: Step) -> list[str]:
    """The blocks that say what is asked for."""
    return [block for block in _ASKS[step.ask](words, step) if block]


def limits(words: Wording, least: int | None, most: int | None) -> str:
    """Limits of a number, as text."""
    if least is not None and most is not None:
        return words.say("limits.between", least=number(least), most=number(most))
    if least is not None:
        return words.say("limits.least", least=number(least))
    return words.say("limits.most", most=number(most)) if most is not None else words.say("limits.none")


def number(value: int) -> str:
    """A number as people write it, by thousands."""
    return f"{value:,}"


def _receive(words: Wording, step: Step) -> Iterator[str]:
    asked = step.receive
    if asked is None:
        return
    layout = words.fitted.format_of(asked.file)
    pairs = [("file", _called(words, asked.file)), ("screen", asked.screen or words.screen(asked.file))]
    if layout and layout.files.several != "no":
        pairs.append(("receive.parts", words.say(f"receive.{layout.files.several}")))
    if asked.filter:
        pairs.append(("receive.filter", asked.filter))
    if asked.counts:
        pairs.append(("receive.rows", words.say(f"receive.counts.{asked.counts}")))
    if asked.max_age:
        pairs.append(("receive.age", words.say("receive.max_age", minutes=span(asked.max_age))))
    if asked.same_moment:
        files = words.joined([words.name(alias) for alias in asked.same_moment.files])
        within = words.say("receive.same_moment", files=files, minutes=span(asked.same_moment.within))
        pairs.append(("receive.moment", within))
    pairs.append(("receive.again", words.say("receive.may_repeat" if asked.may_repeat else "receive.refused")))
    if layout and layout.strips:
        pairs.append(("receive.personal", words.say("receive.stripped")))
    yield terms((words.text(code), ruby(said, step.readings)) for code, said in pairs if said)


def _called(words: Wording, alias: str) -> str:
    title, name = words.format_title(alias), words.name(alias)
    return name if title in name else words.say("named", name=name, title=title)


def _check(words: Wording, step: Step) -> Iterator[str]:
    checks = step.check or ()
    follows = [_follow(words, check) for check in checks]
    alike = len(set(follows)) == 1
    rows = (
        (plain(words.claim(check)), plain(check.if_failed) + ("" if alike else f"<br><small>{follow}</small>"))
        for check, follow in zip(checks, follows, strict=True)
    )
    yield table((words.text("check.holds"), words.text("check.do")), rows)
    if alike:
        yield follows[0]


def _follow(words: Wording, check: Base) -> str:
    """What becomes of the session when a check fails."""
    if check.settled_by:
        return words.text("check.work", step=_LINK).replace(_LINK, words.to_check(check.settled_by))
    return words.text("check.caution" if _cautions(check) else "check.gate")


def _cautions(check: Base) -> bool:
    """Whether what a check finds holds nothing up: by its level, or because its SELECT calls every row a caution."""
    if isinstance(check, Query):
        return "'caution' as level" in check.sql.lower()
    return getattr(check, "level", None) == "caution"


def _confirm(words: Wording, step: Step) -> Iterator[str]:
    if step.confirm:
        question = ruby(step.confirm.question, step.readings)
        pairs = [("confirm.question", question), ("confirm.if_no", ruby(step.confirm.if_no, step.readings))]
        yield terms((words.text(code), said) for code, said in pairs)


def _reading(words: Wording, step: Step) -> Iterator[str]:
    asked = step.reading
    if asked is None:
        return
    if asked.for_each:
        yield from _each(words, "reading", asked.for_each, asked.only)
    if asked.blind:
        yield words.text("reading.blind")
    heads = (words.text("reading.value"), words.text("reading.limits"))
    yield table(heads, ((plain(value.label), plain(_value(words, value))) for value in asked.values))
    if asked.adds_up:
        labels = words.joined([asked.value(name).label for name in asked.adds_up.values])
        yield plain(words.say("reading.adds_up", names=labels, why=asked.value(asked.adds_up.or_why).label))


def _each(words: Wording, ask: str, check_id: str, only: Mapping[str, str | tuple[str, ...]] | None) -> Iterator[str]:
    said = words.text(f"{ask}.each", step=_LINK).replace(_LINK, words.to_check(check_id))
    narrowed = words.joined(list(_narrowed(words, "only", only)))
    yield said + (f" {words.text('rows.each', rows=_LINK).replace(_LINK, narrowed)}" if narrowed else "")


def _value(words: Wording, value: Value) -> str:
    made = [words.say(f"reading.type.{value.type}")]
    if value.at_least is not None or value.at_most is not None:
        made.append(limits(words, value.at_least, value.at_most))
    made += [value.unit] if value.unit else []
    made += [words.say("reading.optional")] if value.optional else []
    return words.joined(made)


def _choose(words: Wording, step: Step) -> Iterator[str]:
    asked = step.choose
    if asked is None:
        return
    if asked.question:
        yield terms([(words.text("choose.question"), ruby(asked.question, step.readings))])
    if asked.for_each:
        yield from _each(words, "choose", asked.for_each, asked.only)
    else:
        yield words.text("choose.once")
    rows = []
    for name in asked.options:
        option = asked.option(name)
        optional = words.say("choose.optional", words=option.optional) if option.optional else None
        only = words.say("choose.when", condition=words.condition(option.when)) if option.when else None
        needed = [need for need in (option.needs, optional, only) if need]
        rows.append((ruby(option.label, step.readings), plain(words.joined(needed) or words.say("choose.nothing"))))
    yield table((words.text("choose.option"), words.text("choose.needs")), rows)


def _produce(words: Wording, step: Step) -> Iterator[str]:
    asked = step.produce
    if asked is None:
        return
    layout = words.fitted.formats.get(asked.format or "")
    made = words.say("produce.list", title=asked.list or "")
    if layout is not None:
        made = words.say("produce.upload", format=getattr(layout.title, words.language))
    pairs = [("produce.made", plain(made)), ("produce.rows", "<br>".join(_rows(words, asked))), *_pairs(words, asked)]
    yield terms((words.text(code), said) for code, said in pairs)
    if layout is not None:
        yield words.text("produce.only_known")
    if layout is not None and layout.write is not None and layout.write.relative:
        yield words.text("produce.relative")


def _pairs(words: Wording, asked: Produce) -> Iterator[tuple[str, str]]:
    """What is written where, as far as the step says it."""
    if asked.set:
        yield "produce.set", "<br>".join(plain(said) for said in _columns(words, asked))
    if asked.into:
        yield "produce.into", plain(words.name(asked.into))
    if asked.place:
        yield "produce.place", plain(asked.place)
    if asked.columns:
        yield "produce.columns", plain(words.joined([_head(words, asked, name) for name in asked.columns]))
    if asked.to_fill:
        yield "produce.to_fill", plain(words.joined(list(asked.to_fill)))
    if asked.stale_after:
        yield "produce.expiry", words.text("produce.stale_after", minutes=span(asked.stale_after))
    if asked.guards:
        yield "produce.guards", "<br>".join(plain(said) for said in _guards(words, asked.guards))


def _head(words: Wording, asked: Produce, name: str) -> str:
    """What stands in a column of a list."""
    if asked.heads and name in asked.heads:
        return asked.heads[name]
    check = words.playbook.check(asked.rows)
    return side(check, name, words.language, words.names) or words.say(f"list.{name}")


def _rows(words: Wording, asked: Produce) -> Iterator[str]:
    yield words.text("produce.rows_of", step=_LINK).replace(_LINK, words.to_check(asked.rows))
    yield from _narrowed(words, "only", asked.only)
    yield from _narrowed(words, "except", asked.except_)
    for name in ("pieces", "yen"):
        count = getattr(asked.also, name) if asked.also else None
        if count is not None:
            yield words.text(f"produce.also_{name}", count=number(count))
    for newer in (asked.unmoved or {}).values():
        yield words.text("produce.unmoved", new=words.name(newer))


def _narrowed(words: Wording, code: str, chosen: Mapping[str, str | tuple[str, ...]] | None) -> Iterator[str]:
    for step_id, names in (chosen or {}).items():
        said = words.text(f"produce.{code}", step=_LINK, words=words.options(step_id, names))
        yield said.replace(_LINK, words.to_step(step_id))


def _columns(words: Wording, asked: Produce) -> Iterator[str]:
    """Which column takes which number; where the file takes a sum in its place, that column and what is added."""
    layout = words.fitted.formats.get(asked.format or "")
    computed = layout.write.computed if layout and layout.write else ()
    for name, value in (asked.set or {}).items():
        instead = next((rule for rule in computed if rule.wanted == name), None)
        what = _number(words, asked, value)
        for more in instead.plus if instead else ():
            what = words.say("produce.plus", what=what, more=_column(words, layout, more))
        column = _column(words, layout, instead.column if instead else name)
        yield words.say("produce.set_to", column=column, what=what)


def _number(words: Wording, asked: Produce, value: object) -> str:
    """What a column is set to, in words."""
    if not isinstance(value, str) or value not in {"left", "right"}:
        return str(value)
    check = words.playbook.check(asked.rows)
    side = str(check.parameters().get(value))
    if side == "expected.stock.available":
        return words.name("expected")
    if side.startswith("allocation.stock."):
        mall = say(f"check.name.{side.rpartition('.')[2]}", words.language)
        return say("check.column", words.language, alias=words.name("allocation"), column=mall)
    return words.say("produce.side_number", side=words.say(f"produce.{value}"))


def _column(words: Wording, layout: Format | None, name: str) -> str:
    """A column by the header that stands in the file; beside one in another language, what it is in words."""
    header = layout.by_name[name].headers[0] if layout and name in layout.by_name else name
    noun = next((noun for noun in ("manual.column", "check.name") if _known(noun, name)), None)
    if noun is None or (words.language == "ja" and not header.isascii()):
        return header
    return words.say("produce.column", what=say(f"{noun}.{name}", words.language), header=header)


def _known(noun: str, name: str) -> bool:
    area, _, part = noun.partition(".")
    return f"{part}.{name}" in nouns(area)


def _guards(words: Wording, guards: Guards) -> Iterator[str]:
    for name in ("rows", "percent", "to_zero", "yen"):
        count = getattr(guards, name)
        if count is not None:
            yield words.say(f"produce.guard_{name}", count=number(count))


def _sign_off(words: Wording, step: Step) -> Iterator[str]:
    asked = step.sign_off
    if asked is None:
        return
    of = [words.to_step(signed) for signed in asked.of or () if words.comes_to(signed)]
    pairs = [
        ("sign.role", plain(words.role(asked.role))),
        ("sign.meaning", words.text(f"sign.{asked.meaning}")),
        ("sign.of", words.joined(of) if of else words.text("sign.all")),
    ]
    if asked.above_guards:
        pairs.append(("sign.above", words.text("sign.above_role", role=words.role(asked.above_guards))))
    yield terms((words.text(code), said) for code, said in pairs)
    yield words.text("sign.other")


_ASKS: dict[str, Callable[[Wording, Step], Iterator[str]]] = {
    "receive": _receive,
    "check": _check,
    "confirm": _confirm,
    "reading": _reading,
    "choose": _choose,
    "produce": _produce,
    "sign_off": _sign_off,
}

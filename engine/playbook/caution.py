"""What runs in a playbook, but should be better."""

from __future__ import annotations

from datetime import date
from itertools import product

from engine.errors import Problem, message
from engine.playbook.facts import SHOP_FACTS
from engine.playbook.parts import Playbook, placed
from engine.playbook.reach import Reach
from engine.yaml import Document

#: Characters of an instruction, and steps of a playbook, above which it should be split.
LONG_STEP = 400
MANY_STEPS = 42


def cautions(playbook: Playbook, document: Document, today: date) -> list[Problem]:
    """What runs, but should be better: a review gone by, another area's folder, a long step, far too many steps."""
    found = []
    folder = document.file.replace("\\", "/").split("/")[-2:-1]
    if folder and folder != [playbook.area]:
        what = message("playbook.other_folder", area=playbook.area, folder=folder[0])
        found.append(Problem(document.place(("area",)), what))
    if date.fromisoformat(playbook.review) < today:
        found.append(Problem(document.place(("review",)), message("playbook.review_gone", on=playbook.review)))
    count = most_steps(playbook)
    if count > MANY_STEPS:
        found.append(Problem(document.place(("sections",)), message("playbook.many_steps", count=count)))
    for path, step in placed(playbook):
        length = sum(len(words) for words in step.instructions)
        if length > LONG_STEP:
            what = message("playbook.long_step", count=length, limit=LONG_STEP)
            found.append(Problem(document.place((*path, "do")), what))
    return found


def most_steps(playbook: Playbook) -> int:
    """How many steps can open in one shop: branches for other shops are no work of this one. A shop has all malls."""
    reach = Reach(playbook)
    conditions = [reach.conditions(step.id) for step in playbook.steps]
    facts = [fact for fact in SHOP_FACTS if fact != "malls" and any(f"shop.{fact}" in one for one in conditions)]
    shops = (dict(zip(facts, words, strict=True)) for words in product(*(SHOP_FACTS[fact] for fact in facts)))
    return max(
        sum(all(word in one.get(f"shop.{fact}", (word,)) for fact, word in shop.items()) for one in conditions)
        for shop in shops
    )

"""A playbook fitted to a shop: what is pinned, what its fingerprint stands for, what a shop may not do."""

# ruff: noqa: E501 - the lines stand as a person reads them

from __future__ import annotations

from pathlib import Path

import playbook_case as case
import pytest
import test_shop

from engine import fitted
from engine.errors import PlaybookError
from engine.fitted import Fitted
from engine.texts import render_error

FILES = {
    "playbooks/warehouse/small.yaml": case.PLAYBOOK,
    "playbooks/warehouse/small.en.yaml": case.english(),
    "playbooks/warehouse/other.yaml": "not: a playbook\n",
    "playbooks/steps/export.yaml": case.SHARED,
    "playbooks/steps/export.en.yaml": case.SHARED_ENGLISH,
    "playbooks/steps/unused.yaml": "not: a step\n",
    **{f"shop/{name}": text for name, text in test_shop.FILES.items()},
}


def write(at: Path, **changed: str) -> Path:
    """The folders of playbooks and of the shop; ``changed`` gives other texts for ``shop`` or ``playbook``."""
    names = {"shop": "shop/shop.yaml", "playbook": "playbooks/warehouse/small.yaml"}
    for name, text in {**FILES, **{names[short]: text for short, text in changed.items()}}.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return at


def pictured(at: Path, name: str = "screens/rms.png") -> Path:
    write(at, playbook=case.PLAYBOOK.replace("        do: 決める。", f"        do: 決める。\n        picture: {name}"))
    picture = at / "playbooks" / "warehouse" / "screens" / "rms.png"
    picture.parent.mkdir()
    picture.write_bytes(b"\x89PNG one")
    return picture


def test_a_steps_picture_is_pinned_and_changes_the_fingerprint(tmp_path: Path) -> None:
    picture = pictured(tmp_path)
    made = fit(tmp_path)
    step = next(step for step in made.playbook.steps if step.picture)
    assert made.picture(step) == b"\x89PNG one"
    assert fitted.of(made.pinned).picture(step) == b"\x89PNG one"
    assert fitted.of(made.pinned).fingerprint == made.fingerprint
    picture.write_bytes(b"\x89PNG two")
    assert fit(tmp_path).fingerprint != made.fingerprint


@pytest.mark.parametrize("name", ["screens/other.png", "../rms.png", "https://example.com/a.png", "rms"])
def test_a_picture_that_is_not_there_is_a_mistake_at_its_place(tmp_path: Path, name: str) -> None:
    pictured(tmp_path, name)
    with pytest.raises(PlaybookError) as caught:
        fit(tmp_path)
    words = render_error(caught.value, "ja")
    assert f"画像「{name}」がありません" in words
    assert "steps → today → picture" in words


def fit(at: Path) -> Fitted:
    return fitted.fit(at / "playbooks", at / "shop", "small")


def told(at: Path) -> list[str]:
    with pytest.raises(PlaybookError) as raised:
        fit(at)
    return [line.replace(f"{at.as_posix()}/", "") for line in render_error(raised.value, "ja").splitlines()]


def test_everything_that_it_is_made_of_is_pinned_and_nothing_else(tmp_path: Path) -> None:
    assert sorted(fit(write(tmp_path)).pinned) == [
        "formats/jp-holidays.yaml",
        "formats/logizard-cz04003.yaml",
        "formats/rakuten-normal-item.yaml",
        "formats/rakuten-orders.yaml",
        "formats/tejun-mapping.yaml",
        "formats/tejun-products.yaml",
        "formats/tejun-reserves.yaml",
        "formats/tejun-sets.yaml",
        "playbook/small.en.yaml",
        "playbook/small.yaml",
        "shop/mapping.csv",
        "shop/products.csv",
        "shop/reserves.csv",
        "shop/sets.csv",
        "shop/shop.yaml",
        "steps/export.en.yaml",
        "steps/export.yaml",
    ]


def test_the_fingerprint_is_the_same_for_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    one, two = fit(write(tmp_path / "one")), fit(write(tmp_path / "two"))
    assert one.fingerprint == two.fingerprint
    assert one.release == f"1.0+{one.fingerprint[:12]}"


def test_any_one_byte_of_what_is_pinned_changes_the_fingerprint(tmp_path: Path) -> None:
    made = fit(write(tmp_path))
    for name, data in made.pinned.items():
        for at in (0, len(data) // 2, len(data) - 1):
            changed = {**made.pinned, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
            other = Fitted(made.playbook, made.shop, made.document, made.source, changed)
            assert other.fingerprint != made.fingerprint, name
    fewer = dict(list(made.pinned.items())[1:])
    assert Fitted(made.playbook, made.shop, made.document, made.source, fewer).fingerprint != made.fingerprint


@pytest.mark.parametrize("name", sorted(name for name in FILES if "other" not in name and "unused" not in name))
def test_a_remark_in_any_file_makes_another_release(tmp_path: Path, name: str) -> None:
    before = fit(write(tmp_path)).release
    path = tmp_path / name
    path.write_bytes(path.read_bytes() + (b"# remark\n" if name.endswith(".yaml") else b"\n"))
    assert fit(tmp_path).release != before


def test_what_it_does_not_use_changes_nothing(tmp_path: Path) -> None:
    before = fit(write(tmp_path)).release
    for name in ("playbooks/warehouse/other.yaml", "playbooks/steps/unused.yaml"):
        (tmp_path / name).write_text("changed: yes\n", encoding="utf-8")
    assert fit(tmp_path).release == before


def test_from_its_pinned_bytes_it_is_made_again(tmp_path: Path) -> None:
    made = fit(write(tmp_path))
    again = fitted.of(made.pinned)
    assert again.release == made.release
    assert again.playbook == made.playbook
    assert again.in_words("en") == made.in_words("en")
    assert again.shop.profile == made.shop.profile
    assert again.shop.rules == made.shop.rules
    assert again.manifest == made.manifest
    assert again.values == made.values


def test_an_open_session_keeps_the_layouts_that_it_began_with(tmp_path: Path) -> None:
    """A layout of ours that a later version changes does not change what was pinned."""
    made = fit(write(tmp_path))
    older = made.pinned["formats/rakuten-normal-item.yaml"] + b"# as it was then\n"
    again = fitted.of({**made.pinned, "formats/rakuten-normal-item.yaml": older})
    assert again.pinned["formats/rakuten-normal-item.yaml"] == older
    assert again.release != made.release
    assert fitted.of(again.pinned).release == again.release


def test_a_column_that_a_layout_gained_later_is_not_seen_by_an_open_session(tmp_path: Path) -> None:
    made = fit(write(tmp_path))
    content = made.pinned["formats/tejun-products.yaml"]
    fewer = content.replace(b"  - {name: rank, headers: [\xe3\x83\xa9\xe3\x83\xb3\xe3\x82\xaf], type: id}\n", b"")
    assert fewer != content
    again = fitted.of({**made.pinned, "formats/tejun-products.yaml": fewer})
    assert "rank" not in again.formats["tejun-products"].by_name
    assert again.shop.rules.products["TEA-01"].rank is None
    assert fitted.of(made.pinned).shop.rules.products["TEA-01"].rank == "A"


def test_bytes_that_are_no_fitted_playbook_are_refused(tmp_path: Path) -> None:
    made = fit(write(tmp_path))
    with pytest.raises(PlaybookError):
        fitted.of({name: data for name, data in made.pinned.items() if name != "playbook/small.yaml"})
    with pytest.raises(PlaybookError):
        fitted.of({**made.pinned, "playbook/second.yaml": b"title: x\n"})
    with pytest.raises(PlaybookError):
        fitted.of({**made.pinned, "elsewhere/small.yaml": b"title: x\n"})


def test_windows_line_ends_make_the_same_playbook_and_another_release(tmp_path: Path) -> None:
    made = fit(write(tmp_path / "unix"))
    windows = write(tmp_path / "windows")
    for path in windows.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    other = fit(windows)
    assert other.playbook == made.playbook
    assert other.shop.rules == made.shop.rules
    assert other.release != made.release
    assert fitted.of(other.pinned).release == other.release


def test_a_shop_sets_values_within_the_limits_of_the_playbook(tmp_path: Path) -> None:
    assert fit(write(tmp_path)).values == {"tolerance": 2, "max_age": 30, "style": "mail"}
    check = (fit(tmp_path).playbook.step("compare").check or ())[0]
    assert check.tolerance == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        (
            "{tolerance: 9}",
            ["shop/shop.yaml:13:31: settings → small → tolerance: 設定の値「9」が範囲（0〜5）の外です。"],
        ),
        (
            "{tolerance: なし}",
            [
                "shop/shop.yaml:13:31: settings → small → tolerance: 設定の値「なし」の種類（数か文字か）が初期値と違います。"
            ],
        ),
        ("{style: fax}", ["shop/shop.yaml:13:27: settings → small → style: 設定の値「fax」は選べません。"]),
        (
            "{tolerence: 2}",
            [
                "shop/shop.yaml:13:31: settings → small → tolerence: 設定「tolerence」はこの手順書にありません。",
                "  → 「tolerance」のことですか。使える語: max_age、style、tolerance",
            ],
        ),
    ],
)
def test_a_value_that_a_playbook_does_not_take_is_told_in_the_shops_file(
    tmp_path: Path, values: str, lines: list[str]
) -> None:
    profile = test_shop.edited("settings: {small: {tolerance: 2}}", f"settings: {{small: {values}}}")
    assert told(write(tmp_path, shop=profile)) == lines


@pytest.mark.parametrize(
    ("oms", "refused"),
    [
        ("none", False),
        ("next-engine", False),
        ("logiless", False),
        ("cross-mall", True),
        ("tempostar", True),
        ("goqsystem", True),
    ],
)
def test_a_file_that_the_oms_would_overwrite_is_refused(tmp_path: Path, oms: str, refused: bool) -> None:
    profile = test_shop.edited("oms: none", f"oms: {oms}")
    playbook = case.edited("when: {choice.today: now, shop.oms: none}", "when: {choice.today: now}")
    at = write(tmp_path, shop=profile, playbook=playbook)
    if not refused:
        assert fit(at).facts["oms"] == (oms,)
        return
    assert told(at) == [
        f"playbooks/warehouse/small.yaml:60:11: sections → fix-all → steps → fix → produce: この店舗のOMS（{oms}）はrakutenの在庫数を数分で上書きします。ここで作ったファイルは使えません。OMS側で直す手順に分けてください（when: {{shop.oms: …}}）。",
    ]


@pytest.mark.parametrize(
    "when",
    [
        "{choice.today: now, shop.oms: none}",
        "{choice.today: now, shop.oms: [none, next-engine]}",
        "{step.only-here: done, choice.today: now}",
    ],
)
def test_a_branch_that_such_a_shop_never_takes_is_fine(tmp_path: Path, when: str) -> None:
    """Also where the condition stands on the step before."""
    here = "      - {id: only-here, title: 準備, do: 見る。, when: {shop.oms: none}, confirm: {question: よいか。, if_no: 待つ。}}\n"
    playbook = case.edited("when: {choice.today: now, shop.oms: none}", f"when: {when}")
    playbook = case.edited("      - id: fix\n", f"{here}      - id: fix\n", playbook)
    at = write(tmp_path, shop=test_shop.edited("oms: none", "oms: cross-mall"), playbook=playbook)
    (at / "playbooks/warehouse/small.en.yaml").write_text(case.english(playbook), encoding="utf-8")
    assert fit(at).facts["oms"] == ("cross-mall",)


def test_people_are_found_by_their_roles_and_files_by_their_names(tmp_path: Path) -> None:
    made = fit(write(tmp_path))
    assert [person.id for person in made.people("stock")] == ["tanaka", "ito"]
    assert [person.party for person in made.people("stock")] == ["client", "agency"]
    assert made.people("nobody") == ()
    assert made.format_of("rms") is made.formats["rakuten-normal-item"]
    assert made.format_of("fixed") is made.formats["rakuten-normal-item"]
    assert made.format_of("nothing") is None
    assert {name for name in made.names("ja") if "." not in name} == {"rms", "wms", "orders", "rms_after", "fixed"}
    assert made.names("ja")["rms.backorder"] == "「在庫切れ時の注文受付」"


def test_files_named_by_the_playbook_have_that_name_in_both_languages(tmp_path: Path) -> None:
    text = case.edited("expected: {", "file_names: {rms: 今朝のRMS}\nexpected: {")
    at = write(tmp_path, playbook=text)
    (at / "playbooks/warehouse/small.en.yaml").write_text(case.english(text), encoding="utf-8")
    made = fit(at)
    assert made.names("ja")["rms"] == "今朝のRMS"
    assert made.names("en")["rms"] == "words of file_names rms"
    assert made.names("en")["wms"] != made.names("ja")["wms"]

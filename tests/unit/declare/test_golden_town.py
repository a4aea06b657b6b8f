"""The example of the design loads as it is printed, and legal but unusual forms are not refused."""

from pathlib import Path

import pytest

from madoguchi.declare.loading import check_town, load_town
from madoguchi.declare.versions import close
from tests.unit.declare.towns import GOLDEN, MIDORI, NINTEI, changed


@pytest.mark.parametrize("folder", [GOLDEN, MIDORI], ids=["golden", "midori"])
def test_it_has_nothing_wrong(folder: Path) -> None:
    assert check_town(folder) == []


def test_it_is_loaded_as_it_is_printed() -> None:
    town = load_town(GOLDEN)
    nintei = town.procedures["jido-teate-nintei"]
    assert nintei.title.within("en") == ("Child allowance claim", "en")
    assert nintei.pages[2].repeat is not None
    assert nintei.pages[2].repeat.max == 12
    assert [result.id for result in nintei.case.results] == ["granted", "refused"]
    assert town.tables["tables/jido-teate.csv"].results == ("refused", "granted")
    assert town.municipality.offices[2].successor == "it-suishin"


def test_it_closes_into_versions_whose_fields_have_paths() -> None:
    version = close(load_town(GOLDEN), "jido-teate-nintei")
    assert [path for path, _, _ in version.fields()] == [
        "name", "birth", "home", "work", "my-number",
        "children[].name", "children[].birth", "children[].living", "children[].custody",
    ]  # fmt: skip


UNUSUAL = {
    "block style instead of flow style": (
        "identity: {level: verified, counter: true, proxy: letter-of-attorney}",
        "identity:\n  level: verified\n  counter: true\n  proxy: letter-of-attorney",
    ),
    "quoted keys and values": ("purpose: child-allowance ", '"purpose": "child-allowance" '),
    "a text in a block": ("title: {ja: 請求する人}", "title:\n      ja: |-\n        請求する\n        人"),
    "a folded text": ("title: {ja: 請求する人}", "title:\n      ja: >\n        請求する\n        人"),
    "yes and no as options": (
        "options: [{id: together, ja: 同居}, {id: apart, ja: 別居}]",
        "options: [{id: yes, ja: 同居}, {id: apart, ja: 別居}, {id: no, ja: いいえ}]",
    ),
    "a name with a variation selector": ("title: {ja: 請求する人}", "title: {ja: 葛\U000e0100城の人}"),
    "a colon inside quotes": ("title: {ja: 請求する人}", 'title: {ja: "注意: 請求する人"}'),
    "an emoji joined by ZWJ": ("title: {ja: お子さん}", "title: {ja: お子さん👨\u200d👩\u200d👧}"),
    "one condition written in place": ("    when: is-civil-servant\n", "    when: {all: [is-civil-servant]}\n"),
    "a condition over several options": ("is: civil-servant}", "in: [civil-servant]}"),
    "a choice of one option": ("{id: together, ja: 同居}, {id: apart, ja: 別居}]", "{id: apart, ja: 別居}]"),
    "a repeat that may be empty": ("repeat: {min: 1,", "repeat: {min: 0,"),
    "an explicit null for what is optional": ("stats: keep}", "stats: keep, help: null, max_length: ~}"),
    "no statistics at all": (
        "statistics: {k: 5, dimensions: [home.town, birth.band, result], measures: [count, days-to-decision]}\n",
        "",
    ),
    "an octal number": ("years: 5,", "years: 0o5,"),
    "a document marker at the beginning": ("procedure: jido", "---\nprocedure: jido"),
    "a byte order mark": ("procedure: jido", "\ufeffprocedure: jido"),
    "an unshielded address": ("shield: true, stats: {level: town}", "shield: false, stats: drop"),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_form_is_legal(name: str, tmp_path: Path) -> None:
    changes = [UNUSUAL[name]]
    if name == "an unshielded address":
        changes.append(("home.town, ", ""))
    assert check_town(changed(tmp_path, NINTEI, *changes)) == []


def test_windows_line_ends_move_no_position(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("label: {ja: 氏名}", "lable: {ja: 氏名}"))
    path = folder / NINTEI
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [(one.line, one.column, one.code) for one in check_town(folder)] == [(15, 40, "unknown-key")]


def test_a_reply_needs_no_notice_of_remedies(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("  remedies: shinsa-seikyu\n", "  outcome: reply\n"))
    assert check_town(folder) == []

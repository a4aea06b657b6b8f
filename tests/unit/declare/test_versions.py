"""A version is the canonical JSON of everything a procedure means; its name is the hash of it."""

import hashlib
import json
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.declare.loading import load_town
from madoguchi.declare.versions import Version, close
from tests.unit.declare.towns import GOLDEN, MIDORI, NINTEI, changed

MEANING = {
    "a text": (NINTEI, "ja: 請求する人}\n    fields", "ja: 請求する方}\n    fields"),
    "a translation": (NINTEI, "label: {ja: お仕事}", "label: {ja: お仕事, en: Work}"),
    "an option of a list": (NINTEI, "ja: 会社員など", "ja: 会社員"),
    "a condition": (NINTEI, "{field: work, is: civil-servant}", "{not: {field: work, is: civil-servant}}"),
    "the order of fields": (
        NINTEI,
        "- {id: home,",
        "- {id: garden, type: text, label: {ja: 庭}, class: plain}\n      - {id: home,",
    ),
    "the retention": (NINTEI, "years: 5", "years: 6"),
    "the table": ("tables/jido-teate.csv", ">=18", ">=20"),
    "the purpose": ("purposes.yaml", "[児童手当法第7条]", "[児童手当法第8条]"),
    "the notice of remedies": ("texts/shinsa-seikyu.yaml", "3か月", "60日"),
    "the office": ("municipality.yaml", "03-0000-2468", "03-0000-2469"),
    "the closing days": ("municipality.yaml", "12-29", "12-28"),
    "the towns": ("municipality.yaml", "ワカバ", "ワカハ"),
}
NO_MEANING = {
    "a comment": (NINTEI, "owner: kodomo-seisaku ", "# 担当\nowner: kodomo-seisaku "),
    "quotes": (NINTEI, "purpose: child-allowance ", "purpose: 'child-allowance' "),
    "a default that is written out": (NINTEI, "kana: required}", "kana: required, required: true}"),
    "the order of keys": (NINTEI, "{id: granted, ja: 認定}", "{ja: 認定, id: granted}"),
    "spaces in a table": ("tables/jido-teate.csv", ",>=18,", ", >=18 ,"),
    "a comment in a table": ("tables/jido-teate.csv", "civil-servant,", "# 公務員\ncivil-servant,"),
    "another office": ("municipality.yaml", "03-0000-1491", "03-0000-1492"),
    "another purpose": ("purposes.yaml", "広聴事務取扱要綱第3条", "広聴事務取扱要綱第4条"),
    "another procedure": ("procedures/hikkoshi.yaml", "引っこしの届出", "転居の届出"),
}


def version_of(folder: Path) -> Version:
    return close(load_town(folder), "jido-teate-nintei")


@pytest.mark.parametrize("what", MEANING)
def test_another_meaning_is_another_version(what: str, tmp_path: Path) -> None:
    file, old, new = MEANING[what]
    assert version_of(changed(tmp_path, file, (old, new))).hash != version_of(GOLDEN).hash


@pytest.mark.parametrize("what", NO_MEANING)
def test_what_means_nothing_changes_no_version(what: str, tmp_path: Path) -> None:
    file, old, new = NO_MEANING[what]
    assert version_of(changed(tmp_path, file, (old, new))).canonical == version_of(GOLDEN).canonical


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_the_order_of_keys_never_matters(seed: int, tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI)
    for path in (folder / NINTEI, folder / "municipality.yaml", folder / "purposes.yaml"):
        every = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506  # plain strings only
        value = shuffled(every, random.Random(seed))
        path.write_text(as_yaml(value), encoding="utf-8")
    assert version_of(folder).hash == version_of(GOLDEN).hash


def shuffled(value: object, dice: random.Random) -> object:
    if isinstance(value, dict):
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffled(value[key], dice) for key in keys}
    return [shuffled(one, dice) for one in value] if isinstance(value, list) else value


def as_yaml(value: object) -> str:
    """Flow style, with numbers and true as they were, all else quoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    plain = (str(value).isdigit() and len(str(value)) < 4) or value == "true"
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def test_its_hash_is_the_sha_256_of_its_canonical_json() -> None:
    version = version_of(GOLDEN)
    assert version.hash == "sha256:" + hashlib.sha256(version.canonical).hexdigest()
    again = json.dumps(json.loads(version.canonical), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == version.canonical


@pytest.mark.parametrize("name", load_town(MIDORI).procedures)
def test_it_is_read_back_without_any_file(name: str) -> None:
    town = load_town(MIDORI)
    version = close(town, name)
    again = Version.from_json(version.canonical)
    assert again == version
    assert again.procedure == town.procedures[name]
    assert again.purpose == town.purposes[again.procedure.purpose]
    assert again.office.id == again.procedure.owner
    assert again.municipality.code == town.municipality.code
    assert again.tables == {one.table: town.tables[one.table] for one in again.procedure.case.proposals}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw + b"\n",
        lambda raw: raw.replace(b'{"format"', b'{ "format"'),
        lambda raw: raw.replace(b'"case":', b'"x":1,"case":'),
        lambda raw: raw.replace(b"madoguchi-version-1", b"madoguchi-version-9"),
        lambda raw: raw[:-1],
        lambda raw: b"",
    ],
)
def test_bytes_that_are_not_canonical_are_no_version(spoil) -> None:
    with pytest.raises(ValueError):
        Version.from_json(spoil(version_of(GOLDEN).canonical))


def test_a_version_stored_before_a_key_existed_still_opens() -> None:
    """A release that adds a key with a default must not close the cases that were born before it."""
    stored = json.loads(version_of(GOLDEN).canonical)
    del stored["procedure"]["measure"]
    del stored["procedure"]["pages"][0]["fields"][0]["required"]
    old = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    version = Version.from_json(old)
    assert version.canonical == old
    assert version.procedure.pages[0].fields[0].required is True


def test_a_field_is_found_by_its_path_with_and_without_a_row() -> None:
    version = version_of(GOLDEN)
    assert version.field("children[].birth") is version.field("children[11].birth")
    assert version.field("birth") is not version.field("children[].birth")
    assert version.page_of("children[3].living") is version.page("children")
    with pytest.raises(KeyError):
        version.field("children.birth")


def test_versions_can_be_kept_in_sets() -> None:
    assert len({version_of(GOLDEN), version_of(GOLDEN)}) == 1

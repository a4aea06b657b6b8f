"""The standard datasets: complete, honest about their evidence, and quick to load."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import editions, index, reference, standard, standards
from madoguchi.opendata.standards.model import Evidence, Need
from tests.unit.opendata.test_real_files import REAL

EDITION = (
    "name: みどり区の標準\nissuer: みどり区\nlicence: CC BY 4.0\nlast_checked: 2026-11-01\nnext_check: 2027-11-01\n"
)
DATASET = "id: bench\nnumber: '90'\nname: ベンチ一覧\nevidence: official\ncolumns:\n- {name: 名称, need: required}\n"


def own(folder, edition=EDITION, dataset=DATASET):
    (folder / "midori").mkdir()
    (folder / "midori/_edition.yaml").write_text(edition, encoding="utf-8")
    (folder / "midori/bench.yaml").write_text(dataset, encoding="utf-8")
    return folder


def test_the_index_is_what_the_files_say():
    compiled = index.compile_all()
    assert json.loads(index.INDEX.read_text(encoding="utf-8")) == json.loads(json.dumps(compiled)), (
        "run python -m madoguchi.opendata.standards.index"
    )


def test_there_are_fifteen_old_and_eleven_current_datasets():
    numbers = {edition.key: [standard(key).number for key in edition.datasets] for edition in editions()}
    assert sorted(numbers["v1"]) == [f"{number:02}" for number in range(1, 16)]
    assert sorted(numbers["v3"]) == ["01", "03", "04", "05", "06", "07", "08", "13", "14", "15", "28"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("222127_public_toilet.csv", "v3/public_toilet"),
        ("222127_fire_hydrant.csv", "v3/fire_hydrant"),
        ("222127_aed.csv", "v1/aed"),
        ("222127_public_wireless_lan.csv", "v1/public_wireless_lan"),
        ("132098_public_toilet.csv", "v1/public_toilet"),
    ],
)
def test_a_published_file_has_exactly_the_headers_of_its_standard(name, key):
    assert read(REAL / name).header == standard(key).names


def test_the_columns_of_the_toilets_are_as_the_definition_book_says():
    columns = {column.name: column for column in standard("v3/public_toilet").columns}
    assert len(columns) == 39
    assert columns["所在地_連結表記"].need is Need.REQUIRED
    assert columns["緯度"].need is Need.RECOMMENDED
    assert columns["高度の種別"].words == ("階数", "標高", "地表高")
    assert standard("v3/public_toilet").evidence is Evidence.OFFICIAL


def test_a_kind_of_disaster_may_be_left_blank():
    columns = [column for column in standard("v1/evacuation_space").columns if column.name.startswith("災害種別_")]
    assert len(columns) == 8
    assert {(column.need, column.format, column.words) for column in columns} == {
        (Need.OPTIONAL, "flag_1_or_blank", ("1",))
    }


def test_no_standard_says_it_is_official_without_two_kinds_of_evidence():
    assert [one.key for one in standards().values() if one.evidence is Evidence.OFFICIAL] == ["v3/public_toilet"]
    assert [one.key for one in standards().values() if not one.sources] == []


def test_every_format_is_a_plain_name_and_every_column_stands_once():
    for one in standards().values():
        assert len(set(one.names)) == len(one.names)
        assert all(re.fullmatch(r"[a-z_0-9]*", column.format) for column in one.columns)


def test_an_edition_is_amber_from_the_day_of_its_next_check():
    edition = next(edition for edition in editions() if edition.key == "v3")
    assert not edition.amber(date(2027, 4, 30))
    assert edition.amber(date(2027, 5, 1))


def test_an_edition_of_ones_own_stands_beside_the_others(tmp_path):
    found = standards(own(tmp_path))
    assert found["midori/bench"].names == ("名称",)
    assert "v3/aed" in found


@pytest.mark.parametrize(
    ("dataset", "words"),
    [
        (DATASET.replace("required", "perhaps"), "need"),
        (DATASET + "- {name: 名称}\n", "2つ"),
        (DATASET.replace("evidence: official", "evidence: sure"), "evidence"),
        ("id: [", "YAML"),
        ("", "中身"),
        ("id: x\nname: y\n", "evidence"),
    ],
)
def test_a_mistake_in_an_own_edition_is_told_with_its_file(tmp_path, dataset, words):
    with pytest.raises(Trouble) as caught:
        standards(own(tmp_path, dataset=dataset))
    assert "midori/bench.yaml" in caught.value.ja
    assert words in caught.value.ja


def test_an_edition_cannot_take_the_place_of_one_that_comes_with_the_program(tmp_path):
    own(tmp_path)
    (tmp_path / "midori").rename(tmp_path / "v3")
    with pytest.raises(Trouble, match="edition-twice"):
        standards(tmp_path)


def test_an_unknown_standard_is_told_with_the_nearest():
    with pytest.raises(Trouble) as caught:
        standard("v3/public_toilets")
    assert "v3/public_toilet" in caught.value.mend_ja


def test_the_page_of_the_reference_lists_what_there_is():
    page = (Path(__file__).parents[3] / "docs/reference/standards.md").read_text(encoding="utf-8")
    assert reference.table() in page, "replace the list with what madoguchi.opendata.standards.reference.table() gives"

"""Datasets that are counted from cases: what takes two files to be wrong, and what a dimension makes of an answer."""

from datetime import date
from pathlib import Path

from madoguchi.declare.coarse import band_at, band_names, coarse
from madoguchi.declare.loading import check_town, load_town
from tests.unit.declare.towns import GOLDEN, MIDORI, changed

ONE = """dataset: {name}
title: {{ja: 引っこし}}
description: {{ja: 届いた件数です。}}
owner: kodomo-seisaku
category: くらし
count: {{procedures: [hikkoshi], by: [{{id: via, of: via, title: {{ja: 届け方}}}}]}}
"""
DAY = date(2026, 11, 24)


def town(folder: Path, *names: str) -> Path:
    changed(folder, "purposes.yaml")
    (folder / "datasets").mkdir()
    for name in names:
        (folder / "datasets" / f"{name}.yaml").write_text(ONE.format(name=name), encoding="utf-8")
    return folder


def test_a_dataset_can_be_loaded(tmp_path):
    assert load_town(town(tmp_path / "t", "kensu"), today=DAY).datasets["kensu"].count.wait_days == 7


def test_the_same_cases_are_counted_in_one_dataset_only(tmp_path):
    (found,) = check_town(town(tmp_path / "t", "kensu", "mata-kensu"), today=DAY)
    assert (found.code, found.file, found.line) == ("dataset-counted-twice", "datasets/mata-kensu.yaml", 6)


def test_what_is_cited_is_declared_or_comes_from_files(tmp_path):
    folder = town(tmp_path / "t", "kensu")
    file = folder / "procedures" / "hikkoshi.yaml"
    cited = (
        "  cites: [{release: kensu@latest, title: {ja: 件数}}, {release: kokyo-toilet@latest, title: {ja: トイレ}}]\n"
    )
    file.write_text(file.read_text(encoding="utf-8").replace("case:\n", f"case:\n{cited}"), encoding="utf-8")
    (found,) = check_town(folder, today=DAY)
    assert (found.code, found.file) == ("cited-dataset", "procedures/hikkoshi.yaml") and "kokyo-toilet" in found.ja
    town_file = folder / "municipality.yaml"
    told = town_file.read_text(encoding="utf-8").replace(
        "fictional: true", "fictional: true\nopen_data: {from_files: [kokyo-toilet]}"
    )
    town_file.write_text(told, encoding="utf-8")
    assert list(check_town(folder, today=DAY)) == []


def test_a_live_number_has_no_releases_to_cite(tmp_path):
    folder = town(tmp_path / "t", "kensu")
    file = folder / "datasets" / "kensu.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").split("count:")[0]
        + "live: {procedures: [jido-teate-nintei], what: waiting}\n",
        encoding="utf-8",
    )
    told = folder / "indicators" / "online.yaml"
    told.write_text(told.read_text(encoding="utf-8") + "cites: [kensu@latest]\n", encoding="utf-8")
    (found,) = check_town(folder, today=DAY)
    assert (found.code, found.file) == ("cited-dataset", "indicators/online.yaml")


def test_records_are_counted_only_under_a_purpose(tmp_path):
    folder = town(tmp_path / "t", "kensu")
    file = folder / "purposes.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("purpose: statistics", "purpose: other"), encoding="utf-8")
    (found,) = check_town(folder, today=DAY)
    assert (found.code, found.file) == ("dataset-no-purpose", "datasets/kensu.yaml")


def test_an_address_falls_into_its_town_or_nowhere():
    ward = load_town(MIDORI)
    found = coarse(ward.procedures["jido-teate-nintei"], "home.town", ward.municipality)
    assert found and found.path == "home" and "若草町" in found.values
    here = {"city": "みどり区", "town": "若草町二丁目"}
    assert found.of(here, DAY) == "若草町"
    for elsewhere in (None, "若草町", here | {"city": "よその区"}, here | {"town": "無い町"}):
        assert found.of(elsewhere, DAY) is None


def test_an_age_falls_into_its_band():
    ward = load_town(MIDORI)
    found = coarse(ward.procedures["jido-teate-nintei"], "birth.band", ward.municipality)
    assert found is not None
    assert [found.of(born, DAY) for born in ("1990-11-24", "1990-11-25", "1900-01-01", "2030-01-01", "x", None)] == [
        "35〜39歳", "35〜39歳", "100歳以上", None, None, None,
    ]  # fmt: skip
    assert found.of("1991-11-25", DAY) == "30〜34歳"


def test_of_a_sensitive_answer_only_what_is_on_the_list_is_counted():
    ward = load_town(MIDORI)
    found = coarse(ward.procedures["kesseki-renraku"], "reason", ward.municipality)
    assert found and found.of("発熱", DAY) == "発熱"
    assert found.of("母が入院したため", DAY) is None
    assert coarse(ward.procedures["kesseki-renraku"], "words", ward.municipality) is None


def test_what_the_declaration_drops_or_repeats_cannot_be_counted():
    ward = load_town(GOLDEN)
    procedure = ward.procedures["jido-teate-nintei"]
    for name in ("name", "children[].birth.band", "home", "birth"):
        assert coarse(procedure, name, ward.municipality) is None


def test_bands_have_names_and_hold_every_number():
    names = band_names((1, 8, 31))
    assert names == ("0日", "1〜7日", "8〜30日", "31日以上")
    assert [names[band_at((1, 8, 31), days)] for days in (0, 1, 7, 8, 30, 31, 400)] == [
        "0日", "1〜7日", "1〜7日", "8〜30日", "8〜30日", "31日以上", "31日以上",
    ]  # fmt: skip

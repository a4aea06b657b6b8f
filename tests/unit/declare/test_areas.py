"""A map that cannot be drawn is told, at its place, and how to mend it."""

import json
from pathlib import Path

import pytest

from madoguchi.declare.loading import check_town
from tests.unit.declare.towns import changed

RING = [[139.0, 35.0], [139.1, 35.0], [139.1, 35.1], [139.0, 35.0]]
GOOD = {"properties": {"name": "若葉"}, "geometry": {"type": "Polygon", "coordinates": [RING]}}


def told(folder: Path, text: str) -> list[tuple[str, int, str]]:
    changed(folder, "purposes.yaml")
    (folder / "areas.geojson").write_text(text, encoding="utf-8")
    return [(one.code, one.line, one.mend_ja) for one in check_town(folder)]


def test_areas_that_can_be_drawn_are_fine(tmp_path):
    assert told(tmp_path / "t", json.dumps({"features": [GOOD]})) == []


def test_a_bracket_that_is_not_closed_is_told_at_its_line(tmp_path):
    ((code, line, mend),) = told(tmp_path / "t", '{"features": [\n{"a": 1},\n')
    assert (code, line) == ("areas-not-json", 3) and "書き出し直し" in mend


@pytest.mark.parametrize(
    "feature",
    [
        {"geometry": GOOD["geometry"]},
        {**GOOD, "geometry": {"type": "Point", "coordinates": [139, 35]}},
        {**GOOD, "geometry": {"type": "Polygon", "coordinates": [RING[:3]]}},
        {**GOOD, "geometry": {"type": "Polygon", "coordinates": [[[35.0, 139.0]] * 4]}},
        {**GOOD, "geometry": {"type": "Polygon", "coordinates": [[["139", "35"]] * 4]}},
        "若葉",
    ],
)
def test_what_is_no_area_is_told(tmp_path, feature):
    ((code, _line, _mend),) = told(tmp_path / "t", json.dumps({"features": [GOOD, feature]}))
    assert code == "areas-not-drawable"


def test_a_file_without_areas_is_told(tmp_path):
    ((code, _line, _mend),) = told(tmp_path / "t", json.dumps({"features": []}))
    assert code == "areas-not-drawable"

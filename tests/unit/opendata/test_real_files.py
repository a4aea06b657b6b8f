"""What municipalities really publish is read as it stands."""

from pathlib import Path

import pytest

from madoguchi.opendata.reading import read

REAL = Path(__file__).parents[2] / "data/opendata/real"
FILES = {
    "222127_public_toilet.csv": ("utf-8", "\r\n", 112, 39),
    "222127_fire_hydrant.csv": ("utf-8", "\r\n", 193, 16),
    "222127_aed.csv": ("utf-8", "\r\n", 82, 22),
    "222127_public_wireless_lan.csv": ("utf-8", "\n", 17, 18),
    "hachijo_sightseeing.csv": ("cp932", "\r\n", 20, 7),
    "132098_public_toilet.csv": ("utf-8-sig", "\r\n", 84, 32),
    "taito_public_toilet.csv": ("cp932", "\r\n", 69, 8),
    "011002publicfacility.csv": ("utf-8-sig", "\r\n", 674, 92),
    "kyotenbyoinlist20220101.csv": ("cp932", "\r\n", 85, 7),
}


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_read(name):
    table = read(REAL / name)
    found = (table.source.encoding, table.source.newline, len(table.rows), len(table.header))
    assert found == FILES[name]
    assert {len(row.cells) for row in table.rows} == {len(table.header)}
    assert table.ragged == ()


def test_titles_totals_and_notes_of_the_hospitals_are_set_aside():
    table = read(REAL / "kyotenbyoinlist20220101.csv")
    assert table.header[4:] == ("電話番号", "病床数", "三次\n救急")
    assert table.header_lines == (3,)
    assert [(aside.line, aside.kind) for aside in table.asides if aside.kind != "blank"] == [
        (1, "title"),
        (2, "title"),
        (90, "total"),
        (91, "note"),
    ]
    assert (table.rows[0].line, table.rows[0].cells[2]) == (5, "日本大学病院")

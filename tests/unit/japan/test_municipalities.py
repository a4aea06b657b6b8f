"""Codes and names of municipalities agree with the postal data of this machine."""

from madoguchi.japan.municipalities import _FILE, lines_from_postal_data, municipality


def test_the_list_is_what_the_postal_data_says():
    assert _FILE.read_text(encoding="utf-8").splitlines() == lines_from_postal_data(), (
        "run python -m madoguchi.japan.municipalities"
    )


def test_a_code_has_a_name_only_with_its_check_digit():
    assert municipality("131199") == ("東京都", "板橋区")
    assert municipality("131198") is None
    assert municipality("13119") is None
    assert municipality("999999") is None


def test_a_city_with_wards_a_prefecture_and_a_town_of_a_county_are_there():
    assert municipality("011002") == ("北海道", "札幌市")
    assert municipality("130001") == ("東京都", "")
    assert municipality("013030").short == "当別町"
    assert municipality("271004") == ("大阪府", "大阪市")

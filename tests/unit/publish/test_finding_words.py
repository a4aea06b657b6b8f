"""Every way of mending has words on the keeper's page."""

from madoguchi.opendata.checking import reference
from madoguchi.publish.words import KINDS, rule_words


def test_every_way_of_mending_has_words():
    assert set(reference._KINDS) - set(KINDS) == set()


def test_a_finding_of_reading_is_headed_by_words():
    assert rule_words("aside:title") == "表の題をデータから外した"

"""A shield: in force at once, on every way out, for the whole household, until two people have lifted it."""

import pytest

from madoguchi.protect import ALL, Channel, actions, find, links, open_attachment, read, show
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.identity import Identity
from madoguchi.protect.models import (
    Reading,
    Record,
    RecordSubject,
)
from madoguchi.protect.queries import cover_of, hidden_from, shielded_among, visible
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import RESIDENT, SYSTEM
from madoguchi.trail.models import Event

from .conftest import PURPOSE, a_clerk, a_name, some_answers
from .shields import FATHER, MOTHER, TARO, a_protector, asked, file, shielded

pytestmark = pytest.mark.django_db
PAGE = {"purpose": PURPOSE, "channel": Channel.STAFF_PAGE}


def name_of(person: Identity) -> dict[str, str]:
    return a_name(person.family, person.given, person.family_kana, person.given_kana)


def entrusted(record, clerk):
    actions.entrust([record], to=clerk.id, by=SYSTEM)
    return clerk


def refusal(ask) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.code


def test_the_one_who_has_the_case_sees_everything_but_where_they_are(filed, clerk):
    entrusted(filed, clerk)
    shielded()
    seen = read([filed], by=clerk, **PAGE)[filed]
    assert set(seen) == {"name", "birth", "children"}
    assert show(seen["name"], channel=Channel.STAFF_PAGE)["family"] == "山田"
    assert Reading.objects.latest("pk").withheld == ["custody", "home", "telephone"]


def test_a_withheld_field_that_is_asked_for_comes_as_if_it_had_not_been_answered(filed, clerk):
    entrusted(filed, clerk)
    shielded()
    assert show(read([filed], ["home"], by=clerk, **PAGE)[filed]["home"], channel=Channel.STAFF_PAGE) is None


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.STAFF_PAGE])
def test_no_other_way_brings_anything_withheld_out_for_anybody(filed, clerk, channel):
    entrusted(filed, clerk)
    shielded()
    for fields in (ALL, ["home"], ["telephone"]):
        assert refusal(lambda fields=fields: read([filed], fields, by=clerk, purpose=PURPOSE, channel=channel))


def test_for_a_colleague_of_the_same_office_there_is_nothing(filed, clerk):
    shielded()
    assert refusal(lambda: read([filed], ["name"], by=clerk, **PAGE)) == "shielded"
    assert find(kana="ヤマダ", purpose=PURPOSE, by=clerk) == []
    assert visible([filed], by=clerk, channel=Channel.STAFF_PAGE) == []
    assert not cover_of(filed, by=clerk).is_open


def test_only_who_has_the_case_finds_it(filed, clerk):
    entrusted(filed, clerk)
    shielded()
    assert find(kana="ヤマダ", purpose=PURPOSE, by=clerk) == [filed]
    assert find(kana="ヤマダ", purpose=PURPOSE, by=a_clerk("other")) == []


def test_the_decision_table_proposes_without_knowing_where_they_are(filed):
    shielded()
    opened = read([filed], by=SYSTEM, purpose=PURPOSE, channel=Channel.RULE)[filed]
    assert "home" not in opened and "birth" in opened


def test_a_file_that_may_tell_where_they_are_is_closed_too(draft, version, clerk, settings, tmp_path):
    settings.HOME = tmp_path
    file_id = actions.attach(draft, path="custody", name="a.pdf", content_type="x/y", chunks=[b"x"], by=RESIDENT)
    actions.file_record(draft, answers=some_answers(), version=version, by=RESIDENT)
    entrusted(draft, clerk)
    shielded()
    assert refusal(lambda: open_attachment(file_id, by=clerk, **PAGE)) == "output"


def test_the_persons_own_new_link_shows_their_own(version, clerk):
    shielded()
    secret = links.new_secret()
    record = file(version, secret=secret)
    own = read([record], ["home"], purpose=PURPOSE, by=RESIDENT, channel=Channel.RESIDENT_PAGE, secret=secret)
    assert show(own[record]["home"], channel=Channel.RESIDENT_PAGE)["town"] == "緑町"


def test_shielding_revokes_the_links_of_the_household_in_the_same_transaction(filed, secret):
    own = {"purpose": PURPOSE, "by": RESIDENT, "channel": Channel.RESIDENT_PAGE, "secret": secret}
    assert read([filed], **own)
    shielded()
    assert refusal(lambda: read([filed], **own)) == "link"
    assert Record.objects.get(pk=filed).link_hash == ""


def test_the_other_partys_own_link_goes_on_so_that_nothing_tells_them(version):
    secret = links.new_secret()
    his = some_answers() | {"name": a_name("山田", "剛", "ヤマダ", "ツヨシ"), "birth": "1985-06-07", "telephone": ""}
    record = file(version, his, secret=secret)
    shielded()
    assert read([record], purpose=PURPOSE, by=RESIDENT, channel=Channel.RESIDENT_PAGE, secret=secret)


def test_a_birthday_typed_wrong_brings_nobody_out(version, clerk):
    shielded()
    record = file(version, some_answers() | {"birth": "1990-05-04", "children": []})
    assert RecordSubject.objects.get(record=record, part="applicant").counts_as_shielded
    assert refusal(lambda: read([record], ["name"], by=clerk, **PAGE)) == "shielded"


def test_who_came_before_under_a_name_alike_counts_as_shielded_too(version, clerk):
    record = file(version, some_answers() | {"birth": "1990-05-04", "children": []})
    shielded()
    assert shielded_among([record]) == {record}


def test_of_several_whom_the_town_knows_each_is_shielded(version):
    for _ in range(2):
        actions.register_subject(name=name_of(MOTHER), birth=MOTHER.birth, by=SYSTEM)
    row = shielded(people=(MOTHER,))
    assert row.people.count() == 2 and row.people.filter(asked=True).count() == 2


def test_a_person_whom_the_town_does_not_know_yet_is_shielded_before_they_come(version, clerk):
    shielded()
    record = file(version)
    assert RecordSubject.objects.get(record=record, part="applicant").match == "same"
    assert shielded_among([record]) == {record}


def test_the_same_notice_twice_is_one_shield():
    first = shielded(origin="131199", reference="R8-17")
    assert shielded(origin="131199", reference="R8-17").pk == first.pk


def test_a_declaration_that_says_nothing_withholds_everything(filed, clerk):
    entrusted(filed, clerk)
    shielded()
    Record.objects.update(withheld="*")
    assert read([filed], by=clerk, **PAGE)[filed] == {}


def test_a_member_of_staff_from_whom_they_flee_sees_nothing_even_with_the_case(filed, clerk):
    entrusted(filed, clerk)
    shielded(other=None, other_staff=clerk.id)
    assert refusal(lambda: read([filed], ["name"], by=clerk, **PAGE)) == "shielded"
    assert find(kana="ヤマダ", purpose=PURPOSE, by=clerk) == []
    with pytest.raises(NotPossible):
        actions.ask_opening(record_id=filed, fields=["home"], channel=Channel.STAFF_PAGE, reason="x", by=clerk)


def test_a_guardian_who_is_the_other_party_is_nobodys_family():
    father = actions.register_subject(name=name_of(FATHER), birth=FATHER.birth, by=SYSTEM)
    grandmother = actions.register_subject(name=a_name("森", "梅", "モリ", "ウメ"), birth="1955-05-05", by=SYSTEM)
    assert not hidden_from(father, grandmother)
    row = shielded()
    mother = row.people.get(asked=True).subject_id
    for one in row.people.filter(asked=False):
        assert not hidden_from(mother, one.subject_id)
        for viewer in (father, grandmother, None):
            assert hidden_from(viewer, one.subject_id)


def test_nothing_of_a_shield_stands_in_the_trail_in_words():
    shielded(other_words="金髪の男", previous=("秘密県隠れ市1-1",))
    told = "".join(f"{event.data}{event.about_id}" for event in Event.objects.all())
    assert "隠れ市" not in told and "金髪" not in told and "ヤマダ" not in told


def test_only_the_desk_shields(clerk):
    with pytest.raises(NotPossible):
        actions.shield(asked=asked(), by=clerk)
    assert actions.shield(asked=asked(), by=a_protector("tsukuda"))


def test_an_erased_record_does_not_let_a_shielded_person_be_forgotten(filed):
    row = shielded()
    actions.erase(filed, reason="retention", by=SYSTEM)
    assert row.people.count() == 3


def test_letters_never_tell_where_a_third_person_is_shielded_or_not(filed, clerk, version):
    """Of a record in which nobody is shielded: the child's own address is no part of a letter to the applicant."""
    letter = {"purpose": PURPOSE, "by": clerk, "channel": Channel.LETTER}
    Record.objects.update(withheld="home children[].home!")
    assert read([filed], ["name", "home"], **letter)
    assert refusal(lambda: read([filed], ["children"], **letter)) == "output"
    assert refusal(lambda: read([filed], ["children[].home"], **letter)) == "output"
    assert refusal(lambda: read([filed], ALL, **letter)) == "output"


def test_a_minor_who_is_shielded_alone_closes_the_whole_record(filed, clerk):
    shielded(people=(TARO,), kind="child-abuse")
    assert refusal(lambda: read([filed], ["name"], by=clerk, **PAGE)) == "shielded"


def test_it_takes_whole_readings_and_not_a_surname_to_look_alike(version):
    shielded()
    other = {"name": a_name("山田", "次郎", "ヤマダ", "ジロウ"), "birth": "1970-01-01", "telephone": "0311112222"}
    record = file(version, some_answers() | other | {"children": []})
    assert shielded_among([record]) == set()
    assert Identity.of(other["name"]).tokens()["kana"] != MOTHER.tokens()["kana"]

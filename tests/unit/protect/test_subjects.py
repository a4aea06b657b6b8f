"""People grow from cases. Whoever may be two people is looked at by a third."""

import pytest
from django.db import transaction

from madoguchi.protect import Channel, Refused, actions
from madoguchi.protect.actions.finding import find
from madoguchi.protect.identity import Identity, identities
from madoguchi.protect.models import Reading, RecordSubject, Subject, SubjectToken
from madoguchi.trail.actor import RESIDENT, SYSTEM
from madoguchi.trail.models import Event

from .conftest import PURPOSE, a_clerk, a_name, a_version, some_answers

HANAKO = a_name("髙橋", "花子", "タカハシ", "ハナコ")


def arrives(version, name=HANAKO, birth="1990-04-05", **more):
    answers = {"name": name, "birth": birth} | more
    record = actions.seal(answers=answers, version=version, by=RESIDENT)
    actions.file_record(record, answers=answers, version=version, by=RESIDENT)
    return record


def links_of(record) -> dict[str, RecordSubject]:
    return {link.part: link for link in RecordSubject.objects.filter(record=record)}


def test_the_people_of_an_application_are_known_by_their_part(version):
    people = identities(version, some_answers() | {"partner": a_name("山田", "一郎", "ヤマダ", "イチロウ")})
    assert list(people) == ["applicant", "partner", "child[0]", "child[1]"]
    assert people["applicant"] == Identity("山田", "花子", "ヤマダ", "ハナコ", "1990-04-05", "09012345678")
    assert people["child[1]"] == Identity("山田", "桜", "ヤマダ", "サクラ", "2022-03-04", "")
    assert people["partner"].birth == ""


def test_who_was_not_named_is_nobody(version):
    assert identities(version, {"birth": "1990-04-05", "children": [{"birth": "2020-01-01"}]}) == {}


def test_the_first_time_somebody_is_new(version, db):
    record = arrives(version)
    assert links_of(record)["applicant"].match == "new"
    assert Subject.objects.get().source == "case"
    assert str(record) in str(links_of(record)["applicant"])


def test_the_second_time_it_is_the_same_person(version, db):
    first, second = arrives(version), arrives(version)
    assert links_of(second)["applicant"].match == "same"
    assert links_of(first)["applicant"].subject_id == links_of(second)["applicant"].subject_id
    assert SubjectToken.objects.count() == 1


def test_somebody_of_the_residents_list_is_the_same_person(version, db):
    listed = actions.register_subject(name=HANAKO, birth="1990-04-05", by=SYSTEM)
    assert links_of(arrives(version))["applicant"].subject_id == listed


def test_another_telephone_is_remembered_beside_the_first(version, db, clerk):
    first = arrives(version, telephone="09011112222")
    second = arrives(version, telephone="0312345678")
    third = arrives(version, telephone="0312345678")
    assert SubjectToken.objects.count() == 2
    for number in ("09011112222", "0312345678"):
        assert set(find(telephone=number, purpose=PURPOSE, by=clerk)) == {first, second, third}


@pytest.mark.parametrize(
    "twin",
    [
        {"name": a_name("高橋", "花子", "タカハシ", "ハナコ")},  # 高 for 髙
        {"name": a_name("髙橋", "華子", "タカハシ", "ハナコ")},
    ],
)
def test_the_same_reading_and_birth_under_another_name_is_looked_at_by_a_person(version, db, twin):
    first, second = arrives(version), arrives(version, **twin)
    link = links_of(second)["applicant"]
    assert link.match == "ambiguous"
    assert link.counts_as_shielded
    assert link.subject_id != links_of(first)["applicant"].subject_id


def test_two_people_of_the_list_who_agree_in_everything_are_looked_at(version, db):
    for _ in range(2):
        actions.register_subject(name=HANAKO, birth="1990-04-05", by=SYSTEM)
    assert links_of(arrives(version))["applicant"].match == "ambiguous"


def test_once_ambiguous_stays_ambiguous(version, db):
    arrives(version)
    arrives(version, name=a_name("高橋", "花子", "タカハシ", "ハナコ"))
    assert links_of(arrives(version))["applicant"].match == "ambiguous"


@pytest.mark.parametrize(
    "other",
    [
        {"birth": "1990-04-06"},
        {"name": a_name("髙橋", "花", "タカハシ", "ハナ")},
        {"name": a_name("髙橋", "花子", "タカバシ", "ハナコ")},
    ],
)
def test_another_birth_or_reading_is_another_person(version, db, other):
    arrives(version)
    assert links_of(arrives(version, **other))["applicant"].match == "new"
    assert Subject.objects.count() == 2


@pytest.mark.parametrize("missing", [{"birth": None}, {"name": a_name("髙橋", "花子", "", "")}])
def test_too_little_to_tell_is_never_taken_for_somebody_known(version, db, missing):
    arrives(version)
    for record in (arrives(version, **missing), arrives(version, **missing)):
        link = links_of(record)["applicant"]
        assert link.match == "incomplete"
        assert not link.counts_as_shielded


def test_the_same_child_twice_in_one_form_is_one_person(version, db):
    child = {"name": a_name("髙橋", "桜", "タカハシ", "サクラ"), "birth": "2022-03-04"}
    links = links_of(arrives(version, children=[child, child]))
    assert links["child[0]"].match == "new"
    assert links["child[1]"].match == "same"
    assert links["child[0]"].subject_id == links["child[1]"].subject_id


def test_the_trail_tells_how_people_were_matched_and_nothing_else(version, db):
    arrives(version, children=[{"name": HANAKO, "birth": "2022-03-04"}])
    assert Event.objects.get(verb="protect.filed").data == {"matches": ["new", "new"]}


@pytest.mark.parametrize(
    "asked",
    [
        {"kana": "タカハシ"}, {"kana": "たかはし"}, {"kana": "ﾀｶﾊｼ ﾊﾅｺ"}, {"kana": "タカハシハナコ"}, {"birth": "1990-04-05"},
        {"telephone": "09012345678"}, {"kana": "タカハシ", "birth": "1990-04-05", "telephone": "09012345678"},
    ],
)  # fmt: skip
def test_people_are_found_by_what_they_say_at_the_counter(version, clerk, asked):
    record = arrives(version, telephone="09012345678")
    arrives(version, name=a_name("佐藤", "次郎", "サトウ", "ジロウ"), birth="1980-01-01", telephone="0311112222")
    assert find(purpose=PURPOSE, by=clerk, **asked) == [record]


@pytest.mark.parametrize(
    "asked", [{"kana": "タカ"}, {"kana": "ハナコ"}, {"kana": "タカハシ", "birth": "1990-04-06"}, {"telephone": "090"}]
)
def test_a_part_of_it_finds_nobody(version, clerk, asked):
    arrives(version, telephone="09012345678")
    assert find(purpose=PURPOSE, by=clerk, **asked) == []


def test_the_newest_is_first(version, clerk):
    records = [arrives(version) for _ in range(3)]
    assert find(kana="タカハシ", purpose=PURPOSE, by=clerk) == records[::-1]


def test_what_one_may_not_read_one_does_not_find(version, clerk):
    arrives(version)
    elsewhere = a_clerk("ito", office="tax")
    assert find(kana="タカハシ", purpose=PURPOSE, by=elsewhere) == []
    assert find(kana="タカハシ", purpose="tax", by=clerk) == []
    assert find(kana="タカハシ", purpose=PURPOSE, by=a_clerk("op", role="operator")) == []


def test_a_draft_is_not_found(version, clerk):
    actions.seal(answers={"name": HANAKO}, version=version, by=RESIDENT)
    assert find(kana="タカハシ", purpose=PURPOSE, by=clerk) == []


def test_a_search_is_a_reading(version, clerk):
    record = arrives(version)
    Reading.objects.all()
    find(kana="タカハシ", birth="1990-04-05", purpose=PURPOSE, by=clerk)
    reading = Reading.objects.get()
    assert (reading.channel, reading.fields) == ("search", ["kana", "birth"])
    assert [item.record_id for item in reading.items.all()] == [record]


def test_a_search_needs_something_to_look_for(clerk):
    with pytest.raises(ValueError, match="nothing"):
        find(purpose=PURPOSE, by=clerk)


@pytest.mark.parametrize("by", [RESIDENT, SYSTEM])
def test_only_staff_search(db, by):
    with pytest.raises(Refused), transaction.atomic():
        find(kana="タカハシ", purpose=PURPOSE, by=by)


def test_the_rows_call_themselves_something(version, db):
    arrives(version)
    subject = Subject.objects.get()
    assert str(subject) == str(subject.tokens.get()) == str(subject.pk)


def test_a_version_keeps_its_people_apart_from_another_ones(db):
    """The plan of who stands where is kept per version."""
    assert identities(a_version("a"), {"name": HANAKO}).keys() == {"applicant"}
    assert identities(a_version("b"), {"name": HANAKO}).keys() == {"applicant"}


def test_search_is_a_channel_of_the_table():
    assert Channel.SEARCH == "search"

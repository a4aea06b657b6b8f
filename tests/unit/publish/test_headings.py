"""A person says which column a heading means: the office's next file knows it, and it can be taken back."""

import pytest

from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Check, HeadingMatch
from madoguchi.publish.queries.reports import report
from madoguchi.trail import worker
from madoguchi.trail.models import Event
from tests.unit.publish.sheets import GOOD, HEADER, brought, sheet

ODD = HEADER.replace("設置位置", "どこの棚か")
PLACE = HEADER.split(",").index("設置位置")


def matched(check: Check, column: str = "設置位置", **more) -> Check:
    again = actions.match_heading(check=check, heading="どこの棚か", column=column, **more)
    worker.run_due()
    again.refresh_from_db()
    return again


def how(check: Check) -> dict[str, str]:
    return {header: why for header, _column, why in report(check).places["matches"]}


def test_a_heading_matched_by_hand_is_checked_as_that_column_and_learned(clerk):
    check = brought(sheet([GOOD] * 3, ODD), by=clerk)
    assert report(check).places["homeless"] == ["どこの棚か"] and (PLACE, "どこの棚か") in report(check).loose
    again = matched(check, by=clerk)
    assert again.standard == check.standard and how(again)["どこの棚か"] == "learned"
    assert report(again).places["homeless"] == [] and report(again).learned == [(PLACE, "どこの棚か", "設置位置")]
    other = brought(sheet([GOOD] * 4, ODD.replace("どこの棚か", "どこの 棚か")), by=clerk, name="別の表.csv")
    assert how(other)["どこの 棚か"] == "learned", "the same heading, spelt otherwise, in another file of the office"


def test_a_match_is_taken_back_and_the_next_file_forgets_it(clerk):
    again = matched(matched(brought(sheet([GOOD] * 3, ODD), by=clerk), by=clerk), column="", by=clerk)
    assert report(again).places["homeless"] == ["どこの棚か"] and report(again).learned == []
    assert [one.column for one in HeadingMatch.objects.order_by("pk")] == ["設置位置", ""]


def test_another_office_has_its_own_words(clerk, overseer):
    matched(brought(sheet([GOOD] * 3, ODD), by=clerk), by=clerk)
    office = next(iter(_offices_of(overseer)))
    check = brought(sheet([GOOD] * 3, ODD), by=overseer, office=office)
    assert report(check).places["homeless"] == ["どこの棚か"]


def _offices_of(actor) -> set[str]:
    from madoguchi.people.queries import offices_of

    return offices_of(actor, roles=("clerk", "publisher"))


def test_who_may_match_and_what_is_no_column(clerk, stranger):
    check = brought(sheet([GOOD] * 3, ODD), by=clerk)
    with pytest.raises(NotYours):
        matched(check, by=stranger)
    with pytest.raises(NotNow):
        matched(check, column="そんな列", by=clerk)
    assert not HeadingMatch.objects.exists()


def test_no_heading_is_kept_in_the_database_or_on_the_trail(clerk):
    matched(brought(sheet([GOOD] * 3, ODD), by=clerk), by=clerk)
    kept = str(list(HeadingMatch.objects.values()) + list(Event.objects.values("data")) + list(Check.objects.values()))
    assert "どこの棚か" not in kept and "設置位置" in kept


def test_the_page_has_one_form_that_works_without_script(client_of, clerk):
    check = brought(sheet([GOOD] * 3, ODD), by=clerk)
    client, home = client_of("mori"), f"/staff/data/{check.upload.file_id}/1/"
    page = client.get(home).content.decode()
    assert f'action="{home}match/"' in page and f'<option value="{PLACE}">どこの棚か</option>' in page
    posted = {"check": check.pk, "heading": PLACE, "column": "設置位置"}
    assert client.post(f"{home}match/", posted).headers["Location"] == home
    worker.run_due()
    assert "このつながりを取り消す" in client.get(home).content.decode()
    assert client.post(f"{home}match/", posted).status_code == 409, "drawn from a check that is not the last"
    assert client_of("kubota").post(f"{home}match/", posted).status_code == 404


def test_points_outside_the_ward_are_found(clerk):
    inside = GOOD.replace("35.751165,139.709244", "35.0500,139.0500")
    check = brought(sheet([inside, GOOD, inside]), by=clerk)
    found = [group for group in check.groups if group["rule"] == "coordinates:outside"]
    assert [group["count"] for group in found] == [1]
    [kind] = [kind for kind in report(check).kinds if kind.told["rule"] == "coordinates:outside"]
    assert "みどり区" in kind.said

"""No way leads past the questions about an item: no older answer, and no file of the same office."""

from datetime import timedelta

import pytest

from madoguchi.declare.dataset import ITEM_QUESTIONS
from madoguchi.demo.reported import SLUG
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, SlugTaken
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.queries import items as queries
from madoguchi.publish.queries.items import declared_items
from madoguchi.trail import clock
from tests.unit.publish import sheets
from tests.unit.publish.opened import colleague_of
from tests.unit.publish.reports import OUT, PAGE, answered, brought, proposed


def test_no_file_of_the_same_office_becomes_a_release_of_items(clerk, client_of):
    first, *_rest = brought(clerk)
    check = sheets.brought(sheets.sheet([sheets.GOOD]), by=clerk)
    with pytest.raises(SlugTaken):
        actions.propose_release(dataset=first.dataset, check=check, by=clerk)
    with pytest.raises(SlugTaken):
        actions.describe_dataset(slug=SLUG, office=sheets.OFFICE, by=clerk, title="別の名前")
    address = f"/staff/data/{check.upload.file.pk}/{check.upload.number}/propose/"
    desk = client_of("mori")
    page = desk.get(address)
    assert page.status_code == 200 and f'value="{SLUG}"' not in page.content.decode()
    assert desk.post(address, {"dataset": SLUG}).status_code == 422
    typed = {"title": "別の名前", "slug": SLUG, "licence": "cc0-1.0", "frequency": "yearly"}
    assert desk.post(address, typed).status_code == 422
    dataset = Dataset.objects.get(slug=SLUG)
    assert (dataset.source, dataset.licence) == ("items", "cc-by-4.0") and not Release.objects.exists()


def test_what_waits_to_be_let_out_does_not_go_out_where_the_town_asks_more_by_now(clerk, monkeypatch):
    first, *_rest = brought(clerk)
    answered(first, clerk)
    release = proposed(colleague_of(clerk, sheets.OFFICE))
    one = declared_items()[SLUG]
    asked = (*ITEM_QUESTIONS, ITEM_QUESTIONS[0].model_copy(update={"id": "children"}))
    more = one.model_copy(update={"items": one.items.model_copy(update={"questions": asked})})
    monkeypatch.setattr(queries, "declared", lambda: {SLUG: more})
    with pytest.raises(NotNow):
        actions.release(release=release, by=clerk)
    answered(first, clerk, children="no")
    release.refresh_from_db()
    assert release.state == "failed"
    again = proposed(colleague_of(clerk, sheets.OFFICE))
    actions.release(release=again, by=clerk)
    assert again.state == "released"


def test_who_had_an_earlier_answer_of_the_same_second_before_them_answers_nothing(clerk):
    first, *_rest = brought(clerk)
    moment = clock.now().replace(microsecond=100_000)
    with clock.at(moment):
        answered(first, clerk)
    first.refresh_from_db()
    with clock.at(moment + timedelta(milliseconds=200)):
        answered(first, clerk, persons="yes")
    with pytest.raises(NotNow):
        actions.answer_item(item=first, stamp=first.stamp, answers=OUT, keep_place=True, seen=True, by=clerk)


def test_nobody_reads_the_items_of_another_office_because_a_declaration_names_theirs(clerk, client_of):
    first, *_rest = brought(clerk)
    Dataset.objects.filter(slug=SLUG).update(office="kocho")
    desk = client_of("mori")
    assert desk.get(f"/staff/data/items/{first.pk}/").status_code == 404
    assert first.key not in desk.get(PAGE).content.decode()
    assert desk.post(f"{PAGE}propose/").status_code == 404

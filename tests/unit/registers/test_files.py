"""The file register: every item from the declarations, every change kept, 1,000 people counted without opening anything."""

import csv
import io
import re
from datetime import timedelta

import pytest

from madoguchi.declare.base import Text
from madoguchi.declare.file_register import ITEMS, THRESHOLD, changed, entry_of
from madoguchi.declare.file_rules import FileRules
from madoguchi.declare.versions import Version, canonical_json, close
from madoguchi.receive.actions import publish_procedure
from madoguchi.registers import actions
from madoguchi.registers.models import FileCount, FileEntry
from madoguchi.registers.queries.files import changes, file_of, files
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.registers.world import version

CLAIM = "jido-teate-nintei"


def of(ward, **file) -> Version:
    """The claim's version with other words for the file register."""
    closure = close(ward.town, CLAIM).closure
    procedure = closure.procedure.model_copy(update={"file": FileRules(**file)})
    return Version.from_json(canonical_json(closure.model_copy(update={"procedure": procedure})))


def test_every_item_says_something_for_whatever_leads_to_a_person(ward):
    for one in files(clock.today()):
        assert [item.code for item, said in one.rows if not said] == []


def test_what_leads_to_nobody_has_no_file(ward):
    slugs = {one.entry.slug for one in files(clock.today())}
    assert CLAIM in slugs and "iin" in slugs
    assert "shokai" not in slugs
    assert entry_of(version("shokai")) == {}


def test_the_items_are_the_declarations_own_words(ward):
    said = {code: [text.ja for text in values] for code, values in entry_of(version("iin")).items()}
    assert said["name"] == ["審議会の委員"]
    assert said["office"] == ["区政情報課"]
    assert said["fields"] == ["氏名", "生年月日", "電話番号", "配慮すること", "専門"]
    assert said["range"] == ["委員"]
    assert said["recipients"] == ["会計管理室"]
    assert said["collection"] == ["職員が台帳に記入"]
    assert "要確認" in said["special-care"][0]


def test_what_is_from_memory_stays_marked(ward, client):
    actions.count_people(by=SYSTEM)
    assert [item.code for item in ITEMS if item.evidence == "C"] == ["special-procedure"]
    page = client.get(f"/privacy/files/{CLAIM}/").content.decode()
    assert page.count("</svg>要確認") == 1


def test_a_version_that_says_something_else_is_entered_with_what_changed(ward, clerk, client):
    day = clock.today() + timedelta(days=3)
    publish_procedure(of(ward, range=Text(ja="平成24年4月以降に請求した方")), applies_from=day, by=clerk)
    entry = FileEntry.objects.get(slug=CLAIM, applies_from=day)
    assert [one["item"] for one in entry.changes] == ["range"]
    assert entry.changes[0]["after"] == [{"ja": "平成24年4月以降に請求した方"}]
    assert file_of(CLAIM, clock.today()).entry != entry
    with clock.at(clock.now() + timedelta(days=3)):
        assert "平成24年4月以降に請求した方" in client.get(f"/privacy/files/{CLAIM}/").content.decode()
    assert [(one.item.code, one.after[0].ja) for one in changes(CLAIM)] == [("range", "平成24年4月以降に請求した方")]


def test_a_version_that_says_the_same_is_entered_once(ward, clerk):
    before = FileEntry.objects.count()
    later = close(ward.town, CLAIM).closure
    fee = later.procedure.model_copy(update={"guide": later.procedure.guide.model_copy(update={"keywords": ("x",)})})
    publish_procedure(
        Version.from_json(canonical_json(later.model_copy(update={"procedure": fee}))),
        applies_from=clock.today(),
        by=clerk,
    )
    assert FileEntry.objects.count() == before


def test_changed_names_the_items_in_order():
    one, two = Text(ja="一"), Text(ja="二")
    assert changed({"name": (one,), "range": (one,)}, {"name": (two,), "range": (two,)}) == ["name", "range"]


def test_people_are_counted_from_links_and_nothing_is_opened(ward, clerk, member):
    before = Event.objects.filter(verb="protect.read").count()
    actions.append_row(register="iin", answers=dict(member_again()), by=clerk)  # the same person in a second row
    actions.count_people(by=SYSTEM)
    assert FileCount.objects.get(pk="iin").people == 1
    assert Event.objects.filter(verb="protect.read").count() == before


def member_again() -> dict:
    from tests.unit.registers.world import MEMBER

    return MEMBER


@pytest.mark.parametrize(
    ("people", "words"), [(None, "まだ数えていません"), (THRESHOLD, "1,000人以上"), (999, "1,000人未満")]
)
def test_the_page_says_on_which_side_of_the_threshold_a_file_is(ward, client, people, words):
    if people is not None:
        FileCount.objects.create(slug=CLAIM, people=people, counted_at=clock.now())
    assert words in client.get(f"/privacy/files/{CLAIM}/").content.decode()


def test_a_small_file_is_not_listed_where_the_town_lists_only_what_it_must(ward, client, monkeypatch):
    from madoguchi.registers.queries import files as queries

    monkeypatch.setattr(queries, "municipality", lambda: None)
    FileCount.objects.create(slug=CLAIM, people=999, counted_at=clock.now())
    assert client.get(f"/privacy/files/{CLAIM}/").status_code == 404
    assert f"/privacy/files/{CLAIM}/" not in client.get("/privacy/").content.decode()


def test_crossing_the_threshold_is_an_event(ward, monkeypatch):
    from madoguchi.registers.actions import files as counting

    monkeypatch.setattr(counting, "people_in", lambda slug: THRESHOLD)
    actions.count_people(by=SYSTEM)
    assert Event.objects.filter(verb="registers.file_threshold", about_id=CLAIM).count() == 1
    actions.count_people(by=SYSTEM)
    assert Event.objects.filter(verb="registers.file_threshold", about_id=CLAIM).count() == 1


def test_the_csv_has_every_item_in_the_order_of_the_page(ward, client):
    answer = client.get("/privacy/files.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][: len(ITEMS)] == [item.title.ja + ("(要確認)" if item.evidence == "C" else "") for item in ITEMS]
    assert len(rows) - 1 == sum(one.is_listed for one in files(clock.today()))
    assert answer.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_how_information_is_used_is_told_in_three_languages(ward, client, language):
    client.cookies["madoguchi-lang"] = language
    page = re.sub(r"</?(ruby|rt|rp)>", "", client.get(f"/privacy/{CLAIM}/").content.decode())
    purpose = ward.versions[CLAIM].purpose
    for text in (purpose.words, *purpose.allows, *purpose.denies, *purpose.recipients):
        assert text.within(language)[0].replace("'", "&#x27;") in page
    assert client.get("/privacy/gyomu-kaizen/").status_code == 404
    assert client.get("/privacy/nothing/").status_code == 404


def test_the_procedure_and_every_footer_lead_to_it(ward, client):
    assert f'href="/privacy/{CLAIM}/"' in client.get(f"/procedures/{CLAIM}/").content.decode()
    assert 'href="/privacy/"' in client.get("/").content.decode()

"""A file is brought, checked by the worker, mended as far as a person accepts it; the original stays as it came."""

import hashlib
from datetime import timedelta

import pytest

from madoguchi.protect import actions as vault
from madoguchi.publish import actions, words
from madoguchi.publish.errors import NotLookedAt, NotNow, NotTaken, NotYours, OnlyOneByOne
from madoguchi.publish.found import Found
from madoguchi.publish.models import Check, Choice, DataFile, FirstCount, Upload
from madoguchi.publish.plain import pieces_of
from madoguchi.publish.queries.choices import said
from madoguchi.trail import clock, worker
from madoguchi.trail.models import Event, Handover
from tests.unit.publish.sheets import AED, GOOD, MESSY, MIXED, OFFICE, PEOPLE, brought, cells_of, sheet


def group_of(check: Check, kind: str) -> int:
    return next(at for at, group in enumerate(check.groups) if group["kind"] == kind)


def test_the_worker_says_what_the_file_is_and_what_is_wrong_with_it(clerk):
    check = brought(MIXED, by=clerk)
    assert (check.state, check.rows, check.columns) == ("done", 5, 13)
    assert check.standard.endswith("/aed") and check.candidates[0][0] == check.standard
    kinds = {group["kind"]: group for group in check.groups}
    assert {"trim", "width", "kana-width"} <= set(kinds)
    assert (kinds["trim"]["count"], kinds["trim"]["provable"]) == (3, True)


def test_the_original_is_kept_byte_by_byte_and_nothing_is_stored_in_the_clear(clerk):
    check = brought(MIXED, by=clerk)
    upload = check.upload
    assert b"".join(pieces_of(upload.original_id)) == MIXED
    assert upload.digest == hashlib.sha256(MIXED).hexdigest()
    for group in range(len(check.groups)):
        if check.groups[group]["provable"]:
            actions.accept(check=check, group=group, by=clerk)
    assert b"".join(pieces_of(upload.original_id)) == MIXED
    rows = str(list(Check.objects.values()) + list(Upload.objects.values()) + list(Event.objects.values("data")))
    assert "シュウカイジョ" not in rows and "集会所" not in rows


def test_what_is_accepted_changes_only_the_cells_it_is_about_and_undo_gives_them_back(clerk):
    check = brought(MIXED, by=clerk)
    before = cells_of(check)
    trim = group_of(check, "trim")
    actions.accept(check=check, group=trim, by=clerk)
    after = cells_of(check)
    changed = {(r, c) for r, row in enumerate(before) for c, cell in enumerate(row) if cell != after[r][c]}
    assert changed == {(1, 2), (3, 2), (4, 2)} and after[1][2] == "東京都"
    actions.undo(check=check, group=trim, by=clerk)
    assert cells_of(check) == before
    assert [(choice.verb, choice.by_label) for choice in Choice.objects.all()] == [
        ("accept", clerk.label), ("undo", clerk.label)
    ]  # fmt: skip


def test_one_by_one_and_all_together_the_last_word_counts(clerk):
    check = brought(MIXED, by=clerk)
    trim = group_of(check, "trim")
    with Found(vault.open_loose(check.found_id)) as found:
        marks = [mark for row in found.every_row() for mark in row.marks if mark.group == trim]
    actions.accept(check=check, group=trim, by=clerk)
    actions.undo(check=check, group=trim, finding=marks[1].number, by=clerk)
    assert said(check).tally(trim).accepted == 2
    assert [row[2] for row in cells_of(check)] == ["東京都", "東京都", "東京都", " 東京都 ", "東京都"]
    actions.accept(check=check, group=trim, by=clerk)
    assert said(check).tally(trim).accepted == 3


def test_what_rests_on_an_earlier_repair_of_the_same_cell_brings_it_along(clerk):
    check = brought(sheet([GOOD, GOOD.replace(",09:00,", ", ９:00 ,")]), by=clerk)
    with Found(vault.open_loose(check.found_id)) as found:
        marks = [mark for row in found.every_row() for mark in row.marks if mark.after is not None]
    last = marks[-1]
    assert len(marks) > 1 and last.before != " ９:00 "
    actions.accept(check=check, group=last.group, finding=last.number, by=clerk)
    assert cells_of(check)[1][11] == last.after


def test_what_nothing_proves_is_accepted_one_by_one_or_after_a_look(clerk):
    check = brought(MIXED, by=clerk)
    unproven = next(at for at, group in enumerate(check.groups) if group["kind"] and not group["provable"])
    with pytest.raises(OnlyOneByOne):
        actions.accept(check=check, group=unproven, by=clerk)
    actions.accept(check=check, group=unproven, by=clerk, after_a_look=True)
    check.groups[unproven]["capped"] = True
    with pytest.raises(OnlyOneByOne):
        actions.accept(check=check, group=unproven, by=clerk, after_a_look=True)


def test_nothing_clean_goes_out_before_somebody_looked_at_every_cell_in_which_a_person_may_be(clerk, overseer):
    check = brought(PEOPLE, by=clerk, name="相談員.csv")
    assert said(check).unseen > 0
    with pytest.raises(NotLookedAt):
        actions.take(check=check, what="clean", by=clerk)
    actions.take(check=check, what="findings", by=clerk)
    with pytest.raises(NotYours):
        actions.look_at(check=check, group=0, by=overseer)
    for at, group in enumerate(check.groups):
        if words.blocks(group):
            actions.look_at(check=check, group=at, by=clerk)
    assert said(check).unseen == 0
    actions.take(check=check, what="clean", by=clerk)


def test_another_office_can_do_nothing_and_the_open_data_office_only_looks(clerk, stranger, overseer):
    check = brought(MIXED, by=clerk)
    trim = group_of(check, "trim")
    for who in (stranger, overseer):
        for deed in (
            lambda who=who: actions.accept(check=check, group=trim, by=who),
            lambda who=who: actions.check_again(upload=check.upload, by=who),
            lambda who=who: actions.stop(check=check, by=who),
            lambda who=who: actions.bring(office=OFFICE, name=AED, pieces=[MIXED], by=who),
            lambda who=who: actions.take(check=check, what="original", by=who),
        ):
            with pytest.raises(NotYours):
                deed()
    with pytest.raises(NotYours):
        actions.take(check=check, what="log", by=stranger)
    actions.take(check=check, what="log", by=overseer)


def test_the_same_file_again_goes_on_with_its_history_and_the_same_content_is_the_same_upload(clerk):
    first = brought(MIXED, by=clerk)
    again = brought(MIXED, by=clerk)
    assert again.pk == first.pk
    better = brought(sheet([GOOD, MESSY]), by=clerk, name="aed.xlsx")
    assert DataFile.objects.count() == 1
    assert list(Upload.objects.values_list("number", "is_first")) == [(1, True), (2, False)]
    assert better.upload.number == 2


def test_what_offices_make_is_counted_from_first_uploads_alone(clerk):
    brought(MIXED, by=clerk)
    brought(sheet([GOOD]), by=clerk)
    with clock.at(clock.now() + timedelta(days=30)):
        brought(sheet([GOOD, GOOD]), by=clerk)
    counted = FirstCount.objects.filter(rule="").order_by("pk")
    assert [(one.upload.number, one.cells) for one in counted] == [(1, 65), (3, 26)]
    trims = FirstCount.objects.get(rule="edge-space")
    assert (trims.office, trims.count, str(trims.day)) == (OFFICE, 3, "2026-11-24")


def test_a_person_chooses_another_standard_and_the_first_report_stays(clerk):
    first = brought(MIXED, by=clerk)
    actions.check_again(upload=first.upload, standard="-", by=clerk)
    worker.run_due()
    without = first.upload.checks.latest("pk")
    assert (without.state, without.standard) == ("done", "")
    assert Check.objects.filter(upload=first.upload, state="done").count() == 2
    assert FirstCount.objects.filter(rule="").count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old-or-locked"),
        (b"%PDF-1.7 tables", "no-table"),
        (b"\n\n\n", "no-rows"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is_and_what_to_do(clerk, content, code):
    check = brought(content, by=clerk, name="tokei.xls")
    assert (check.state, check.trouble["code"]) == ("failed", code)
    assert check.trouble["mend_ja"] and Event.objects.get(verb="publish.unreadable").data == {"code": code}
    assert Handover.objects.get(event__verb="publish.check_wanted").state == "done"


def test_what_is_not_taken_leaves_nothing(clerk, monkeypatch):
    monkeypatch.setattr("madoguchi.publish.actions.bringing.LARGEST", 1000)
    for name, pieces in (("a.csv", [b"x" * 600] * 2), ("b.csv", []), ("名簿 1234 5678 9018.csv", [b"a,b\n1,2\n"])):
        with pytest.raises(NotTaken):
            actions.bring(office=OFFICE, name=name, pieces=pieces, by=clerk)
    assert not DataFile.objects.exists() and not Event.objects.filter(verb="publish.brought").exists()


def test_a_check_that_was_stopped_leaves_nothing_and_can_be_started_again(clerk):
    check = brought(MIXED, by=clerk, run=False)
    actions.stop(check=check, by=clerk)
    worker.run_due()
    check.refresh_from_db()
    assert (check.state, check.found_id, FirstCount.objects.count()) == ("stopped", None, 0)
    again = actions.check_again(upload=check.upload, by=clerk)
    worker.run_due()
    again.refresh_from_db()
    assert again.state == "done"


def test_a_check_stopped_while_it_runs_is_thrown_away(clerk, monkeypatch):
    from madoguchi.publish.actions import pulse

    monkeypatch.setattr(pulse, "SECONDS", -1.0)
    check = brought(MIXED, by=clerk, run=False)
    told = pulse.Pulse._tell

    def stop_in_the_middle(self, rows):
        if self._check.stage == "writing":
            actions.stop(check=check, by=clerk)
        told(self, rows)

    monkeypatch.setattr(pulse.Pulse, "_tell", stop_in_the_middle)
    worker.run_due()
    check.refresh_from_db()
    assert (check.state, check.found_id) == ("stopped", None)
    assert Handover.objects.get(event__verb="publish.check_wanted").state == "done"


def test_after_a_time_the_content_is_erased_and_the_counts_stay(clerk):
    check = brought(MIXED, by=clerk)
    with clock.at(clock.now() + timedelta(days=181)):
        assert actions.erase_old(by=clerk) == 1
        assert actions.erase_old(by=clerk) == 0
    check.refresh_from_db()
    upload = Upload.objects.get()
    assert (upload.original_id, check.found_id, check.rows) == (None, None, 5)
    assert FirstCount.objects.filter(rule="edge-space").exists()
    with pytest.raises(NotNow):
        actions.check_again(upload=upload, by=clerk)


def test_a_check_that_died_half_way_leaves_nothing_and_is_taken_up_again(clerk, monkeypatch):
    from madoguchi.protect import store
    from madoguchi.publish.actions import pulse

    def lying() -> set[str]:
        return {str(path) for path in store.root().glob("??/*")}

    check = brought(MIXED, by=clerk, run=False)
    before, begin = lying(), pulse.Pulse.counting

    def die(self, rows):
        for row in begin(self, rows):
            yield row
            if self._check.stage == "writing":
                raise OSError("the disk went away")

    with monkeypatch.context() as broken:
        broken.setattr(pulse.Pulse, "counting", die)
        worker.run_due()
    check.refresh_from_db()
    assert (check.state, check.found_id, lying()) == ("running", None, before)
    with clock.at(clock.now() + timedelta(minutes=1)):
        worker.run_due()
    check.refresh_from_db()
    assert check.state == "done"

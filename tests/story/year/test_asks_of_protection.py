"""What the report asks about personal information, ask by ask. Each docstring: the ask, what is played, in both languages."""

import csv
import io

import pytest
from django.conf import settings

from madoguchi.decide.models import Case
from madoguchi.declare.loading import load_town
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.drills import BY_ID, play
from madoguchi.learn.definitions import definitions
from madoguchi.protect.models import Reading
from madoguchi.publish.models import Dataset
from madoguchi.receive.models import Via
from madoguchi.trail import clock

IKEN = "iken"


def test_what_is_said_at_the_counter_stands_in_the_same_queue(ward, page):
    """1-I-a.1 窓口で話したことも、オンラインで送ったものと同じ列に入り、同じ人が見る。
    / What was said at the counter stands in the same queue as what was sent from home."""
    town = definitions().procedures.values()
    assert all(one.identity.counter and one.guide.counter for one in town if one.audience == "resident")
    answers = answers_for(IKEN, Writer(today=clock.today()))
    counter = arriving.send(ward, IKEN, answers, by=ward.actor("kubota"), via=Via.COUNTER)
    online = arriving.send(ward, IKEN, answers)
    queue = page("/staff/", login="kubota", procedure=IKEN)
    assert counter.number in queue and online.number in queue


def test_every_file_of_personal_information_says_what_it_is_for_and_how_long_it_is_kept(year, page):
    """1-I-a.2 個人情報ファイル簿は宣言からでき、どのファイルにも、目的、項目、残す期間がある。
    / The register of personal-information files is made from the declarations; none lacks purpose, items or retention."""
    rows = list(csv.DictReader(io.StringIO(page("/privacy/files.csv").removeprefix("\ufeff"))))
    assert len(rows) >= 4
    empty = [(row, key) for row in rows for key in row if any(w in key for w in ("目的", "項目")) and not row[key]]
    assert empty == []


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_how_each_procedure_uses_information_can_be_read_by_anybody(year, page, language):
    """1-I-a.3 手続ごとの「あなたの情報の使いみち」を、だれでも、3つのことばで読める。
    / How each procedure uses information can be read by anybody, in three languages."""
    public = [slug for slug, one in definitions().procedures.items() if one.audience != "staff"]
    assert public
    for slug in public:
        assert len(page(f"/privacy/{slug}/", lang=language)) > 2000


def test_a_letter_never_carries_the_address_of_a_shielded_third_person(ward):
    """1-I-b.1 守られている人の住所は、ほかの人への手紙にも出ない。実際に起きた漏れを演じて確かめる。
    / The address of a shielded person is in nobody else's letter: a real leak is played, and is refused."""
    steps = play(BY_ID["tokushima"])
    assert steps and all(step.held for step in steps)


def test_what_is_counted_from_cases_is_out_only_with_a_certificate_that_passed(year, page):
    """1-I-b.2 申請から数えて公開した表には、合格した検査の証明がある。小さい数は隠れている。
    / A table counted from cases is out only with a certificate that passed, and small numbers are hidden in it."""
    counted = Dataset.objects.filter(source=Dataset.Source.CASES, releases__state="released").distinct()
    assert counted.exists()
    for one in counted:
        assert all(period.certificate["passed"] is True for period in one.periods.all())
        assert '"passed": true' in page(f"/data/{one.slug}/certificate.json")


def test_where_the_level_of_protection_fell_is_public(year, page):
    """1-I-c.1 旧条例と比べた保護の水準の台帳を、だれでも読める。
    / The register that compares protection with that of the old ordinance is public."""
    assert page("/registers/hogo-suijun/").count("下がった") >= 2


def test_nothing_personal_is_opened_without_a_declared_purpose(year):
    """1-I-d.1 1年のあいだの閲覧は、ひとつ残らず、宣言した目的のどれかのためだった。
    / Every reading of the year was for one of the declared purposes."""
    declared = set(load_town(settings.MADOGUCHI_TOWN).purposes)
    assert Reading.objects.exists()
    assert set(Reading.objects.values_list("purpose", flat=True)) <= declared


def test_how_long_decisions_take_is_counted_from_the_decisions_themselves(year, indicator):
    """1-I-d.2 決定までの日数は、案件の記録から自分で計算される。
    / The days to a decision are computed from the cases themselves."""
    shown = indicator("days-to-decision").latest
    months = (shown.begins.month, shown.begins.month + 1, shown.begins.month + 2)
    decided = Case.objects.filter(decided_on__year=shown.begins.year, decided_on__month__in=months)
    days = sorted((case.decided_on - case.received_on).days for case in decided)
    assert days[(len(days) - 1) // 2] == shown.value

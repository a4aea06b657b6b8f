"""My Number typed where it has no place: it stays on the page in front of the person, and nowhere else."""

import logging

import pytest

from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.ward import load, open_ward
from madoguchi.trail import clock
from tests.canary.world import World
from tests.unit.protect.test_canary import lying_about

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "123456789018"
SPELT = ("123456789018", "1234-5678-9018", "１２３４５６７８９０１８", "1234 5678 9018")


@pytest.fixture
def town(transactional_db, settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    ward = open_ward(load(), logins=("mori",), password="a-password-of-tests")
    sent = arriving.send(ward, "jido-teate-nintei", answers_for("jido-teate-nintei", Writer(today=clock.today())))
    return World(ward, sent.number, sent.secret, None, "mori", "mori")


def opened_drafts() -> str:
    """Every draft as it would be opened again, seal and all."""
    from madoguchi.protect import rows
    from madoguchi.protect.models import Record

    return str(
        [row.answers() for row in rows.rows_of(Record.objects.filter(state="draft").values_list("pk", flat=True))]
    )


@pytest.mark.parametrize("typed", SPELT)
def test_in_a_residents_words_it_is_refused_shown_again_and_stored_nowhere(town, tmp_path, caplog, typed):
    client = town.browser("")
    with caplog.at_level(logging.DEBUG):
        start = client.get("/procedures/iken/start/", follow=True)
        address, page = start.request["PATH_INFO"], start.content.decode()
        import re

        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        hidden.pop("csrfmiddlewaretoken", None)
        action = re.search(r'<form[^>]*action="([^"]*)"', page)
        words = f"番号は {typed} です。公園をきれいにしてください。"
        answer = client.post(
            action[1] if action else address, hidden | {"topic": "park", "words": words, "_go": "next"}
        )
    shown = answer.content.decode()
    assert answer.status_code == 422 and "マイナンバー" in shown and typed in shown
    assert "窓口" in shown
    lying = b"".join(lying_about(tmp_path).values())
    assert NUMBER.encode() not in lying and typed.encode() not in lying
    assert typed not in opened_drafts() and typed not in caplog.text and typed not in str(client.session.items())


@pytest.mark.parametrize("place", ["notes/", "extension/", "correction/"])
def test_in_the_offices_words_it_is_refused_and_stored_nowhere(town, tmp_path, caplog, place):
    client, case = town.browser("mori"), f"/staff/cases/{town.number}/"
    client.post(f"{case}start/", {"seen": 1})
    typed = {
        "words": f"本人の番号 {NUMBER}",
        "reason": f"本人の番号 {NUMBER}",
        "until": "2030-01-01",
        "fields": "name",
        "seen": 2,
    }
    answer = client.post(f"{case}{place}", typed)
    assert answer.status_code == 422 and NUMBER in answer.content.decode()
    assert NUMBER.encode() not in b"".join(lying_about(tmp_path).values()) and NUMBER not in caplog.text


def test_in_the_reason_of_an_opening_it_is_refused(town, tmp_path):
    from madoguchi.protect.desk import said
    from madoguchi.protect.errors import NotPossible

    with pytest.raises(NotPossible, match="マイナンバー"):
        said(f"本人の番号 {NUMBER}")

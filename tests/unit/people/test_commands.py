"""What an operator does at the command line."""

import io

import pytest
from django.test import Client

from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_of
from madoguchi.site.cli import main
from tests.unit.people.conftest import is_in, sign_in, verbs

NEW = ["add-staff", "soumu", "--name", "総務 花子", "--office", "it-suishin", "--role", "operator"]


def told(capsys) -> str:
    return capsys.readouterr().out.split("一度だけのパスワード: ")[1].split()[0]


def test_the_first_person_gets_a_one_time_password_and_a_role(db, capsys, client):
    assert main(NEW) == 0
    assert sign_in(client, "soumu", told(capsys)).status_code == 302
    assert client.get("/staff/").url == "/staff/sign-in/password/"
    assert roles_of(Staff.objects.get(), "it-suishin") == {"operator"}
    assert {"people.staff_added", "people.role_granted"} <= set(verbs())


def test_a_password_may_be_typed_instead_and_is_held_to_the_rules(db, capsys, monkeypatch, client, settings):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main([*NEW, "--ask"]) == 1
    assert not Staff.objects.exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("a garden full of rain\n"))
    assert main([*NEW, "--ask"]) == 0
    settings.MADOGUCHI_DEMO = True
    sign_in(client, "soumu", "a garden full of rain")
    assert is_in(client)


@pytest.mark.parametrize(
    ("changed", "words"),
    [("--office=nowhere", "あるもの: bosai"), ("--role=king", "あるもの: clerk"), ("--name=x", "もう使われています")],
)
def test_a_mistake_is_told_with_what_there_is_and_changes_nothing(db, capsys, changed, words):
    if "使われて" in words:
        main(NEW)
    before = Staff.objects.count()
    assert main([*NEW, changed]) == 1
    assert words in capsys.readouterr().err
    assert Staff.objects.count() == before


def test_a_reset_gives_a_new_one_time_password(ben, app, capsys):
    assert main(["reset-staff", "ben", "--second-factor"]) == 0
    assert sign_in(Client(), "ben").status_code == 422
    assert sign_in(Client(), "ben", told(capsys)).url == "/staff/"
    assert not ben.authenticator_set.exists()


def test_roles_come_and_go(ai, capsys):
    role = ["ai", "--office", "koseki", "--role", "clerk"]
    assert main(["grant-role", *role]) == 0
    assert roles_of(ai, "koseki") == {"clerk"}
    assert main(["end-role", *role]) == 0
    assert roles_of(ai, "koseki") == set()
    assert main(["end-role", *role]) == 1


def test_who_leaves_does_not_sign_in(ai):
    assert main(["remove-staff", "ai"]) == 0
    assert sign_in(Client(), "ai").status_code == 422


def test_a_subject_is_linked_only_where_there_is_a_provider(ai, settings, capsys):
    assert main(["link-staff", "ai", "--subject", "s"]) == 1
    settings.MADOGUCHI_OIDC = {"issuer": "https://idp.example", "client": "c", "secret": "s", "login_claim": ""}
    assert main(["link-staff", "ai", "--subject", "s"]) == 0
    assert ai.socialaccount_set.get().uid == "s"


def test_a_wrong_subject_is_taken_off_and_another_one_linked(ai, settings, capsys):
    settings.MADOGUCHI_OIDC = {"issuer": "https://idp.example", "client": "c", "secret": "s", "login_claim": ""}
    assert main(["unlink-staff", "ai"]) == 1
    assert main(["link-staff", "ai", "--subject", "wrong"]) == 0
    assert main(["link-staff", "ai", "--subject", "right"]) == 1
    assert main(["unlink-staff", "ai"]) == 0
    assert main(["link-staff", "ai", "--subject", "right"]) == 0
    assert ai.socialaccount_set.get().uid == "right"


@pytest.mark.parametrize("command", ["reset-staff", "remove-staff", "unlink-staff"])
def test_an_unknown_login_is_said_to_be_unknown(db, capsys, command):
    assert main([command, "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err

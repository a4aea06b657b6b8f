"""The command line: quick to answer, clear when something is missing."""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date

import pytest

from madoguchi.people.actions import grant_role
from madoguchi.people.models import Office, Staff
from madoguchi.protect import keys
from madoguchi.site.cli import main
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event


def test_help_answers_in_0_3_seconds_and_loads_nothing_heavy():
    heavy = "django", "pydantic", "yaml", "cryptography", "granian", "ssl"
    code = (
        "import sys; from madoguchi.site.cli import main\n"
        "try: main(['--help'])\n"
        f"except SystemExit: print([name for name in {heavy} if name in sys.modules])"
    )
    times = []
    for _ in range(5):
        before = _spent_by_children()
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        times.append(_spent_by_children() - before)
    assert said.strip().endswith("[]")
    assert min(times) < 0.3


def _spent_by_children() -> float:
    """Seconds of the processor, which a busy machine does not stretch as it does the clock's."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_without_a_command_it_shows_what_there_is(capsys):
    assert main([]) == 2
    shown = capsys.readouterr().out
    for command in ("check", "schema", "demo", "serve", "worker", "policy", "init-keys", "publish-procedure"):
        assert command in shown


def test_check_runs_without_django(tmp_path):
    code = (
        "import sys; from madoguchi.site.cli import main; main(['check', sys.argv[1]]); print('django' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    ).stdout
    assert said.strip().endswith("False")


def test_the_policy_is_printed(capsys):
    assert main(["policy"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("だれ\tかかわり")
    assert any(line.startswith("staff\toffice") for line in lines)


@pytest.fixture
def key_file(tmp_path, settings):
    settings.MADOGUCHI_KEY_FILE = tmp_path / "keys.json"
    yield settings.MADOGUCHI_KEY_FILE
    keys.forget()


def test_keys_are_made_once_and_rotated(key_file, capsys):
    assert main(["init-keys"]) == 0
    assert "鍵ファイルを作りました" in capsys.readouterr().out
    assert main(["init-keys"]) == 1
    assert "上書きしません" in capsys.readouterr().err
    assert main(["rotate-keys"]) == 0
    assert json.loads(key_file.read_text())["active"] == "k2"


def test_without_keys_there_is_nothing_to_rotate_and_nothing_to_serve(key_file, capsys):
    for command in ("rotate-keys", "serve"):
        assert main([command]) == 1
        assert "madoguchi init-keys" in capsys.readouterr().err


@pytest.mark.django_db
def test_migrate_says_that_it_is_done(capsys):
    assert main(["migrate"]) == 0
    assert "今の版です" in capsys.readouterr().out


@pytest.fixture
def publisher(db) -> Staff:
    Office.objects.create(id="joho", name_ja="情報課", telephone="", valid_from=date(2000, 1, 1))
    staff = Staff.objects.create(login="kurata", name="倉田 紀子")
    grant_role(staff=staff, office="joho", role="publisher", by=SYSTEM)
    return staff


def publish(slug: str = "iken", by: str = "kurata", first_day: str = "2026-04-01") -> int:
    return main(["publish-procedure", slug, "--by", by, "--from", first_day])


def test_a_named_person_publishes_a_procedure(publisher, capsys):
    assert publish() == 0
    said = capsys.readouterr().out
    assert "2026-04-01 から、倉田 紀子" in said
    assert "sha256:" in said
    assert Event.objects.get(verb="receive.published").actor.label == "倉田 紀子"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"slug": "nani-mo"}, "手続き「nani-mo」はありません。あるもの: "),
        ({"by": "nobody"}, "「nobody」は、手続きを公開する役割"),
        ({"first_day": "4月1日"}, "--from は 2026-04-01 の形で"),
    ],
)
def test_what_is_wrong_is_said(publisher, capsys, wrong, words):
    assert publish(**wrong) == 1
    assert words in capsys.readouterr().err


def test_a_clerk_publishes_nothing(publisher, capsys):
    clerk = Staff.objects.create(login="sato", name="佐藤")
    grant_role(staff=clerk, office="joho", role="clerk", by=SYSTEM)
    assert publish(by="sato") == 1
    assert not Event.objects.filter(verb="receive.published").exists()


def test_a_town_with_mistakes_publishes_nothing(publisher, capsys, settings, tmp_path):
    settings.MADOGUCHI_TOWN = tmp_path
    assert publish() == 1
    assert "madoguchi check" in capsys.readouterr().err


@pytest.mark.full
@pytest.mark.parametrize("command", ["worker", "ticker"])
def test_worker_and_ticker_end_when_told(command, tmp_path):
    environment = os.environ | {"MADOGUCHI_HOME": str(tmp_path), "DATABASE_URL": ""}
    environment.pop("DATABASE_URL")
    run = [sys.executable, "-m", "madoguchi.site.cli"]
    subprocess.run([*run, "migrate"], env=environment, check=True, capture_output=True, timeout=120)
    process = subprocess.Popen([*run, command], env=environment, stderr=subprocess.PIPE)
    time.sleep(3)
    process.terminate()
    _, complaints = process.communicate(timeout=30)
    assert complaints == b""
    assert process.returncode in (0, -15)  # -15: told before it had begun

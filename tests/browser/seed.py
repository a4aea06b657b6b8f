"""Fill an empty data directory with a small みどり区, as the demo does, and say what is where: `name=value` a line."""

import sys
from collections.abc import Iterator

import django

SMALL, WHOLE = {"residents": 80, "cases": 40}, {"residents": 2000, "cases": 400}


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.demo import seed, staff
    from madoguchi.protect import keys

    settings.HOME.mkdir(parents=True, exist_ok=True)
    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    marker = seed.run(**(WHOLE if "--whole" in sys.argv else SMALL))
    _one_just_arrived()
    _set_in_type([receipt.number for receipt in marker.receipts])
    told = {"password": staff.PASSWORD, "login": staff.SHOWN[0].login}
    told |= {f"receipt{place}": receipt.secret for place, receipt in enumerate(marker.receipts)}
    told |= {"guardian": marker.guardian, "board": marker.board}
    told |= dict(_cases(staff.SHOWN[0].login))
    told |= {f"number{place}": receipt.number for place, receipt in enumerate(marker.receipts)}
    sys.stdout.write("".join(f"{name}={value}\n" for name, value in told.items()))


def _one_just_arrived() -> None:
    """So small a ward may have nobody left who still waits for a first look."""
    from madoguchi.demo.answers import Writer, answers_for
    from madoguchi.protect.links import new_secret
    from madoguchi.receive import actions
    from madoguchi.receive.queries.versions import version_in_force
    from madoguchi.trail import clock
    from madoguchi.trail.actor import RESIDENT

    version = version_in_force("jido-teate-henko", clock.today())
    answers = answers_for("jido-teate-henko", Writer(today=clock.today()))
    actions.submit(version=version, answers=answers, idempotency_key="just", secret=new_secret(), by=RESIDENT)


def _set_in_type(numbers: list[str]) -> None:
    """As the worker would: the letters that the tests look at; one could not be made."""
    from django.db import transaction

    from madoguchi.receive.actions import printing
    from madoguchi.receive.models import Letter
    from madoguchi.trail.models import Event

    letters = Letter.objects.filter(application_id__in=numbers, paper="waiting").values_list("pk", flat=True)
    for ident in letters:
        write = printing.print_letter(Event.objects.get(verb="receive.letter_written", about_id=str(ident)))
        with transaction.atomic():
            write()
    failed = Letter.objects.filter(application_id__in=numbers, kind="extension", paper="ready")
    failed.update(paper="failed", paper_id=None, paper_code="timeout")


def _cases(login: str) -> Iterator[tuple[str, str]]:
    """For each state a case that this member of staff may open, with a proposal if there is one: `case-received=MD-…`."""
    from madoguchi.decide.models import Case
    from madoguchi.people.models import Staff
    from madoguchi.people.queries import offices_of
    from madoguchi.protect.queries import shielded_among

    offices = offices_of(Staff.objects.get(login=login))
    cases = list(Case.objects.filter(office__in=offices).order_by("proposal", "pk"))
    shielded = shielded_among(case.record_id for case in cases)  # their pages are another test's matter
    yield from ((f"case-{case.state}", case.number) for case in cases if case.record_id not in shielded)


if __name__ == "__main__":
    main()

from typing import Any

from django.db import transaction

from madoguchi.registers.actions.keep import Change, Kind, book_for, write, wrong_why
from madoguchi.registers.actions.rows import add
from madoguchi.registers.errors import Unacceptable
from madoguchi.registers.plan import Plan, plan
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class Refused(Exception):
    """The sheet is not good as a whole, so nothing of it was taken in."""

    def __init__(self, made: Plan) -> None:
        super().__init__(len(made.problems), made.problems[0].column)
        self.plan = made


@transaction.atomic
def import_rows(*, register: str, raw: bytes, why: str, by: Actor) -> Plan:
    """Take in a whole sheet, or nothing of it. Raises NotYours, Unacceptable (the reason), Refused, sheet.Unreadable."""
    book, version = book_for(register, by)
    if wrong := wrong_why(why, needed=True):
        raise Unacceptable([], wrong)
    made = plan(book, version, raw)
    if made.problems:
        raise Refused(made)
    for answers in made.added:
        add(book, version, answers, by=by, why=why)
    for wanted in made.changed:
        wanted.row.book = book
        change = Change(Kind.CHANGED, why, by, wanted.answers, wanted.changed, plain_only=True)
        write(wanted.row, version, change)
    told: dict[str, Any] = {"added": len(made.added), "changed": len(made.changed), "unchanged": made.unchanged}
    record("registers.imported", by=by, about=("register", register), **told)
    return made

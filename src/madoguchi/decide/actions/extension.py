from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.decide.actions.moving import hold, keep, move, must_hold
from madoguchi.decide.actions.typed import clean
from madoguchi.decide.errors import Unacceptable
from madoguchi.decide.models import Case, Extension
from madoguchi.receive.actions import tell_extension
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def extend(*, case: Case, reason: str, until: date, seen: int, by: Actor) -> Extension:
    """Tell the applicant that it takes longer, why, and the new date. The date in force moves; the miss stays on record."""
    now = hold(case, seen=seen)
    staff, _role = must_hold(by, now)
    move(now, "extend")
    text = clean(reason, field="reason", required=_("間に合わない理由を書いてください。"))
    before = now.due_on
    if until <= max(before, clock.today()):
        raise Unacceptable(until=_("いまの期限と今日のどちらよりも後の日にしてください。"))
    now.due_on, now.extended = until, True
    keep(now, "due_on", "extended")
    letter = tell_extension(now.number, words=text, due_on=until, by=by)
    extension = Extension.objects.create(
        case=now, by=staff, at=clock.now(), due_before=before, due_after=until, words_id=letter.record_id
    )
    about = ("case", now.number)
    record("decide.extended", by=by, about=about, before=before.isoformat(), until=until.isoformat())
    return extension

from django.db import transaction

from madoguchi.publish.actions.asking import check_again
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Check, HeadingMatch, named
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.headings import heading_token
from madoguchi.publish.queries.reports import column_names
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def match_heading(*, check: Check, heading: str, column: str, by: Actor) -> Check:
    """This heading means that column of the standard, here and in the office's next files; column "" takes it back.

    The upload is checked anew. Raises NotYours, NotNow where there is no such column, no standard or no content.
    """
    office = check.upload.file.office
    if not may_work(office, by):
        raise NotYours(office)
    if check.state != Check.State.DONE or column not in ("", *column_names(check.standard)) or not check.standard:
        raise NotNow(check.pk)
    word = HeadingMatch(
        office=office, standard=check.standard, heading=heading_token(office, heading), column=column,
        at=clock.now(), **named(by),
    )  # fmt: skip
    word.save(force_insert=True)
    verb = "publish.heading_matched" if column else "publish.heading_freed"
    record(verb, by=by, about=("check", check.pk), standard=check.standard, match=word.pk)
    return check_again(upload=check.upload, standard=check.standard, sheet=check.sheet, by=by)

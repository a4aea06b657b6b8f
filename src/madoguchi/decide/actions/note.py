from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.decide.actions.moving import hold, must_hold
from madoguchi.decide.actions.typed import clean
from madoguchi.decide.models import Case, Note
from madoguchi.protect.actions import seal_words
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def note(*, case: Case, words: str, by: Actor) -> Note:
    """An internal note, sealed like everything a person wrote. It moves nothing."""
    now = hold(case)
    staff, _role = must_hold(by, now)
    text = clean(words, field="words", required=_("メモを書いてください。"))
    words_id = seal_words(words=text, of=now.record_id, by=by, within_office=True)
    written = Note.objects.create(case=now, by=staff, at=clock.now(), words_id=words_id)
    record("decide.noted", by=by, about=("case", now.number))
    return written

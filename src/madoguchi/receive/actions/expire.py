from django.db import transaction

from madoguchi.protect.actions import erase
from madoguchi.receive.models import Draft
from madoguchi.receive.queries.at_counter import last_page
from madoguchi.receive.queries.versions import version
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

AT_ONCE = 200


def expire_drafts(*, by: Actor) -> int:
    """Erase the drafts whose waiting time is over, each in a transaction of its own; returns how many."""
    over = Draft.objects.filter(expires_at__lte=clock.now()).order_by("expires_at").values_list("pk", flat=True)
    return sum(_expire(draft_id, by=by) for draft_id in list(over[:AT_ONCE]))


@transaction.atomic
def _expire(draft_id: int, *, by: Actor) -> bool:
    """False when somebody went on with it, or sent it, in the meantime."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None or not draft.is_over(clock.now()):
        return False
    draft.delete()
    erase(draft.record_id, reason="draft-expired", by=by)
    record("receive.draft_expired", by=by, about=("draft", draft_id), **_where_left(draft))
    return True


def _where_left(draft: Draft) -> dict[str, str]:
    """Which form, and the last page of it that was saved. A correction that was not sent is no form given up,
    nor is what staff began to write at the counter."""
    if draft.corrects_id or draft.taken_by_id:
        return {}
    form = version(draft.version_id)
    return {"procedure": form.procedure.procedure, "page": last_page(form, draft.seen).id}

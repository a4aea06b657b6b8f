"""What was begun at the counter and not sent: whoever wrote it goes on with it, or throws it away. Nobody else."""

from django.db import transaction

from madoguchi.protect import actions as vault
from madoguchi.protect import links
from madoguchi.receive.models import Draft
from madoguchi.receive.queries.at_counter import drafts_of
from madoguchi.receive.queries.versions import version
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def take_up(*, draft_id: int, by: Actor) -> str:
    """Go on with a draft whose address is not at hand. Returns its new secret; the address before leads nowhere any more.

    Raises Draft.DoesNotExist for somebody else's, one that was sent, and one whose time is over.
    """
    draft, secret = _hold(draft_id, by), links.new_secret()
    vault.relink(draft.record_id, secret=secret, by=by)
    draft.secret_hash, draft.turn = links.link_hash(secret), draft.turn + 1
    draft.save(update_fields=["secret_hash", "turn"])
    record("receive.draft_taken_up", by=by, about=("draft", draft.pk), procedure=_procedure(draft))
    return secret


@transaction.atomic
def throw_away(*, draft_id: int, by: Actor) -> None:
    """Who came went away without sending it: what was written is destroyed now, not after two weeks."""
    draft = _hold(draft_id, by)
    procedure = _procedure(draft)
    draft.delete()
    vault.erase(draft.record_id, reason="draft-thrown-away", by=by)
    record("receive.draft_thrown_away", by=by, about=("draft", draft_id), procedure=procedure)


def _hold(draft_id: int, by: Actor) -> Draft:
    if by.kind != "staff":
        raise Draft.DoesNotExist
    return drafts_of(int(by.id)).select_for_update().get(pk=draft_id)


def _procedure(draft: Draft) -> str:
    return version(draft.version_id).procedure.procedure

"""What a decision table says to a case, and the plain columns of the queue. The worker does it soon after the arrival."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from madoguchi import protect
from madoguchi.decide.actions.moving import hold, version_of
from madoguchi.decide.models import Case, CaseColumn, Proposal
from madoguchi.protect import Channel
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.models import Event

if TYPE_CHECKING:
    from madoguchi.declare.tables import DecisionTable
    from madoguchi.declare.versions import Version

RULE = Actor("system", "decision-table", "規則による提案")


@transaction.atomic
def propose(event: Event) -> Proposal | None:
    """Takes over from `decide.case_opened` and `decide.correction_received`. Proposes only; deciding never waits for it."""
    case = hold(Case.objects.get(number=event.about_id))
    if not case.open or case.proposed_at:
        return None
    version = version_of(case)
    answers = _read(case, version)
    _fill_columns(case, version, answers)
    proposal = _propose(case, version, answers)
    case.proposed_at, case.proposal = clock.now(), proposal.result if proposal else ""
    case.save(update_fields=["proposed_at", "proposal"])
    if proposal:
        data: dict[str, Any] = {
            "result": proposal.result,
            "table": proposal.table,
            "row": proposal.row,
            "hash": proposal.table_hash,
        }
        record("decide.proposed", by=RULE, about=("case", case.number), **data)
    return proposal


def table_hash(table: "DecisionTable") -> str:
    """The name of a table's content: SHA-256 over its rows."""
    canonical = json.dumps(table.rows, ensure_ascii=False, separators=(",", ":")).encode()
    return "sha256:" + hashlib.sha256(canonical).hexdigest()


def _read(case: Case, version: "Version") -> dict[str, Any]:
    """The answers, as far as tables and columns need them: nothing is opened for a procedure that has neither."""
    declared = version.procedure.case
    if not declared.proposals and not declared.columns:
        return {}
    opened = protect.read([case.record_id], protect.ALL, purpose=version.purpose.purpose, by=RULE, channel=Channel.RULE)
    return {path: protect.show(value, channel=Channel.RULE) for path, value in opened.get(case.record_id, {}).items()}


def _propose(case: Case, version: "Version", answers: dict[str, Any]) -> Proposal | None:
    for declared in version.procedure.case.proposals:
        table = version.tables[declared.table]
        if found := table.propose(answers, clock.today()):
            values = {"table": declared.table, "row": found.row, "result": found.result, "reasons": found.reasons}
            return Proposal.objects.create(
                case=case, record_id=case.record_id, table_hash=table_hash(table), at=clock.now(), **values
            )
    return None


def _fill_columns(case: Case, version: "Version", answers: dict[str, Any]) -> None:
    for name in version.procedure.case.columns:
        value = answers.get(name)
        value = value if isinstance(value, str) else ""
        CaseColumn.objects.filter(case=case, name=name).exclude(value=value).update(value=value)

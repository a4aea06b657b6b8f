from madoguchi.protect.actions.alarms import prove_all, raise_alarms, see_alarm
from madoguchi.protect.actions.attach import attach, detach, sweep_orphans
from madoguchi.protect.actions.consent import approve, ask_lift, ask_opening, ask_unlike, ask_use, refuse
from madoguchi.protect.actions.document import Closed, NotFiled, close_document, keep_document
from madoguchi.protect.actions.entrust import entrust
from madoguchi.protect.actions.erase import erase
from madoguchi.protect.actions.file import file_record
from madoguchi.protect.actions.guardians import end_guardian, issue_link, note_guardian, revoke_links
from madoguchi.protect.actions.lifting import find_same
from madoguchi.protect.actions.people import read_people
from madoguchi.protect.actions.proof import Leaks, close_request, prove
from madoguchi.protect.actions.seal import NotADraft, reseal, seal, seal_words
from madoguchi.protect.actions.shield import ShieldRequest, records_under, renew, shield, triage
from madoguchi.protect.actions.subjects import register_subject

__all__ = [
    "Closed",
    "Leaks",
    "NotADraft",
    "NotFiled",
    "ShieldRequest",
    "approve",
    "ask_lift",
    "ask_opening",
    "ask_unlike",
    "ask_use",
    "attach",
    "close_document",
    "close_request",
    "detach",
    "end_guardian",
    "entrust",
    "erase",
    "file_record",
    "find_same",
    "issue_link",
    "keep_document",
    "note_guardian",
    "prove",
    "prove_all",
    "raise_alarms",
    "read_people",
    "records_under",
    "refuse",
    "register_subject",
    "renew",
    "reseal",
    "revoke_links",
    "seal",
    "seal_words",
    "see_alarm",
    "shield",
    "sweep_orphans",
    "triage",
]

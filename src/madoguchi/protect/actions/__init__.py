from madoguchi.protect.actions.alarms import prove_all, raise_alarms, see_alarm
from madoguchi.protect.actions.attach import attach, detach, sweep_orphans
from madoguchi.protect.actions.consent import approve, ask_lift, ask_opening, ask_unlike, ask_use, refuse
from madoguchi.protect.actions.document import Closed, NotFiled, close_document, keep_document
from madoguchi.protect.actions.entrust import entrust
from madoguchi.protect.actions.erase import erase
from madoguchi.protect.actions.extract import Extracted, Wanted, extract
from madoguchi.protect.actions.file import file_record
from madoguchi.protect.actions.guardians import end_guardian, issue_link, note_guardian, revoke_links
from madoguchi.protect.actions.lifting import find_same
from madoguchi.protect.actions.loose import ClosedLoose, Gone, close_loose, drop_loose, keep_loose, open_loose
from madoguchi.protect.actions.people import read_people
from madoguchi.protect.actions.proof import Leaks, close_request, prove
from madoguchi.protect.actions.relink import relink
from madoguchi.protect.actions.seal import NotADraft, reseal, seal, seal_words
from madoguchi.protect.actions.shield import ShieldRequest, records_under, renew, shield, triage
from madoguchi.protect.actions.subjects import register_subject

__all__ = [
    "Closed",
    "ClosedLoose",
    "Extracted",
    "Gone",
    "Leaks",
    "NotADraft",
    "NotFiled",
    "ShieldRequest",
    "Wanted",
    "approve",
    "ask_lift",
    "ask_opening",
    "ask_unlike",
    "ask_use",
    "attach",
    "close_document",
    "close_loose",
    "close_request",
    "detach",
    "drop_loose",
    "end_guardian",
    "entrust",
    "erase",
    "extract",
    "file_record",
    "find_same",
    "issue_link",
    "keep_document",
    "keep_loose",
    "note_guardian",
    "open_loose",
    "prove",
    "prove_all",
    "raise_alarms",
    "read_people",
    "records_under",
    "refuse",
    "register_subject",
    "relink",
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

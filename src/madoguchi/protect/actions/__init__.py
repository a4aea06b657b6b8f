from madoguchi.protect.actions.attach import attach, detach, sweep_orphans
from madoguchi.protect.actions.erase import erase
from madoguchi.protect.actions.file import file_record
from madoguchi.protect.actions.guardians import end_guardian, issue_link, note_guardian, revoke_links
from madoguchi.protect.actions.seal import NotADraft, reseal, seal, seal_words
from madoguchi.protect.actions.subjects import register_subject

__all__ = [
    "NotADraft",
    "attach",
    "detach",
    "end_guardian",
    "erase",
    "file_record",
    "issue_link",
    "note_guardian",
    "register_subject",
    "reseal",
    "revoke_links",
    "seal",
    "seal_words",
    "sweep_orphans",
]

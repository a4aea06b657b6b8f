"""What changes the counter. Each: a plain verb, who does it, one transaction, one trace."""

from madoguchi.receive.actions.correct import begin_correction
from madoguchi.receive.actions.drafts import Saved, begin, remove_row, save_page, save_seen
from madoguchi.receive.actions.expire import expire_drafts
from madoguchi.receive.actions.files import FileChange, take_in
from madoguchi.receive.actions.guess import count_guess
from madoguchi.receive.actions.publish import publish_procedure
from madoguchi.receive.actions.roster import DoesNotFit, import_roster
from madoguchi.receive.actions.status import (
    ask_correction,
    set_aside_correction,
    set_status,
    tell_decision,
    tell_extension,
)
from madoguchi.receive.actions.submit import submit, submit_draft
from madoguchi.receive.actions.withdraw import withdraw

__all__ = [
    "DoesNotFit",
    "FileChange",
    "Saved",
    "ask_correction",
    "begin",
    "begin_correction",
    "count_guess",
    "expire_drafts",
    "import_roster",
    "publish_procedure",
    "remove_row",
    "save_page",
    "save_seen",
    "set_aside_correction",
    "set_status",
    "submit",
    "submit_draft",
    "take_in",
    "tell_decision",
    "tell_extension",
    "withdraw",
]

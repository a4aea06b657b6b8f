"""What changes the counter. Each: a plain verb, who does it, one transaction, one trace."""

from madoguchi.receive.actions.at_counter import take_up, throw_away
from madoguchi.receive.actions.correct import begin_correction
from madoguchi.receive.actions.drafts import Saved, begin, remove_row, save_page, save_seen
from madoguchi.receive.actions.erase import erase_application
from madoguchi.receive.actions.erase_roster import erase_former_roster
from madoguchi.receive.actions.expire import expire_drafts
from madoguchi.receive.actions.files import FileChange, note_virus, take_in
from madoguchi.receive.actions.guess import count_guess
from madoguchi.receive.actions.mailing import mail_notice
from madoguchi.receive.actions.notices import correct_notice, send_notices, take_back_notice, touch_boards
from madoguchi.receive.actions.printing import print_again, print_letter, print_what_failed, withhold
from madoguchi.receive.actions.publish import publish_procedure
from madoguchi.receive.actions.rate import rate
from madoguchi.receive.actions.revoke import refresh_boards, revoke_links
from madoguchi.receive.actions.roster import DoesNotFit, add_guardian, import_roster, remove_guardian
from madoguchi.receive.actions.schools import arrange_school, edit_reasons, issue_guardian_links
from madoguchi.receive.actions.status import (
    ask_correction,
    ask_receipt,
    set_aside_correction,
    set_status,
    tell_acknowledgement,
    tell_decision,
    tell_extension,
)
from madoguchi.receive.actions.submit import submit, submit_draft
from madoguchi.receive.actions.withdraw import withdraw

__all__ = [
    "DoesNotFit",
    "FileChange",
    "Saved",
    "add_guardian",
    "arrange_school",
    "ask_correction",
    "ask_receipt",
    "begin",
    "begin_correction",
    "correct_notice",
    "count_guess",
    "edit_reasons",
    "erase_application",
    "erase_former_roster",
    "expire_drafts",
    "import_roster",
    "issue_guardian_links",
    "mail_notice",
    "note_virus",
    "print_again",
    "print_letter",
    "print_what_failed",
    "publish_procedure",
    "rate",
    "refresh_boards",
    "remove_guardian",
    "remove_row",
    "revoke_links",
    "save_page",
    "save_seen",
    "send_notices",
    "set_aside_correction",
    "set_status",
    "submit",
    "submit_draft",
    "take_back_notice",
    "take_in",
    "take_up",
    "tell_acknowledgement",
    "tell_decision",
    "tell_extension",
    "throw_away",
    "touch_boards",
    "withdraw",
    "withhold",
]

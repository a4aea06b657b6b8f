"""Where the free word about a procedure goes: a procedure that exists, with the fields that are named."""

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.findings import Code, Words, did_you_mean, listed
from madoguchi.declare.folder import MUNICIPALITY, Folder

UNKNOWN_PROCEDURE = Code(
    "unknown-feedback-procedure",
    "ひとことの送り先の手続き「{name}」はありません。",
    "There is no procedure `{name}` to send the free word to.",
    "{hint}次のどれかを書いてください: {known}。",
    "{hint}Use one of: {known}.",
)
UNKNOWN_FIELD = Code(
    "unknown-feedback-field",
    "ひとことの送り先の手続き「{procedure}」に、項目「{name}」はありません。",
    "The procedure `{procedure}` has no field `{name}`.",
    "{hint}次のどれかを書いてください: {known}。",
    "{hint}Use one of: {known}.",
)


def check_feedback(folder: Folder) -> Findings:
    """Every finding about `feedback:` of the municipality."""
    feedback = folder.municipality.feedback if folder.municipality else None
    if feedback is None:
        return
    source = folder.sources[MUNICIPALITY]
    procedures = {one.procedure: one for one in folder.procedures.values()}
    procedure = procedures.get(feedback.procedure)
    if procedure is None:
        words: Words = {"hint": did_you_mean(feedback.procedure, procedures), "known": listed(procedures)}
        yield source.say(UNKNOWN_PROCEDURE, ("feedback", "procedure"), name=feedback.procedure, **words)
        return
    known = [field.id for page in procedure.pages for field in page.fields]
    named = [
        (("feedback", "words"), feedback.words),
        *((("feedback", "answers", name), name) for name in feedback.answers),
    ]
    for path, name in named:
        if name not in known:
            words = {"hint": did_you_mean(name, known), "known": listed(known), "procedure": procedure.procedure}
            yield source.say(UNKNOWN_FIELD, path, name=name, **words)

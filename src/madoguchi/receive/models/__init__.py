"""What the counter keeps: published versions, drafts on their way, applications with their receipts."""

from madoguchi.receive.models.application import Application, EarlierRecord, Presence, Status, StatusLine, Via
from madoguchi.receive.models.draft import Draft
from madoguchi.receive.models.guess import Guess
from madoguchi.receive.models.letter import Letter
from madoguchi.receive.models.notice import Notice
from madoguchi.receive.models.rated import Rated
from madoguchi.receive.models.school import Enrolment, FormerEntry, ReasonList, RosterPerson, School, SchoolClass
from madoguchi.receive.models.version import ProcedureVersion

__all__ = [
    "Application",
    "Draft",
    "EarlierRecord",
    "Enrolment",
    "FormerEntry",
    "Guess",
    "Letter",
    "Notice",
    "Presence",
    "ProcedureVersion",
    "Rated",
    "ReasonList",
    "RosterPerson",
    "School",
    "SchoolClass",
    "Status",
    "StatusLine",
    "Via",
]

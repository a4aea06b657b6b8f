"""What the office keeps of a case: its state and clock, what a machine proposed, what a person decided."""

from madoguchi.decide.models.case import Case, CaseColumn
from madoguchi.decide.models.decision import Decision
from madoguchi.decide.models.proposal import Proposal
from madoguchi.decide.models.roll import Unreported
from madoguchi.decide.models.words import Correction, Extension, Note

__all__ = ["Case", "CaseColumn", "Correction", "Decision", "Extension", "Note", "Proposal", "Unreported"]

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from madoguchi.decide.models.case import Case
from madoguchi.decide.models.proposal import Proposal


class Decision(models.Model):
    """The one decision of a case, by a person with a name. Written once: a change of mind is a new case.

    Triggers hold the other side: a case cannot be `decided` without this row, nor can it bear another result.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    result = models.SlugField(max_length=48)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=100)  # as it was that day
    decided_by_title = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=16)
    office = models.SlugField(max_length=48)  # of the decider, that day
    reason_id = models.UUIDField(null=True)  # the sealed words
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="decisions")
    followed = models.BooleanField(null=True)  # None where nothing was proposed
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="decide_decision_has_a_name", condition=~Q(decided_by_name="")),
            models.CheckConstraint(name="decide_decision_has_a_result", condition=~Q(result="")),
            models.CheckConstraint(
                name="decide_decision_says_whether_it_followed",
                condition=Q(proposal__isnull=True, followed__isnull=True)
                | Q(proposal__isnull=False, followed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.result} {self.decided_by_name}"

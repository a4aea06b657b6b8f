from django.db import models

from madoguchi.protect import links


class Letter(models.Model):
    """Words from the office to the applicant: a request for correction, a decision, an extension. Sealed in the vault.

    Where the procedure declares a notice for it, the letter is also set in type; `paper` says how far that is.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "受付のお知らせ"
        CORRECTION = "correction", "補正のお願い"
        EXTENSION = "extension", "期間の延長"
        DECISION = "decision", "決定"
        ACKNOWLEDGEMENT = "acknowledgement", "届出の確認"

    class Paper(models.TextChoices):
        NONE = "", "紙にしない"
        WAITING = "waiting", "準備中"
        READY = "ready", "できています"
        FAILED = "failed", "できませんでした"

    application = models.ForeignKey("receive.Application", on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    record_id = models.UUIDField(unique=True)
    answers_id = models.UUIDField(null=True)  # the answers in force that day; what fills the letter
    at = models.DateTimeField()
    until = models.DateField(null=True)  # a correction: by when
    answered_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)  # a correction: the office went on without the answer
    # The draft that answered: sending it again is no second answer.
    answered_by = models.CharField(max_length=64, null=True, blank=True, unique=True)
    pages = models.JSONField(default=list)  # a correction: the ids of the pages asked to be corrected
    result = models.SlugField(max_length=48, blank=True, default="")  # a decision: the declared result
    signed = models.CharField(
        max_length=300, blank=True, default=""
    )  # a decision: office, title and name of who decided

    paper = models.CharField(max_length=8, choices=Paper.choices, blank=True, default=Paper.NONE)
    paper_id = models.UUIDField(null=True, unique=True)  # the sealed PDF in the vault
    paper_at = models.DateTimeField(null=True)
    paper_code = models.CharField(max_length=48, blank=True, default="")  # why there is none
    mailed_at = models.DateTimeField(null=True)  # when a mail server took the e-mail that says there is a letter

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(kind="correction", answered_at=None, set_aside_at=None),
                name="receive_one_open_correction",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(kind="decision"), name="receive_one_decision_letter"
            ),
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=models.Q(kind__in=["receipt", "acknowledgement"]),
                name="receive_one_receipt_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(paper="ready", paper_id__isnull=False)
                | (~models.Q(paper="ready") & models.Q(paper_id__isnull=True)),
                name="receive_letter_paper_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"

    @property
    def binding(self) -> str:
        """What its paper carries inside: a keyed hash of this letter and its record. It names nobody."""
        return links.link_hash(f"letter:{self.pk}:{self.record_id}")

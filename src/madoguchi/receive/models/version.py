from django.db import models


class ProcedureVersion(models.Model):
    """One closed declaration, published by a named person from a day on. Never changed, never deleted.

    The files are proposals; this row is what residents and cases are bound to. Its name is the hash of its content.
    """

    hash = models.CharField(max_length=71, primary_key=True)
    procedure = models.SlugField(max_length=48, db_index=False)
    canonical = models.BinaryField()
    published_by = models.CharField(max_length=120)  # kind:id of the actor
    published_by_label = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    applies_from = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["procedure", "applies_from", "published_at"], name="receive_version_in_force")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.short}"

    @property
    def short(self) -> str:
        """The part of the hash that people read: a91f3c0."""
        return self.hash.removeprefix("sha256:")[:7]

from django.db import models


class Guess(models.Model):
    """How often one place asked in vain within one window of time. The place is a keyed hash, never an address."""

    place = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "window"], name="receive_guess_once_per_window")]

    def __str__(self) -> str:
        return f"{self.window} {self.count}"

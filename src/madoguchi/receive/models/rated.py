from django.db import models


class Rated(models.Model):
    """The question of how it went was answered for this application and moment: not what, not when, not by whom.

    The mark is a keyed hash. The score itself stands in the trail about the procedure, so the two cannot be put together.
    """

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.mark[:8]

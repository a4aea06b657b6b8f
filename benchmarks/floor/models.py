import uuid

from django.db import models


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    answers = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


class Application(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.OneToOneField(Draft, models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)

"""Photographs that were sent together: how far the worker is, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.publish.models import Dataset, PhotoBatch, SentPhoto
from madoguchi.trail.models import Handover

TOLD = tuple(one for one in SentPhoto.Outcome if one not in (SentPhoto.Outcome.WAITING, SentPhoto.Outcome.KEPT))


@dataclass(frozen=True)
class Progress:
    """One batch before a person. `told`: what did not become a photograph, and why."""

    batch: PhotoBatch
    stuck: bool
    told: Sequence[SentPhoto]

    @property
    def is_open(self) -> bool:
        return self.batch.state in PhotoBatch.OPEN

    @property
    def left(self) -> int:
        return self.batch.total - self.batch.done


def is_stuck(batch: PhotoBatch) -> bool:
    """The worker gave up, not because of what is in a picture."""
    taken = Handover.objects.filter(event__about_kind="photo-batch", event__about_id=str(batch.pk))
    alive = taken.filter(state__in=(Handover.State.WAITING, Handover.State.RUNNING))
    return batch.state in PhotoBatch.OPEN and not alive.exists() and taken.filter(state=Handover.State.DEAD).exists()


def batches(dataset: Dataset) -> list[Progress]:
    """Those that are not done, and the last one, the newest first."""
    every = list(dataset.batches.order_by("-pk")[:20])
    shown = [one for at, one in enumerate(every) if at == 0 or one.state != PhotoBatch.State.DONE]
    return [Progress(one, is_stuck(one), list(one.sent.filter(outcome__in=TOLD).order_by("pk"))) for one in shown]

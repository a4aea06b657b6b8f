"""How it went, from one to five, with a free word: the number is counted, the word is read by a person."""

from django.db import transaction

from madoguchi.declare.municipality import Feedback
from madoguchi.declare.versions import Version
from madoguchi.design.frame import municipality
from madoguchi.protect import links
from madoguchi.receive.actions.submit import submit
from madoguchi.receive.models import Application, Rated
from madoguchi.receive.queries.ratings import mark_of, moment_to_ask
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import RESIDENT

SCORES = (5, 4, 3, 2, 1)


@transaction.atomic
def rate(*, application: Application, version: Version, score: int, words: str = "", language: str = "ja") -> bool:
    """Take one answer per application and moment; False when it was given before. The trail does not learn whose it was.

    `words` become an application of the procedure that the municipality names for feedback. Raises ValueError for
    another score than 1 to 5, Unfinished when that procedure cannot take the words.
    """
    if score not in SCORES:
        raise ValueError(score)
    moment = moment_to_ask(application, version)
    if moment is None or not Rated.objects.get_or_create(mark=mark_of(application, moment))[1]:
        return False
    procedure = version.procedure
    about = ("procedure", procedure.procedure)
    record(
        "receive.rated", by=RESIDENT, about=about,
        procedure=procedure.procedure, office=application.office, via=str(application.via), part=f"{moment}-{score}",
    )  # fmt: skip
    if words.strip():
        _pass_on(words.strip(), version, language)
    return True


def takes_words() -> bool:
    """Is there a procedure that takes the free word?"""
    return _taker() is not None


def _pass_on(words: str, version: Version, language: str) -> None:
    taker = _taker()
    if taker is None:
        return
    feedback, receiving = taker
    answers = dict(feedback.answers) | {feedback.words: f"「{version.procedure.title.ja}」の手続について\n{words}"}
    key = secret = links.new_secret()
    submit(version=receiving, answers=answers, idempotency_key=key, secret=secret, by=RESIDENT, language=language)


def _taker() -> tuple[Feedback, Version] | None:
    town = municipality()
    feedback = town.feedback if town else None
    receiving = version_in_force(feedback.procedure, clock.today()) if feedback else None
    return (feedback, receiving) if feedback and receiving else None

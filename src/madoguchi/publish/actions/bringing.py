"""A file is brought: sealed as it comes, never held whole, and asked to be checked."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import PurePath

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from madoguchi.japan.codes import find_my_number
from madoguchi.protect import actions as vault
from madoguchi.publish.actions.asking import ask
from madoguchi.publish.errors import NotTaken, NotYours
from madoguchi.publish.models import Check, DataFile, Upload, named
from madoguchi.publish.queries.access import may_work
from madoguchi.receive.uploads import clean_name
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

LARGEST = 300_000_000
"""Bytes of one file."""
CORRECTION = timedelta(days=14)
"""The same file again within this time corrects what was brought before: it is not what the office makes by itself."""


def bring(*, office: str, name: str, pieces: Iterable[bytes], by: Actor) -> Check:
    """Keep a file of an office and ask for its check. The same content again, as the last one, is the same upload.

    Call it outside a transaction: it writes a file. Raises NotYours, NotTaken.
    """
    if not may_work(office, by):
        raise NotYours(office)
    return take_in(office=office, name=name, pieces=pieces, by=by)


def take_in(
    *, office: str, name: str, pieces: Iterable[bytes], by: Actor, wanted: str = "",
    then: Callable[[Check], object] = lambda _: None,
) -> Check:  # fmt: skip
    """The same without the question whose it is: of a source that somebody approved; held against the standard that
    is `wanted`; `then` is called with the check in the same transaction. Raises NotTaken."""
    name = clean_name(name)
    if find_my_number(name):
        raise NotTaken(_("ファイルの名前に、マイナンバーのような12けたの数字があります。名前を変えてください。"))
    passing = _Passing()
    closed = vault.close_loose(passing.through(pieces))
    if not closed.size:
        raise NotTaken(_("ファイルが空です。保存が終わっているか、もとのファイルを確かめてください。"))
    with transaction.atomic():
        file = _file(office, name)
        check = _same(file, passing.digest)
        if check is None:
            check = ask(_keep(file, name, closed, passing.digest, by), wanted=wanted, by=by)
        then(check)
    return check


class _Passing:
    """Counts and digests what passes."""

    def __init__(self) -> None:
        self._hash, self._size = hashlib.sha256(), 0

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._size += len(piece)
            if self._size > LARGEST:
                raise NotTaken(_("300 MBを超えるファイルは受け取れません。年度や地区で分けてください。"))
            self._hash.update(piece)
            yield piece

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def _file(office: str, name: str) -> DataFile:
    """The office's file of that name, whatever its ending: the XLSX of last month and the CSV of this one are one file."""
    stem = PurePath(name).stem or name
    file, _made = DataFile.objects.get_or_create(office=office, name=stem)
    DataFile.objects.filter(pk=file.pk).update(last_number=F("last_number"))  # holds it until the transaction ends
    file.refresh_from_db()
    return file


def _same(file: DataFile, digest: str) -> Check | None:
    last = file.uploads.filter(number=file.last_number, digest=digest, original_id__isnull=False).first()
    return last.checks.order_by("-pk").first() if last else None


def _keep(file: DataFile, name: str, closed: vault.ClosedLoose, digest: str, by: Actor) -> Upload:
    now = clock.now()
    recent = file.uploads.filter(at__gt=now - CORRECTION, at__lte=now).exists()
    file.last_number += 1
    file.save(update_fields=["last_number"])
    upload = Upload.objects.create(
        file=file, number=file.last_number, name=name, original_id=vault.keep_loose(closed, by=by), size=closed.size,
        digest=digest, is_first=not recent, at=now, **named(by),
    )  # fmt: skip
    record("publish.brought", by=by, about=("upload", str(upload)), office=file.office, size=closed.size)
    return upload

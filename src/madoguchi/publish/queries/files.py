"""The files of offices, with how their latest upload stands."""

from dataclasses import dataclass

from madoguchi.people.models import Office, Staff
from madoguchi.publish.models import Check, DataFile, Upload
from madoguchi.publish.queries.access import seen_offices
from madoguchi.publish.queries.choices import said


@dataclass(frozen=True)
class Line:
    """One file on the list."""

    file: DataFile
    office: str
    upload: Upload
    check: Check | None
    unseen: int


def lines_for(who: Staff, office: str = "") -> list[Line]:
    """The files this person sees, the latest upload first."""
    offices = seen_offices(who)
    wanted = {office} & offices if office else offices
    files = list(DataFile.objects.filter(office__in=wanted, last_number__gt=0))
    uploads = {(one.file_id, one.number): one for one in Upload.objects.filter(file__in=files)}
    names = {one.pk: one.name_ja for one in Office.objects.filter(pk__in=wanted)}
    lines = [_line(file, names[file.office], uploads[file.pk, file.last_number]) for file in files]
    return sorted(lines, key=lambda line: line.upload.at, reverse=True)


def _line(file: DataFile, office: str, upload: Upload) -> Line:
    check = upload.checks.order_by("-pk").first()
    return Line(file, office, upload, check, said(check).unseen if check and check.found_id else 0)


def uploads_of(file: DataFile) -> list[tuple[Upload, Check | None]]:
    """Every bringing of a file with its first finished check, the latest first."""
    found = []
    for upload in file.uploads.order_by("-number"):
        done = upload.checks.filter(state=Check.State.DONE).order_by("pk").first()
        found.append((upload, done or upload.checks.order_by("-pk").first()))
    return found

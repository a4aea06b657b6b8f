"""Who may bring files for an office, and who may look at what it brought."""

from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import offices_of, open_offices, roles_anywhere, roles_of
from madoguchi.publish.models import DataFile
from madoguchi.trail.actor import Actor

WORK = ("clerk", "reviewer", "manager", "publisher")
"""Any of these in an office: its files are yours."""
RELEASE = ("reviewer", "manager", "publisher")
"""Any of these in the dataset's office: may let a release out, or take it back."""
OVERSEER = "publisher"
"""In whatever office: the open-data office. Sees the files of all, and changes none but its own."""


def may_work(office: str, who: Actor | Staff) -> bool:
    return bool(roles_of(who, office) & set(WORK))


def may_release(office: str, who: Actor | Staff) -> bool:
    return bool(roles_of(who, office) & set(RELEASE))


def may_see(office: str, who: Actor | Staff) -> bool:
    return may_work(office, who) or OVERSEER in roles_anywhere(who)


def own_offices(who: Actor | Staff) -> list[Office]:
    """The open offices for which this person may bring a file."""
    mine = offices_of(who, roles=WORK)
    return [office for office in open_offices() if office.pk in mine]


def seen_offices(who: Actor | Staff) -> set[str]:
    """The offices whose files this person sees, closed ones included."""
    if OVERSEER in roles_anywhere(who):
        return set(Office.objects.values_list("pk", flat=True))
    return offices_of(who, roles=WORK)


def file_of(pk: int, who: Actor | Staff) -> DataFile | None:
    """A file, if it is there for this person: another office's is as absent as one that never was."""
    file = DataFile.objects.filter(pk=pk).first()
    return file if file and may_see(file.office, who) else None

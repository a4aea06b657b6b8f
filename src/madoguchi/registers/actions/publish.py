from django.db import transaction

from madoguchi.declare.versions import Version
from madoguchi.registers.actions.files import enter_file
from madoguchi.registers.actions.keep import show_as_declared
from madoguchi.registers.models import Book, FileEntry, RegisterVersion, Row
from madoguchi.registers.queries.versions import declared
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def publish_register(version: Version, *, by: Actor) -> Book:
    """Make a version binding at once: new rows and changes follow it, rows keep the version they were written under.

    Publishing the version in force again changes nothing. PermissionError when nobody stands behind it by name.
    """
    if by.kind != "staff":
        raise PermissionError("a register is published by a named person")
    register = declared(version)
    row, _is_new = RegisterVersion.objects.get_or_create(
        hash=version.hash,
        defaults={
            "register": register.slug,
            "canonical": version.canonical,
            "published_by": f"{by.kind}:{by.id}",
            "published_by_label": by.label,
            "published_at": clock.now(),
        },
    )
    before = Book.objects.filter(pk=register.slug).values_list("version_id", flat=True).first()
    if before == row.hash:
        return Book.objects.get(pk=register.slug)
    book, _made = Book.objects.update_or_create(pk=register.slug, defaults={"version": row})
    for each in Row.objects.filter(book=book):
        show_as_declared(each, register)
        each.save(update_fields=["is_public", "words", "public_words"])
    enter_file(version, source=FileEntry.Source.REGISTER, applies_from=clock.today(), by=by)
    about = ("register-version", row.hash.removeprefix("sha256:"))  # 64 signs: the column of the trail
    record("registers.published", by=by, about=about, register=register.slug)
    return book

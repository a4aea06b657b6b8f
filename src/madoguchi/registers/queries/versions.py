"""The registers there are, each with the version in force; and versions by their hash, opened once per process."""

from functools import lru_cache

from madoguchi.declare.register import Register
from madoguchi.declare.versions import Version
from madoguchi.registers.models import Book, RegisterVersion


@lru_cache(maxsize=256)
def version(digest: str) -> Version:
    """The version of that hash."""
    return Version.from_json(bytes(RegisterVersion.objects.values_list("canonical", flat=True).get(pk=digest)))


def books() -> list[tuple[Book, Register]]:
    """Every published register."""
    return [(book, register_of(book)) for book in Book.objects.order_by("slug")]


def register_of(book: Book) -> Register:
    """The declaration in force."""
    return declared(version(book.version_id))


def declared(of: Version) -> Register:
    if of.register is None:
        raise ValueError("this is no register's version")
    return of.register

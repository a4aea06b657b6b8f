"""What PostgreSQL is told about a statement: that it reads tables from end to end, or a few rows of large ones.

It guesses both wrong by much: its statistics know nothing of how the events of a day lie together. SQLite needs no such word.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from madoguchi.learn.rollup import Parts

WHOLE = {"jit": "off", "work_mem": "128MB", "parallel_tuple_cost": "0.001"}
"""A sort or a table of hashes stays in memory, and both cores read."""
FEW = {"jit": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"}
"""Each row is looked up by its index: a table of all cases is not read for those of one day."""


@contextmanager
def planned(settings: dict[str, str]) -> Iterator[None]:
    """Until the end of the block, inside the caller's transaction."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        yield
        for name in settings:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")


def insert(parts: Parts, values: list[int | str]) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(str(parts), values)


def beside(parts: Parts, values: list[int | str]) -> None:
    """PostgreSQL: count into a table of its own. It never reads for an INSERT with both cores, and nobody waits meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {parts.table}_anew AS {parts.counted}", values)


def exchange(model: type[Model], parts: Parts) -> None:
    """What was counted beside becomes the table. From here to the end of the transaction its readers wait."""
    empty(model)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {parts.into} SELECT * FROM {parts.table}_anew")  # noqa: S608  # our own names
        cursor.execute(f"DROP TABLE {parts.table}_anew")


def empty(model: type[Model]) -> None:
    """Without a row, and in PostgreSQL without what is left of rows in the indexes."""
    if connection.vendor != "postgresql":
        model._default_manager.all().delete()
        return
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table}")

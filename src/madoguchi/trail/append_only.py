"""Tables that are written once. The model refuses first, and triggers in the database refuse whoever goes around it."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class AppendOnly(Exception):
    """Somebody tried to change or remove what is written once."""


def refuse(what: object) -> NoReturn:
    raise AppendOnly(f"{type(what).__name__} is written once and never changed")


class AppendOnlyRows(models.QuerySet[Any]):
    """A queryset that cannot update or delete."""

    def update(self, **kwargs: Any) -> NoReturn:
        refuse(self.model())

    def delete(self) -> NoReturn:
        refuse(self.model())

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(self.model())


class AppendOnlyManager(models.Manager[Any]):
    """The manager of a table that is written once."""

    def get_queryset(self) -> AppendOnlyRows:
        return AppendOnlyRows(self.model, using=self._db)


class Once(models.Model):
    """Written once, never changed. The database refuses as well."""

    objects = AppendOnlyManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(self)


def forbid(table: str, vendor: str) -> list[str]:
    """SQL that makes the database refuse UPDATE, DELETE and TRUNCATE of a table."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("update", "delete")
        ]
    return [
        "CREATE OR REPLACE FUNCTION madoguchi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_append_only()",
    ]


def allow(table: str, vendor: str) -> list[str]:
    """SQL that takes the triggers away again: migrating backwards, and emptying a test database."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]


def append_only(tables: Sequence[str]) -> migrations.RunPython:
    """The migration step that puts the triggers on these tables."""

    def put(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, [sql for table in tables for sql in forbid(table, schema_editor.connection.vendor)])

    def take(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, [sql for table in tables for sql in allow(table, schema_editor.connection.vendor)])

    return migrations.RunPython(put, take)


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

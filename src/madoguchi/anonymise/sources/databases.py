"""Takes the rows of a table out of SQLite or PostgreSQL, into a CSV of our own."""

import csv
import sqlite3
from pathlib import Path

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.sources.source import quoted

BATCH = 5_000


def from_sqlite(path: Path, table: str, folder: Path) -> Path:
    """The rows of a table as a CSV in the folder; raises `Trouble`."""
    taken = folder / "table.csv"
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = base.execute(f"SELECT * FROM {quoted(table)}")
        with taken.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_NOTNULL if hasattr(csv, "QUOTE_NOTNULL") else csv.QUOTE_MINIMAL)
            writer.writerow([column[0] for column in rows.description])
            while batch := rows.fetchmany(BATCH):
                writer.writerows(batch)
    except sqlite3.Error as error:
        raise no_table(path.name, table, error) from error
    finally:
        base.close()
    return taken


def from_postgres(address: str, table: str, folder: Path) -> Path:
    """The same from a server, streamed; `table` may begin with its schema."""
    import psycopg
    from psycopg import sql

    taken = folder / "table.csv"
    parts = [sql.Identifier(part) for part in table.split(".")]
    question = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT WITH (FORMAT csv, HEADER true)")
    try:
        with (
            psycopg.connect(address) as base,
            base.cursor() as cursor,
            cursor.copy(question.format(sql.SQL(".").join(parts))) as copy,
            taken.open("wb") as file,
        ):
            for block in copy:
                file.write(block)
    except psycopg.OperationalError as error:
        raise _no_connection() from error
    except psycopg.Error as error:
        raise no_table("PostgreSQL", table, error) from error
    return taken


def _no_connection() -> Trouble:
    """What the server says is not passed on: it may repeat the address, and that the password."""
    return Trouble(
        "no-connection",
        ja="PostgreSQL につながりません、または途中で切れました。何も出力していません。",
        en="PostgreSQL cannot be reached, or broke off; nothing was released.",
        mend_ja="アドレス (postgresql://名前:パスワード@ホスト:番号/データベース)、サーバーが動いているか、入る権限を確かめてください。",
        mend_en="Check the address (postgresql://user:password@host:port/database), the server, and the right to enter.",
    )


def no_table(name: str, table: str, error: Exception) -> Trouble:
    """The database is there, the table is not, or may not be read."""
    return Trouble(
        "table-unreadable",
        ja=f"{name} の表「{table}」を読めません。",
        en=f"The table `{table}` of {name} cannot be read: {error}",
        mend_ja="表の名前と、読む権限を確かめてください。",
        mend_en="Check the table's name and the right to read it.",
    )

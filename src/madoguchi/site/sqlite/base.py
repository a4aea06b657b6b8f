"""Django's SQLite backend with a queue in front of every write, autocommit writes included.

WAL with synchronous=FULL: what was acknowledged survives a power cut. Reads wait for nobody.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.db.backends.sqlite3 import base

from madoguchi.site.afterwards import Afterwards
from madoguchi.site.sqlite.queue import WriteQueue, queue_of

_READS = re.compile(r"\s*(SELECT|PRAGMA|EXPLAIN|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)\b", re.IGNORECASE)
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
    "PRAGMA cache_size = -16000",
    "PRAGMA mmap_size = 268435456",
    "PRAGMA temp_store = MEMORY",
)


class DatabaseWrapper(Afterwards, base.DatabaseWrapper):
    """One connection. It stands in the queue from BEGIN to COMMIT, and for each write outside a transaction."""

    _queue: WriteQueue | None = None
    _writing = False

    def get_connection_params(self) -> dict[str, Any]:
        """Every transaction takes the write lock as it begins: it never fails half-way because another was faster."""
        params = super().get_connection_params()
        self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._queue = queue_of(str(conn_params["database"]))
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=lambda connection: QueuedCursor(connection, self._turn))

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _enter(self) -> None:
        if self._queue:
            self._queue.enter()
            self._writing = True

    def _leave(self) -> None:
        if self._writing and self._queue:
            self._writing = False
            self._queue.leave()

    def _turn(self, query: str) -> "AbstractContextManager[bool]":
        """A turn in the queue for one statement; yields whether one was needed."""
        if self._writing or self._queue is None or _READS.match(query):
            return nullcontext(False)
        return self._one_write()

    @contextmanager
    def _one_write(self) -> Iterator[bool]:
        self._enter()
        try:
            yield True
        finally:
            self._leave()


class QueuedCursor(base.SQLiteCursorWrapper):
    """A cursor that takes a turn for a write outside a transaction.

    SQLite ends such a statement only when its last RETURNING row is fetched, so those rows are fetched within the turn.
    """

    def __init__(self, connection: Any, turn: Callable[[str], "AbstractContextManager[bool]"]) -> None:
        super().__init__(connection)
        self._turn = turn
        self._kept: deque[Any] | None = None

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:  # type: ignore[override]
        self._kept = None
        with self._turn(query) as alone:
            result = super().execute(query, params)
            if alone and self.description:
                self._kept = deque(super().fetchall())
        return result

    def executemany(self, query: str, param_list: Any) -> Any:
        self._kept = None
        with self._turn(query):
            return super().executemany(query, param_list)

    def fetchone(self) -> Any:
        if self._kept is None:
            return super().fetchone()
        return self._kept.popleft() if self._kept else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        if self._kept is None:
            return super().fetchmany(self.arraysize if size is None else size)
        return [self._kept.popleft() for _ in range(min(size or self.arraysize, len(self._kept)))]

    def fetchall(self) -> list[Any]:
        if self._kept is None:
            return super().fetchall()
        rows = list(self._kept)
        self._kept.clear()
        return rows

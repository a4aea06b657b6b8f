"""What must be written although the transaction around it is rolled back: a refused reading, above all.

Django knows `on_commit` only. Both our database backends mix this in and run what was noted as soon as the outermost
transaction has ended, either way.
"""

from collections.abc import Callable
from typing import Any


class Afterwards:
    """Mixed into a DatabaseWrapper."""

    _noted: list[Callable[[], object]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._noted = []

    def after_transaction(self, write: Callable[[], object]) -> None:
        """Run `write` when no transaction is open: now, or when the open one has ended (committed or rolled back)."""
        if self._in_real_transaction():
            self._noted.append(write)
        else:
            write()

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)  # type: ignore[misc]
        if autocommit:
            self._write_noted()

    def savepoint_commit(self, sid: str) -> None:
        super().savepoint_commit(sid)  # type: ignore[misc]
        if not self._in_real_transaction():  # within a test case our outermost transaction is a savepoint
            self._write_noted()

    def _write_noted(self) -> None:
        while self._noted:
            self._noted.pop(0)()

    def _in_real_transaction(self) -> bool:
        """The transaction that a test case puts around a whole test is none of ours."""
        blocks = self.atomic_blocks  # type: ignore[attr-defined]
        return any(not getattr(block, "_from_testcase", False) for block in blocks)

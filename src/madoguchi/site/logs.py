"""What the program writes to its log: which address failed and where in the code, never whose and never what.

An address may hold the secret of a draft or a receipt, and the words of an exception may hold a name: neither is written.
"""

import logging
import re
import traceback

SECRET = re.compile(r"(?<=/)[A-Za-z0-9_~-]{16,}(?=[/?\s]|$)")
"""As long as a secret's shortest, between slashes. A long id of a procedure goes with it; its page says which one it was."""


class Discreet(logging.Formatter):
    """The line as usual, with `…` in place of secrets; a traceback as places in the code and the classes of its errors."""

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord(record.__dict__ | {"exc_info": None, "exc_text": None, "stack_info": None})
        line = SECRET.sub("…", super().format(bare))
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *places_of(error)]) if error else line


def places_of(error: BaseException) -> list[str]:
    """`file:line function` from the outside in, then the error's class; what caused it comes first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error)
    return [*(places_of(before) if before else ()), *own, f"  {kind.__module__}.{kind.__qualname__}"]

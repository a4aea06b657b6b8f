"""What every command has in common: its options, and how it ends."""

import argparse
import errno
import sys
from collections.abc import Callable

from madoguchi.anonymise.errors import Language, Trouble
from madoguchi.anonymise.stopping import INTERRUPTED, stoppable

FAILED = 1
_REFUSED = {
    errno.ENOENT: ("がありません", "does not exist"),
    errno.EACCES: ("を扱う権限がありません", "may not be opened or written by you"),
    errno.EROFS: ("には書けません (読み取り専用)", "cannot be written (read-only)"),
    errno.EISDIR: ("はフォルダーです", "is a folder"),
    errno.ENOTDIR: ("の途中に、フォルダーでないものがあります", "runs through something that is no folder"),
    errno.EEXIST: ("はもうあります", "exists already"),
    errno.ENOSPC: ("に書く空きがありません", "cannot be written: the disk is full"),
    errno.ENAMETOOLONG: ("は名前が長すぎます", "is too long a name"),
}


def add_input(parser: argparse.ArgumentParser) -> None:
    """The input and how it is read."""
    parser.add_argument("input", metavar="INPUT", help="CSV、Parquet、SQLite、DuckDB のファイル、または postgresql://…")
    parser.add_argument("--table", metavar="NAME", help="データベースの表の名前")
    add_manners(parser)


def add_manners(parser: argparse.ArgumentParser) -> None:
    """Language and memory."""
    parser.add_argument(
        "--memory", default="1GB", metavar="SIZE", help="使ってよいメモリ (既定 1GB)。足りなければディスクを使う"
    )
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="メッセージの言語")


def guarded(work: Callable[[], int], language: Language) -> int:
    """Exit status of some work: what went wrong is told in words, an interruption ends with 130."""
    with stoppable() as stop:
        try:
            return work()
        except Trouble as trouble:
            return _say(trouble.told(language), FAILED)
        except OSError as error:
            return _say(of_the_disk(error).told(language), FAILED)
        except (KeyboardInterrupt, RuntimeError):  # DuckDB turns the first into the second
            if not stop.asked:
                raise
            return _say("中断しました。何も出力していません。 / Interrupted; nothing was released.", INTERRUPTED)


def _say(words: str, status: int) -> int:
    sys.stderr.write(words + "\n")
    return status


def of_the_disk(error: OSError) -> Trouble:
    """What the operating system refused, in words."""
    name = str(error.filename or "")
    ja, en = _REFUSED.get(error.errno or 0, ("を扱えません", f"cannot be used ({error.strerror})"))
    return Trouble("file", ja=f"「{name}」{ja}。何も出力していません。", en=f"`{name}` {en}; nothing was released.")

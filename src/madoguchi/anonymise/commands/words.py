"""What every command has in common: its options, and how it ends."""

import argparse
import sys
from collections.abc import Callable

from madoguchi.anonymise.errors import Language, Trouble
from madoguchi.anonymise.progress import INTERRUPTED, stoppable

FAILED = 1


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
    try:
        with stoppable():
            return work()
    except Trouble as trouble:
        sys.stderr.write(trouble.told(language) + "\n")
        return FAILED
    except KeyboardInterrupt:
        sys.stderr.write("中断しました。何も出力していません。 / Interrupted; nothing was released.\n")
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"ファイルを扱えません。何も出力していません。 / {error.strerror}: {error.filename}\n")
        return FAILED

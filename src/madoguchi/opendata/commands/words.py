"""What every command has in common: how a file is named and read, and how a command ends."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.errors import Language, Trouble

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from madoguchi.opendata.reading import Stream
    from madoguchi.opendata.table import Table

FAILED, INTERRUPTED = 1, 130


def add_input(parser: argparse.ArgumentParser) -> None:
    """The input and how it is read; found out by itself where nothing is said."""
    parser.add_argument("input", type=Path, metavar="FILE", help="CSV、TSV、XLSX のファイル")
    parser.add_argument("--sheet", metavar="NAME", help="XLSX のシート")
    parser.add_argument("--encoding", metavar="NAME", help="文字コード (なければ自分で調べる)")
    parser.add_argument("--delimiter", metavar="SIGN", help="区切りの文字 (なければ自分で調べる。tab も可)")
    add_manners(parser)


def add_manners(parser: argparse.ArgumentParser) -> None:
    """The language of the messages."""
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="メッセージの言語")


def read_input(args: argparse.Namespace) -> "Table":
    """The table that the arguments of `add_input` name."""
    with stream_input(args) as stream:
        rows = list(stream)
    return stream.closed(rows)


def stream_input(args: argparse.Namespace) -> "AbstractContextManager[Stream]":
    """The same, row by row."""
    from madoguchi.opendata.reading import streamed

    delimiter = "\t" if args.delimiter == "tab" else args.delimiter
    return streamed(args.input, sheet=args.sheet, delimiter=delimiter, encoding=args.encoding)


def guarded(work: Callable[[], int], language: Language) -> int:
    """Exit status of some work: what went wrong is told in words, an interruption ends with 130."""
    try:
        return work()
    except Trouble as trouble:
        sys.stderr.write(trouble.told(language) + "\n")
        return FAILED
    except KeyboardInterrupt:
        sys.stderr.write("中断しました。 / Interrupted.\n")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        sys.stderr.write(f"ファイルを扱えません。 / {error.strerror}: {error.filename}\n")
        return FAILED

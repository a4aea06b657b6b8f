"""Reading what people bring: what is in the file, in which encoding, where the table begins, and what is no data."""

from madoguchi.opendata.reading.guessing import Guess, guess
from madoguchi.opendata.reading.reading import Stream, read, sheets_of, streamed
from madoguchi.opendata.reading.telling import findings

__all__ = ["Guess", "Stream", "findings", "guess", "read", "sheets_of", "streamed"]

"""Reading what people bring: what is in the file, in which encoding, where the table begins, and what is no data."""

from madoguchi.opendata.reading.reading import Stream, read, streamed

__all__ = ["Stream", "read", "streamed"]

"""Where rows come from: CSV, Parquet, and tables of SQLite, PostgreSQL and DuckDB, each as one SQL relation."""

from madoguchi.anonymise.sources.opening import open_source
from madoguchi.anonymise.sources.source import Field, Source, scratch, session

__all__ = ["Field", "Source", "open_source", "scratch", "session"]

"""Why a file goes through the row checker alone."""


class Irregular(Exception):
    """DuckDB cannot read the file row by row as the row checker does."""

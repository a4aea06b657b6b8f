"""The only two things that touch every row: collapse and emit. DuckDB does them here, Spark on a cluster."""

from madoguchi.anonymise.engine.protocol import Collapsed, Emission, Engine

__all__ = ["Collapsed", "Emission", "Engine"]

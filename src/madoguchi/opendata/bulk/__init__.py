"""Large files: DuckDB says which rows are surely right, the row checker judges the others.

Nothing is declared twice: what DuckDB asks is compiled from the formats, proofs and rules that the row checker uses.
"""

from madoguchi.opendata.bulk.checking import check_file, every_finding
from madoguchi.opendata.bulk.irregular import Irregular

__all__ = ["Irregular", "check_file", "every_finding"]

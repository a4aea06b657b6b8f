"""Is a table as its standard wants it? Row by row and cell by cell, with a proposal where there is one."""

from madoguchi.opendata.checking.checking import check
from madoguchi.opendata.checking.place import Place, read_place
from madoguchi.opendata.checking.report import Report

__all__ = ["Place", "Report", "check", "read_place"]

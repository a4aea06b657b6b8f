"""The gate before publishing: what may be personal data in a table, told by cell, column, or part of the workbook."""

from madoguchi.opendata.personal.gate import findings, in_cells

__all__ = ["findings", "in_cells"]

"""The gate before publishing: what may be personal data in a table, told by cell, column, or part of the workbook."""

from madoguchi.opendata.personal.gate import Look, findings, in_cells

__all__ = ["Look", "findings", "in_cells"]

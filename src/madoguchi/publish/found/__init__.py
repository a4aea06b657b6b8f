"""What a check found, beside every row of the table: one sealed file, written as it goes and read from any page."""

from madoguchi.publish.found.reading import Found
from madoguchi.publish.found.rows import Mark, Marked
from madoguchi.publish.found.writing import Grouping, written

__all__ = ["Found", "Grouping", "Mark", "Marked", "written"]

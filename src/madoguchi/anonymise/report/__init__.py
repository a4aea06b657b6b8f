"""The report: one page that a privacy council can read, with nothing from outside."""

from madoguchi.anonymise.report.page import write_report

__all__ = ["write_report"]

"""Small tables and standards made in code."""

from datetime import date

from madoguchi.opendata.standards.model import Column, Evidence, Need, Standard
from madoguchi.opendata.table import Row, Source, Table


def column(name, form="", need=Need.OPTIONAL, **more):
    return Column(name, need, format=form, **more)


def standard_of(*columns):
    day = date(2026, 11, 1)
    return Standard("test/made", "99", "試し", "test", "みどり区", "", Evidence.OFFICIAL, columns, (), day, day)


def table_of(header, *rows, first=2, **more):
    placed = [Row(first + at, list(cells)) for at, cells in enumerate(rows)]
    return Table(Source("made.csv", 0, "csv", "utf-8-sig", ",", "\r\n"), tuple(header), placed, **more)

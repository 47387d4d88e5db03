"""Released numbers as tables that people read."""

from thuiszitters.tables.make import TABLE_NAMES, make_tables
from thuiszitters.tables.stage import make_all_tables
from thuiszitters.tables.table import Cell, Column, Note, Row, Table

__all__ = [
    "TABLE_NAMES",
    "Cell",
    "Column",
    "Note",
    "Row",
    "Table",
    "make_all_tables",
    "make_tables",
]

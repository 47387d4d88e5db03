"""Getting a cohort in: readers, mapping of columns and values, and the canonical tables."""

from thuiszitters.intake.source import SourceTables, read_source, source_tables, write_source

__all__ = ["SourceTables", "read_source", "source_tables", "write_source"]

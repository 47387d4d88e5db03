"""What stands in the tables and sections beyond the models."""

from dataclasses import replace

from thuiszitters.report.literature_sections import beyond_sections
from thuiszitters.tables.make import make_tables


def with_table(numbers, name, **values):
    table = numbers.more[name].assign(**values)
    return replace(numbers, more={**numbers.more, name: table})


def lead_of(numbers, name, language="nl"):
    sections = beyond_sections(numbers, {}, make_tables(numbers, language), language)
    return sections[name].blocks[0].text


def with_stored(numbers, name, table):
    return replace(numbers, more={**numbers.more, name: table})

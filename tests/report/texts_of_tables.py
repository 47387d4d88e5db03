"""Texts of the rows and the notes of a table."""

from dataclasses import replace


def row_of(table, *labels):
    """Texts of the row that has the last label, after the rows that have the others."""
    wanted = list(labels)
    for row in table.rows:
        if row.cells[0].text == wanted[0]:
            wanted.pop(0)
            if not wanted:
                return [cell.text for cell in row.cells]
    raise AssertionError(labels)


def notes_of(table):
    return " ".join(note.text for note in table.notes)


def with_decompositions(numbers, **values):
    table = numbers.more["decompositions"].assign(**values)
    return replace(numbers, more={**numbers.more, "decompositions": table})

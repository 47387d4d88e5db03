"""Tables of a report are numbered in order, those of the supplement apart."""

import pytest

from thuiszitters.report.document import Paragraph, Section, TableBlock
from thuiszitters.report.numbering import numbered, supplement
from thuiszitters.tables.table import Note, Table


def table(*notes):
    return TableBlock(Table("t", "en", "Title", (), (), notes=notes))


def numbers(sections):
    return [b.number for one in sections for b in one.blocks if isinstance(b, TableBlock)]


@pytest.mark.parametrize(("language", "word"), [("nl", "Tabel"), ("en", "Table")])
def test_the_supplement_begins_at_s1(language, word):
    main = Section("a", "A", (table(), Paragraph("x"), table()))
    further = supplement([None, Section("b", "B", (table(),)), Section("c", "C", (table(),))])
    found = numbers(numbered([main, *further], language))
    assert [number.split()[-1] for number in found] == ["1", "2", "S1", "S2"]
    assert all(number.startswith(word) for number in found)


def test_a_note_that_another_table_has_said_points_there_or_is_left_out():
    points = Note("Long words.", "a", again="See {place}.")
    silent = Note("Other words.", "b", again="")
    plain = Note("Always said.", "c")
    section = Section("a", "A", (table(points, silent, plain), table(points, silent, plain)))
    (made,) = numbered([section], "en")
    first, second = ([note.text for note in block.table.notes] for block in made.blocks)
    assert first == ["Long words.", "Other words.", "Always said."]
    assert second == [f"See {made.blocks[0].number}.", "Always said."]

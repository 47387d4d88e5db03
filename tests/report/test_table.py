"""Columns of a table on a page."""

from thuiszitters.tables.risks import risks_table
from thuiszitters.tables.table import FEWEST_LETTERS, LETTERS_OF_A_PAGE, column_needs


def test_words_give_way_to_numbers_where_a_page_is_too_narrow(released):
    table = risks_table(released["line"], "nl")
    needs = column_needs(table)
    whole = [max(len(row.cells[place].text) for row in table.rows) + 2 for place in range(1, 5)]
    assert all(need >= letters for need, letters in zip(needs[1:], whole, strict=True))
    assert sum(needs) <= LETTERS_OF_A_PAGE or needs[0] == FEWEST_LETTERS

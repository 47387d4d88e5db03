"""Complete cases beside imputed ones."""

from thuiszitters.tables.complete_cases import complete_cases_table


def test_complete_cases_stand_beside_imputed_ones_where_something_was_imputed(released):
    table = complete_cases_table(released["line"], "nl")
    rows = [row for row in table.rows if row.kind == "data"]
    assert rows
    assert all(row.cells[1].values != row.cells[3].values for row in rows)
    assert "20 keer geschat" in " ".join(note.text for note in table.notes)
    assert not complete_cases_table(released["quine"], "nl").rows

"""Text files of one folder."""

import pytest
from tests.unit.intake.folders import DIFFERS, HEADER, YEARS


@pytest.mark.thorough
def test_parts_have_their_own_order_of_columns_encoding_and_separator(years):
    expected = years.read().pupils
    content = "school,geboren,nummer,geslacht\nWest,14-02-2007,002,v\n"
    (years.root / "jaren/2020.csv").write_text(content, encoding="utf-16")
    assert years.read().pupils.equals(expected)


def test_a_text_part_without_a_column_is_named(years):
    (years.root / "jaren/2020.csv").write_text("nummer;geslacht;geboren\n002;v;14-02-2007\n")
    assert years.sentences() == [f"jaren: 2020.csv: {DIFFERS}"]


def test_a_column_that_only_another_part_has_may_not_hold_citizen_service_numbers(years):
    content = f"{';'.join(HEADER)};kenmerk\n002;v;14-02-2007;West;111222333\n"
    (years.root / "jaren/2020.csv").write_text(content)
    (sentence,) = years.sentences()
    assert sentence.startswith('jaren: column "kenmerk": this looks like citizen service numbers')


def test_a_row_is_named_with_the_part_it_stands_in(years):
    for name, row in YEARS.items():
        path = years.root / "jaren" / name
        path.write_text(path.read_text() + "\n".join([row.replace("m;", "q;").replace("v;", "q;")]))
    years.file("pupils")["columns"]["pupil_id"] = "nummer"
    assert years.sentences() == [
        (
            'jaren: column "geslacht": 2 of 4 rows are not a value that "sex" lists '
            '(row 3 of 2019.csv and row 3 of 2020.csv). Allowed: "m", "v" or empty. '
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def test_a_bad_row_is_named_with_its_part(years):
    (years.root / "jaren/2020.csv").write_text(";".join(HEADER) + "\n002;v\n")
    (sentence,) = years.sentences()
    assert sentence.startswith("jaren: 2020.csv: row 2 has 2 cells, the header has 4.")

"""A workbook with several sheets under title rows becomes all three tables."""

import os

import pytest
from tests.unit.setup.draft.workbooks import drafted, sheets, written

from thuiszitters.base.errors import DataError
from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.setup.draft.sources import look_at_sources


@pytest.mark.thorough
def test_every_sheet_becomes_a_table_and_reads(capj, root):
    # "Soort" names nothing: that it holds reasons of absence shows from its values.
    written(root, sheets())
    text, content = drafted(capj, root)
    parts = content["files"]
    assert {table: part["sheet"] for table, part in parts.items()} == {
        "pupils": "Leerlingen",
        "classifications": "CAP-J",
        "absences": "Verzuim",
    }
    assert [parts[table]["header_row"] for table in parts] == [3, 2, 3]
    assert parts["absences"]["columns"]["authorised"]["values"] == {"ZK": "yes", "OA": "no"}
    assert "Which reasons are valid ones (yes)?" in text
    assert "# classifications: 60 of 60 different identifiers are in the pupils table" in text
    source = read_source(cohort_spec(content, "proef"), capj, root)
    assert (len(source.pupils), len(source.absences)) == (60, 25)
    assert source.classifications["code"].value_counts().to_dict() == dict.fromkeys(
        ["A103", "D405", "A102", "A202", "E103", "C102", "D205"], 12
    )


@pytest.mark.thorough
def test_a_word_that_says_whether_a_reason_is_valid_is_not_asked_about(capj, root):
    written(root, sheets(reasons=("geoorloofd", "ongeoorloofd")))
    text, content = drafted(capj, root)
    meanings = content["files"]["absences"]["columns"]["authorised"]["values"]
    assert meanings == {"geoorloofd": "yes", "ongeoorloofd": "no"}
    assert "valid ones" not in text


@pytest.mark.thorough
def test_a_sheet_that_is_no_table_about_pupils_is_named(capj, root):
    legend = [["Code", "Betekenis"], ["ZK", "Ziek"], ["OA", "Ongeoorloofd"]]
    written(root, {**sheets(), "Legenda": legend})
    text, _ = drafted(capj, root)
    assert '# left out: export.xlsx, sheet "Legenda", no table about pupils' in text


def test_a_workbook_without_identifiers_is_refused(capj, root):
    written(root, {"Een": [["kleur", "maat"], ["rood", 1], ["blauw", 2]], "Twee": []})
    with pytest.raises(DataError, match="no column looks like an identifier"):
        drafted(capj, root)


def test_a_pipe_and_a_file_that_is_not_there_are_both_named_and_not_waited_for(capj, root):
    os.mkfifo(root / "pipe.csv")
    with pytest.raises(DataError) as caught:
        look_at_sources(root, ["pipe.csv", "none.csv"], capj, None)
    told = [problem.found for problem in caught.value.problems]
    assert told == ["this is no file", "there is no such file"]


def test_rows_without_names_are_refused_without_a_value_of_a_pupil(capj, root):
    rows = "".join(f"P{n:03d},{n % 2},{'mv'[n % 2]},{12 + n % 3},secret{n}\n" for n in range(40))
    (root / "bare.csv").write_text(rows)
    with pytest.raises(DataError) as caught:
        look_at_sources(root, ["bare.csv"], capj, None)
    said = str(caught.value)
    assert said.startswith("bare.csv: row 1 holds no names of columns")
    assert not any(cell in said for cell in ("P000", "secret0", '"m"'))


def test_columns_without_a_name_are_passed_over(capj, root):
    (root / "open.csv").write_text(
        "nummer,geslacht,,\n" + "".join(f"P{n},m,,\n" for n in range(30))
    )
    (look,) = look_at_sources(root, ["open.csv"], capj, None)
    assert list(look.columns) == ["nummer", "geslacht"]

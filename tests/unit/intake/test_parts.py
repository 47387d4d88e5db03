"""Which files of a folder are its parts."""

import pytest


@pytest.mark.thorough
def test_what_other_programs_leave_beside_the_parts_is_no_part(parquet):
    (parquet.root / "delen/_SUCCESS.csv").write_text("")
    (parquet.root / "delen/.deel-0.parquet").write_text("x")
    assert len(parquet.read().pupils) == 2


def test_a_folder_of_two_kinds_is_refused(parquet):
    (parquet.root / "delen/2020.csv").write_text("nummer\n003\n")
    assert parquet.sentences() == [
        (
            "delen: the folder holds Parquet and text files. Allowed: parts of one kind. "
            "Put what does not belong there elsewhere."
        )
    ]

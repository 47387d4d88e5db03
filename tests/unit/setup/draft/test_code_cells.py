"""Several codes in one cell, however they are typed."""

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort, read_yaml_text

from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec


def test_several_codes_in_a_cell_are_recognised(capj, root):
    rows = "".join(f"{number:03d};A103, D405\n" for number in range(30))
    (root / "codes.csv").write_text(f"leerlingnummer;problemen\n{rows}")
    pupils = "".join(f"{number:03d};{'mv'[number % 2]}\n" for number in range(30))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht\n{pupils}")
    text = draft_cohort(["codes.csv", "leerlingen.csv"], capj, name="proef", root=root)
    part = read_yaml_text(text, root)["files"]["classifications"]
    assert (part["layout"], part["code_separator"]) == ("cell", ",")
    assert part["columns"]["code"] == "problemen"


@pytest.mark.thorough
def test_codes_as_people_type_them_in_cells_are_recognised(capj, root):
    cells = ("A 103, d405", "a1O1.", "A103/E103", "c102", "D 205 , A202")
    rows = "".join(f'{number:03d};"{cells[number % 5]}"\n' for number in range(60))
    (root / "codes.csv").write_text(f"leerlingnummer;CAP-J\n{rows}")
    pupils = "".join(f"{number:03d};{'mv'[number % 2]}\n" for number in range(60))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht\n{pupils}")
    text = draft_cohort(["codes.csv", "leerlingen.csv"], capj, name="proef", root=root)
    content = read_yaml_text(text, root)
    assert content["files"]["classifications"]["code_separator"] == [",", "/"]
    assert "not in the list" not in text
    source = read_source(cohort_spec(plain_values(content), "proef"), capj, root)
    counts = source.classifications["code"].value_counts().to_dict()
    twice = dict.fromkeys(("A103",), 24)
    once = dict.fromkeys(("D405", "A101", "E103", "C102", "D205", "A202"), 12)
    assert counts == twice | once

"""Age is taken in the school year of the data, whenever the files were copied."""

import re

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort


def drafted(root, capj, name="leerlingen.csv", extra="", spells=""):
    head = "leerlingnummer;geboortedatum;school_jaar\n"
    rows = "".join(f"{n:03d};{n % 28 + 1:02d}-02-2007;{extra}\n" for n in range(40))
    (root / name).write_text(head + rows)
    files = [name]
    if spells:
        (root / "verzuim.csv").write_text(f"leerlingnummer;begindatum;einddatum\n{spells}")
        files.append("verzuim.csv")
    text = draft_cohort(files, capj, name="proef", root=root)
    (line,) = re.findall("^reference_date.*$", text, flags=re.MULTILINE)
    return line, "on which day do you want to take the age" in text


@pytest.mark.parametrize(
    ("given", "year", "asked"),
    [
        ({"extra": "2018/2019"}, "2018", False),
        ({"extra": "2018-19"}, "2018", False),
        ({"spells": "001;04-10-2016;02-03-2017\n"}, "2016", False),
        ({"name": "leerlingen_2014-2015.csv"}, "2014", False),
    ],
)
def test_the_school_year_in_the_data_settles_the_reference_date(root, capj, given, year, asked):
    line, question = drafted(root, capj, **given)
    assert line.startswith(f'reference_date: "{year}-09-01" # the school year')
    assert question is asked


def test_where_nothing_tells_it_is_a_question(root, capj):
    line, question = drafted(root, capj)
    assert line.endswith("# nothing in the data tells")
    assert question

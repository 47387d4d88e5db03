"""Who a pupil is does not come in, and does not stand in any message."""

import io
import json

import pandas as pd
import pytest
from tests.unit.intake.columns_of_persons import write_in

from thuiszitters.intake.service_numbers import passes_eleven_test

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


def eleven_proof(count):
    numbers = (f"{number:09d}" for number in range(123_456_700, 123_500_000))
    return [number for number in numbers if passes_eleven_test([number])[0]][:count]


def test_citizen_service_numbers_stop_the_run_before_anything_is_written(delivery):
    first, second = eleven_proof(2)
    sentences = delivery.write(
        "pupils", PUPILS.replace("001", first).replace("002", second)
    ).sentences()
    assert sentences == [
        (
            'leerlingen.csv: column "nummer": this looks like citizen service numbers (BSN): nine '
            "digits that pass the eleven-test. Allowed: a pseudonym, such as the number of "
            "the pupil in "
            "the school's own administration. Nothing was written. "
            "Have the supplier replace the numbers, and delete this file."
        )
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "sav", "dta"])
def test_citizen_service_numbers_that_nobody_mapped_stop_the_run_too(delivery, kind):
    table = pd.read_csv(io.StringIO(PUPILS), sep=";", dtype="str")
    write_in(delivery, kind, table.assign(kenmerk=eleven_proof(2)))
    (sentence,) = delivery.sentences()
    beginning = f'leerlingen.{kind}: column "kenmerk": this looks like citizen service numbers'
    assert sentence.startswith(beginning)


def test_a_column_of_citizen_service_numbers_that_stands_there_twice_is_found(delivery):
    first, second = eleven_proof(2)
    head, one, two = PUPILS.splitlines()
    delivery.write("pupils", f"{head};x;x\n{one};a;{first}\n{two};b;{second}\n")
    (sentence,) = delivery.sentences()
    assert sentence.startswith('leerlingen.csv: column "x": this looks like citizen service')


def test_nine_digits_that_fail_the_test_are_no_citizen_service_numbers(delivery):
    text = PUPILS.replace("001", "123456780").replace("002", "999999999")
    delivery.write("pupils", text)
    del delivery.cohort["files"]["classifications"]
    delivery.write("absences", "nummer;van;tot;geoorloofd\n123456780;01-10-2020;;nee\n")
    assert len(delivery.read().pupils) == 2


def test_the_name_of_a_school_is_no_name_of_a_person(delivery):
    delivery.file("pupils")["columns"]["extra"] = "naam school"
    head, one, two = PUPILS.splitlines()
    delivery.write("pupils", f"{head};naam school\n{one};De Brug\n{two};Het Anker\n")
    assert "extra" in delivery.read().pupils


def test_the_intake_record_holds_counts_and_no_values(delivery):
    text = json.dumps(delivery.read().intake)
    assert not any(value in text for value in ("001", "Oost", "2006", "A103"))


def test_one_date_that_passes_the_test_by_chance_is_no_citizen_service_number(delivery):
    days = (f"{day:02d}-{month:02d}-2006" for day in range(1, 29) for month in range(1, 13))
    chance = next(day for day in days if passes_eleven_test(["0" + day.replace("-", "")])[0])
    rows = "".join(f"{number:03d};m;{chance};Oost\n" for number in range(1, 40))
    delivery.write("pupils", "nummer;geslacht;geboren;school\n" + rows)
    assert len(delivery.read().pupils) == 39


RECORDS = ["001;m;03-09-2006;Oost", "Aa;jongen;havo;Noord"]


@pytest.mark.parametrize("record", RECORDS, ids=["with a date", "with words only"])
def test_a_file_without_column_names_does_not_show_its_first_pupil(delivery, record):
    (sentence,) = delivery.write("pupils", f"{record}\n{record}\n").sentences()
    assert sentence == (
        "leerlingen.csv: row 1 does not hold the names of the columns (it is not shown here, "
        "because it may be about a pupil). Allowed: nummer, geslacht, geboren, school. "
        'Set "header_row" to the row with the names, or put such a row above the data.'
    )


def test_a_wrong_header_row_does_not_show_a_pupil(delivery):
    delivery.file("pupils")["header_row"] = 2
    (sentence,) = delivery.sentences()
    assert "row 2 does not hold the names of the columns" in sentence
    assert not [cell for cell in ("001", "03-09-2006", "Oost") if cell in sentence]


def test_a_value_that_is_a_column_name_does_not_open_the_row(delivery):
    """Only one of four names is there, and other cells are a date and a number."""
    (sentence,) = delivery.write("pupils", "001;school;03-09-2006;Oost\n" * 2).sentences()
    assert "Oost" not in sentence
    assert "03-09-2006" not in sentence


def test_a_header_with_a_year_in_it_is_a_header(delivery):
    delivery.write("pupils", "nummer;geslagt;geboren;school;2020\n001;m;03-09-2006;Oost;\n")
    (sentence,) = delivery.sentences()
    assert sentence == (
        'leerlingen.csv: the column "geslacht" is missing. '
        'Allowed: nummer, geslagt, geboren, school. Did you mean "geslagt"?'
    )

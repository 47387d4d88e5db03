"""What the three tables must hold to, and the sentence that says so."""

from datetime import date

import pytest

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
SPELLS = "nummer;van;tot;geoorloofd\n001;01-10-2020;15-03-2021;nee\n002;05-10-2020;09-10-2020;ja\n"


@pytest.mark.thorough
def test_a_pupil_with_two_rows(delivery):
    delivery.write("pupils", PUPILS + "001;m;03-09-2006;Oost\n")
    assert delivery.sentences() == [
        (
            'leerlingen.csv: column "nummer": 2 of 3 rows are about a pupil with another row '
            "(rows 2 and 4). Allowed: one row per pupil. Keep the row that is right; what a pupil "
            "can have several of belongs in another file, such as that of the absences."
        )
    ]


@pytest.mark.thorough
def test_a_row_without_an_identifier(delivery):
    delivery.write("pupils", PUPILS + ";m;03-09-2006;Oost\n")
    assert delivery.sentences() == [
        'leerlingen.csv: column "nummer": 1 of 3 rows is without an identifier (row 4).'
    ]


@pytest.mark.thorough
def test_an_unknown_code_gets_the_nearest_by_spelling(delivery):
    delivery.write("classifications", "nummer;code\n001;A130\n002;D504x\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "code": "A130" is not in the code list "capj" (row 2). '
            'Did you mean "A103" (Stemmingsproblemen)?'
        ),
        (
            'codes.csv: column "code": "D504x" is not in the code list "capj" (row 3). '
            'Did you mean "D504" (Moeilijke start ouderschap)?'
        ),
    ]


@pytest.mark.thorough
def test_an_unknown_code_gets_the_nearest_by_label_and_is_not_repeated(delivery):
    delivery.write("classifications", "nummer;code\n001;Stemmingsprobleem\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "code": a text that is not in the code list "capj" (row 2). '
            'Did you mean "A103" (Stemmingsproblemen)?'
        )
    ]


@pytest.mark.thorough
def test_an_unknown_code_like_no_other_gets_advice(delivery):
    delivery.write("classifications", "nummer;code\n001;Q9\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "code": "Q9" is not in the code list "capj" (row 2). '
            "Declare a code of your own under local_codes."
        )
    ]


@pytest.mark.thorough
def test_a_local_code_is_known_once_it_is_declared(delivery):
    delivery.cohort["local_codes"] = {
        "X9": {"label": {"nl": "Gescheiden ouders", "en": "Separated parents"}, "parent": "D400"}
    }
    delivery.write("classifications", "nummer;code\n001;X9\n")
    assert delivery.read().classifications["code"].tolist() == ["X9"]


def test_a_local_code_with_an_unknown_parent(delivery):
    delivery.cohort["local_codes"] = {
        "X9": {"label": {"nl": "Gescheiden ouders", "en": "Separated parents"}, "parent": "D4000"}
    }
    assert delivery.sentences() == [
        (
            'config/cohorts/proef.yaml: local_codes.X9.parent: the parent "D4000" is not in '
            "the list "
            '"capj". Did you mean "D400" (Instabiele opvoedingssituatie)?'
        )
    ]


def test_a_row_without_a_code(delivery):
    delivery.write("classifications", "nummer;code\n001;\n")
    assert delivery.sentences() == [
        'codes.csv: column "code": 1 of 1 rows is without a code (row 2).'
    ]


@pytest.mark.thorough
def test_a_classification_of_an_unknown_pupil_is_refused(delivery):
    delivery.write("classifications", "nummer;code\n001;A103\n009;A103\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "nummer": 1 of 2 rows is about an unknown pupil (row 3). '
            "Allowed: identifiers of the pupils table, written in the same way. "
            'To leave such rows out and count them, set "unknown_pupils: count".'
        )
    ]


@pytest.mark.thorough
def test_a_classification_of_an_unknown_pupil_is_counted_when_the_cohort_file_says_so(delivery):
    delivery.cohort["unknown_pupils"] = "count"
    delivery.write("classifications", "nummer;code\n001;A103\n009;A103\n")
    source = delivery.read()
    assert source.classifications["pupil_id"].tolist() == ["001"]
    assert source.intake["files"]["classifications"]["left_out"] == {"unknown_pupil": 1}


@pytest.mark.thorough
def test_repeated_rows_count_once(delivery):
    delivery.write("classifications", "nummer;code\n001;A103\n001;A103\n")
    source = delivery.read()
    assert len(source.classifications) == 1
    assert source.intake["files"]["classifications"]["left_out"] == {"repeated_row": 1}


@pytest.mark.thorough
def test_a_spell_that_ends_before_it_starts(delivery):
    delivery.write("absences", SPELLS + "002;09-11-2020;05-11-2020;ja\n")
    assert delivery.sentences() == [
        (
            'verzuim.csv: column "tot": 1 spell ends before the first day (row 4). '
            "Allowed: the last day of absence, not before the first."
        )
    ]


@pytest.mark.thorough
def test_a_spell_without_a_first_day(delivery):
    delivery.write("absences", SPELLS + "002;;05-11-2020;ja\n")
    assert delivery.sentences() == [
        'verzuim.csv: column "van": 1 of 3 rows is without a first day (row 4).'
    ]


@pytest.mark.thorough
def test_a_spell_later_than_the_extraction(delivery):
    delivery.write("absences", SPELLS + "002;01-09-2021;;ja\n")
    assert delivery.sentences() == [
        (
            'verzuim.csv: column "van": 1 of 3 spells is later than the extraction (row 4). '
            'Correct the file, or "extraction_date" (2021-07-31).'
        )
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("word", ["Totaal", "TOTAL", "Gemiddelde"])
def test_a_row_with_totals_is_no_pupil(delivery, word):
    assert delivery.write("pupils", PUPILS + f"{word};;;2\n").sentences() == [
        (
            'leerlingen.csv: column "nummer": 1 of 3 rows is a total (row 4). '
            "Allowed: one row per pupil. Take the rows with totals out of the file."
        )
    ]


def test_an_open_spell_that_starts_after_the_extraction(delivery):
    assert delivery.write("absences", SPELLS + "002;01-08-2021;;nee\n").sentences() == [
        (
            'verzuim.csv: column "van": 1 of 3 spells is later than the extraction (row 4). '
            'Correct the file, or "extraction_date" (2021-07-31).'
        )
    ]


@pytest.mark.thorough
def test_a_spell_that_starts_on_the_day_of_extraction_is_open(delivery):
    delivery.write("absences", SPELLS + "002;31-07-2021;;nee\n")
    assert delivery.read().absences["start_date"].iloc[-1] == date(2021, 7, 31)

"""What a cell can be, and the sentence that says so."""

import pytest

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
DATE_RULE = "Allowed: dd-mm-yyyy between 1900 and 2100, or empty. "
DATE_ADVICE = 'Correct the file, or add the format under "date_formats".'


def date_sentence(rows: str, count: str = "1 of 2 rows is") -> str:
    return (
        f'leerlingen.csv: column "geboren": {count} not a date ({rows}). {DATE_RULE}{DATE_ADVICE}'
    )


@pytest.mark.thorough
@pytest.mark.parametrize(
    "date",
    ["29-02-2007", "3-9-2006", "2006-09-03", "03-09-06", "03-09-2109", "39000", "onbekend"],
    ids=["no leap year", "short", "other order", "two digits", "2109", "Excel number", "a word"],
)
def test_an_unreadable_date_is_named_by_row_and_not_by_value(delivery, date):
    sentences = delivery.write("pupils", PUPILS.replace("03-09-2006", date)).sentences()
    assert sentences == [date_sentence("row 2")]
    assert date not in sentences[0]


def test_two_formats_in_one_column_are_read_when_both_are_listed(delivery):
    delivery.file("pupils")["date_formats"] = ["dd-mm-yyyy", "yyyymmdd"]
    delivery.write("pupils", PUPILS.replace("14-02-2007", "20070214"))
    assert [f"{day}" for day in delivery.read().pupils["birth_date"]] == [
        "2006-09-03",
        "2007-02-14",
    ]


def test_a_time_of_day_behind_a_date_is_passed_over(delivery):
    delivery.write("pupils", PUPILS.replace("14-02-2007", "14-02-2007 00:00:00"))
    assert f"{delivery.read().pupils['birth_date'][1]}" == "2007-02-14"


def test_a_value_that_is_not_mapped_is_named_by_row(delivery):
    assert delivery.write("pupils", PUPILS.replace("v;", "x;")).sentences() == [
        (
            'leerlingen.csv: column "geslacht": 1 of 2 rows is not a value that "sex" lists '
            "(row 3). "
            'Allowed: "m", "v" or empty. '
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def test_sex_coded_in_numbers_is_mapped(delivery):
    delivery.file("pupils")["columns"]["sex"]["values"] = {1: "boy", 2: "girl", 9: "other"}
    delivery.write("pupils", PUPILS.replace("m;", "1;").replace("v;", "2;"))
    assert delivery.read().pupils["sex"].tolist() == ["boy", "girl"]


def test_a_missing_value_code_is_missing_only_where_it_is_listed(delivery):
    columns = delivery.file("pupils")["columns"]
    columns["days"] = {"from": "dagen", "kind": "number", "missing": ["999"]}
    columns["score"] = {"from": "score", "kind": "number"}
    delivery.write(
        "pupils",
        "nummer;geslacht;geboren;school;dagen;score\n001;m;03-09-2006;Oost;999;999\n",
    )
    delivery.write("classifications", "nummer;code\n001;A103\n")
    delivery.write("absences", "nummer;van;tot;geoorloofd\n001;01-10-2020;;nee\n")
    pupils = delivery.read().pupils
    assert pupils["days"].isna().tolist() == [True]
    assert pupils["score"].tolist() == [999.0]


@pytest.mark.thorough
@pytest.mark.parametrize("cell", ["12,5", "1.234,5", "12%", "twaalf"])
def test_a_number_in_another_notation_is_refused(delivery, cell):
    delivery.file("pupils")["columns"]["score"] = {"from": "school", "kind": "number"}
    del delivery.file("pupils")["columns"]["site"]
    delivery.write("pupils", PUPILS.replace("Oost", cell).replace("West", "3"))
    assert delivery.sentences() == [
        (
            'leerlingen.csv: column "school": 1 of 2 rows is not a number (row 2). '
            "Allowed: digits with a decimal point, or empty. "
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def test_a_decimal_comma_is_read_where_it_is_declared(delivery):
    delivery.file("pupils")["decimal"] = ","
    delivery.file("pupils")["columns"]["score"] = {"from": "school", "kind": "number"}
    delivery.write("pupils", PUPILS.replace("Oost", "12,5").replace("West", "-3"))
    assert delivery.read().pupils["score"].tolist() == [12.5, -3.0]


def test_spaces_and_hard_spaces_around_an_identifier_do_not_count(delivery):
    delivery.write("classifications", "nummer;code\n 001\u00a0;A103\n")
    assert delivery.read().classifications["pupil_id"].tolist() == ["001"]


def test_a_third_sex_is_mapped_and_kept(delivery):
    delivery.file("pupils")["columns"]["sex"]["values"]["x"] = "other"
    delivery.write("pupils", PUPILS.replace("v;", "x;"))
    assert delivery.read().pupils["sex"].tolist() == ["boy", "other"]


@pytest.mark.thorough
def test_a_mapping_to_a_sex_that_does_not_exist(delivery):
    delivery.file("pupils")["columns"]["sex"]["values"] = {"m": "man", "v": "girl"}
    assert delivery.sentences() == [
        (
            'leerlingen.csv: column "geslacht": 1 of 2 rows is not boy, girl or other (row 2). '
            'Allowed: boy, girl, other. Map the values of the file under "values".'
        )
    ]


@pytest.mark.parametrize("cell", ["ja", "9", "1"])
def test_an_answer_that_is_not_listed_is_refused(delivery, cell):
    delivery.file("absences")["columns"]["authorised"] = "geoorloofd"
    delivery.write("absences", f"nummer;van;tot;geoorloofd\n001;01-10-2020;;{cell}\n")
    assert delivery.sentences() == [
        (
            'verzuim.csv: column "geoorloofd": 1 of 1 rows is not yes, no or unknown (row 2). '
            'Allowed: yes, no, unknown or empty. Map the values under "values".'
        )
    ]


def test_many_bad_rows_are_counted_and_eight_are_named(delivery):
    rows = "".join(f"{number:03d};m;x;Oost\n" for number in range(1, 31))
    delivery.write("pupils", "nummer;geslacht;geboren;school\n" + rows)
    assert (
        "30 of 30 rows are not a date (rows 2, 3, 4, 5, 6, 7, 8, 9 and 22 more)"
        in (delivery.sentences()[0])
    )


def test_two_formats_in_one_column_of_which_one_is_listed(delivery):
    assert delivery.write("pupils", PUPILS.replace("14-02-2007", "2007/02/14")).sentences() == [
        (
            'leerlingen.csv: column "geboren": 1 of 2 rows is not a date (row 3). '
            "Allowed: dd-mm-yyyy between 1900 and 2100, or empty. "
            'Correct the file, or add the format under "date_formats".'
        )
    ]


@pytest.mark.parametrize(("sign", "place"), [("%", "2 and 3"), ("days", "2 and 3")])
def test_a_unit_behind_a_number(delivery, sign, place):
    delivery.file("pupils")["columns"]["site"] = {"from": "school", "kind": "number"}
    delivery.file("pupils")["columns"]["share"] = delivery.file("pupils")["columns"].pop("site")
    text = PUPILS.replace("Oost", f"12 {sign}").replace("West", f"7 {sign}")
    assert delivery.write("pupils", text).sentences() == [
        (
            f'leerlingen.csv: column "school": 2 of 2 rows are not a number (rows {place}). '
            "Allowed: digits with a decimal point, or empty. "
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def test_a_number_too_large_to_hold_is_not_a_number(delivery):
    columns = delivery.file("pupils")["columns"]
    columns["share"] = {"from": "school", "kind": "number"}
    columns.pop("site")
    text = PUPILS.replace("Oost", "1e309").replace("West", "7")
    (sentence,) = delivery.write("pupils", text).sentences()
    assert "is not a number (row 2)" in sentence
    assert "1e309" not in sentence

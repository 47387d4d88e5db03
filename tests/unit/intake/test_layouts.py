"""Layouts of classifications: long, wide, several codes in one cell, mixed levels."""

import pytest


def rows(source):
    return list(source.classifications[["pupil_id", "code"]].itertuples(index=False, name=None))


def wide(delivery, text, **options):
    part = delivery.file("classifications")
    del part["columns"]["code"]
    part.update(layout="wide", **options)
    return delivery.write("classifications", text)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("header", "options"),
    [
        ("nummer;A103;D405;A202", {}),
        ("nummer;Stemmingsproblemen;Problematische relatie tussen ouders;A202", {}),
        ("nummer;q1;q2;q3", {"code_columns": {"q1": "A103", "q2": "D405", "q3": "A202"}}),
    ],
    ids=["named by code", "named by label", "named in the cohort file"],
)
def test_a_wide_file_gives_the_same_as_a_long_one(delivery, header, options):
    expected = rows(delivery.read())
    wide(delivery, f"{header}\n001;1;1;0\n002;0;;1\n", **options)
    assert rows(delivery.read()) == expected


@pytest.mark.thorough
def test_a_wide_file_with_words_needs_them_listed(delivery):
    wide(delivery, "nummer;A103\n001;ja\n002;9\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "A103": 2 of 2 rows are not a value that code_values lists '
            "(rows 2 and 3). Allowed: 1, 0 or empty. "
            'Add the value to "code_values", or list it under "code_missing".'
        )
    ]
    words = {"code_values": {"ja": "yes", "nee": "no"}, "code_missing": ["9"]}
    delivery.file("classifications").update(words)
    assert rows(delivery.read()) == [("001", "A103")]


def test_a_wide_file_without_a_known_column(delivery):
    wide(delivery, "nummer;q1\n001;1\n")
    assert delivery.sentences() == [
        (
            "codes.csv: no column is a code of the list. Allowed: columns named by a code or "
            "its label. "
            'Name the columns under "code_columns".'
        )
    ]


def test_an_unknown_pupil_in_a_wide_file_is_named_by_the_row_of_the_file(delivery):
    wide(delivery, "nummer;A103;D405\n001;1;1\n003;1;1\n")
    assert delivery.sentences()[0].startswith(
        'codes.csv: column "nummer": 2 of 4 rows are about an unknown pupil (row 3).'
    )


@pytest.mark.thorough
def test_several_codes_in_one_cell_give_the_same_as_a_long_file(delivery):
    expected = rows(delivery.read())
    delivery.file("classifications").update(layout="cell", code_separator=",")
    delivery.write("classifications", "nummer;code\n001;A103, D405\n002;A202,\n")
    assert rows(delivery.read()) == expected


@pytest.mark.thorough
def test_several_signs_stand_between_the_codes_of_a_cell(delivery):
    expected = rows(delivery.read())
    signs = [",", "/", " en "]
    delivery.file("classifications").update(layout="cell", code_separator=signs)
    delivery.write("classifications", "nummer;code\n001;A 103 en d405, A103/\n002;A2O2.\n")
    assert rows(delivery.read()) == expected


@pytest.mark.thorough
def test_a_semicolon_between_codes_stands_between_quotation_marks(delivery):
    expected = rows(delivery.read())
    delivery.file("classifications")["layout"] = "cell"
    delivery.write("classifications", 'nummer;code\n001;"A103;D405"\n002;A202\n')
    assert rows(delivery.read()) == expected


@pytest.mark.thorough
def test_an_unknown_code_in_a_cell_is_named_by_the_row_of_the_file(delivery):
    delivery.file("classifications").update(layout="cell", code_separator=",")
    delivery.write("classifications", "nummer;code\n001;A103,D405\n002;A202,A2Q2\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "code": "A2Q2" is not in the code list "capj" (row 3). '
            'Did you mean "A202" (Opstandig gedrag en/of antisociaal gedrag)?'
        )
    ]


@pytest.mark.thorough
def test_an_empty_cell_is_a_pupil_without_codes(delivery):
    delivery.file("classifications").update(layout="cell", code_separator=",")
    delivery.write("classifications", "nummer;code\n001;A103\n002;\n")
    assert rows(delivery.read()) == [("001", "A103")]


def test_codes_of_every_level_stand_side_by_side(delivery):
    delivery.write("classifications", "nummer;code\n001;A\n001;A100\n001;A103\n")
    assert [code for _, code in rows(delivery.read())] == ["A", "A100", "A103"]


@pytest.mark.parametrize(
    ("name", "nearest"), [("D406x", None), ("Q999", ""), ("a103", 'Did you mean "A103"')]
)
def test_a_column_written_like_a_code_is_not_passed_over(delivery, name, nearest):
    wide(delivery, f"nummer;D405;{name};opmerking 1\n001;1;1;\n002;0;0;\n")
    if nearest is None:
        assert rows(delivery.read()) == [("001", "D405")]
        return
    (sentence,) = delivery.sentences()
    assert sentence.startswith(
        f'codes.csv: column "{name}": this is written like a code, and is not in the code list '
    )
    assert nearest in sentence
    assert '"code_columns"' in sentence


def test_the_columns_of_codes_count_as_read(delivery):
    wide(delivery, "nummer;A103;D405;opmerking\n001;1;1;\n002;0;0;\n")
    facts = delivery.read().intake["files"]["classifications"]
    assert facts["columns_not_read"] == 1
    assert facts["code_columns"] == {"A103": "A103", "D405": "D405"}


def test_a_wide_file_with_ja_nee_and_9_names_every_column(delivery):
    part = delivery.file("classifications")
    del part["columns"]["code"]
    part["layout"] = "wide"
    delivery.write("classifications", "nummer;A103;D405\n001;ja;0\n002;9;nee\n")
    tail = (
        'Allowed: 1, 0 or empty. Add the value to "code_values", or list it under "code_missing".'
    )
    assert delivery.sentences() == [
        (
            'codes.csv: column "A103": 2 of 2 rows are not a value that code_values lists '
            f"(rows 2 and 3). {tail}"
        ),
        (
            'codes.csv: column "D405": 1 of 2 rows is not a value that code_values lists '
            f"(row 3). {tail}"
        ),
    ]

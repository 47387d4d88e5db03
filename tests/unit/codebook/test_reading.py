"""A code list is read whole, or every wrong row is named."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.codebook import codebook_from_text

HEADER = (
    "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,source,versions,replaced_by\n"
)


def refused(rows):
    with pytest.raises(DataError) as caught:
        codebook_from_text(HEADER + rows, "eigen", "eigen.csv")
    return [str(problem) for problem in caught.value.problems]


def test_two_rows_of_a_code_must_not_meet_in_a_version():
    axis = "A,axis,,a,a,own,no,,{},\n"
    assert refused(axis.format("2009 2014") + axis.format("2014")) == [
        'eigen.csv: row 3: the code "A" already stands in row 2.'
    ]
    assert refused(axis.format("2009") + axis.format("")) == [
        'eigen.csv: row 3: the code "A" already stands in row 2.'
    ]


def test_a_parent_must_be_there_in_every_version_of_its_code():
    rows = "A,axis,,a,a,own,no,,2009,\nA1,group,A,a,a,own,no,,2009 2014,\n"
    assert refused(rows) == [
        (
            'eigen.csv: row 3, column parent: the parent "A" of "A1" is not in the list '
            "in version 2014."
        )
    ]


def test_a_replacement_must_be_in_the_list():
    assert refused("A,axis,,a,a,own,no,,2009,B\n") == [
        (
            'eigen.csv: row 2, column replaced_by: the code "B", which replaces "A", '
            "is not in the list."
        )
    ]


COLUMNS = "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,source\n"


def test_every_bad_row_of_a_list_is_told(capj):
    rows = "A,axis,,a,a,verified,no,\nA,axis,,a,a,verified,no,\n,group,A,,,gap,no,\n"
    rows += "A1,rubrick,Z,,,maybe,no,\nP,group,Q,,,gap,no,\nQ,group,P,,,gap,no,\n"
    with pytest.raises(DataError) as caught:
        codebook_from_text(COLUMNS + rows, "own", "own.csv")
    assert [str(problem) for problem in caught.value.problems] == [
        'own.csv: row 3: the code "A" already stands in row 2.',
        "own.csv: row 4: the code is empty.",
        (
            'own.csv: row 5, column level: the value "rubrick" is unknown. '
            "Allowed: axis, group, rubric, local."
        ),
        (
            'own.csv: row 5, column evidence: the value "maybe" is unknown. '
            "Allowed: verified, cross_reference, gap, memory, own."
        ),
        'own.csv: row 5, column parent: the parent "Z" of "A1" is not in the list.',
        'own.csv: row 6, column parent: the parent "P" of "P" leads back to the code itself.',
        'own.csv: row 7, column parent: the parent "Q" of "Q" leads back to the code itself.',
    ]


def test_a_list_without_a_column_names_it():
    with pytest.raises(DataError, match='the column "parent" is missing'):
        codebook_from_text(COLUMNS.replace("parent", "parents"), "own", "own.csv")

"""Texts that mean "not known", as the user named them or as programs write them."""

from dataclasses import replace

import pandas as pd

from thuiszitters.odds import request_from
from thuiszitters.odds.made_columns import column_from_texts
from thuiszitters.odds.missing import without_missing
from thuiszitters.odds.table import Table


def table(*values):
    column = column_from_texts("age", pd.Series(values, dtype="str"))
    return Table("f.csv", len(values), {"age": column}, lambda *_: "", None, lambda _: None)


def request(**options):
    made = request_from("f.csv", outcome="y", predictors="age")
    return replace(made, **options)


def test_the_usual_texts_are_taken_and_said():
    found, notices = without_missing(table("3", "NA", "", "4"), request())
    assert found.columns["age"].n_present == 2
    assert len(notices) == 1
    assert '"NA"' in notices[0].said("en")


def test_texts_that_a_user_names_take_the_place_of_the_usual_ones():
    found, notices = without_missing(table("3", "NA", "-9"), request(missing=("-9",)))
    assert found.columns["age"].n_present == 2
    assert notices == []


def test_a_text_of_one_column_that_is_nowhere_is_said():
    _, notices = without_missing(table("3", "4"), request(missing_in={"age": ("99",)}))
    assert ["99" in one.said("nl") for one in notices] == [True]

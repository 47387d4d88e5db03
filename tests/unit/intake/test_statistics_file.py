"""What files of SPSS and Stata can be, and the sentence that says so."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from tests.unit.intake.typed_files import ROWS, arrives, sav_frame, spss


@pytest.mark.thorough
def test_an_spss_file_gives_the_same_pupils_as_the_text_file(delivery, numbered):
    labels = {"geslacht": {1: "jongen", 2: "meisje"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    assert delivery.read().pupils["sex"].tolist() == ["boy", "girl"]


def test_a_compressed_spss_file_is_read(delivery, numbered):
    spss(arrives(delivery, "l.zsav"), sav_frame(), compress=True)
    assert len(delivery.read().pupils) == 2


def test_labels_are_read_in_place_of_values_where_the_cohort_file_says_so(delivery):
    labels = {"geslacht": {1: "jongen", 2: "meisje"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    delivery.file("pupils")["value_labels"] = True
    delivery.file("pupils")["columns"]["sex"]["values"] = {"jongen": "boy", "meisje": "girl"}
    assert delivery.read().pupils["sex"].tolist() == ["boy", "girl"]


@pytest.mark.thorough
def test_values_and_ranges_that_spss_declares_missing_are_missing(delivery, numbered):
    delivery.file("pupils")["columns"]["score"] = {"from": "score", "kind": "number"}
    spss(
        arrives(delivery, "l.sav"),
        sav_frame(geslacht=[1.0, 9.0], score=[950.0, 12.5]),
        missing_ranges={"geslacht": [9], "score": [{"lo": 900, "hi": 999}]},
    )
    pupils = delivery.read().pupils
    assert pupils["sex"].isna().tolist() == [False, True]
    np.testing.assert_equal(pupils["score"].to_numpy(), [np.nan, 12.5])


def test_half_an_spss_file(delivery, numbered):
    path = arrives(delivery, "l.sav")
    spss(path, sav_frame())
    path.write_bytes(path.read_bytes()[:300])
    assert delivery.sentences() == [
        "l.sav: this is not a whole SPSS file. Export it again from SPSS."
    ]


def test_a_misspelt_column_of_an_spss_file(delivery, numbered):
    spss(arrives(delivery, "l.sav"), sav_frame().rename(columns={"school": "schol"}))
    assert delivery.sentences() == [
        (
            'l.sav: the column "school" is missing. Allowed: nummer, geslacht, geboren, schol. '
            'Did you mean "schol"?'
        )
    ]


@pytest.mark.thorough
def test_a_stata_file_gives_the_same_pupils(delivery, numbered):
    frame = sav_frame(geboren=pd.to_datetime([row[2] for row in ROWS]))
    frame.to_stata(arrives(delivery, "l.dta"), write_index=False, convert_dates={"geboren": "td"})
    assert delivery.read().pupils["birth_date"].tolist() == [row[2] for row in ROWS]


def test_a_text_file_named_dta(delivery, numbered):
    arrives(delivery, "l.dta").write_text("nummer;geslacht\n")
    assert all(said.startswith("l.dta: the column ") for said in delivery.sentences())


@pytest.mark.parametrize("far", [1e18, -1e12])
def test_a_date_outside_the_calendar_is_a_sentence(delivery, numbered, far):
    path = arrives(delivery, "l.sav")
    frame = sav_frame().assign(geboren=far)
    pyreadstat.write_sav(frame, str(path), variable_format={"geboren": "DATE11"})
    (said,) = delivery.sentences()
    assert said.startswith("l.sav: it holds a date outside the years 1 to 9999. Look for")

"""Measures of fit."""

from dataclasses import replace

import numpy as np
from tests.report.words_of_reports import without_model_counts

from thuiszitters.language import say
from thuiszitters.tables.model_fit import model_fit_table


def test_measures_of_a_fit_over_imputations_are_those_of_complete_pupils(released):
    table = model_fit_table(released["line"], "en")
    cells = {row.cells[0].text: row.cells[1] for row in table.rows}
    fits = released["line"].fits
    complete = fits[(fits["model"] == "main") & (fits["model_kind"] == "complete")].iloc[0]
    assert cells["Pupils"].values == (complete["n_pupils"],)
    assert cells["AIC"].values == (complete["aic"],)


def test_a_fit_without_a_penalty_has_no_penalised_likelihood_to_withhold(released):
    numbers = released["altra_demo"]
    fits = numbers.fits.copy()
    fits["penalised_log_likelihood"] = np.nan
    fits["status"], fits["reason"] = "suppressed", "suppressed|rule=small_count"
    table = model_fit_table(replace(numbers, fits=fits), "nl")
    label = say("table.model_fit.penalised_log_likelihood", "nl")
    row = next(row for row in table.rows if row.cells[0].text == label)
    adjusted = fits[fits["model_kind"] == "adjusted"]
    states = dict(zip(adjusted["estimator"], (cell.state for cell in row.cells[1:]), strict=True))
    assert states == {"ml": "none", "firth": "suppressed"}


def test_a_suppressed_count_is_not_shown_as_a_dash(released):
    table = model_fit_table(without_model_counts(released["line"]), "nl")
    label = say("table.model_fit.n_pupils", "nl")
    row = next(row for row in table.rows if row.cells[0].text == label)
    assert {cell.state for cell in row.cells[1:]} == {"suppressed"}
    estimators = table.rows[0].cells[1:]
    assert {cell.text for cell in estimators} == {"afgeschermd"}

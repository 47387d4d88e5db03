"""An end that no search found: missing, with a reason, beside the estimate that was found."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.output import odds_tables
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan import PredictorSpec, text


@pytest.fixture
def table():
    return pd.DataFrame({"x": [0, 0, 1, 1], "outcome": [0, 1, 0, 1], "n_pupils": [30, 10, 20, 20]})


@pytest.fixture
def lost_end(monkeypatch):
    """The upper end of the second coefficient is not found."""
    found = FittedLikelihood.interval

    def interval(self, place, level):
        low, high = found(self, place, level)
        return (low, np.nan) if place == 1 else (low, high)

    monkeypatch.setattr(FittedLikelihood, "interval", interval)


@pytest.mark.usefixtures("lost_end")
@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_the_estimate_stays_and_the_reason_says_what_is_missing(table, estimator):
    design = design_from_patterns(table, [PredictorSpec("x", text("x"), "numeric")])
    fit = fit_design(design, estimator=estimator)
    term = fit.term("x")
    assert (term.status, term.reason) == ("ok", "interval_not_found")
    assert np.isnan(term.ci_high)
    assert np.isfinite([term.log_odds, term.std_error, term.ci_low, term.p_value]).all()
    if estimator == "ml":
        assert term.log_odds == pytest.approx(np.log(3.0), abs=1e-12)
    assert fit.terms[0].reason == ""


@pytest.mark.usefixtures("lost_end")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "a limit of its confidence interval or its p-value was not"),
        ("nl", "een grens van het betrouwbaarheidsinterval of de p-waarde niet"),
    ],
)
def test_a_reader_of_odds_is_told_in_both_languages(tmp_path, table, language, words):
    path = tmp_path / "t.csv"
    table.to_csv(path, index=False)
    request = OddsRequest(str(path), "outcome", ("x",), counts="n_pupils", language=language)
    result = run_odds(request)
    rows = {(one["model"], one["level"]): one for one in document(result)["terms"]}
    row = rows["adjusted", "1"]
    assert (row["ci_high"], row["reason"]) == (None, "interval_not_found")
    assert row["odds_ratio"] == pytest.approx(3.0)
    (shown,) = odds_tables(result)
    assert words in " ".join(note.text for note in shown.notes)

"""Tables that stretch a method: what is said must stay true, and every number a number."""

import itertools

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.rank import find_rank
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.output import odds_tables
from thuiszitters.plan import PredictorSpec, text

A = [3.5, 2, 8, 1, 9.25, 4, 7, 6, 5, 11, 10, 12]
Y = [0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0]


def tiled(values, n: int) -> list:
    return list(itertools.islice(itertools.cycle(values), n))


@pytest.fixture
def run(tmp_path):
    def go(frame: pd.DataFrame, predictors: str, **options):
        frame.to_csv(tmp_path / "t.csv", index=False)
        return run_odds(request_from(str(tmp_path / "t.csv"), "y", [predictors], **options))

    return go


def adjusted(result) -> dict:
    found = [term for term in document(result)["terms"] if term["model"] == "adjusted"]
    return {(term["predictor"], term["level"]): term for term in found}


def notes(result) -> str:
    return " ".join(note.text for table in odds_tables(result) for note in table.notes)


def test_an_odds_ratio_too_large_for_a_double_is_not_called_endless(run):
    result = run(pd.DataFrame({"y": Y * 3, "a": [x * 1e-6 for x in A * 3]}), "a")
    term = adjusted(result)["a", None]
    assert term["ci_high"] == "Infinity"
    assert 1000 < term["log_odds_high"] < 1e6
    cell = next(row.cells[5] for row in odds_tables(result)[0].rows if row.kind == "data")
    assert cell.text == ">1,000,000 (<0.01 to >1,000,000)"
    assert "does not exist" not in notes(result)


def test_a_scale_changes_nothing_but_the_scale(run):
    plain = adjusted(run(pd.DataFrame({"y": Y * 3, "a": A * 3}), "a"))["a", None]
    scaled = adjusted(run(pd.DataFrame({"y": Y * 3, "a": [x * 1e-9 for x in A * 3]}), "a"))
    for key in ("log_odds", "std_error", "log_odds_low", "log_odds_high"):
        assert scaled["a", None][key] == pytest.approx(plain[key] * 1e9, rel=1e-8)


def test_one_group_is_a_term_with_a_status(run):
    result = run(pd.DataFrame({"y": Y * 3, "a": ["x"] * 36, "b": A * 3}), "a,b")
    term = adjusted(result)["a", "x"]
    assert (term["status"], term["reference"], term["n"]) == ("constant", None, 36)
    assert adjusted(result)["b", None]["status"] == "ok"


def test_a_reference_that_the_user_named_is_kept_even_without_complete_rows(run):
    frame = pd.DataFrame({"y": tiled([0, 1, 1, 0], 36), "a": ["x", "u", "z"] * 12})
    frame["b"] = [np.nan if i % 3 == 0 else i + 0.5 for i in range(36)]
    assert adjusted(run(frame, "a,b"))["a", "u"]["status"] == "reference"
    named = adjusted(run(frame, "a,b", reference=["a=x"]))
    assert named["a", "u"]["reason"] == "empty_reference|predictor=a|level=x"


def test_a_code_for_not_known_is_met_as_a_number(run):
    frame = pd.DataFrame({"y": Y * 3, "a": tiled([*A[:-1], 999.0], 36)})
    assert document(run(frame, "a", missing=["a=999"]))["n"] == 33


@pytest.mark.thorough
def test_maximum_likelihood_on_separated_data_never_says_that_firth_was_used(run):
    frame = pd.DataFrame({"y": [0, 1] * 12 + [1] * 6, "a": ["x", "x", "z", "z"] * 6 + ["q"] * 6})
    assert "Firth’s method was therefore used" not in notes(run(frame, "a", estimator="ml"))
    assert "Firth’s method was therefore used" in notes(run(frame, "a"))


def test_a_bar_in_the_name_of_a_separated_column_breaks_no_reason(run):
    frame = pd.DataFrame({"y": [0, 1] * 12 + [1] * 6, "a|b": ["x"] * 24 + ["q"] * 6})
    assert "‘a¦b: x’" in notes(run(frame, "a|b"))


def test_a_name_with_a_comma_can_be_quoted(run):
    result = run(pd.DataFrame({"y": Y * 3, "a,b": A * 3}), '"a,b"')
    assert adjusted(result)["a,b", None]["status"] == "ok"


def test_clusters_that_are_all_alike_give_no_interval_instead_of_one_of_no_width():
    # Both clusters hold the same pupils, so their scores are exactly 0.
    table = pd.DataFrame({"outcome": Y * 2, "a": A * 2, "site": ["s"] * 12 + ["t"] * 12})
    spec = PredictorSpec("a", text("a"), "numeric")
    fit = fit_clustered(design_from_patterns(table, [spec], cluster="site"))
    assert fit.term("a").reason == "no_variance_between_clusters"
    assert np.isfinite(fit.term("a").log_odds)
    assert np.isnan(fit.term("a").ci_low)
    assert fit.global_tests[0].status == "not_estimated"
    assert standardised_risks(fit, covariance="CR1")[0].status == "not_estimated"


@pytest.mark.thorough
def test_complete_rows_of_one_cluster_stand_beside_imputed_ones_without_intervals(run):
    frame = pd.DataFrame({"y": Y * 4, "a": A * 4, "g": ["s"] * 24 + ["t", "u"] * 12})
    frame.loc[24:, "a"] = np.nan
    result = run(frame, "a", cluster="g", impute=True, risks=True)
    assert result.complete.adjusted.reason == "one_cluster"
    assert result.complete.risks[0]["status"] == "not_estimated"
    assert np.isfinite(result.adjusted.term("a").ci_low)


@pytest.mark.parametrize("size", [1e-150, 1e-20, 1e20, 1e150])
def test_rank_does_not_depend_on_the_size_of_a_column(size):
    rng = np.random.default_rng(4)
    x = np.column_stack([np.ones(30), rng.normal(size=(30, 2))])
    x = np.column_stack([x, x[:, 1] - x[:, 2], np.full(30, 7.0)])
    assert find_rank(x * [1.0, size, 1.0, 1.0, size]).constant == (4,)
    assert find_rank(x * size) == find_rank(x)


def test_firth_asked_for_on_overlapping_data_does_not_claim_separation():
    table = pd.DataFrame({"outcome": Y, "a": A, "site": range(12)})
    spec = PredictorSpec("a", text("a"), "numeric")
    fit = fit_design(design_from_patterns(table, [spec]), Estimation(estimator="firth"))
    assert fit.reason == ""


@pytest.mark.thorough
def test_separation_in_fifty_thousand_rows_needs_no_memory_for_their_square(run):
    rng = np.random.default_rng(6)
    frame = pd.DataFrame({"y": rng.integers(0, 2, 50_000), "a": rng.normal(size=50_000)})
    frame["s"] = np.where((frame["y"] == 1) & (frame.index % 500 == 0), "yes", "no")
    result = run(frame, "a,s")
    assert result.adjusted.reason == "separation|predictor=s|level=yes|direction=up"
    assert result.adjusted.estimator == "firth"

"""Whose pupils a row is about."""

import pandas as pd

from thuiszitters.release.system.counts import COHORT
from thuiszitters.release.system.universes import imputed_models, universe_of, with_universe
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES

IMPUTED = frozenset({"main"})


def test_a_model_over_imputations_is_about_the_cohort_and_its_complete_pupils_about_themselves():
    assert universe_of(ESTIMATES, "main", "adjusted", IMPUTED) == COHORT
    assert universe_of(ESTIMATES, "main", "block", IMPUTED) == "main"
    assert universe_of(COMPLETE_CASES, "main", "adjusted", IMPUTED) == "main"
    assert universe_of(ESTIMATES, "other", "adjusted", IMPUTED) == "other"
    assert universe_of(ESTIMATES, None, "adjusted", IMPUTED) == COHORT


def test_models_with_complete_cases_beside_them_are_imputed():
    assert imputed_models({}) == frozenset()
    assert imputed_models({"complete_cases": pd.DataFrame({"model": ["main", "main"]})}) == IMPUTED


def test_a_table_without_kinds_holds_adjusted_rows():
    frame = pd.DataFrame({"model": ["main", "other"]}, index=[7, 9])
    assert with_universe(ESTIMATES, frame, IMPUTED)["universe"].tolist() == [COHORT, "other"]

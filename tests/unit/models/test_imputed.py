"""Multiple imputation: what it leaves alone, what it reports, and that it can be repeated."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.logit.imputed_tables import coded, fitted

from thuiszitters.base.errors import EstimationError
from thuiszitters.logit import drawing
from thuiszitters.logit.imputation import impute, n_imputations
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit


def collapsed(table):
    keys = [column for column in table.columns if column != "n_pupils"]
    return table.groupby(keys, dropna=False, as_index=False)["n_pupils"].sum()


def test_nothing_happens_when_nothing_is_missing(pupils, specs, plan):
    complete = pupils.dropna()
    table = coded(complete, specs)
    assert impute(table, np.random.default_rng(1)) == [table]
    assert fit(plan, complete, np.random.default_rng(1)).imputed is None


@pytest.mark.thorough
def test_every_pupil_is_kept_and_known_values_stay(gaps, specs):
    before = coded(gaps, specs)
    for after in impute(before, np.random.default_rng(1), m=3):
        assert after.n_obs == len(gaps)
        assert (after.codes >= 0).all()
        for i in range(3):
            known = np.bincount(
                before.codes[before.codes[:, i] >= 0, i],
                weights=before.counts[before.codes[:, i] >= 0],
            )
            completed = np.bincount(after.codes[:, i], weights=after.counts)
            assert (completed >= known).all()


def test_one_incomplete_predictor_is_learned_once_and_drawn_as_if_learned_anew(
    gaps, specs, monkeypatch
):
    """What explains it, and who is known, is the same in every imputed table."""
    table = coded(gaps.dropna(subset=["age_years", "school"]), specs)
    learn, made = drawing.learn_levels, []
    monkeypatch.setattr(drawing, "learn_levels", lambda *given: made.append(given) or learn(*given))
    once = impute(table, np.random.default_rng(1), m=4)
    assert len(made) == 1
    anew = [impute(table, _Only(stream), m=1) for stream in np.random.default_rng(1).spawn(4)]
    for ours, (theirs,) in zip(once, anew, strict=True):
        assert (ours.codes == theirs.codes).all()
        assert (ours.counts == theirs.counts).all()


class _Only:
    """A source whose only stream is a given one."""

    def __init__(self, stream):
        self.stream = stream

    def spawn(self, size):
        return [self.stream] * size


def test_the_number_of_imputations_follows_the_incomplete_pupils(gaps, pupils, specs):
    share = gaps.drop(columns=["outcome", "n_pupils"]).isna().any(axis=1).mean()
    assert n_imputations(coded(gaps, specs)) == 10 * int(np.ceil(10 * share))
    assert n_imputations(coded(pupils.head(40), specs)) >= 20


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_tables_and_counts_equal_rows(gaps, plan):
    first = fitted(gaps, plan, seed=3, m=4)
    again = fitted(collapsed(gaps), plan, seed=3, m=4)
    other = fitted(gaps, plan, seed=4, m=4)
    assert first["estimates"].equals(again["estimates"])
    assert not first["estimates"].equals(other["estimates"])


@pytest.mark.thorough
def test_crude_and_adjusted_models_are_imputed_with_fmi_and_m(gaps, plan):
    tables = fitted(gaps, plan, seed=3, m=5)
    estimates = tables["estimates"][tables["estimates"]["model_kind"] != "block"]
    assert set(estimates["model_kind"]) == {"crude", "adjusted"}
    shown = estimates[estimates["status"] == "ok"]
    assert (shown["fmi"] > 0).all()
    assert (shown["df"] < len(gaps)).all()
    assert set(estimates["n_imputations"]) == {5}
    tests = tables["global_tests"][tables["global_tests"]["model_kind"] != "block"]
    assert set(tests["test"]) == {"wald"}


@pytest.mark.thorough
def test_complete_cases_stand_beside_a_model_over_imputations_and_are_its_blocks(gaps, plan):
    tables = fitted(gaps, plan, seed=3, m=3)
    plain = model_tables(fit(plan, gaps, np.random.default_rng(1)).without_imputation())
    expected = plain["estimates"][plain["estimates"]["model_kind"] != "block"]
    beside = tables["complete_cases"]
    assert beside["odds_ratio"].tolist() == pytest.approx(expected["odds_ratio"], nan_ok=True)
    assert plain["complete_cases"].empty
    assert tables["blocks"].equals(plain["blocks"])
    fits = tables["fits"].set_index("model_kind")
    assert fits.loc["adjusted", "n_pupils"] == len(gaps)
    assert np.isnan(fits.loc["adjusted", "log_likelihood"])
    assert fits.loc["complete", "n_pupils"] == len(gaps.dropna(subset=plan.models[0].predictors))
    assert fits.loc["complete", "log_likelihood"] < 0


@pytest.mark.thorough
def test_counts_beside_pooled_odds_ratios_are_those_of_known_values(gaps, plan):
    tables = fitted(gaps, plan, seed=3, m=3)
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"].set_index("term")
    for level in ("no", "yes"):
        assert own.loc[f"worried={level}", "n_pupils"] == (gaps["worried"] == level).sum()
    assert own.loc["(Intercept)", "n_pupils"] == len(gaps)


def test_a_plan_can_ask_for_complete_cases(gaps, plan):
    left_out = replace(plan, estimation=replace(plan.estimation, missing_values="complete_cases"))
    assert fit(left_out, gaps, np.random.default_rng(1)).imputed is None


@pytest.mark.thorough
def test_a_model_with_a_predictor_without_any_value_is_left_to_say_so(gaps, plan):
    gaps["worried"] = pd.array([None] * len(gaps), dtype="str")
    tables = fitted(gaps, plan, seed=3, m=3)
    assert tables["complete_cases"].empty
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"]
    assert set(own["status"]) <= {"not_estimated", "reference"}


@pytest.mark.thorough
def test_an_outcome_with_one_value_gives_no_numbers_over_imputations(gaps, plan):
    tables = fitted(gaps.assign(outcome=0), plan, seed=3, m=3)
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"]
    assert set(own["status"]) == {"not_estimated", "reference"}
    assert own["odds_ratio"].isna().all()


def test_a_predictor_without_any_value_is_refused(pupils, specs):
    table = coded(pupils.assign(age_years=np.nan), specs)
    with pytest.raises(EstimationError, match='column "age_years": every value is missing'):
        impute(table, np.random.default_rng(1))

"""Multiple imputation: what it leaves alone, what it reports, and that it can be repeated."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.errors import EstimationError
from thuiszitters.effects.pooled_risks import imputed_risks, pool_risks
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.effects.tables import risk_table
from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import impute, n_imputations
from thuiszitters.logit.pooled_fit import fit_completed, pooled_estimates
from thuiszitters.models import fit
from thuiszitters.models.coding import code_patterns
from thuiszitters.models.stage import model_tables


@pytest.fixture
def few(specs):
    """Two of the predictors: a profile over imputations costs time by term."""
    return (specs[0], specs[2])


@pytest.fixture
def gaps(pupils):
    """A third of the ages, a tenth of the worries and some schools are missing."""
    rng = np.random.default_rng(8)
    pupils.loc[rng.random(len(pupils)) < 0.3, "age_years"] = np.nan
    pupils.loc[rng.random(len(pupils)) < 0.1, "worried"] = None
    pupils.loc[rng.random(len(pupils)) < 0.1, "school"] = None
    return pupils


def coded(table, specs):
    return code_patterns(table, specs, keep_incomplete=True)


def fitted(table, plan, *, seed, m):
    return model_tables(fit(plan, table, np.random.default_rng(seed), m=m))


def collapsed(table):
    keys = [column for column in table.columns if column != "n_pupils"]
    return table.groupby(keys, dropna=False, as_index=False)["n_pupils"].sum()


def test_nothing_happens_when_nothing_is_missing(pupils, specs, plan):
    complete = pupils.dropna()
    table = coded(complete, specs)
    assert impute(table, np.random.default_rng(1)) == [table]
    assert fit(plan, complete, np.random.default_rng(1)).imputed is None


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


def test_the_number_of_imputations_follows_the_incomplete_pupils(gaps, pupils, specs):
    share = gaps.drop(columns=["outcome", "n_pupils"]).isna().any(axis=1).mean()
    assert n_imputations(coded(gaps, specs)) == int(np.ceil(100 * share))
    assert n_imputations(coded(pupils.head(40), specs)) >= 20


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_tables_and_counts_equal_rows(gaps, plan):
    first = fitted(gaps, plan, seed=3, m=4)
    again = fitted(collapsed(gaps), plan, seed=3, m=4)
    other = fitted(gaps, plan, seed=4, m=4)
    assert first["estimates"].equals(again["estimates"])
    assert not first["estimates"].equals(other["estimates"])


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


def test_counts_beside_pooled_odds_ratios_are_those_of_known_values(gaps, plan):
    tables = fitted(gaps, plan, seed=3, m=3)
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"].set_index("term")
    for level in ("no", "yes"):
        assert own.loc[f"worried={level}", "n_pupils"] == (gaps["worried"] == level).sum()
    assert own.loc["(Intercept)", "n_pupils"] == len(gaps)


def test_risks_are_those_of_the_same_imputations(gaps, plan):
    fitted = fit(plan, gaps, np.random.default_rng(3), m=3)
    risks = risk_table(fitted)
    by_hand = imputed_risks(fitted.imputed.fit(plan.models[0].predictors, fitted.estimation))
    assert risks["risk"].tolist() == pytest.approx([one.risk for one in by_hand])


def test_a_plan_can_ask_for_complete_cases(gaps, plan):
    left_out = replace(plan, estimation=replace(plan.estimation, missing_values="complete_cases"))
    assert fit(left_out, gaps, np.random.default_rng(1)).imputed is None


def test_a_model_with_a_predictor_without_any_value_is_left_to_say_so(gaps, plan):
    gaps["worried"] = pd.array([None] * len(gaps), dtype="str")
    tables = fitted(gaps, plan, seed=3, m=3)
    assert tables["complete_cases"].empty
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"]
    assert set(own["status"]) <= {"not_estimated", "reference"}


def test_an_outcome_with_one_value_gives_no_numbers_over_imputations(gaps, plan):
    tables = fitted(gaps.assign(outcome=0), plan, seed=3, m=3)
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"]
    assert set(own["status"]) == {"not_estimated", "reference"}
    assert own["odds_ratio"].isna().all()


def test_imputing_removes_the_bias_of_complete_cases_when_missing_depends_on_the_outcome(specs):
    # Worry is unknown for half of the pupils with the outcome: complete cases distort the
    # intercept, not the odds ratio; imputation brings the share of the outcome back.
    rng = np.random.default_rng(5)
    n = 4000
    worried = rng.random(n) < 0.4
    outcome = rng.random(n) < 1 / (1 + np.exp(1.5 - 0.9 * worried))
    table = pd.DataFrame({"outcome": outcome.astype("int8")})
    table["worried"] = pd.array(np.where(worried, "yes", "no"), dtype="str")
    table.loc[outcome & (rng.random(n) < 0.5), "worried"] = None
    completed = impute(coded(table, specs[:1]), rng, m=10)
    result = fit_completed(completed, Estimation())
    assert abs(result.fit.terms[0].log_odds + 1.5) < 0.15
    assert abs(result.fit.term("worried=yes").log_odds - 0.9) < 0.25


def test_identical_imputations_give_the_fit_itself(pupils, specs):
    table = code_patterns(pupils, specs)
    single = fit_design(build_design(table), Estimation(interval="wald"))
    result = fit_completed([table] * 4, Estimation())
    for ours, theirs, pooled in zip(result.fit.terms, single.terms, result.pooled, strict=True):
        assert pooled.between == 0
        np.testing.assert_allclose(ours.log_odds, theirs.log_odds, rtol=1e-12)
        np.testing.assert_allclose(ours.std_error, theirs.std_error, rtol=1e-12)


@pytest.mark.parametrize("covariance", ["CR1", "CR2"])
def test_pooled_estimates_alone_are_those_of_the_whole_fit(gaps, few, covariance):
    """To rounding: the same numbers from the same imputed tables, in another order of sums."""
    rng = np.random.default_rng(6)
    table = replace(coded(gaps, few), cluster=rng.integers(0, 8, len(coded(gaps, few).counts)))
    completed, rules = impute(table, rng, m=3), Estimation(covariance=covariance)
    whole, alone = fit_completed(completed, rules), pooled_estimates(completed, rules)
    assert list(alone) == [term.column.term for term in whole.fit.terms]
    for term, own in zip(whole.fit.terms, alone.values(), strict=True):
        ends = (own.estimate, *own.interval(rules.level), own.p_value)
        both = (term.log_odds, term.ci_low, term.ci_high, term.p_value)
        np.testing.assert_allclose(ends, both, rtol=1e-9)
    assert pooled_estimates(completed, Estimation(estimator="firth")) is None


@pytest.mark.thorough
def test_identical_separated_imputations_give_the_penalised_profile_itself(pupils, specs):
    pupils.loc[pupils["worried"] == "yes", "outcome"] = 1
    table = code_patterns(pupils, specs)
    single = fit_design(build_design(table))
    result = fit_completed([table] * 3, Estimation())
    assert result.fit.reason == "separation_in_imputations|imputations=3|of=3"
    for ours, theirs in zip(result.fit.terms, single.terms, strict=True):
        np.testing.assert_allclose(ours.ci_low, theirs.ci_low, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(ours.ci_high, theirs.ci_high, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(ours.p_value, theirs.p_value, rtol=1e-6, atol=1e-12)


@pytest.mark.thorough
def test_separation_in_one_imputation_turns_all_to_firth(gaps, few):
    known = gaps["worried"].notna()
    gaps.loc[known & (gaps["worried"] == "yes"), "outcome"] = 1
    completed = impute(coded(gaps, few), np.random.default_rng(2), m=2)
    result = fit_completed(completed, Estimation())
    separated = result.fit.reason.startswith("separation_in_imputations")
    assert separated == (result.fit.estimator == "firth")
    if separated:
        assert np.isfinite([t.ci_high for t in result.fit.terms]).all()


@pytest.fixture
def schools(gaps):
    return gaps.assign(site=[f"s{i % 25}" for i in range(len(gaps))])


def test_clusters_are_carried_through_imputation(schools, specs):
    table = code_patterns(schools, specs, cluster="site", keep_incomplete=True)
    completed = impute(table, np.random.default_rng(1), m=4)
    result = fit_completed(completed, Estimation(), known=table)
    assert result.fits[0].design.cluster is not None
    assert all(pooled.df < 24 for pooled in result.pooled)
    single = fit_clustered(build_design(completed[0]))
    np.testing.assert_allclose(result.fits[0].covariance, single.covariance)


def test_risks_after_imputation_with_clusters(schools, specs):
    table = code_patterns(schools, specs, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=4), Estimation())
    for risk in imputed_risks(result, covariance="CR1"):
        assert risk.status == "ok"
        assert risk.difference.std_error > 0


def test_one_cluster_leaves_nothing_to_pool(gaps, specs):
    table = code_patterns(gaps.assign(site="a"), specs, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=3), Estimation())
    assert all(np.isnan(term.ci_low) for term in result.fit.terms)
    assert result.fit.reason == "one_cluster"


@pytest.mark.thorough
def test_separation_with_clusters_says_that_clusters_are_left_out(schools, few):
    schools.loc[schools["worried"] == "yes", "outcome"] = 1
    schools["worried"] = schools["worried"].fillna("no")
    table = code_patterns(schools, few, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=2), Estimation())
    assert result.fit.reason.startswith("separation_in_imputations_without_clusters|")


def test_a_predictor_without_any_value_is_refused(pupils, specs):
    table = coded(pupils.assign(age_years=np.nan), specs)
    with pytest.raises(EstimationError, match='column "age_years": every value is missing'):
        impute(table, np.random.default_rng(1))


def test_risks_are_pooled_on_their_own_scale(gaps, specs):
    completed = impute(coded(gaps, specs), np.random.default_rng(1), m=5)
    risks = [standardised_risks(fit_design(build_design(table))) for table in completed]
    pooled = pool_risks(risks, len(gaps) - 5.0)
    mean = np.mean([each[0].difference.estimate for each in risks])
    np.testing.assert_allclose(pooled[0].difference.estimate, mean)
    assert pooled[0].difference.std_error > np.mean([r[0].difference.std_error for r in risks])

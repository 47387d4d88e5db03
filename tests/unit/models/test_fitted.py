"""A plan is fitted once: same pupils for everything, and nothing is computed twice."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.models import fitted
from thuiszitters.models.fitted import fit


@pytest.fixture
def plain(plan):
    return replace(plan, estimation=replace(plan.estimation, missing_values="complete_cases"))


def test_what_was_fitted_is_kept(pupils, plain):
    once = fit(plain, pupils, np.random.default_rng(1))
    assert once.adjusted("main").fit is once.complete_case("main")
    assert once.complete_case("main") is once.complete_case("main", robust=False)
    assert once.crude("main", "school").fit is once.complete_case("main", "school")


def test_crude_and_adjusted_are_about_the_same_pupils(pupils, plain):
    once = fit(plain, pupils, np.random.default_rng(1))
    sizes = {once.crude("main", name).fit.summary.n_obs for name in plain.models[0].predictors}
    assert sizes == {once.adjusted("main").fit.summary.n_obs} == {297}


def test_missing_values_are_imputed_once_and_only_when_asked_for(pupils, plan, monkeypatch):
    drawn = []
    real = fitted.complete_patterns

    def counted(*given, **named):
        drawn.append(1)
        return real(*given, **named)

    monkeypatch.setattr(fitted, "complete_patterns", counted)
    once = fit(plan, pupils, np.random.default_rng(1), m=2)
    once.complete_case("main")
    assert drawn == []
    assert once.imputes("main")
    assert once.crude("main", "worried").n_imputations == once.adjusted("main").n_imputations == 2
    assert drawn == [1]


def test_without_imputation_nothing_is_fitted_again(pupils, plan):
    once = fit(plan, pupils, np.random.default_rng(1), m=2)
    apart = once.without_imputation()
    assert apart.imputed is None
    assert apart.adjusted("main").fit is once.complete_case("main")


def test_clusters_are_left_out_of_what_rests_on_the_likelihood(pupils, plain):
    schools = pupils.assign(site=[f"s{row % 20}" for row in range(len(pupils))])
    clustered = replace(plain, estimation=replace(plain.estimation, clusters="site"))
    once = fit(clustered, schools, np.random.default_rng(1))
    assert once.covariance == "CR2"
    assert once.complete_case("main").design.clusters is not None
    assert once.complete_case("main", robust=False).design.clusters is None


def test_a_model_of_complete_pupils_changes_no_imputed_number(pupils, plan):
    extra = pupils.assign(rare=np.where(np.arange(len(pupils)) % 7 == 0, None, "no"))
    extra.loc[extra.index % 3 == 1, "rare"] = "yes"
    spec = replace(plan.predictors[0], name="rare")
    if spec.kind == "numeric":
        spec = replace(plan.predictor("worried"), name="rare")
    names = (*plan.models[0].predictors, "rare")
    own = replace(
        plan.models[0],
        name="own",
        predictors=names,
        blocks=(replace(plan.models[0].blocks[0], predictors=names),),
        missing_values="complete_cases",
    )
    both = replace(plan, predictors=(*plan.predictors, spec), models=(*plan.models, own))
    more = fit(both, extra, np.random.default_rng(1), m=2)
    alone = fit(plan, extra, np.random.default_rng(1), m=2)
    assert not more.imputes("own")
    assert more.adjusted("own").fit.summary.n_obs < more.adjusted("main").fit.summary.n_obs
    terms = zip(more.adjusted("main").fit.terms, alone.adjusted("main").fit.terms, strict=True)
    assert all(one.log_odds == other.log_odds for one, other in terms)

"""A fit whose intervals and tests allow for pupils of one school being alike."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.special import fdtrc, stdtr, stdtrit

from thuiszitters.base.errors import Problem
from thuiszitters.logit.coding import Floats
from thuiszitters.logit.design import Design
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.preconditions import Checked
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FitSummary, FittedEstimator, GlobalTest, LogitFit, Term
from thuiszitters.logit.robust import ClusterKind, cluster_sizes, clustered_covariance
from thuiszitters.plan import EstimationSpec

#: Below this many clusters their covariance is itself uncertain (Cameron and Miller 2015).
FEW_CLUSTERS = 20
#: A clustered variance below this share of the model's is rounding: the clusters are all alike.
NO_VARIANCE = 1e-12
#: What the reasons of a separated model begin with, and the reason without separation.
SEPARATION = ("separation", "complete_separation")
CHOSEN = "chosen_firth_without_clusters"


def fit_clustered(
    design: Design,
    estimation: EstimationSpec | None = None,
    kind: ClusterKind = "CR1",
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
) -> LogitFit:
    """Fit, then replace intervals and tests by cluster-robust Wald ones.

    Estimates are those of `fit_design`. Intervals and p-values use the t distribution with G - 1
    degrees of freedom, tests of several coefficients F with df and G - 1. After Firth the
    penalised profile stays, and the reason says that it does not allow for clusters: a Wald
    interval after Firth misleads more than clusters do.

    Parameters
    ----------
    design
        With `cluster`.
    kind
        See `clustered_covariance`.
    checked, estimator
        As in `fit_design`.
    """
    rules = estimation or EstimationSpec()
    if design.cluster is None:
        msg = "the design has no clusters"
        raise ValueError(msg)
    wald = replace(rules, interval="wald")
    fit = fit_design(design, wald, checked=checked, estimator=estimator)
    if fit.likelihood is None:
        return fit
    if fit.estimator == "firth":
        key = "firth_without_clusters" if fit.reason.startswith(SEPARATION) else CHOSEN
        return replace(fit, reason=reason(key))
    n_clusters = len(np.unique(design.cluster))
    if n_clusters < 2:
        return _without_inference(fit, reason("one_cluster"))
    return _with_clusters(fit, rules, kind, n_clusters)


def fit_model(
    design: Design,
    estimation: EstimationSpec,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
) -> LogitFit:
    """`fit_clustered` for a design with clusters, `fit_design` for one without."""
    fitter = fit_design if design.cluster is None else fit_clustered
    return fitter(design, estimation, checked=checked, estimator=estimator)


def cluster_problems(patterns: pd.DataFrame, estimation: EstimationSpec) -> list[Problem]:
    """What stands in the way of the clusters a plan asks for.

    Pupils without a cluster would have to be left out, and the models would be about others
    than the description.
    """
    column = estimation.cluster_column
    if column is None:
        return []
    if column not in patterns:
        found = f"the cohort has no {column}"
        advice = f'Map it under "files.pupils.columns.{column}", or set "clusters: none"'
        return [Problem("estimation.clusters", found, advice=advice)]
    missing = int(patterns.loc[patterns[column].isna(), "n_pupils"].sum())
    if not missing:
        return []
    found = f"{missing} of {int(patterns['n_pupils'].sum())} pupils have no {column}"
    advice = 'Complete the column, or set "clusters: none"'
    return [Problem("estimation.clusters", found, "a site for every pupil", advice)]


def _with_clusters(
    fit: LogitFit, rules: EstimationSpec, kind: ClusterKind, n_clusters: int
) -> LogitFit:
    design = fit.design
    covariance = _robust_covariance(fit, kind)
    freedom = n_clusters - 1
    silent = np.diagonal(covariance) < NO_VARIANCE * np.diagonal(fit.covariance)
    covariance[silent, :] = covariance[:, silent] = np.nan
    terms = tuple(
        _clustered_term(term, covariance[i, i], rules.level, freedom, silent=bool(silent[i]))
        for i, term in enumerate(fit.terms)
    )
    tests = tuple(_clustered_test(test, fit, covariance, freedom) for test in fit.global_tests)
    why = fit.reason or _cluster_reason(design, n_clusters)
    summary = _clustered_summary(fit, covariance, freedom)
    return replace(
        fit, covariance=covariance, terms=terms, global_tests=tests, summary=summary, reason=why
    )


def _robust_covariance(fit: LogitFit, kind: ClusterKind) -> Floats:
    """Of the finite coefficients, NaN elsewhere; made on the orthonormal basis of the fit.

    The product of columns as given cannot be inverted where a mean is far above its standard
    deviation.
    """
    fitted, design = fit.likelihood, fit.design
    assert fitted is not None
    rows = (fit.probability > 0) & (fit.probability < 1)  # perfectly predicted rows say nothing
    on_basis = clustered_covariance(
        fitted.on_basis(design.x[rows][:, fit.columns]),
        fit.probability[rows],
        design.events[rows],
        design.counts[rows],
        np.asarray(design.cluster)[rows],
        kind,
    )
    part = fitted.from_basis(fitted.from_basis(on_basis).T)
    covariance = np.full_like(fit.covariance, np.nan)
    used = np.flatnonzero(fit.used)
    places = [fit.columns.index(i) for i in used]
    covariance[used[:, None], used] = part[places][:, places]
    return covariance


def _clustered_summary(fit: LogitFit, covariance: Floats, freedom: int) -> FitSummary:
    """The model against the intercept alone: Wald's test, where the likelihood allows none.

    With as many coefficients as clusters less one the covariance is all but singular, and the
    statistic can be anything.
    """
    summary = replace(fit.summary, lr_statistic=np.nan, lr_p=np.nan)
    positions = [int(i) for i in np.flatnonzero(fit.used) if i > 0]
    if fit.status != "ok" or not 0 < len(positions) < freedom:
        return summary
    statistic, p_value = _wald_test(fit.beta, covariance, positions, freedom)
    return replace(summary, wald_statistic=statistic, wald_df=len(positions), wald_p=p_value)


def _clustered_term(
    term: Term, variance: float, level: float, freedom: int, *, silent: bool
) -> Term:
    if term.status != "ok":
        return term
    if silent:
        return _without_interval(term, reason("no_variance_between_clusters"))
    error = float(np.sqrt(variance))
    half = float(stdtrit(freedom, (1.0 + level) / 2.0)) * error
    return replace(
        term,
        std_error=error,
        ci_low=term.log_odds - half,
        ci_high=term.log_odds + half,
        p_value=float(2.0 * stdtr(freedom, -abs(term.log_odds / error))),
    )


def _clustered_test(
    test: GlobalTest, fit: LogitFit, covariance: Floats, freedom: int
) -> GlobalTest:
    """Wald test with F(df, G - 1); not more coefficients can be tested than clusters less one."""
    if test.status != "ok":
        return test
    positions = [i for i in fit.design.positions(test.predictor) if fit.used[i]]
    if test.df > freedom:
        why = reason("too_few_clusters", clusters=freedom + 1)
        return replace(test, statistic=np.nan, p_value=np.nan, status="not_estimated", reason=why)
    statistic, p_value = _wald_test(fit.beta, covariance, positions, freedom)
    if np.isnan(statistic):
        why = reason("no_variance_between_clusters")
        return replace(test, statistic=np.nan, p_value=np.nan, status="not_estimated", reason=why)
    return replace(test, statistic=statistic, p_value=p_value)


def _wald_test(
    beta: Floats, covariance: Floats, positions: Sequence[int], freedom: int
) -> tuple[float, float]:
    """Statistic, and p-value by F; NaN where the clusters give the covariance no full rank."""
    size = len(positions)
    inner = covariance[np.ix_(positions, positions)]
    length = np.sqrt(np.diagonal(inner))
    if np.isnan(length).any() or np.linalg.cond(inner / np.outer(length, length)) > 1 / NO_VARIANCE:
        return np.nan, np.nan
    statistic = wald_statistic(beta, covariance, positions)
    return statistic, float(fdtrc(size, freedom, statistic / size))


def wald_statistic(beta: Floats, covariance: Floats, positions: Sequence[int]) -> float:
    """Squared length of some coefficients in units of their covariance."""
    part = beta[list(positions)]
    inner = covariance[list(positions)][:, list(positions)]
    return float(part @ np.linalg.solve(inner, part))


def _cluster_reason(design: Design, n_clusters: int) -> str:
    if n_clusters < FEW_CLUSTERS:
        return reason("few_clusters", clusters=n_clusters)
    sizes = cluster_sizes(design.counts, np.asarray(design.cluster))
    return reason("clusters_of_one") if (sizes == 1).all() else ""


def _without_inference(fit: LogitFit, why: str) -> LogitFit:
    """Estimates without intervals: one cluster says nothing about how clusters differ."""
    terms = tuple(
        _without_interval(term, why) if term.status == "ok" else term for term in fit.terms
    )
    tests = tuple(
        replace(test, statistic=np.nan, p_value=np.nan, status="not_estimated", reason=why)
        if test.status == "ok"
        else test
        for test in fit.global_tests
    )
    empty = np.full_like(fit.covariance, np.nan)
    return replace(fit, covariance=empty, terms=terms, global_tests=tests, reason=why)


def _without_interval(term: Term, why: str) -> Term:
    return replace(
        term, std_error=np.nan, ci_low=np.nan, ci_high=np.nan, p_value=np.nan, reason=why
    )

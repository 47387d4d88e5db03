"""Intervals and tests of a fit from a robust variance, and a fit that can have none."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import fdtrc, stdtr, stdtrit

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FitSummary, GlobalTest, LogitFit, Term
from thuiszitters.logit.robust import RobustVariance

#: Below this many degrees of freedom Satterthwaite's approximation fails (Tipton 2015).
LEAST_DF = 4.0
#: A clustered variance below this share of the model's is rounding: the clusters are all alike.
NO_VARIANCE = 1e-12


def with_variance(
    fit: LogitFit,
    variance: RobustVariance,
    plain: RobustVariance,
    level: float,
    n_clusters: int,
    *,
    joint: bool = True,
) -> LogitFit:
    """Wald intervals and tests from a robust variance; `plain` without adjusted scores.

    Without `joint` no coefficients are tested together.
    """
    used = np.flatnonzero(fit.used)
    places = [fit.columns.index(i) for i in used]
    covariance = np.full_like(fit.covariance, np.nan)
    covariance[used[:, None], used] = variance.covariance[places][:, places]
    unadjusted = np.full(len(fit.terms), np.nan)
    unadjusted[used] = np.diagonal(plain.covariance)[places]
    silent = unadjusted < NO_VARIANCE * np.diagonal(fit.covariance)
    covariance[silent, :] = covariance[:, silent] = np.nan
    fit = replace(fit, covariance=covariance, robust=variance)
    terms = tuple(_robust_term(term, i, fit, level) for i, term in enumerate(fit.terms))
    if not joint:
        silent_summary = replace(fit.summary, lr_statistic=np.nan, lr_p=np.nan)
        return replace(fit, terms=terms, global_tests=(), summary=silent_summary)
    tests = tuple(_robust_test(test, fit, n_clusters) for test in fit.global_tests)
    return replace(fit, terms=terms, global_tests=tests, summary=_robust_summary(fit, n_clusters))


def _robust_summary(fit: LogitFit, n_clusters: int) -> FitSummary:
    """The model against the intercept alone: Wald's test, where the likelihood allows none.

    With as many coefficients as clusters less one the covariance is all but singular, and the
    statistic can be anything.
    """
    summary = replace(fit.summary, lr_statistic=np.nan, lr_p=np.nan)
    positions = [int(i) for i in np.flatnonzero(fit.used) if i > 0]
    if fit.status != "ok" or not positions or 0 < n_clusters - 1 <= len(positions):
        return summary
    statistic, p_value = _wald_test(fit, positions)
    return replace(summary, wald_statistic=statistic, wald_df=len(positions), wald_p=p_value)


def _robust_term(term: Term, position: int, fit: LogitFit, level: float) -> Term:
    if term.status != "ok":
        return term
    df = fit.degrees_of_freedom(np.eye(len(fit.terms))[position])
    error = float(np.sqrt(fit.covariance[position, position]))
    if np.isnan(error) or np.isnan(df):
        return _without_interval(term, reason("no_variance_between_clusters"))
    half = float(stdtrit(df, (1.0 + level) / 2.0)) * error
    return replace(
        term,
        std_error=error,
        ci_low=term.log_odds - half,
        ci_high=term.log_odds + half,
        p_value=float(2.0 * stdtr(df, -abs(term.log_odds / error))),
        reason=term.reason or (reason("few_clusters_decide") if df < LEAST_DF else ""),
    )


def _robust_test(test: GlobalTest, fit: LogitFit, n_clusters: int) -> GlobalTest:
    """Wald test by F; not more coefficients can be tested than clusters less one."""
    if test.status != "ok":
        return test
    positions = [i for i in fit.design.positions(test.predictor) if fit.used[i]]
    why = ""
    statistic, p_value = np.nan, np.nan
    if 0 < n_clusters - 1 < test.df:
        why = reason("too_few_clusters", clusters=n_clusters)
    else:
        statistic, p_value = _wald_test(fit, positions)
        if np.isnan(statistic):
            why = reason("no_variance_between_clusters")
        elif np.isnan(p_value):
            why = reason("too_few_clusters", clusters=n_clusters)
    if why:
        return replace(test, statistic=np.nan, p_value=np.nan, status="not_estimated", reason=why)
    return replace(test, statistic=statistic, p_value=p_value)


def _wald_test(fit: LogitFit, positions: Sequence[int]) -> tuple[float, float]:
    """Statistic, and p-value by F; NaN where the clusters give the covariance no full rank."""
    inner = fit.covariance[np.ix_(positions, positions)]
    length = np.sqrt(np.diagonal(inner))
    if np.isnan(length).any() or np.linalg.cond(inner / np.outer(length, length)) > 1 / NO_VARIANCE:
        return np.nan, np.nan
    statistic = wald_statistic(fit.beta, fit.covariance, positions)
    df, factor = fit.test_degrees(positions)
    return statistic, float(fdtrc(len(positions), df, factor * statistic / len(positions)))


def wald_statistic(beta: Floats, covariance: Floats, positions: Sequence[int]) -> float:
    """Squared length of some coefficients in units of their covariance."""
    part = beta[list(positions)]
    inner = covariance[list(positions)][:, list(positions)]
    return float(part @ np.linalg.solve(inner, part))


def without_inference(fit: LogitFit, why: str) -> LogitFit:
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

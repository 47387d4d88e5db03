"""A fit whose intervals and tests allow for pupils of one school being alike."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import fdtrc, stdtr, stdtrit

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.cluster_variance import (
    ClusterKind,
    cluster_sizes,
    clustered_variances,
)
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.exchangeable import intraclass_correlation, solve_exchangeable
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import area_under_curve, brier_score, tjur_r2
from thuiszitters.logit.preconditions import Checked
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import (
    FitSummary,
    FittedEstimator,
    GlobalTest,
    LogitFit,
    Term,
)
from thuiszitters.logit.robust import RobustVariance, heteroskedastic_variance, informative

#: Below this many clusters CR1 is itself uncertain (Cameron and Miller 2015), and CR2 (docs/proof).
FEW_CLUSTERS = 20
FEW_CLUSTERS_CR2 = 5
#: Below this many degrees of freedom Satterthwaite's approximation fails (Tipton 2015).
LEAST_DF = 4.0
#: A clustered variance below this share of the model's is rounding: the clusters are all alike.
NO_VARIANCE = 1e-12
#: What the reasons of a separated model begin with, and the reason without separation.
SEPARATION = ("separation", "complete_separation")
CHOSEN = "chosen_firth_without_clusters"


def fit_model(
    design: Design,
    estimation: Estimation,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
) -> LogitFit:
    """Fit with the covariance that is asked for: of clusters, HC1, or the model's own."""
    if design.cluster is not None:
        return fit_clustered(design, estimation, checked=checked, estimator=estimator)
    if estimation.covariance == "HC1":
        return _fit_heteroskedastic(design, estimation, checked, estimator)
    return fit_design(design, estimation, checked=checked, estimator=estimator)


def fit_clustered(
    design: Design,
    estimation: Estimation | None = None,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
) -> LogitFit:
    """Fit, then replace intervals and tests by cluster-robust Wald ones.

    Estimates are those of `fit_design`. CR2 gives every coefficient its own (Satterthwaite) degrees
    of freedom of t, and tests of several coefficients those of Hotelling's T squared; CR1 takes t
    with G - 1 and F with df and G - 1. After Firth the penalised profile stays, and the reason
    says that it does not allow for clusters: a Wald interval after Firth misleads more than
    clusters do.

    Parameters
    ----------
    design
        With `cluster`.
    estimation
        Its `covariance` is ``CR1``, ``CR2`` (also for ``auto``), or ``GEE``, whose estimates are
        those of estimating equations as well.
    checked, estimator
        As in `fit_design`.

    Returns
    -------
    LogitFit
        Covariance of shape (k, k) between clusters; NaN with fewer than two clusters.

    Raises
    ------
    ValueError
        When the design has no clusters.

    References
    ----------
    Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference.
    Journal of Human Resources 50, 317-372, equations 11 and 12.

    Examples
    --------
    Three schools that differ: the interval is wider than that of independent pupils.

    >>> from thuiszitters.logit import CodedTable, Predictor, build_design
    >>> table = CodedTable(
    ...     predictors=(Predictor("exposed", "binary", ("no", "yes")),),
    ...     codes=np.array([[0], [1]] * 3),
    ...     distinct=(None,),
    ...     events=np.array([1.0, 9.0, 5.0, 5.0, 4.0, 8.0]),
    ...     counts=np.full(6, 20.0),
    ...     cluster=np.array([0, 0, 1, 1, 2, 2]),
    ... )
    >>> clustered = fit_clustered(build_design(table)).term("exposed=yes")
    >>> clustered.std_error > fit_design(build_design(table)).term("exposed=yes").std_error
    True
    """
    rules = estimation or Estimation()
    if design.cluster is None:
        msg = "the design has no clusters"
        raise ValueError(msg)
    fit = fit_design(design, replace(rules, interval="wald"), checked=checked, estimator=estimator)
    if fit.likelihood is None:
        return fit
    if fit.estimator == "firth":
        key = "firth_without_clusters" if fit.reason.startswith(SEPARATION) else CHOSEN
        return replace(fit, reason=reason(key))
    n_clusters = len(np.unique(design.cluster))
    if n_clusters < 2:
        return _without_inference(fit, reason("one_cluster"))
    if rules.covariance == "GEE":
        return _fit_exchangeable(fit, rules.level, n_clusters)
    alike = intraclass_correlation(design.events, design.counts, design.cluster)
    fit = replace(fit, summary=replace(fit.summary, icc=alike))
    kind: ClusterKind = "CR1" if rules.covariance == "CR1" else "CR2"
    x, p, events, counts, rows = _informative(fit)
    cluster = np.asarray(design.cluster)[rows]
    # CR2 spreads the residuals of clusters that are all alike, and so hides that they are.
    variance, plain = clustered_variances(x, p, events, counts, cluster, (kind, "CR0"))
    why = fit.reason or _cluster_reason(design, n_clusters, kind)
    return replace(_with_variance(fit, variance, plain, rules.level, n_clusters), reason=why)


def _fit_exchangeable(fit: LogitFit, level: float, n_clusters: int) -> LogitFit:
    """Estimates and intervals of generalised estimating equations, with t of G - 1.

    The log likelihood stays that of independent pupils; measures of predictions are new.
    """
    fitted, design = fit.likelihood, fit.design
    assert fitted is not None
    whole = fit.status == "ok" and len(fitted.data.rows) == len(design.counts)
    cluster = np.asarray(design.cluster)
    found = solve_exchangeable(fitted, design.events, design.counts, cluster) if whole else None
    if found is None:
        return _without_inference(fit, reason("no_exchangeable_solution"))
    moved = replace(fitted, maximum=replace(fitted.maximum, beta=found.coordinates), rotations={})
    root = np.linalg.cholesky(found.covariance).astype(np.float64)
    half = fitted.from_basis(root)
    used = list(fit.columns)
    beta = fit.beta.copy()
    beta[used] = moved.beta
    terms = tuple(
        replace(term, log_odds=float(beta[i])) if term.status == "ok" else term
        for i, term in enumerate(fit.terms)
    )
    eta = moved.linear_predictor
    probability, rows = probabilities(eta), (design.events, design.counts)
    summary = replace(
        fit.summary,
        tjur=tjur_r2(probability, *rows),
        auc=area_under_curve(eta, *rows),
        brier=brier_score(probability, *rows),
        icc=found.correlation,
        aic=np.nan,  # the equations maximise no likelihood
        bic=np.nan,
        mcfadden=np.nan,
        nagelkerke=np.nan,
    )
    fit = replace(
        fit, beta=beta, terms=terms, probability=probability, likelihood=moved, summary=summary
    )
    variance = RobustVariance("GEE", np.eye(len(used)), half.T, n_clusters - 1.0)
    why = fit.reason or _cluster_reason(design, n_clusters, "CR1")
    return replace(_with_variance(fit, variance, variance, level, n_clusters), reason=why)


def _fit_heteroskedastic(
    design: Design,
    rules: Estimation,
    checked: Checked | None,
    estimator: FittedEstimator | None,
) -> LogitFit:
    """Wald intervals and tests from HC1 with t and F of n - k; after Firth the profile stays."""
    fit = fit_design(design, replace(rules, interval="wald"), checked=checked, estimator=estimator)
    if fit.likelihood is None:
        return fit
    if fit.estimator == "firth":
        return replace(fit, reason=fit.reason or reason("chosen_firth_without_robust"))
    x, p, events, counts, _ = _informative(fit)
    n_pupils = float(fit.likelihood.data.counts.sum())
    if n_pupils <= x.shape[1]:
        return _without_inference(fit, reason("as_many_parameters_as_pupils"))
    variance = heteroskedastic_variance(x, p, events, counts, n_pupils)
    return _with_variance(fit, variance, variance, rules.level, 0)


def _informative(fit: LogitFit) -> tuple[Floats, Floats, Floats, Floats, Bools]:
    """Columns and rows that say something: a perfectly predicted row does not."""
    rows = informative(fit.probability)
    x = fit.design.x[rows][:, fit.columns]
    return x, fit.probability[rows], fit.design.events[rows], fit.design.counts[rows], rows


def _with_variance(
    fit: LogitFit, variance: RobustVariance, plain: RobustVariance, level: float, n_clusters: int
) -> LogitFit:
    """Wald intervals and tests from a robust variance; `plain` without adjusted scores."""
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


def _cluster_reason(design: Design, n_clusters: int, kind: ClusterKind) -> str:
    if n_clusters < (FEW_CLUSTERS if kind == "CR1" else FEW_CLUSTERS_CR2):
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

"""One model over several imputed data sets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.covariances import EQUATIONS, INDEPENDENT
from thuiszitters.logit.cluster_variance import ClusterKind, clustered_variance, sandwich_of
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Column, Design, build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.pooled_terms import pool_estimate, pooled_term, pooled_tests
from thuiszitters.logit.pooling import Pooled, pool
from thuiszitters.logit.preconditions import Checked, check_design
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FittedEstimator, LogitFit
from thuiszitters.logit.robust import RobustVariance, informative


@dataclass(frozen=True, slots=True)
class ImputedFit:
    """One model over imputations.

    Attributes
    ----------
    fit
        A fit whose terms and tests are the pooled ones; its other parts are those of the first
        imputation and only serve names and counts.
    fits
        One per imputation.
    pooled
        Per term; none where nothing was estimated.
    n_incomplete
        Pupils with at least one imputed predictor of this model.
    """

    fit: LogitFit
    fits: tuple[LogitFit, ...]
    pooled: tuple[Pooled | None, ...]
    n_incomplete: int


def fit_completed(
    completed: Sequence[CodedTable],
    estimation: Estimation,
    *,
    known: CodedTable | None = None,
    shape: Callable[[Design], Design] | None = None,
) -> ImputedFit:
    """Fit every completed table and pool.

    Separation is looked for in each. If one is separated, all are fitted by Firth and their
    profiles combined (CLIP); otherwise maximum likelihood and Rubin's rules.

    Parameters
    ----------
    completed
        At least two tables with the same predictors; with clusters, covariances are clustered.
    known
        The table before imputation, for the counts of known levels.
    shape
        Makes other columns of the same pupils, such as products; none leaves them.
    """
    made = shape or _as_it_is
    checks = [check_design(made(build_design(table))) for table in completed]
    return fit_checked(checks, estimation, known=known, shape=shape)


def fit_checked(
    checks: Sequence[Checked],
    estimation: Estimation,
    *,
    known: CodedTable | None = None,
    shape: Callable[[Design], Design] | None = None,
) -> ImputedFit:
    """`fit_completed` of tables whose checks are made already, on the columns of `shape`."""
    separated = [check for check in checks if check.separated]
    firth = estimation.estimator == "firth" or (estimation.estimator == "auto" and bool(separated))
    estimator: FittedEstimator = "firth" if firth else "ml"
    # The tests of one imputation are never read: of the first only which there are.
    fits = tuple(
        _fit_one(check, estimation, estimator, joint=place == 0)
        for place, check in enumerate(checks)
    )
    first, positions = fits[0], range(len(fits[0].terms))
    pooled = tuple(pool_estimate(fits, position) for position in positions)
    before = None if known is None else (shape or _as_it_is)(build_design(known))
    counted = _known_columns(first.design.columns, before)
    references = _known_columns(first.design.reference_columns, before)
    terms = tuple(
        pooled_term(fits, i, pooled[i], counted[i], estimation.level, firth) for i in positions
    )
    why = first.reason
    if separated and firth:
        key = "separation_in_imputations"
        if first.design.clusters is not None:
            key += "_without_clusters"
        why = reason(key, imputations=len(separated), of=len(fits))
    design = replace(first.design, columns=tuple(counted), reference_columns=tuple(references))
    fit = replace(
        first,
        design=design,
        terms=terms,
        global_tests=() if firth else pooled_tests(fits),
        estimator=estimator,
        interval="profile" if firth else "wald",
        reason=why,
    )
    incomplete = 0.0 if known is None else known.counts[(known.codes < 0).any(axis=1)].sum()
    return ImputedFit(fit, fits, pooled, round(float(incomplete)))


def with_variances(checks: Sequence[Checked], estimation: Estimation) -> list[Checked]:
    """Checks with the variance between clusters, where it is that of all tables alike."""
    kind = sandwich_of(estimation.covariance)
    made = []
    for check in checks:
        if check.fitted is None or not _by_likelihood(estimation):
            return [*checks]
        made.append(replace(check, between=_variance_between(check, check.fitted, kind)))
    return made


def _by_likelihood(estimation: Estimation) -> bool:
    """Whether maximum likelihood with a sandwich between clusters may be asked for."""
    other = estimation.covariance in (*INDEPENDENT, *EQUATIONS)
    return estimation.estimator != "firth" and not other


def pooled_estimates(checks: Sequence[Checked], estimation: Estimation) -> dict[str, Pooled] | None:
    """Pooled estimates by term, as `fit_completed` gives them, without tests or measures of fit.

    For who asks for them of many tables, which costs a third.

    Parameters
    ----------
    checks
        Of the completed tables.

    Returns
    -------
    dict or None
        None where the terms need more than maximum likelihood with clusters: a table that is
        separated, a column that says nothing, another estimator or covariance.

    Raises
    ------
    ValueError
        When a table has no clusters.
    """
    if not _by_likelihood(estimation):
        return None
    kind = sandwich_of(estimation.covariance)
    estimates, variances, degrees = [], [], []
    for check in checks:
        if check.fitted is None or len(check.kept) < len(check.terms) or check.separated:
            return None
        variance = check.between or _variance_between(check, check.fitted, kind)
        estimates.append(check.fitted.beta)
        variances.append(np.diagonal(variance.covariance))
        degrees.append(variance.degrees_of_each())
    freedom = np.mean(degrees, axis=0)
    if np.isnan(freedom).any() or np.isnan(variances).any():
        return None
    columns = zip(np.array(estimates).T, np.array(variances).T, freedom, strict=True)
    pooled = [pool(*one) for one in columns]
    return dict(zip((term.column.term for term in check.terms), pooled, strict=True))


def _variance_between(
    check: Checked, fitted: FittedLikelihood, kind: ClusterKind
) -> RobustVariance:
    design = check.design
    if design.clusters is None:
        msg = "the design has no clusters"
        raise ValueError(msg)
    p = probabilities(fitted.linear_predictor)
    rows = informative(p)
    x = design.x[rows][:, check.kept]
    return clustered_variance(x, p[rows], design.clusters.only(rows), kind)


def _fit_one(
    check: Checked, estimation: Estimation, estimator: FittedEstimator, *, joint: bool
) -> LogitFit:
    """Fit one completed table, with its clusters; Firth's intervals are made of all together."""
    return fit_model(
        check.design,
        replace(estimation, interval="wald"),
        checked=check,
        estimator=estimator,
        tested=estimator != "firth",
        joint=joint,
    )


def _as_it_is(design: Design) -> Design:
    return design


def _known_columns(columns: Sequence[Column], before: Design | None) -> list[Column]:
    """Columns with the number of pupils known to be at a level, not those imputed there."""
    if before is None:
        return list(columns)
    counted = {one.term: one for one in (*before.columns, *before.reference_columns)}
    return [column if column.level is None else counted[column.term] for column in columns]

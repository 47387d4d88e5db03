"""A fit whose intervals and tests allow for pupils of one school being alike."""

from dataclasses import replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.base.covariances import EQUATIONS
from thuiszitters.logit.cluster_variance import (
    ClusterKind,
    clustered_variances,
    sandwich_of,
)
from thuiszitters.logit.clusters import Clusters, cluster_sums
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.exchangeable import intraclass_correlation, solve_exchangeable
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import area_under_curve, brier_score, tjur_r2
from thuiszitters.logit.preconditions import Checked
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FittedEstimator, LogitFit
from thuiszitters.logit.robust import RobustVariance, heteroskedastic_variance, informative
from thuiszitters.logit.robust_inference import with_variance, without_inference

#: Below this many clusters CR1 is itself uncertain (Cameron and Miller 2015), and CR2 (docs/proof).
FEW_CLUSTERS = 20
FEW_CLUSTERS_CR2 = 5
#: What the reasons of a separated model begin with, and the reason without separation.
SEPARATION = ("separation", "complete_separation")
CHOSEN = "chosen_firth_without_clusters"


def fit_model(
    design: Design,
    estimation: Estimation,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
    tested: bool = True,
    joint: bool = True,
) -> LogitFit:
    """Fit with the covariance that is asked for: of clusters, HC1, or the model's own."""
    if design.clusters is not None:
        return fit_clustered(
            design, estimation, checked=checked, estimator=estimator, tested=tested, joint=joint
        )
    if estimation.covariance == "HC1":
        return _fit_heteroskedastic(design, estimation, checked, estimator, tested)
    return fit_design(design, estimation, checked=checked, estimator=estimator, tested=tested)


def fit_clustered(
    design: Design,
    estimation: Estimation | None = None,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
    tested: bool = True,
    joint: bool = True,
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
        With `clusters`.
    estimation
        Its `covariance` is a sandwich (CR2 for ``auto``), or the name of estimating equations,
        whose solution the estimates then are.
    checked, estimator, tested
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
    if design.clusters is None:
        msg = "the design has no clusters"
        raise ValueError(msg)
    rules = replace(rules, interval="wald")
    # The model's own tests say which there are; those of several coefficients are asked for by one.
    tested = tested and joint
    fit = fit_design(design, rules, checked=checked, estimator=estimator, tested=tested)
    if fit.likelihood is None:
        return fit
    if fit.estimator == "firth":
        key = "firth_without_clusters" if fit.reason.startswith(SEPARATION) else CHOSEN
        return replace(fit, reason=reason(key))
    clusters = design.clusters
    n_clusters = clusters.n_clusters
    if n_clusters < 2:
        return without_inference(fit, reason("one_cluster"))
    if rules.covariance in EQUATIONS:
        return _fit_exchangeable(fit, clusters, rules.level)
    alike = intraclass_correlation(clusters.events, clusters.counts, clusters.number)
    fit = replace(fit, summary=replace(fit.summary, icc=alike))
    kind = sandwich_of(rules.covariance)
    x, p, rows = _informative(fit)
    told = clusters.only(rows)
    # CR2 spreads the residuals of clusters that are all alike, and so hides that they are.
    known = checked.between if checked is not None and fit.likelihood is checked.fitted else None
    if known is not None and known.kind == kind:
        variance = known
        (plain,) = clustered_variances(x, p, told, ("CR0",))
    else:
        variance, plain = clustered_variances(x, p, told, (kind, "CR0"))
    why = fit.reason or _cluster_reason(clusters, kind)
    made = with_variance(fit, variance, plain, rules.level, n_clusters, joint=joint)
    return replace(made, reason=why)


def _fit_exchangeable(fit: LogitFit, clusters: Clusters, level: float) -> LogitFit:
    """Estimates and intervals of generalised estimating equations, with t of G - 1.

    The log likelihood stays that of independent pupils; measures of predictions are new.
    """
    fitted, design = fit.likelihood, fit.design
    assert fitted is not None
    whole = fit.status == "ok" and len(fitted.data.rows) == len(design.counts)
    found = solve_exchangeable(fitted, clusters) if whole else None
    if found is None:
        return without_inference(fit, reason("no_exchangeable_solution"))
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
        fit, beta=beta, terms=terms, stored=probability, likelihood=moved, summary=summary
    )
    n_clusters = clusters.n_clusters
    variance = RobustVariance("GEE", np.eye(len(used)), half.T, n_clusters - 1.0)
    why = fit.reason or _cluster_reason(clusters, "CR1")
    return replace(with_variance(fit, variance, variance, level, n_clusters), reason=why)


def _fit_heteroskedastic(
    design: Design,
    rules: Estimation,
    checked: Checked | None,
    estimator: FittedEstimator | None,
    tested: bool,
) -> LogitFit:
    """Wald intervals and tests from HC1 with t and F of n - k; after Firth the profile stays."""
    rules = replace(rules, interval="wald")
    fit = fit_design(design, rules, checked=checked, estimator=estimator, tested=tested)
    if fit.likelihood is None:
        return fit
    if fit.estimator == "firth":
        return replace(fit, reason=fit.reason or reason("chosen_firth_without_robust"))
    x, p, rows = _informative(fit)
    events, counts = design.events[rows], design.counts[rows]
    n_pupils = float(fit.likelihood.data.counts.sum())
    if n_pupils <= x.shape[1]:
        return without_inference(fit, reason("as_many_parameters_as_pupils"))
    variance = heteroskedastic_variance(x, p, events, counts, n_pupils)
    return with_variance(fit, variance, variance, rules.level, 0)


def _informative(fit: LogitFit) -> tuple[Floats, Floats, Bools]:
    """Columns and probabilities of rows that say something: one predicted perfectly does not."""
    rows = informative(fit.probability)
    x = fit.design.x[rows][:, fit.columns]
    return x, fit.probability[rows], rows


def _cluster_reason(clusters: Clusters, kind: ClusterKind) -> str:
    sizes = cluster_sums(clusters.counts[:, None], clusters.number)
    if len(sizes) < (FEW_CLUSTERS_CR2 if kind == "CR2" else FEW_CLUSTERS):
        return reason("few_clusters", clusters=len(sizes))
    return reason("clusters_of_one") if (sizes == 1).all() else ""

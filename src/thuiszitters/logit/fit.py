"""One logistic regression, from its columns to numbers with a status."""

import numpy as np

from thuiszitters.base.arrays import Bools
from thuiszitters.logit.assemble import Assembly
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.preconditions import Checked, check_design
from thuiszitters.logit.rank import find_rank
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FittedEstimator, FittedInterval, LogitFit
from thuiszitters.logit.unfitted import without_numbers


def fit_design(
    design: Design,
    estimation: Estimation | None = None,
    *,
    checked: Checked | None = None,
    estimator: FittedEstimator | None = None,
    tested: bool = True,
) -> LogitFit:
    """Fit one logistic regression.

    Rank and separation are checked first. With ``auto`` a separated model is fitted by Firth
    as a whole, and says so; with ``ml`` its infinite terms get no number and the others get
    their limit, which comes from the pupils that are not predicted perfectly.

    Parameters
    ----------
    estimation
        Estimator, interval and level; the defaults of a plan when not given.
    checked
        The checks of this design, when they were made before.
    estimator
        Overrides the choice, for models that must be compared on one footing.
    tested
        Whether there are intervals and tests; who pools imputations makes his own of their
        likelihoods, and the profiles of each take longest.

    Returns
    -------
    LogitFit
        Always: trouble is in its status and reason. Coefficients are log odds ratios, one per
        column of the design.

    References
    ----------
    Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80, 27-38.
    Heinze, G. and Schemper, M. (2002). A solution to the problem of separation in logistic
    regression. Statistics in Medicine 21, 2409-2419.

    Examples
    --------
    8 of 20 with the outcome among the exposed and 4 of 20 among the others, odds 2/3 and 1/4:

    >>> from thuiszitters.logit import CodedTable, Predictor, build_design
    >>> table = CodedTable(
    ...     predictors=(Predictor("exposed", "binary", ("no", "yes")),),
    ...     codes=np.array([[0], [1]]),
    ...     distinct=(None,),
    ...     events=np.array([4.0, 8.0]),
    ...     counts=np.array([20.0, 20.0]),
    ... )
    >>> fit = fit_design(build_design(table))
    >>> round(float(np.exp(fit.term("exposed=yes").log_odds)), 9)
    2.666666667
    """
    rules = estimation or Estimation()
    checks = checked or check_design(design)
    chosen: FittedEstimator = estimator or _choose_estimator(checks, rules)
    interval: FittedInterval = "profile" if chosen == "firth" else rules.interval
    if checks.obstacle:
        return without_numbers(checks, rules, chosen, interval, "not_estimated", checks.obstacle)
    rows, columns = _part_to_fit(checks, chosen)
    fitted = None
    if checks.fitted is not None and chosen == "ml":
        fitted = checks.fitted
    elif rows.any():
        fitted = fit_likelihood(
            design.x[rows][:, columns],
            design.events[rows],
            design.counts[rows],
            firth=chosen == "firth",
        )
    if fitted is not None and not fitted.converged:
        why = reason("not_converged")
        return without_numbers(checks, rules, chosen, interval, "not_converged", why)
    return Assembly(checks, rules, chosen, interval, fitted, rows, columns, tested).fit()


def _choose_estimator(checks: Checked, rules: Estimation) -> FittedEstimator:
    if rules.estimator == "auto":
        return "firth" if checks.separated else "ml"
    return rules.estimator


def _part_to_fit(checks: Checked, estimator: FittedEstimator) -> tuple[Bools, list[int]]:
    """Rows and columns whose likelihood has a top; all of them unless separated ML is asked."""
    kept = list(checks.kept)
    separation = checks.separation
    everything = np.broadcast_to(np.True_, len(checks.design.counts))
    if separation is None or not separation.found or estimator == "firth":
        return everything, kept
    rows = separation.overlapping
    if not rows.any():
        return rows, []
    estimable = separation.estimable
    ordered = [c for c, e in zip(kept, estimable, strict=True) if e]
    ordered += [c for c, e in zip(kept, estimable, strict=True) if not e]
    if ordered[0] != 0:  # an infinite intercept stands in for the columns it merges with
        ordered.remove(0)
        ordered.insert(0, 0)
    x = checks.design.x[rows][:, ordered]
    return rows, [ordered[i] for i in find_rank(x).kept]

"""Profile-likelihood interval ends, exact.

An end is the value of a coefficient at which the likelihood, maximised over all other
coefficients, has dropped by half the chi-squared quantile. Newton on both conditions at once
(Venzon and Moolgavkar) is tried first; when it does not arrive, a bracketed search does.

References
----------
Venzon, D. J. and Moolgavkar, S. H. (1988). A method for computing profile-likelihood-based
confidence intervals. Applied Statistics 37, 87-94, equations 2 to 4.
"""

import numpy as np
from scipy.special import ndtri

from thuiszitters.logit.coding import Floats
from thuiszitters.logit.likelihood import (
    QUADRATIC,
    Bools,
    Likelihood,
    Optimum,
    Point,
    evaluate,
    maximise_globally,
    may_have_local_maxima,
)

#: Accuracy of an end, in standard errors.
END_TOLERANCE = 1e-10
#: A linear predictor this far out is beyond what a double can tell from infinity.
INFINITE = 500.0


def normal_quantile(level: float) -> float:
    """Two-sided standard normal quantile.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    return float(ndtri((1.0 + level) / 2.0))


def profile_interval(
    data: Likelihood, maximum: Point, position: int, level: float
) -> tuple[float, float]:
    """Lower and upper end for one coefficient; infinite where there is none, NaN on failure."""
    return (
        _profile_end(data, maximum, position, -1.0, level),
        _profile_end(data, maximum, position, 1.0, level),
    )


def _profile_end(
    data: Likelihood, maximum: Point, position: int, side: float, level: float
) -> float:
    quantile = normal_quantile(level)
    tangent = _tangent(maximum, position)
    if tangent is None:
        return np.nan
    end = _joint_newton(data, maximum, position, side * quantile * tangent, quantile)
    target = maximum.value - quantile**2 / 2.0
    outward = np.isfinite(end) and (end - maximum.beta[position]) * side > 0
    if outward and _is_highest(data, maximum, position, end, target):
        return end
    return _bracketed(data, maximum, position, side, quantile, tangent)


def _tangent(maximum: Point, position: int) -> Floats | None:
    """How all coefficients move when one moves by its standard error."""
    try:
        column = np.linalg.solve(maximum.information, np.eye(len(maximum.beta))[position])
    except np.linalg.LinAlgError:
        return None
    return np.asarray(column / np.sqrt(column[position])) if column[position] > 0 else None


def _joint_newton(
    data: Likelihood, maximum: Point, position: int, step: Floats, quantile: float
) -> float:
    """Solve "likelihood at the target, other slopes 0" for all coefficients together."""
    target = maximum.value - quantile**2 / 2.0
    beta = maximum.beta + step
    reach = float(np.abs(data.x @ beta).max())  # the farthest a linear predictor can have come
    for _ in range(30):
        here = evaluate(data, beta)
        if not np.isfinite(here.value):
            return np.nan
        equations = here.score.copy()
        equations[position] = here.value - target
        slopes = -here.curvature
        slopes[position] = here.score
        try:
            move = -np.linalg.solve(slopes, equations)
        except np.linalg.LinAlgError:
            return np.nan
        length = float(np.abs(data.x @ move).max())
        if not np.isfinite(length) or reach > INFINITE:
            return np.nan
        # Without a penalty the slopes are exact and the distance is squared at every step.
        if length < (END_TOLERANCE if data.firth else QUADRATIC):
            # A solution counts only where the maximum is below: the slope points back to it.
            outward = (beta[position] - maximum.beta[position]) * here.score[position] < 0
            return float(beta[position] + move[position]) if outward else np.nan
        share = min(1.0, 3.0 / length)
        beta, reach = beta + move * share, reach + length * share
    return np.nan


def _bracketed(
    data: Likelihood, maximum: Point, position: int, side: float, quantile: float, tangent: Floats
) -> float:
    """Find where the signed root of the drop equals the quantile, never losing the bracket."""
    free = np.ones(len(maximum.beta), dtype=bool)
    free[position] = False
    reach = float(np.abs(data.x[:, position]).max())
    near, far = 0.0, np.inf
    distance = quantile * tangent[position]
    place = maximum.beta + side * distance * tangent / tangent[position]
    for _ in range(100):
        found = _maximum_at(data, place, maximum, position, side * distance, free)
        if found is None:
            return np.nan
        place = found.point.beta
        root = np.sqrt(max(2.0 * (maximum.value - found.point.value), 0.0))
        slope = -side * found.point.score[position] / root if root > 0 else 0.0
        if root < quantile:
            near = distance
        else:
            far = distance
        proposal = distance - (root - quantile) / slope if slope > 0 else np.inf
        if abs(proposal - distance) < END_TOLERANCE * max(tangent[position], 1e-8):
            return float(maximum.beta[position] + side * proposal)
        distance = _inside(proposal, near, far)
        if distance * reach > INFINITE:
            return side * np.inf
    return np.nan


def _inside(proposal: float, near: float, far: float) -> float:
    """Take the proposal if it lies in the bracket, else shrink or widen the bracket."""
    limit = 3.0 * near if np.isinf(far) and near > 0 else far
    if near < proposal < limit:
        return proposal
    return limit if np.isinf(far) else (near + far) / 2.0


def _maximum_at(
    data: Likelihood, place: Floats, maximum: Point, position: int, offset: float, free: Bools
) -> Optimum | None:
    """Optimum with one coefficient held at a distance from its estimate."""
    starts = [place.copy(), maximum.beta.copy(), np.zeros(len(place))]
    for start in starts:
        start[position] = maximum.beta[position] + offset
    found = maximise_globally(data, starts, free)
    return found if found.converged else None


def _is_highest(data: Likelihood, maximum: Point, position: int, end: float, target: float) -> bool:
    """Check that no other start gives a likelihood above the target at this end."""
    if not may_have_local_maxima(data):
        return True
    free = np.arange(len(maximum.beta)) != position
    found = _maximum_at(data, maximum.beta, maximum, position, end - maximum.beta[position], free)
    return found is None or found.point.value < target + 1e-6

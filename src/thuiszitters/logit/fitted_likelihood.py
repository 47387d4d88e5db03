"""A fitted likelihood on well-conditioned columns, and what can be asked of it.

The climb happens on an orthonormal basis of the columns, so that neither a year of birth nor
two nearly parallel predictors cost digits. To ask about one coefficient the basis is turned
until that column comes last: its coordinate is then the coefficient times a known factor, and
all others are free to move. Firth's penalty only shifts by a constant in all of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import chdtrc, ndtr

from thuiszitters.logit.coding import Floats
from thuiszitters.logit.likelihood import Climb, Likelihood, Point, climb_highest, starting_value
from thuiszitters.logit.profile_likelihood import profile_interval

#: Turned bases that are remembered; each is as large as the table.
TURNS_KEPT = 2
#: Probabilities between 6e-6 and 1 - 6e-6.
NOT_EXTREME = 12.0


@dataclass(frozen=True, slots=True)
class FittedLikelihood:
    """The top of a likelihood.

    Attributes
    ----------
    data
        The rows on the orthonormal basis.
    mixing
        Upper triangular, shape (k, k): columns = basis @ mixing.
    top
        The top, in coordinates of the basis.
    converged
        Whether it is a top.
    turned
        The bases that were asked about last.
    """

    data: Likelihood
    mixing: Floats
    top: Point
    converged: bool
    turned: dict[tuple[int, ...], tuple[Likelihood, Point, float]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def beta(self) -> Floats:
        """Coefficients of the columns as they were given."""
        return np.asarray(np.linalg.solve(self.mixing, self.top.beta))

    @property
    def covariance(self) -> Floats:
        """Inverse Fisher information of the columns as they were given."""
        half = np.linalg.solve(
            self.mixing, np.linalg.inv(np.linalg.cholesky(self.top.information)).T
        )
        return np.asarray(half @ half.T)

    @property
    def log_likelihood(self) -> float:
        """Without the penalty."""
        return self.top.log_likelihood

    @property
    def penalised_log_likelihood(self) -> float:
        """With half the log determinant of the information of the columns as given."""
        if not self.data.firth:
            return np.nan
        return self.top.value + float(np.log(np.abs(np.diagonal(self.mixing))).sum())

    def drop_statistic(self, positions: Sequence[int]) -> float:
        """Likelihood-ratio statistic of setting these coefficients to 0.

        With a penalty, the restricted likelihood keeps the information of all columns
        (Heinze and Schemper 2002). NaN when the restricted climb fails.
        """
        data, top, _ = self._turn(positions)
        free = np.arange(len(top.beta)) < len(top.beta) - len(positions)
        found = _climb_restricted(data, top, free)
        return max(2.0 * (top.value - found.top.value), 0.0) if found.converged else np.nan

    def interval(self, position: int, level: float) -> tuple[float, float]:
        """Profile-likelihood interval of one coefficient."""
        data, top, factor = self._turn([position])
        ends = profile_interval(data, top, len(top.beta) - 1, level)
        low, high = sorted(end / factor for end in ends)
        return low, high

    def tail_share(self, position: int, value: float) -> float:
        """Share of the profile likelihood, read as a distribution, below a value.

        The normal distribution function of the signed root of the drop in likelihood.
        """
        data, top, factor = self._turn([position])
        free = np.arange(len(top.beta)) < len(top.beta) - 1
        distance = value * factor - top.beta[-1]
        column = np.linalg.inv(top.information)[-1]
        start = top.beta + distance * column / column[-1]
        found = climb_highest(data, [start, np.where(free, top.beta, start)], free)
        if not found.converged:
            return np.nan
        drop = np.sqrt(max(2.0 * (top.value - found.top.value), 0.0))
        return float(ndtr(np.sign(distance * factor) * drop))

    def _turn(self, positions: Sequence[int]) -> tuple[Likelihood, Point, float]:
        """Turn the basis until these columns come last; also the factor of the very last."""
        key = tuple(positions)
        kept = self.turned.get(key)
        if kept is not None:
            return kept
        others = [i for i in range(len(self.top.beta)) if i not in positions]
        turn, mixing = np.linalg.qr(self.mixing[:, [*others, *positions]])
        x = (turn.T @ self.data.x.T).T  # column by column in memory, which evaluating prefers
        data = Likelihood(x, self.data.events, self.data.counts, self.data.firth)
        found = data, _turned_point(self.top, turn), float(mixing[-1, -1])
        # A test and an interval follow each other in a thread, so more need not be kept.
        if len(self.turned) >= TURNS_KEPT:
            self.turned.clear()
        self.turned[key] = found
        return found


def _turned_point(point: Point, turn: Floats) -> Point:
    """The same place on a turned basis, without another walk over the rows."""
    return Point(
        turn.T @ point.beta,
        point.value,
        point.log_likelihood,
        turn.T @ point.score,
        turn.T @ point.information @ turn,
        turn.T @ point.curvature @ turn,
    )


def fit_likelihood(x: Floats, events: Floats, counts: Floats, *, firth: bool) -> FittedLikelihood:
    """Climb to the maximum of a (penalised) likelihood.

    Parameters
    ----------
    x
        Columns of full rank, intercept first.
    """
    weight = np.sqrt(counts)[:, None]
    basis, mixing = np.linalg.qr(x * weight)
    # Unit length per pupil, not per table, so that steps have the size of linear predictors.
    length = np.sqrt(counts.sum())
    basis, mixing = basis / weight * length, mixing / length
    data = Likelihood(np.asfortranarray(basis), events, counts, firth)
    found = climb_highest(data, [mixing[:, 0] * starting_value(events, counts)])
    return FittedLikelihood(data, mixing, found.top, found.converged)


def proof_of_overlap(x: Floats, events: Floats, counts: Floats) -> FittedLikelihood | None:
    """Prove without a linear programme that maximum likelihood has a finite top, and give it.

    If a direction separated the outcomes, the slope along it would be the sum of distance times
    residual over all pupils, which is at least the smallest residual times the square root of
    the number of pupils. A climb that stops at a slope far below that, with no probability near
    0 or 1, has therefore found a real top. None means only that this is no proof.
    """
    fitted = fit_likelihood(x, events, counts, firth=False)
    inside = float(np.abs(fitted.data.x @ fitted.top.beta).max()) < NOT_EXTREME
    return fitted if fitted.converged and inside else None


def _climb_restricted(data: Likelihood, top: Point, free: np.ndarray) -> Climb:
    """Top with the other coefficients at 0, started where the quadratic approximation puts it."""
    start = np.where(free, top.beta, 0.0)
    if free.any():
        pull = top.information[free][:, ~free] @ top.beta[~free]
        start[free] += np.linalg.solve(top.information[free][:, free], pull)
    return climb_highest(data, [start, np.zeros(len(start))], free)


def chi_squared_p(statistic: float, df: int) -> float:
    """Upper tail of the chi-squared distribution.

    Examples
    --------
    >>> round(chi_squared_p(3.841459, 1), 6)
    0.05
    """
    return float(chdtrc(df, statistic)) if df > 0 and np.isfinite(statistic) else np.nan

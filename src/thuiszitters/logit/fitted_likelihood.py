"""A fitted likelihood on well-conditioned columns, and what can be asked of it.

Maximisation happens on an orthonormal basis of the centred columns, so that neither a year of
birth nor two nearly parallel predictors cost digits. To ask about one coefficient the basis is
rotated until that column comes last: its coordinate is then the coefficient times a known factor,
and all others are free to move. Firth's penalty only shifts by a constant in all of this.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import chdtrc, ndtr

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.global_maximum import maximise_globally
from thuiszitters.logit.likelihood import Likelihood, Point, evaluate_together
from thuiszitters.logit.long_rows import bends_at
from thuiszitters.logit.made_rows import product
from thuiszitters.logit.profile_likelihood import (
    ends_sought,
    profile_interval,
    profile_tangent,
)
from thuiszitters.logit.restricted import drop_sought, restricted_maximum
from thuiszitters.logit.search import together

#: Rotated bases that are remembered; each is as large as the table.
ROTATIONS_KEPT = 2


@dataclass(frozen=True)  # without slots: what every term asks for is computed once
class FittedLikelihood:
    """The maximum of a likelihood.

    Attributes
    ----------
    data
        The rows on the orthonormal basis.
    mixing
        Upper triangular, shape (k, k): centred columns = basis @ mixing.
    centre
        What was subtracted from every column, shape (k,); 0 for the intercept.
    maximum
        The maximum, in coordinates of the basis.
    converged
        Whether it is a maximum.
    rotations
        The bases that were asked about last.
    found
        What `search_together` found.
    """

    data: Likelihood
    mixing: Floats
    centre: Floats
    maximum: Point
    converged: bool
    rotations: dict[tuple[int, ...], tuple[Likelihood, Point, float]] = field(
        default_factory=dict, repr=False, compare=False
    )
    found: dict[tuple[object, ...], float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def beta(self) -> Floats:
        """Coefficients of the columns as they were given."""
        return self.from_basis(self.maximum.beta)

    @cached_property
    def covariance(self) -> Floats:
        """Inverse Fisher information of the columns as they were given."""
        half = self.covariance_root
        return np.asarray(half @ half.T)

    @cached_property
    def covariance_root(self) -> Floats:
        """Matrix whose product with its own transpose is `covariance`."""
        return self.from_basis(np.linalg.inv(np.linalg.cholesky(self.maximum.information)).T)

    @property
    def linear_predictor(self) -> Floats:
        """Log odds of every row."""
        return product(self.data.rows, self.maximum.beta)

    @property
    def constant(self) -> Floats:
        """Coordinates on the basis of a linear predictor of 1 for every row, shape (k,)."""
        return np.asarray(self.mixing[:, 0])

    @property
    def log_likelihood(self) -> float:
        """Without the penalty."""
        return self.maximum.log_likelihood

    @property
    def penalised_log_likelihood(self) -> float:
        """With half the log determinant of the information of the columns as given."""
        if not self.data.firth:
            return np.nan
        return self.maximum.value + float(np.log(np.abs(np.diagonal(self.mixing))).sum())

    def on_basis(self, x: Floats) -> Floats:
        """Rows of the columns as given, or gradients in their coefficients, on the basis.

        A covariance of the coordinates comes from these rows without inverting an ill-conditioned
        product: ``robust.model_covariance(fitted.on_basis(x), p, counts)``. The variance of a
        smooth function of the fitted log odds is ``gradient @ covariance @ gradient`` with both
        in coordinates of the basis, and ``fitted.on_basis(x) @ fitted.maximum.beta`` are log odds.

        Parameters
        ----------
        x
            Shape (rows, k): columns in the order they were given in, the intercept first.

        Returns
        -------
        Floats
            Shape (rows, k). For the fitted rows these are `data.x`, up to rounding.

        Examples
        --------
        >>> x = np.array([[1.0, 2e9], [1.0, 2e9 + 1], [1.0, 2e9 + 3]])
        >>> from thuiszitters.logit.fit_likelihood import fit_likelihood
        >>> fitted = fit_likelihood(x, np.array([1.0, 2, 1]), np.full(3, 3.0), firth=False)
        >>> bool(np.allclose(fitted.on_basis(x), fitted.data.x, rtol=1e-12))
        True
        """
        centred = x - x[:, :1] * self.centre
        return np.asarray(solve_triangular(self.mixing, centred.T, trans="T").T)

    def from_basis(self, coordinates: Floats) -> Floats:
        """Coefficients of the columns as given, from coordinates on the basis.

        Parameters
        ----------
        coordinates
            Shape (k,) or (k, m). A covariance on the basis becomes one of the coefficients by
            ``from_basis(from_basis(covariance).T)``.
        """
        beta = np.asarray(solve_triangular(self.mixing, coordinates))
        beta[0] = beta[0] - self.centre @ beta
        return beta

    def drop_statistic(self, positions: Sequence[int]) -> float:
        """Likelihood-ratio statistic of setting these coefficients to 0.

        With a penalty, the restricted likelihood keeps the information of all columns
        (Heinze and Schemper 2002). NaN when the restricted maximisation fails.
        """
        if ("drop", *positions) in self.found:
            return self.found["drop", *positions]
        data, maximum, _ = self._rotated(positions)
        free = np.arange(len(maximum.beta)) < len(maximum.beta) - len(positions)
        found = restricted_maximum(data, maximum, free)
        return max(2.0 * (maximum.value - found.point.value), 0.0) if found.converged else np.nan

    def search_together(
        self, ends: Sequence[int], drops: Iterable[Sequence[int]], level: float
    ) -> None:
        """Find ends of intervals and restricted maxima of a long table side by side.

        One walk over the rows answers what all of these searches ask. A search that does not arrive
        leaves its question to `interval` and `drop_statistic`, as with fewer rows.

        Parameters
        ----------
        ends
            Coefficients whose profile-likelihood interval is needed.
        drops
            Coefficients that are set to 0 together.
        """
        searches: dict[tuple[object, ...], Generator[Floats, Point, float]] = {}
        turns: dict[tuple[object, ...], Floats | None] = {}
        bends = dict(zip(ends, self._bends(ends), strict=True))
        for positions in dict.fromkeys(map(tuple, drops)):
            data, maximum, _ = self._rotated(positions)
            bend = bends.get(positions[0]) if len(positions) == 1 else None
            turns["drop", *positions] = data.turn
            searches["drop", *positions] = drop_sought(data, maximum, len(positions), bend)
        for position, bend in bends.items():
            data, maximum, factor = self._rotated([position])
            sought = ends_sought(data, maximum, len(maximum.beta) - 1, level, bend)
            for sign, search in sought.items():
                turns["end", position, sign * np.sign(factor), level] = data.turn
                searches["end", position, sign * np.sign(factor), level] = search
        found = together(
            searches,
            lambda keys, places: evaluate_together(self.data, places, [turns[key] for key in keys]),
        )
        self.found.update({key: value for key, value in found.items() if np.isfinite(value)})

    def _bends(self, positions: Sequence[int]) -> list[Floats]:
        """How the slopes bend along the profile of each coefficient, on its own basis."""
        turned = [self._rotated([position]) for position in positions]
        tangents = [profile_tangent(point, len(point.beta) - 1) for _, point, _ in turned]
        turns = [np.asarray(data.turn) for data, _, _ in turned]
        none = np.zeros(len(self.maximum.beta))
        along = [none if tangent is None else tangent for tangent in tangents]
        plain = np.array([turn @ t for turn, t in zip(turns, along, strict=True)])
        found = bends_at(self.data.rows, self.data.counts, self.maximum.beta, plain)
        return [turn.T @ bend for turn, bend in zip(turns, found, strict=True)]

    def interval(
        self, position: int, level: float, *, everywhere: bool = True
    ) -> tuple[float, float]:
        """Profile-likelihood interval of one coefficient; `everywhere` as in `profile_interval`."""
        data, maximum, factor = self._rotated([position])
        known = [self.found.get(("end", position, sign, level)) for sign in (-1.0, 1.0)]
        if known[0] is not None and known[1] is not None:
            return known[0] / factor, known[1] / factor
        last = len(maximum.beta) - 1
        ends = profile_interval(data, maximum, last, level, everywhere=everywhere)
        low, high = sorted(end / factor for end in ends)
        return low, high

    def tail_share(self, position: int, value: float, *, everywhere: bool = True) -> float:
        """Share of the profile likelihood, read as a distribution, below a value.

        The normal distribution function of the signed root of the drop in likelihood. `everywhere`
        as in `profile_interval`.
        """
        data, maximum, factor = self._rotated([position])
        free = np.arange(len(maximum.beta)) < len(maximum.beta) - 1
        distance = value * factor - maximum.beta[-1]
        column = np.linalg.inv(maximum.information)[-1]
        start = maximum.beta + distance * column / column[-1]
        starts = [start, np.where(free, maximum.beta, start)]
        found = maximise_globally(data, starts, free, everywhere=everywhere)
        if not found.converged:
            return np.nan
        drop = np.sqrt(max(2.0 * (maximum.value - found.point.value), 0.0))
        return float(ndtr(np.sign(distance * factor) * drop))

    def _rotated(self, positions: Sequence[int]) -> tuple[Likelihood, Point, float]:
        """Rotate the basis until these columns come last; also the factor of the very last."""
        key = tuple(positions)
        kept = self.rotations.get(key)
        if kept is not None:
            return kept
        others = [i for i in range(len(self.maximum.beta)) if i not in positions]
        columns = self.mixing
        if 0 in positions:  # the log odds where every column is 0, not where it is at its centre
            columns = self.mixing + np.outer(self.mixing[:, 0], self.centre)
        rotation, mixing = np.linalg.qr(columns[:, [*others, *positions]])
        if self.data.is_long:
            data = replace(self.data, turn=rotation)
        else:  # column by column in memory, which evaluating prefers
            data = replace(self.data, rows=(rotation.T @ self.data.x.T).T)
        found = data, _rotated_point(self.maximum, rotation), float(mixing[-1, -1])
        # A test and an interval follow each other in a thread, so more need not be kept.
        if len(self.rotations) >= ROTATIONS_KEPT and not data.is_long:
            self.rotations.clear()
        self.rotations[key] = found
        return found


def _rotated_point(point: Point, rotation: Floats) -> Point:
    """The same place on a rotated basis, without another walk over the rows."""
    return Point(
        rotation.T @ point.beta,
        point.value,
        point.log_likelihood,
        rotation.T @ point.score,
        rotation.T @ point.information @ rotation,
        rotation.T @ point.curvature @ rotation,
    )


def chi_squared_p(statistic: float, df: int) -> float:
    """Upper tail of the chi-squared distribution.

    Examples
    --------
    >>> round(chi_squared_p(3.841459, 1), 6)
    0.05
    """
    return float(chdtrc(df, statistic)) if df > 0 and np.isfinite(statistic) else np.nan

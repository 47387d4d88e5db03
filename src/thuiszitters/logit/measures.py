"""Numbers that say how well probabilities match outcomes, from counted rows."""

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import in_file, total
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.sorted_runs import area_in_file


def null_log_likelihood(n_events: float, n_obs: float) -> float:
    """Log likelihood with an intercept alone.

    Examples
    --------
    >>> round(null_log_likelihood(1, 2), 6)
    -1.386294
    """
    rest = n_obs - n_events
    return float(xlogy(n_events, n_events / n_obs) + xlogy(rest, rest / n_obs))


def area_under_curve(score: Floats, events: Floats, counts: Floats) -> float:
    """Chance that a pupil with the outcome has the higher score, ties counting half.

    Scores that agree to ten digits are ties: the same probability reached by two sums of
    coefficients must not depend on their rounding.

    Examples
    --------
    >>> area_under_curve(np.array([0.1, 0.2]), np.array([1.0, 3.0]), np.array([4.0, 4.0]))
    0.75
    """
    if in_file(score):
        return area_in_file(score, events, counts)
    has, rest = Ranked.of(score, events), Ranked.of(score, events, counts)
    pairs = has.total * rest.total
    return float((has.weights * rest.below(has.scores)).sum() / pairs)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The pupils of one outcome in ascending order of a score.

    Attributes
    ----------
    scores
        Of the rows that have such pupils.
    weights
        Pupils per row; a single number where it is the same of all rows.
    """

    scores: Floats
    weights: Floats

    @classmethod
    def of(cls, score: Floats, events: Floats, counts: Floats | None = None) -> "Ranked":
        """Rows with pupils of one outcome; scores that agree to ten digits are equal.

        Parameters
        ----------
        events
            Pupils with the outcome per row.
        counts
            All pupils per row, for those without the outcome.
        """

        def pupils(rows: slice) -> Floats:
            return events[rows] if counts is None else counts[rows] - events[rows]

        ends = [_ends_of(pupils(rows)) for rows in blocks(len(score))]
        n_rows, least, most = np.array(ends).T if ends else np.zeros((3, 1))
        alike = min(least) >= max(most)
        scores, weights = np.empty(int(n_rows.sum())), []
        start = 0
        for rows, n in zip(blocks(len(score)), n_rows.astype(int), strict=True):
            some = pupils(rows) > 0
            with np.errstate(invalid="ignore"):
                np.round(score[rows][some], 10, out=scores[start : start + n])
            weights.append(pupils(rows)[some][: 1 if alike else None])
            start += n
        if alike:
            scores.sort()
            held = [one for one in weights if len(one)]
            return cls(scores, held[0] if held else weights[0])
        order, together = np.argsort(scores), np.concatenate(weights)
        return cls(scores[order], together[order])

    @property
    def total(self) -> float:
        """All pupils."""
        same = len(self.weights) < len(self.scores)
        return float(self.weights.sum() * (len(self.scores) if same else 1))

    def below(self, scores: Floats) -> Floats:
        """Pupils with a lower score, those with the same counting half.

        Parameters
        ----------
        scores
            In ascending order, rounded as these are.
        """
        first = np.searchsorted(self.scores, scores, side="left")
        past = np.searchsorted(self.scores, scores, side="right")
        if len(self.weights) < len(self.scores):
            return np.asarray((first + past) * (self.weights[0] / 2.0))
        up_to = np.append(0.0, np.cumsum(self.weights))
        return np.asarray((up_to[first] + up_to[past]) / 2.0)


def _ends_of(pupils: Floats) -> tuple[int, float, float]:
    """Rows with pupils, and the smallest and largest number in one of them."""
    some = pupils[pupils > 0]
    return len(some), float(some.min(initial=np.inf)), float(some.max(initial=0.0))


def areas_under_curves(scores: Floats, *tables: tuple[Floats, Floats]) -> list[Floats]:
    """`area_under_curve` of many scores of the same rows.

    Parameters
    ----------
    scores
        One score of every row per line, shape (scores, rows).
    tables
        Events and counts: of every row, or of every score and row.

    Returns
    -------
    list
        Per table the area under the curve of each score.

    Examples
    --------
    >>> table = np.array([1.0, 3.0]), np.array([4.0, 4.0])
    >>> areas_under_curves(np.array([[0.1, 0.2], [0.2, 0.1], [0.1, 0.1]]), table)[0].tolist()
    [0.75, 0.25, 0.5]
    """
    scores = np.round(scores, 10)
    order = np.argsort(scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    n_scores, n_rows = scores.shape
    new = np.ones((n_scores, n_rows), dtype=bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    place = np.arange(n_rows)
    first = np.maximum.accumulate(np.where(new, place, 0), axis=1)
    ends = np.ones_like(new)
    ends[:, :-1] = new[:, 1:]
    last = np.minimum.accumulate(np.where(ends, place, n_rows)[:, ::-1], axis=1)[:, ::-1]
    found = []
    for events, counts in tables:
        with_outcome = np.take_along_axis(np.broadcast_to(events, scores.shape), order, axis=1)
        others = np.take_along_axis(np.broadcast_to(counts - events, scores.shape), order, axis=1)
        below = np.concatenate([np.zeros((n_scores, 1)), np.cumsum(others, axis=1)], axis=1)
        lower = np.take_along_axis(below, first, axis=1)
        upper = np.take_along_axis(below, last + 1, axis=1)
        pairs = with_outcome.sum(axis=1) * others.sum(axis=1)
        found.append(np.asarray((with_outcome * (lower + upper)).sum(axis=1) / (2.0 * pairs)))
    return found


def brier_score(p: Floats, events: Floats, counts: Floats) -> float:
    """Mean squared difference between outcome and probability.

    Examples
    --------
    >>> brier_score(np.array([0.5]), np.array([1.0]), np.array([2.0]))
    0.25
    """
    return float((events * (1.0 - p) ** 2 + (counts - events) * p**2).sum() / counts.sum())


def tjur_r2(p: Floats, events: Floats, counts: Floats) -> float:
    """Difference in mean probability between pupils with and without the outcome.

    References
    ----------
    Tjur, T. (2009). Coefficients of determination in logistic regression models.
    The American Statistician 63, 366-372.
    """
    without = counts - events
    return float((events @ p) / events.sum() - (without @ p) / without.sum())


def tjur_and_brier(eta: Floats, events: Floats, counts: Floats) -> tuple[float, float]:
    """`tjur_r2` and `brier_score` of log odds, of which few are probabilities at a time."""
    sums = np.zeros(3)
    for rows in blocks(len(eta)):
        p, some = probabilities(eta[rows]), events[rows]
        rest = counts[rows] - some
        sums += [some @ p, rest @ p, (some * (1.0 - p) ** 2 + rest * p**2).sum()]
    n_events, n_obs = total(events), total(counts)
    with_it, without_it, squares = sums.tolist()
    return float(with_it / n_events - without_it / (n_obs - n_events)), float(squares / n_obs)


def mcfadden_r2(log_likelihood: float, null: float) -> float:
    """One minus the ratio of the log likelihoods."""
    return 1.0 - log_likelihood / null


def nagelkerke_r2(log_likelihood: float, null: float, n_obs: float) -> float:
    """Cox and Snell's measure divided by its largest possible value.

    References
    ----------
    Nagelkerke, N. J. D. (1991). A note on a general definition of the coefficient of
    determination. Biometrika 78, 691-692, equations 1 and 3.
    """
    cox_snell = -np.expm1(2.0 * (null - log_likelihood) / n_obs)
    return float(cox_snell / -np.expm1(2.0 * null / n_obs))


def flic_shift(eta: Floats, events: Floats, counts: Floats) -> float:
    """Find what makes the mean probability the observed share when added to `eta`.

    References
    ----------
    Puhr, R. et al. (2017). Firth's logistic regression with rare events: accurate effect
    estimates and predictions? Statistics in Medicine 36, 2302-2317, section 2.3 (FLIC).

    Examples
    --------
    >>> shift = flic_shift(np.array([0.0]), np.array([3.0]), np.array([4.0]))
    >>> round(float(np.exp(shift)), 9)
    3.0
    """
    return float(flic_shifts(eta[None], events[None], counts[None])[0])


def flic_shifts(eta: Floats, events: Floats, counts: Floats) -> Floats:
    """The same for many cohorts at once, one per row, shape (cohorts,)."""
    low, high = -50.0 - eta.max(axis=1, initial=-np.inf), 50.0 - eta.min(axis=1, initial=np.inf)
    found, total = np.zeros(len(eta)), events.sum(axis=1)
    left = np.arange(len(eta))
    for _ in range(200):
        shift, n = found[left], counts[left]
        p = probabilities(eta[left] + shift[:, None])
        excess = (n * p).sum(axis=1) - total[left]
        above = excess > 0
        high[left[above]], low[left[~above]] = shift[above], shift[~above]
        proposal = shift - excess / (n * (p * (1.0 - p))).sum(axis=1)
        within = (low[left] < proposal) & (proposal < high[left])
        proposal = np.where(within, proposal, (low[left] + high[left]) / 2.0)
        found[left] = proposal
        left = left[np.abs(proposal - shift) >= 1e-13 * (1.0 + np.abs(shift))]
        if not len(left):
            break
    return found

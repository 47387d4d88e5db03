"""How imputed numbers compare with known ones, given what explains them.

Predictive mean matching gives a pupil the value of one who is alike. Two things can go wrong with
it: nobody is alike, so that values are carried over from far away; or the values drawn are not
spread as the known ones are. Both are measured in the last round of every imputation. The
borders are those of matched samples: standardised differences within a quarter, a ratio of
variances between a half and two.

References
----------
Rubin, D. B. (2001). Using propensity scores to help design observational studies. Health Services
and Outcomes Research Methodology 2, 169-188.
Stuart, E. A. (2010). Matching methods for causal inference: a review and a look forward.
Statistical Science 25, 1-21.
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, section 6.6 (diagnostics).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.matching import SAME, group_donors, nearest_groups, size_of_columns

#: Expected values further apart than this many standard deviations are not alike.
FAR = 0.25
#: The distance that is judged: all but the furthest 5 per cent of imputed pupils are nearer.
QUANTILE = 0.95
#: Smallest and largest ratio of imputed to known variation around what is expected.
LEAST_SPREAD, MOST_SPREAD = 0.5**0.5, 2.0**0.5
#: With fewer imputed pupils chance alone moves a mean and a spread beyond these borders.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """One number in one imputation.

    Attributes
    ----------
    predictor
        Its name.
    n_imputed
        Pupils whose number was imputed.
    gap
        Distance to the furthest donor, 95th percentile over imputed pupils, in standard
        deviations of the number.
    shift
        Mean of imputed less expected numbers, in residual standard deviations of the known ones.
    spread
        Standard deviation of imputed less expected numbers, as a share of that of known ones.
    """

    predictor: str
    n_imputed: int
    gap: float
    shift: float
    spread: float


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """One number over all imputations: means of what `Comparison` holds.

    `shift` and `spread` are NaN with fewer than 20 imputed pupils, or where the other
    predictors say exactly what the number is. The spread is the root of the mean square.
    """

    predictor: str
    n_imputed: int
    gap: float
    shift: float
    spread: float

    @property
    def far(self) -> bool:
        """Whether more than one imputed pupil in twenty has donors who are not alike."""
        return self.gap > FAR

    @property
    def differs(self) -> bool:
        """Whether imputed numbers are spread otherwise than known ones, given what explains them.

        NaN does not differ.
        """
        shifted = abs(self.shift) > FAR
        return bool(shifted or self.spread < LEAST_SPREAD or self.spread > MOST_SPREAD)

    @property
    def verdict(self) -> str:
        """``far``, ``differs``, ``few`` (too few to compare spreads) or ``good``."""
        if self.far:
            return "far"
        if self.differs:
            return "differs"
        return "few" if np.isnan(self.spread) else "good"


def compare(
    predictor: str, known: Floats, counts: Floats, x: Floats, seen: Bools, imputed: Floats
) -> Comparison:
    """Compare the imputed numbers of one imputation with the known ones.

    Parameters
    ----------
    known, counts
        Numbers, and pupils, of the rows with a known value.
    x
        Explaining columns of all rows, intercept first, of full rank on the known rows.
    seen
        Which rows of `x` have a known value.
    imputed
        Numbers drawn for the other rows, one pupil each.

    Examples
    --------
    The number is known in one group only, and imputed in another, one standard deviation away:

    >>> x = np.column_stack([np.ones(6), [0.0, 0.0, 0.0, 0.0, 2.0, 2.0]])
    >>> x[2:4, 1] = 1.0
    >>> seen = np.array([True] * 4 + [False] * 2)
    >>> known, drawn = np.array([0.0, 2.0, 1.0, 3.0]), np.array([1.0, 3.0])
    >>> found = compare("x", known, np.ones(4), x, seen, drawn)
    >>> round(found.gap, 6), round(found.shift, 6)
    (1.788854, -1.0)
    """
    weight = counts / counts.sum()
    middle = float(weight @ known)
    deviation = float(np.sqrt(weight @ (known - middle) ** 2))
    centre, size = size_of_columns(x[seen], counts)
    x = (x - centre) / size
    root = np.sqrt(counts)
    beta = np.linalg.lstsq(x[seen] * root[:, None], root * (known - middle), rcond=None)[0]
    expected, wanted = x[seen] @ beta + middle, x[~seen] @ beta + middle
    residual = float(np.sqrt(weight @ (known - expected) ** 2))
    tolerance = SAME * float(np.ptp(known))
    gap = np.quantile(_distances(expected, counts, wanted, tolerance), QUANTILE)
    errors = imputed - wanted
    judged = len(errors) > 1 and residual > tolerance
    return Comparison(
        predictor,
        len(imputed),
        float(gap) / deviation if deviation > 0.0 else 0.0,
        float(errors.mean()) / residual if judged else np.nan,
        float(errors.std(ddof=1)) / residual if judged else np.nan,
    )


def _distances(expected: Floats, counts: Floats, wanted: Floats, tolerance: float) -> Floats:
    """How far the furthest donor of each imputed pupil is, in expected values."""
    rows = np.arange(len(expected))
    donors = group_donors(expected, rows, counts, tolerance=tolerance)
    near, shares = nearest_groups(donors, wanted)
    distance = np.abs(donors.expected[near] - wanted[:, None])
    return np.asarray(np.where(shares > 0.0, distance, 0.0).max(axis=1))


def over_imputations(made: Sequence[Sequence[Comparison]]) -> tuple[NumberCheck, ...]:
    """Average the comparisons of every number over imputations.

    Parameters
    ----------
    made
        Per imputation the comparison of each number, in the same order.
    """
    found = []
    for parts in zip(*made, strict=True):
        few = parts[0].n_imputed < ENOUGH
        squares = float(np.mean([part.spread**2 for part in parts]))
        found.append(
            NumberCheck(
                parts[0].predictor,
                parts[0].n_imputed,
                float(np.mean([part.gap for part in parts])),
                np.nan if few else float(np.mean([part.shift for part in parts])),
                np.nan if few else squares**0.5,
            )
        )
    return tuple(found)

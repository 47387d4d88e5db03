"""Many tests at once, and what an interval says about an expectation.

References
----------
Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
Statistics 6, 65-70.
Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
Statistical Society B 57, 289-300.
Gelman, A. (2008). Scaling regression inputs by dividing by two standard deviations. Statistics in
Medicine 27, 2865-2873.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from thuiszitters.base.arrays import Floats

Direction = Literal["up", "down", "any"]
Verdict = Literal["supported", "contradicted", "no_larger_than", "undecided", "not_measured"]

#: An odds ratio whose interval lies inside this range is not larger than that either way. For a
#: number it is that of two standard deviations, which two groups of equal size are apart.
SMALL = (0.67, 1.5)


def holm(p_values: Floats) -> Floats:
    """Holm-adjusted p-values; NaN stays NaN and does not count as a test.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    return _of_known(p_values, _holm)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Benjamini-Hochberg q-values; NaN stays NaN and does not count as a test.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    return _of_known(p_values, _step_up)


def _of_known(p_values: Floats, adjust: Callable[[Floats], Floats]) -> Floats:
    adjusted, known = np.full(len(p_values), np.nan), ~np.isnan(p_values)
    order = np.argsort(p_values[known])
    found = np.empty(len(order))
    found[order] = np.minimum(adjust(p_values[known][order]), 1.0)
    adjusted[known] = found
    return adjusted


# statsmodels has both and is what the tests compare with. It is not called here: loading it takes
# a second of every stage that asks for a family, and each call a collection of garbage.
def _holm(ordered: Floats) -> Floats:
    return np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1))


def _step_up(ordered: Floats) -> Floats:
    n_tests = len(ordered)
    shares = np.arange(1, n_tests + 1) / n_tests
    return np.minimum.accumulate((ordered / shares)[::-1])[::-1]


def verdict(
    ci_low: float,
    ci_high: float,
    expected: Direction,
    *,
    p_adjusted: float | None = None,
    alpha: float = 0.05,
    two_sd: float = 1.0,
) -> Verdict:
    """Say what an odds ratio's interval means for an expectation.

    A direction (supported, contradicted) needs an interval that excludes 1 and, where the contrast
    is one of a family of tests, an adjusted p-value of at most `alpha`. An interval that excludes 1
    with an adjusted p-value above it is undecided: one of so many contrasts may do that by chance.

    Parameters
    ----------
    ci_low, ci_high
        On the odds scale; NaN when the contrast was not measured or not estimated.
    expected
        Direction named beforehand; ``any`` when the literature names none.
    p_adjusted
        After correction for the family; none for a contrast outside it.
    alpha
        One less the coverage of the interval.
    two_sd
        Two standard deviations of a number, in the units of its odds ratio; 1 for a level.
        ``no_larger_than`` compares pupils who are so far apart (Gelman 2008), so that it does not
        depend on the unit of the number.

    Examples
    --------
    >>> verdict(1.2, 3.0, "up"), verdict(1.2, 3.0, "down"), verdict(0.8, 1.3, "up")
    ('supported', 'contradicted', 'no_larger_than')
    >>> verdict(1.01, 3.0, "up", p_adjusted=0.09), verdict(0.9, 1.1, "up", two_sd=6.0)
    ('undecided', 'undecided')
    """
    if np.isnan([ci_low, ci_high]).any():
        return "not_measured"
    kept = p_adjusted is None or p_adjusted <= alpha
    if kept and (ci_low > 1.0 or ci_high < 1.0):
        found = "up" if ci_low > 1.0 else "down"
        return "supported" if expected in {"any", found} else "contradicted"
    border = [edge ** (1.0 / two_sd) if two_sd > 0 else 1.0 for edge in SMALL]
    return "no_larger_than" if border[0] < ci_low and ci_high < border[1] else "undecided"

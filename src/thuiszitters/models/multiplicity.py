"""Many tests at once, and what an interval says about an expectation.

References
----------
Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
Statistics 6, 65-70.
Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
Statistical Society B 57, 289-300.
"""

from typing import Literal

import numpy as np

from thuiszitters.logit.coding import Floats

Direction = Literal["up", "down", "any"]
Verdict = Literal["supported", "contradicted", "no_larger_than", "undecided", "not_measured"]

#: An odds ratio whose interval lies inside this range is not larger than that either way.
SMALL = (0.67, 1.5)


def holm(p_values: Floats) -> Floats:
    """Holm-adjusted p-values; NaN stays NaN and does not count as a test.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    return _adjusted(p_values, "holm")


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Benjamini-Hochberg q-values; NaN stays NaN and does not count as a test.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    return _adjusted(p_values, "fdr_bh")


def _adjusted(p_values: Floats, method: str) -> Floats:
    from statsmodels.stats.multitest import multipletests

    adjusted, known = np.full(len(p_values), np.nan), ~np.isnan(p_values)
    if known.any():
        adjusted[known] = multipletests(p_values[known], method=method)[1]
    return adjusted


def verdict(ci_low: float, ci_high: float, expected: Direction) -> Verdict:
    """Say what an odds ratio's interval alone means for an expectation.

    Parameters
    ----------
    ci_low, ci_high
        On the odds scale; NaN when the contrast was not measured or not estimated.
    expected
        Direction named beforehand; ``any`` when the literature names none.

    Examples
    --------
    >>> verdict(1.2, 3.0, "up"), verdict(1.2, 3.0, "down"), verdict(0.8, 1.3, "up")
    ('supported', 'contradicted', 'no_larger_than')
    """
    if np.isnan([ci_low, ci_high]).any():
        return "not_measured"
    if ci_low > 1.0 or ci_high < 1.0:
        found = "up" if ci_low > 1.0 else "down"
        return "supported" if expected in {"any", found} else "contradicted"
    return "no_larger_than" if SMALL[0] < ci_low and ci_high < SMALL[1] else "undecided"

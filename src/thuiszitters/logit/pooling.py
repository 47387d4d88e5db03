"""Rubin's rules: one answer from several imputed data sets.

References
----------
Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys, equations 3.1.2 to 3.1.10.
Barnard, J. and Rubin, D. B. (1999). Small-sample degrees of freedom with multiple imputation.
Biometrika 86, 948-955, equations 2 to 5.
Reiter, J. P. (2007). Small-sample degrees of freedom for multi-component significance tests with
multiple imputation for missing data. Biometrika 94, 502-508.
White, I. R., Royston, P. and Wood, A. M. (2011). Multiple imputation using chained equations.
Statistics in Medicine 30, 377-399, section 7 (Monte Carlo error).
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, sections 2.3 and 5.3.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, stdtr, stdtrit

from thuiszitters.base.arrays import Floats


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled estimate.

    Attributes
    ----------
    estimate, std_error
        Mean over imputations, and the square root of the total variance.
    within, between
        Mean of the variances, and variance of the estimates.
    df
        Barnard and Rubin's degrees of freedom.
    riv
        Relative increase in variance because values are missing.
    fmi
        Fraction of information about the estimate that is missing.
    monte_carlo_error
        Standard deviation of the pooled estimate over other sets of as many imputations.
    """

    estimate: float
    std_error: float
    within: float
    between: float
    df: float
    riv: float
    fmi: float
    monte_carlo_error: float

    @property
    def p_value(self) -> float:
        return float(2.0 * stdtr(self.df, -abs(self.estimate / self.std_error)))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        half = float(stdtrit(self.df, (1.0 + level) / 2.0)) * self.std_error
        return self.estimate - half, self.estimate + half


def pool(estimates: Floats, variances: Floats, complete_df: float) -> Pooled:
    """Pool one estimate over imputations.

    Parameters
    ----------
    estimates, variances
        One per imputation, at least two.
    complete_df
        Degrees of freedom had nothing been missing: pupils less coefficients, or clusters less
        one.

    Examples
    --------
    Identical imputations have nothing between them:

    >>> same = pool(np.array([1.0, 1.0]), np.array([0.25, 0.25]), 100.0)
    >>> same.std_error, same.between
    (0.5, 0.0)

    Four that differ with a variance of 0.04: another four would give a mean that is 0.1 off:

    >>> four = pool(np.array([1.0, 1.4, 1.4, 1.0]) * 0.75**0.5, np.full(4, 0.25), 100.0)
    >>> round(four.between, 9), round(four.monte_carlo_error, 9)
    (0.04, 0.1)
    """
    m = len(estimates)
    within = float(variances.mean())
    between = float(estimates.var(ddof=1))
    total = within + (1.0 + 1.0 / m) * between
    riv = (1.0 + 1.0 / m) * between / within
    share = (1.0 + 1.0 / m) * between / total
    df = _barnard_rubin_df(share, m - 1.0, complete_df)
    fmi = (riv + 2.0 / (df + 3.0)) / (riv + 1.0)
    error = float(np.sqrt(between / m))
    return Pooled(
        float(estimates.mean()), float(np.sqrt(total)), within, between, float(df), riv, fmi, error
    )


@dataclass(frozen=True, slots=True)
class PooledTest:
    """Wald test of several coefficients over imputations (D1)."""

    statistic: float
    df: int
    df_residual: float
    p_value: float


def pool_wald(estimates: Floats, covariances: Floats, complete_df: float) -> PooledTest:
    """Test several coefficients together.

    Parameters
    ----------
    estimates
        Shape (imputations, coefficients).
    covariances
        Shape (imputations, coefficients, coefficients).
    """
    m, k = estimates.shape
    mean, within = estimates.mean(axis=0), covariances.mean(axis=0)
    between = np.cov(estimates, rowvar=False, ddof=1).reshape(k, k)
    inverse = np.linalg.inv(within)
    riv = (1.0 + 1.0 / m) * float(np.trace(between @ inverse)) / k
    statistic = float(mean @ inverse @ mean) / (k * (1.0 + riv))
    residual = _residual_df(riv, k * (m - 1.0), complete_df)
    return PooledTest(statistic, k, residual, float(fdtrc(k, residual, statistic)))


def _barnard_rubin_df(share: float, draws: float, complete_df: float) -> float:
    """Degrees of freedom of a t test; `share` is that of the variance between imputations."""
    observed = _observed_df(complete_df) * (1.0 - share)
    many = draws / share**2 if share > 0 else np.inf
    return observed if np.isinf(many) else many * observed / (many + observed)


def _observed_df(complete_df: float) -> float:
    return (complete_df + 1.0) / (complete_df + 3.0) * complete_df


def _residual_df(riv: float, t: float, complete_df: float) -> float:
    """Reiter's denominator degrees of freedom; t is tests times (imputations - 1).

    His expansion holds for t above 4 and for complete-data degrees of freedom well above 4. With
    few clusters its terms change sign, so there Barnard and Rubin's with the average increase
    in variance take its place; the two agree where one ends and the other begins.
    """
    a = riv * t / (t - 2.0) if t > 4 else riv
    observed = _observed_df(complete_df)
    if t <= 4 or observed <= 4.0 * (1.0 + a):
        return _barnard_rubin_df(riv / (1.0 + riv), t, complete_df)
    c0, c1, c2 = 1.0 / (t - 4.0), observed - 2.0 * (1.0 + a), observed - 4.0 * (1.0 + a)
    z = 1.0 / c2
    z += c0 * (a**2 * c1 / ((1.0 + a) ** 2 * c2))
    z += c0 * (8.0 * a**2 * c1 / ((1.0 + a) * c2**2) + 4.0 * a**2 / ((1.0 + a) * c2))
    z += c0 * (4.0 * a**2 / (c2 * c1) + 16.0 * a**2 * c1 / c2**3)
    z += c0 * (8.0 * a**2 / c2**2)
    return 4.0 + 1.0 / z

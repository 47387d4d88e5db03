"""A number with its interval and test, by the delta method or by the profile likelihood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from thuiszitters.logit.pooling import pool
from thuiszitters.logit.profile_likelihood import normal_quantile


@dataclass(frozen=True, slots=True)
class Quantity:
    """An estimate with its standard error on the scale where it is nearly normal.

    Attributes
    ----------
    df
        Degrees of freedom of t; infinite for the normal distribution.
    """

    estimate: float
    std_error: float
    df: float = np.inf

    def interval(self, level: float) -> tuple[float, float]:
        half = quantile(level, self.df) * self.std_error
        return self.estimate - half, self.estimate + half

    @property
    def p_value(self) -> float:
        if self.std_error == 0.0:  # no room for another value: every pupil is certain
            return np.nan if self.estimate == 0.0 else 0.0
        distance = -abs(self.estimate / self.std_error)
        return float(2.0 * (ndtr(distance) if np.isinf(self.df) else stdtr(self.df, distance)))


@dataclass(frozen=True, slots=True)
class ProfiledQuantity(Quantity):
    """An estimate whose interval and test come from the (penalised) profile likelihood.

    Attributes
    ----------
    ends
        Gives the interval at a level.
    test
        The p-value of the same likelihood.
    """

    ends: Callable[[float], tuple[float, float]] = field(kw_only=True)
    test: float = field(kw_only=True)

    def interval(self, level: float) -> tuple[float, float]:
        return self.ends(level)

    @property
    def p_value(self) -> float:
        return self.test


def quantile(level: float, df: float) -> float:
    """Two-sided quantile of t, or of the normal distribution for infinite degrees of freedom.

    Examples
    --------
    >>> round(quantile(0.95, np.inf), 6), round(quantile(0.95, 9.0), 6)
    (1.959964, 2.262157)
    """
    return normal_quantile(level) if np.isinf(df) else float(stdtrit(df, (1.0 + level) / 2.0))


def pool_quantities(parts: Sequence[Quantity], complete_df: float, p_value: float) -> Quantity:
    """Pool one number over imputations.

    By Rubin's rules with Barnard and Rubin's degrees of freedom. Where the parts have profile
    intervals, each side is pooled with the distance of its own end as the within variance, so
    that the interval keeps its skewness.

    Parameters
    ----------
    parts
        One per imputation.
    complete_df
        Degrees of freedom had nothing been missing; those of the parts go before when finite.
    p_value
        Of the pooled odds ratio, for profiled parts: both are 1 and 0 at the same place.
    """
    estimates = np.array([part.estimate for part in parts])
    own = float(np.mean([part.df for part in parts]))
    freedom = complete_df if np.isinf(own) else own
    errors = np.array([part.std_error for part in parts])
    if not (errors > 0).all():  # Rubin's rules divide by the variance within
        return Quantity(float(estimates.mean()), np.nan)
    result = pool(estimates, errors**2, freedom)
    if not any(isinstance(part, ProfiledQuantity) for part in parts):
        return Quantity(result.estimate, result.std_error, result.df)

    def ends(level: float) -> tuple[float, float]:
        z = normal_quantile(level)
        found = []
        for side, column in ((-1.0, 0), (1.0, 1)):
            distance = np.array([part.interval(level)[column] for part in parts]) - estimates
            one = pool(estimates, (distance / z) ** 2, freedom)
            found.append(one.estimate + side * quantile(level, one.df) * one.std_error)
        return found[0], found[1]

    return ProfiledQuantity(result.estimate, result.std_error, result.df, ends=ends, test=p_value)

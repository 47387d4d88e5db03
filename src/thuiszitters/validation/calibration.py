"""Whether predicted shares are the observed shares.

References
----------
Cox, D. R. (1958). Two further applications of a model for binary regression. Biometrika 45,
562-565 (intercept and slope).
Harrell, F. E. (2015). Regression modeling strategies, 2nd edition, section 10.11.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.shares import wilson_interval

#: A linear predictor that varies less than this is the same for everyone.
SMALLEST_SPREAD = 1e-6
#: A determinant below this part of its first term is 0 but for rounding.
SMALLEST_SHARE = 1e-12
#: Newton's steps stop here.
SMALLEST_CHANGE = 1e-10


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """Logistic recalibration of a linear predictor.

    Attributes
    ----------
    intercept
        What must be added to every linear predictor for the mean to be right (slope held at 1).
    slope, slope_error
        Of the outcome on the linear predictor; below 1 when predictions are too extreme.
    """

    intercept: float
    slope: float
    slope_error: float


def calibration_line(eta: Floats, events: Floats, counts: Floats) -> CalibrationLine:
    """Calibration in the large, and calibration slope.

    A model recalibrated on the pupils it was fitted to has intercept 0 and slope 1.
    """
    intercept = flic_shift(eta, events, counts)
    if np.ptp(eta) < 1e-12:
        return CalibrationLine(intercept, np.nan, np.nan)
    fitted = fit_likelihood(np.column_stack([np.ones(len(eta)), eta]), events, counts, firth=False)
    if not fitted.converged:
        return CalibrationLine(intercept, np.nan, np.nan)
    return CalibrationLine(
        intercept, float(fitted.beta[1]), float(np.sqrt(fitted.covariance[1, 1]))
    )


def calibration_slopes(eta: Floats, events: Floats, counts: Floats) -> Floats:
    """Calibration slopes of many linear predictors, shape (predictors, rows), on one cohort.

    NaN where there is no slope: a linear predictor that is the same for every pupil, or one
    that tells the outcomes apart completely.
    """
    share = counts / counts.sum()
    centred = eta - (eta @ share)[:, None]
    spread = np.sqrt(centred**2 @ share)
    slopes = np.full(len(eta), np.nan)
    known = np.isfinite(spread) & (spread > SMALLEST_SPREAD)
    if known.any():
        scaled = centred[known] / spread[known, None]
        slopes[known] = _scaled_slopes(scaled, events, counts) / spread[known]
    return slopes


def _scaled_slopes(scaled: Floats, events: Floats, counts: Floats) -> Floats:
    """Slopes on linear predictors with mean 0 and spread 1, by Newton's steps for all at once."""
    intercept, slope = np.zeros((2, len(scaled)))
    squared = scaled**2
    solvable = np.ones(len(scaled), dtype=bool)
    # In place, as in `logit.batch`: to get memory for so many cells costs more than to fill it.
    p, small, product = np.empty((3, *scaled.shape))
    for _ in range(60):
        eta = np.multiply(slope[:, None], scaled, out=product)
        eta += intercept[:, None]
        np.exp(np.negative(np.abs(eta, out=small), out=small), out=small)
        p[...] = 1.0
        np.copyto(p, small, where=eta < 0)
        small += 1.0
        p /= small
        expected = np.multiply(counts, p, out=small)
        weight = np.multiply(expected, np.subtract(1.0, p, out=p), out=p)
        residual = np.subtract(events, expected, out=small)
        a, c = weight.sum(axis=1), np.multiply(weight, squared, out=product).sum(axis=1)
        b = np.multiply(weight, scaled, out=product).sum(axis=1)
        up, along = residual.sum(axis=1), np.multiply(residual, scaled, out=product).sum(axis=1)
        determinant = a * c - b * b
        # Where every weight has gone to 0, the slope grows without end and is no number.
        solvable &= determinant > SMALLEST_SHARE * a * c
        safe = np.where(solvable, determinant, 1.0)
        change = np.array([c * up - b * along, a * along - b * up]) / safe * solvable
        # Longer steps leave the region in which the slopes mean anything.
        change /= np.maximum(1.0, np.abs(change).max(axis=0) / 2.0)
        intercept, slope = intercept + change[0], slope + change[1]
        if not (np.abs(change) > SMALLEST_CHANGE).any():
            break
    else:
        solvable &= (np.abs(change) <= SMALLEST_CHANGE).all(axis=0)
    return np.where(solvable, slope, np.nan)


def calibration_groups(
    p: Floats, events: Floats, counts: Floats, *, min_events: int = 10, level: float = 0.95
) -> pd.DataFrame:
    """Make groups of rising probability with at least `min_events` events each.

    Pupils with the same probability stay together. A last group with too few events joins the one
    before it. The interval of the observed share is Wilson's.

    Returns
    -------
    DataFrame
        ``group, n_pupils, n_events, predicted, observed, low, high``.
    """
    frame = pd.DataFrame({"p": np.round(p, 10), "events": events, "counts": counts})
    tied = frame.groupby("p", as_index=False)[["events", "counts"]].sum()
    total, group, number = 0.0, [], 0
    for amount in tied["events"]:
        group.append(number)
        total += amount
        if total >= min_events:
            total, number = 0.0, number + 1
    if total and number:
        group = [min(g, number - 1) for g in group]
    tied["group"] = np.array(group) + 1
    tied["expected"] = tied["p"] * tied["counts"]
    summed = tied.groupby("group", as_index=False)[["counts", "events", "expected"]].sum()
    low, high = wilson_interval(
        summed["events"].to_numpy(), summed["counts"].to_numpy(), level=level
    )
    return pd.DataFrame(
        {
            "group": summed["group"],
            "n_pupils": summed["counts"].round().astype("int64"),
            "n_events": summed["events"].round().astype("int64"),
            "predicted": summed["expected"] / summed["counts"],
            "observed": summed["events"] / summed["counts"],
            "low": low,
            "high": high,
        }
    )


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """A test of fit, with what it was computed from."""

    statistic: float
    df: float
    p_value: float
    groups: pd.DataFrame | None = None


def hosmer_lemeshow(
    p: Floats, events: Floats, counts: Floats, *, groups: int = 10
) -> GoodnessOfFit:
    """Hosmer-Lemeshow test with tied probabilities kept together.

    Bins end at the distinct sample quantiles (type 7) of the fitted probabilities, so there can be
    fewer than asked for; df is their number less two and must be reported with the statistic.
    """
    order = np.argsort(p, kind="stable")
    rounded = np.round(p[order], 12)
    cumulative = np.cumsum(counts[order])
    edges = np.unique(_quantiles(rounded, cumulative, np.linspace(0.0, 1.0, groups + 1)))
    place = np.clip(np.searchsorted(edges, rounded, side="left") - 1, 0, max(len(edges) - 2, 0))
    n = np.bincount(place, weights=counts[order])
    observed = np.bincount(place, weights=events[order])
    expected = np.bincount(place, weights=counts[order] * p[order])
    filled = n > 0
    n, observed, expected = n[filled], observed[filled], expected[filled]
    statistic = float(((observed - expected) ** 2 / (expected * (1.0 - expected / n))).sum())
    df = len(n) - 2
    bins = pd.DataFrame({"n_pupils": n, "observed": observed, "expected": expected})
    return GoodnessOfFit(statistic, df, float(chdtrc(df, statistic)) if df > 0 else np.nan, bins)


def _quantiles(values: Floats, cumulative: Floats, shares: Floats) -> Floats:
    """Type 7 quantiles of sorted values that each stand for several pupils."""
    place = shares * (cumulative[-1] - 1.0)
    below = np.floor(place)
    lower = values[np.searchsorted(cumulative, below, side="right")]
    upper = values[np.searchsorted(cumulative, np.minimum(below + 1, cumulative[-1] - 1), "right")]
    return np.asarray(lower + (place - below) * (upper - lower))

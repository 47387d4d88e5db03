"""Collinearity, influence and overall fit.

References
----------
Fox, J. and Monette, G. (1992). Generalized collinearity diagnostics. Journal of the American
Statistical Association 87, 178-183, equation 5.
le Cessie, S. and van Houwelingen, J. C. (1991). A goodness-of-fit test for binary regression
models based on smoothing methods. Biometrics 47, 1267-1282; the unweighted sum of squares
version of Hosmer, D. W. et al. (1997). Statistics in Medicine 16, 965-980, section 2.
Pregibon, D. (1981). Logistic regression diagnostics. Annals of Statistics 9, 705-724.
"""

import numpy as np
import pandas as pd
from scipy.special import ndtr

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.logit.blocks import blocks, is_long, triangle
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.robust import model_covariance
from thuiszitters.validation.calibration import GoodnessOfFit

#: Above this, a coefficient has next to no estimate without the pupil: one step does not get there.
HIGHEST_LEVERAGE = 0.9
#: Patterns beyond the number of coefficients that a test of overall fit needs to say anything.
RESIDUAL_PATTERNS = 10


def generalised_vif(fit: LogitFit) -> pd.DataFrame:
    """Generalised variance inflation per predictor.

    Returns
    -------
    DataFrame
        ``predictor, df, gvif, gvif_scaled``; the last is gvif^(1 / (2 df)), comparable between
        factors and numbers, and read like the square root of an ordinary VIF.
    """
    used = [i for i in range(1, len(fit.design.columns)) if fit.used[i]]
    covariance = fit.covariance[used][:, used]
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    rows = []
    for predictor in fit.design.predictors:
        own = [used.index(i) for i in fit.design.positions(predictor) if i in used]
        others = [i for i in range(len(used)) if i not in own]
        if not own:
            continue
        gvif = 1.0
        if others:
            gvif = float(
                np.linalg.det(correlation[own][:, own])
                * np.linalg.det(correlation[others][:, others])
                / np.linalg.det(correlation)
            )
        rows.append((predictor, len(own), gvif, gvif ** (1.0 / (2.0 * len(own)))))
    return pd.DataFrame(rows, columns=["predictor", "df", "gvif", "gvif_scaled"])


def influence_by_pattern(fit: LogitFit) -> pd.DataFrame:
    """Influence of single pupils and of whole patterns.

    Returns
    -------
    DataFrame
        One row per pattern of the design, in its order: ``n_pupils, n_events, leverage`` (of one
        pupil), ``cooks_event`` and ``cooks_no_event`` (Cook's distance of one pupil with and
        without the outcome; NaN when there is none), ``delta_beta`` (one-step distance of leaving
        the whole pattern out), ``dfbeta_term`` and ``dfbeta`` (the coefficient that moves most
        when one pupil of the pattern is left out, in standard errors; of a pupil with and one
        without the outcome, the one that moves it further, and NaN where one step does not get
        there).
    """
    used = np.flatnonzero(fit.used)
    covariance = model_covariance(fit.design.x[:, used], fit.probability, fit.design.counts)
    parts = [_influence(fit, rows, used, covariance) for rows in blocks(len(fit.design.counts))]
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _influence(fit: LogitFit, rows: slice, used: Ints, covariance: Floats) -> pd.DataFrame:
    """Influence of some patterns."""
    design = fit.design
    x, p, counts = design.x[rows, used], fit.probability[rows], design.counts[rows]
    events, rest = design.events[rows], counts - design.events[rows]
    weight = p * (1.0 - p)
    leverage = weight * ((x @ covariance) * x).sum(axis=1)
    # A pupil with leverage 1 is fitted exactly: without it a coefficient has no estimate.
    single = np.where(leverage < 1.0 - 1e-9, leverage, np.nan)
    alone = single / (1.0 - single) ** 2 / len(used)
    whole = np.where(counts * leverage < 1.0 - 1e-9, counts * leverage, np.nan)
    residual = events - counts * p
    # One pupil: leaving out a whole pattern of a small model would be another model.
    pupil = np.where((events > 0) & ((rest == 0) | (p < 0.5)), 1.0 - p, -p)
    pupil = np.where((leverage < HIGHEST_LEVERAGE) & (counts > 0), pupil, np.nan)
    scaled = (x * (pupil / (1.0 - single))[:, None]) @ covariance / np.sqrt(np.diag(covariance))
    largest = np.nan_to_num(np.abs(scaled)).argmax(axis=1)
    terms = np.array([design.columns[i].term for i in used], dtype=object)
    return pd.DataFrame(
        {
            "n_pupils": counts.round().astype("int64"),
            "n_events": events.round().astype("int64"),
            "leverage": leverage,
            "cooks_event": np.where(events > 0, (1.0 - p) ** 2 / weight * alone, np.nan),
            "cooks_no_event": np.where(rest > 0, p**2 / weight * alone, np.nan),
            "delta_beta": residual**2 / (counts * weight) * whole / (1.0 - whole) ** 2,
            "dfbeta_term": list(terms[largest]),
            "dfbeta": scaled[np.arange(len(scaled)), largest],
        }
    )


def overall_fit(fit: LogitFit) -> GoodnessOfFit:
    """The test of le Cessie and van Houwelingen where it holds, and NaN elsewhere.

    Its expectation rests on residuals that are orthogonal to the columns, which only maximum
    likelihood makes so, and its spread on patterns that are left over after the coefficients.
    """
    design = fit.design
    x = design.x[:, list(fit.columns)]
    enough = x.shape[1] + RESIDUAL_PATTERNS
    if fit.estimator != "ml" or _n_patterns(x[design.counts > 0], enough) < enough:
        return GoodnessOfFit(np.nan, np.nan, np.nan)
    return le_cessie_van_houwelingen(x, fit.probability, design.events, design.counts)


def _n_patterns(x: Floats, enough: int) -> int:
    """Distinct rows; no more of them are looked at than show that there are enough."""
    size = 4 * enough
    while True:
        found = len(np.unique(x[:size], axis=0))
        if found >= enough or size >= len(x):
            return found
        size *= 8


def le_cessie_van_houwelingen(
    x: Floats, p: Floats, events: Floats, counts: Floats
) -> GoodnessOfFit:
    """Test of the sum of squared errors against its expectation, as a normal deviate.

    The variance is that of the part of 1 - 2p that the columns do not explain.
    """
    weight = counts * p * (1.0 - p)
    squares = float((events * (1.0 - p) ** 2 + (counts - events) * p**2).sum())
    direction = 1.0 - 2.0 * p
    root = np.sqrt(weight)
    coefficients = _least_squares(x, direction, root)
    spread = float(np.sqrt((weight * (direction - x @ coefficients) ** 2).sum()))
    if spread < 1e-9 * np.sqrt(weight.sum()):
        # A saturated model: the squares are what they must be, and there is nothing to test.
        return GoodnessOfFit(np.nan, np.nan, np.nan)
    z = (squares - float(weight.sum())) / spread
    return GoodnessOfFit(z, np.nan, float(2.0 * ndtr(-abs(z))))


def _least_squares(x: Floats, y: Floats, root: Floats) -> Floats:
    """Coefficients of a weighted linear regression; of many rows, on their triangle."""
    if not is_long(len(x)):
        return np.asarray(np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0])
    both = triangle(lambda rows: np.column_stack([x[rows], y[rows]]) * root[rows, None], len(x))
    return np.asarray(np.linalg.lstsq(both[:, :-1], both[:, -1], rcond=None)[0])

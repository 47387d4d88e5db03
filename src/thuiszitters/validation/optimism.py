"""How much better a model looks on the pupils it was fitted to than it would on new ones.

References
----------
Harrell, F. E. (2015). Regression modeling strategies, 2nd edition, section 5.3.5; Efron, B. (1983).
Estimating the error rate of a prediction rule. Journal of the American Statistical
Association 78, 316-331.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.threads import side_by_side
from thuiszitters.logit.batch import fit_batch, fit_batch_somehow
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import areas_under_curves, flic_shifts
from thuiszitters.logit.results import LogitFit
from thuiszitters.validation.calibration import calibration_slopes

#: Numbers of pupils drawn together. A cohort of few patterns is drawn at once, one of millions a
#: few resamples at a time; the draws are the same.
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Corrected:
    """A measure as it looks, how much of that is optimism, and what is left."""

    apparent: float
    optimism: float

    @property
    def corrected(self) -> float:
        return self.apparent - self.optimism


@dataclass(frozen=True, slots=True)
class Optimism:
    """Bootstrap validation.

    Attributes
    ----------
    auc, slope, brier
        Discrimination, calibration slope (the shrinkage a new cohort would need), squared error.
    n_resamples, n_failed
        Resamples used, and those without both outcomes, without a fit or without a slope: a
        resample in which every pupil got the same probability says nothing about calibration.
    n_firth
        Of the resamples used, those of a maximum-likelihood model that were separated and therefore
        fitted by Firth, as the model itself would have been.
    """

    auc: Corrected
    slope: Corrected
    brier: Corrected
    n_resamples: int
    n_failed: int
    n_firth: int


def resample(
    events: Floats, counts: Floats, size: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw pupils with replacement, as counts: shape (size, rows) events and counts."""
    n = round(float(counts.sum()))
    cells = np.concatenate([events, counts - events]) / n
    drawn = rng.multinomial(n, cells / cells.sum(), size=size).astype(np.float64)
    with_outcome = drawn[:, : len(events)]
    return with_outcome, with_outcome + drawn[:, len(events) :]


def bootstrap_optimism(
    fit: LogitFit,
    rng: np.random.Generator,
    *,
    n_resamples: int = 1000,
    firth_where_separated: bool = True,
) -> Optimism:
    """Refit in resamples and compare each there and on the original pupils.

    Every step that made the model is repeated (Harrell 2015, section 5.3): a model that would have
    been fitted by Firth had it been separated, is so in a separated resample.

    Parameters
    ----------
    fit
        Any fit with status ``ok``; its estimator is used in every resample.
    firth_where_separated
        False for a plan that asks for maximum likelihood whatever happens: it has no model in a
        separated resample, which then counts as failed.
    """
    at_once = max(1, CELLS_AT_ONCE // (2 * len(fit.design.counts)))
    sizes = [min(at_once, n_resamples - start) for start in range(0, n_resamples, at_once)]
    design = fit.design
    # Drawn one after the other, whatever is fitted meanwhile: the draws are the same.
    drawn = (resample(design.events, design.counts, size, rng) for size in sizes)
    parts = list(side_by_side(partial(_in_resamples, fit, firth_where_separated), drawn))
    gaps = [gap for part, _ in parts for gap in part]
    auc, brier, slope = np.mean(np.array(gaps), axis=0) if gaps else (np.nan,) * 3
    return Optimism(
        auc=Corrected(fit.summary.auc, float(auc)),
        slope=Corrected(1.0, float(slope)),
        brier=Corrected(fit.summary.brier, float(brier)),
        n_resamples=len(gaps),
        n_failed=n_resamples - len(gaps),
        n_firth=sum(n_firth for _, n_firth in parts),
    )


def _in_resamples(
    fit: LogitFit, firth_where_separated: bool, drawn: tuple[Floats, Floats]
) -> tuple[list[tuple[float, float, float]], int]:
    """Optimism of AUC, Brier score and slope in each usable resample, and how many used Firth."""
    design, used = fit.design, np.asarray(fit.columns)
    x, events, counts = design.x[:, used], design.events, design.counts
    drawn_events, drawn_counts = drawn
    total = drawn_events.sum(axis=1)
    usable = (total > 0) & (total < drawn_counts.sum(axis=1))
    drawn_events, drawn_counts = drawn_events[usable], drawn_counts[usable]
    if fit.estimator == "firth":
        batch = fit_batch(x, drawn_events, drawn_counts, firth=True, steps=200)
    elif firth_where_separated:
        batch = fit_batch_somehow(x, drawn_events, drawn_counts)
    else:
        batch = fit_batch(x, drawn_events, drawn_counts)
    kept = np.flatnonzero(batch.converged)
    eta = batch.beta[kept] @ x.T
    slopes = calibration_slopes(eta, events, counts)
    finite = np.isfinite(slopes)
    own = kept[finite]
    areas, scores = _gaps(eta[finite], events, counts, drawn_events[own], drawn_counts[own])
    gaps = list(zip(areas.tolist(), scores.tolist(), (1.0 - slopes[finite]).tolist(), strict=True))
    return gaps, int(batch.firth[own].sum())


def _gaps(
    eta: Floats, events: Floats, counts: Floats, drawn_events: Floats, drawn_counts: Floats
) -> tuple[Floats, Floats]:
    """How much better AUC and Brier score are in each resample than on the original pupils.

    Arrays have one row per resample; what is drawn has the shape of `eta`.
    """
    eta = eta + flic_shifts(eta, drawn_events, drawn_counts)[:, None]
    p = probabilities(eta)
    areas, drawn_areas = areas_under_curves(eta, (events, counts), (drawn_events, drawn_counts))
    own = (events * (1.0 - p) ** 2 + (counts - events) * p**2).sum(axis=1) / counts.sum()
    drawn = drawn_events * (1.0 - p) ** 2 + (drawn_counts - drawn_events) * p**2
    return drawn_areas - areas, drawn.sum(axis=1) / drawn_counts.sum(axis=1) - own

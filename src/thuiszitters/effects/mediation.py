"""Natural direct and indirect effects on the risk scale, by regression standardisation.

What part of a difference in risk would remain if the mediator stayed as it is without the
factor (direct), and what part goes together with the mediator changing (indirect)? Read here
as decomposition, not as mechanism.

References
----------
VanderWeele, T. J. (2015). Explanation in causal inference, chapter 2, pages 22 to 39
(definitions, and the formula that averages the outcome model over the mediator's model).
Puhr, R. et al. (2017). Firth's logistic regression with rare events: accurate effect estimates and
predictions? Statistics in Medicine 36, 2302-2317, section 2.3 (FLIC).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.effects.bootstrap import bca_interval
from thuiszitters.logit.batch import BatchFit, fit_batch_somehow
from thuiszitters.logit.design import Design
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.rank import find_rank
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import FittedEstimator

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference in risk with its bootstrap interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NaturalEffects:
    """Total, direct and indirect difference in risk; the first is the sum of the others.

    Attributes
    ----------
    term
        Level of the factor, against its reference.
    mediator
        A two-level predictor.
    share
        Indirect over total.
    n_resamples
        Resamples that could be fitted.
    estimator
        Of the two models: ``ml``, or ``firth`` when either is separated.
    status, reason
        ``ok`` or ``not_estimated`` with why; ``ok`` with a reason after Firth.
    """

    term: str
    mediator: str
    total: Effect
    direct: Effect
    indirect: Effect
    share: float
    n_resamples: int
    estimator: FittedEstimator
    status: str
    reason: str


def natural_effects(
    design: Design,
    term: str,
    mediator: str,
    rng: np.random.Generator,
    *,
    interaction: bool = True,
    n_resamples: int = 1000,
    level: float = 0.95,
) -> NaturalEffects:
    """Estimate natural effects with BCa intervals.

    The mediator's model has the factor and everything else; the outcome model has the mediator too
    and, by default, its product with the factor. Both are refitted in every resample. A model that
    is separated is fitted by Firth with the FLIC intercept, in a resample as in the cohort: the
    interval is about the whole procedure.

    Parameters
    ----------
    design
        Factor, mediator and whatever is adjusted for.
    term
        Column of the factor, such as ``worried=yes``. A level is compared with the reference; of
        a number, every pupil one unit (`per`) higher is compared with every pupil as observed.
    mediator
        Predictor with two levels.
    """
    models = _Models.of(design, term, mediator, interaction)
    if models is None:
        nothing = Effect(np.nan, np.nan, np.nan)
        why = reason("mediator_not_two_levels", mediator=mediator)
        return NaturalEffects(
            term, mediator, nothing, nothing, nothing, np.nan, 0, "ml", "not_estimated", why
        )
    cells = np.concatenate([design.events, design.counts - design.events])
    total = cells.sum()
    found, separated = models.effects(cells[None, :])
    observed, firth = found[0], bool(separated[0])
    drawn = rng.multinomial(round(float(total)), cells / total, size=n_resamples)
    replicates, _ = models.effects(drawn.astype(np.float64))
    there = np.flatnonzero(cells > 0)
    left_out = np.repeat(cells[None, :], len(there), axis=0)
    left_out[np.arange(len(there)), there] -= 1.0
    # Leaving one pupil out: the influence of a pupil is the estimate minus what then remains.
    influence = (total - 1.0) * (observed - models.effects(left_out)[0])
    usable = np.isfinite(replicates).all(axis=1)
    effects = [
        _effect(observed[i], replicates[usable, i], influence[:, i], cells[there], level)
        for i in range(3)
    ]
    return NaturalEffects(
        term=term,
        mediator=mediator,
        total=effects[0],
        direct=effects[1],
        indirect=effects[2],
        share=effects[2].estimate / effects[0].estimate,
        n_resamples=int(usable.sum()),
        estimator="firth" if firth else "ml",
        status="ok",
        reason=reason("natural_effects_firth") if firth else "",
    )


def _effect(
    observed: float, replicates: Floats, influence: Floats, pupils: Floats, level: float
) -> Effect:
    """An estimate with its BCa interval; a pupil whose influence is unknown does not count."""
    known = np.isfinite(influence)
    ends = bca_interval(float(observed), replicates, influence[known], pupils[known], level=level)
    return Effect(float(observed), *ends)


@dataclass(frozen=True, slots=True)
class _Models:
    """Columns of the two models with factor and mediator set to what a question asks.

    Attributes
    ----------
    outcome, mediator
        Columns as observed.
    outcome_at
        Outcome columns by (factor, mediator), each 0 or 1. A number at 0 is as observed, at 1 one
        unit (`per` of its predictor) higher.
    mediator_at
        Mediator columns by factor.
    has
        Whether a row has the mediator.
    """

    outcome: Floats
    mediator: Floats
    outcome_at: dict[tuple[int, int], Floats]
    mediator_at: dict[int, Floats]
    has: Floats

    @classmethod
    def of(cls, design: Design, term: str, mediator: str, interaction: bool) -> "_Models | None":
        between = design.positions(mediator)
        if len(between) != 1 or design.columns[between[0]].level is None:
            return None
        position = next(i for i, c in enumerate(design.columns) if c.term == term)
        siblings = design.positions(design.columns[position].predictor)

        number = design.columns[position].level is None

        def columns(factor: int | None, through: int | None) -> Floats:
            x = design.x.copy()
            if factor is not None and number:
                x[:, position] += float(factor)
            elif factor is not None:
                x[:, siblings] = 0.0
                x[:, position] = float(factor)
            if through is not None:
                x[:, between[0]] = float(through)
            if interaction:
                products = x[:, siblings] * x[:, between]
                x = np.column_stack([x, products])
            return x

        first = [i for i in range(design.x.shape[1]) if i != between[0]]
        observed = columns(None, None)
        kept = list(find_rank(observed).kept)
        return cls(
            outcome=observed[:, kept],
            mediator=design.x[:, first],
            outcome_at={(a, m): columns(a, m)[:, kept] for a in (0, 1) for m in (0, 1)},
            mediator_at={a: columns(a, None)[:, first] for a in (0, 1)},
            has=design.x[:, between[0]],
        )

    def effects(self, cells: Floats) -> tuple[Floats, Bools]:
        """Total, direct and indirect per set of cells, shape (sets, 3); NaN without a fit.

        Also whether either model was separated. Cells are pupils with the outcome, then pupils
        without, per row.
        """
        rows = len(self.has)
        events, rest = cells[:, :rows], cells[:, rows:]
        counts = events + rest
        of_outcome = fit_batch_somehow(self.outcome, events, counts)
        of_mediator = fit_batch_somehow(self.mediator, counts * self.has, counts)
        share = counts / counts.sum(axis=1, keepdims=True)
        risk = _predicted(of_outcome, self.outcome, events, counts, self.outcome_at)
        chance = _predicted(of_mediator, self.mediator, counts * self.has, counts, self.mediator_at)

        def mean_risk(factor: int, mediator_of: int) -> Floats:
            q = chance[mediator_of]
            mixed = risk[factor, 1] * q + risk[factor, 0] * (1.0 - q)
            return np.asarray((mixed * share).sum(axis=1))

        direct = mean_risk(1, 0) - mean_risk(0, 0)
        indirect = mean_risk(1, 1) - mean_risk(1, 0)
        found = np.column_stack([direct + indirect, direct, indirect])
        found[~(of_outcome.converged & of_mediator.converged)] = np.nan
        return found, of_outcome.firth | of_mediator.firth


def _predicted(
    fit: BatchFit, x: Floats, events: Floats, counts: Floats, at: Mapping[Key, Floats]
) -> dict[Key, Floats]:
    """Probabilities of every fit at other columns, with the FLIC intercept after Firth."""
    shift = np.zeros((len(fit.beta), 1))
    for i in np.flatnonzero(fit.firth & fit.converged):
        shift[i] = flic_shift(x @ fit.beta[i], events[i], counts[i])
    return {key: probabilities(fit.beta @ other.T + shift) for key, other in at.items()}

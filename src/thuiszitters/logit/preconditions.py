"""What is looked at before every fit: pupils, outcomes, rank, separation."""

from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.design import Design
from thuiszitters.logit.fit_likelihood import fit_likelihood, proves_overlap
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.long_separation import separation_of_many
from thuiszitters.logit.made_rows import MadeRows, Rows, some_columns
from thuiszitters.logit.rank import find_rank
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import Term
from thuiszitters.logit.robust import RobustVariance
from thuiszitters.logit.separation import Separation, find_separation


@dataclass(frozen=True, slots=True)
class Checked:
    """A design after the checks that come before every fit.

    Attributes
    ----------
    terms
        One per column: ``ok`` when it can be estimated, else its status and reason.
    kept
        Positions of the columns with something new.
    separation
        Over the kept columns; none when nothing can be fitted.
    obstacle
        Why no model can be fitted at all; empty when one can.
    fitted
        Maximum likelihood on the kept columns, where it proved that nothing is separated, and of a
        long table also where the linear programme did.
    between
        Variance between clusters at `fitted`, where it was made before.
    """

    design: Design
    terms: tuple[Term, ...]
    kept: tuple[int, ...]
    separation: Separation | None
    obstacle: str
    fitted: FittedLikelihood | None = None
    between: RobustVariance | None = None

    @property
    def separated(self) -> bool:
        return self.separation is not None and self.separation.found


def check_design(design: Design) -> Checked:
    """Find what stands in the way of an estimate: no pupils, one outcome, rank, separation."""
    obstacle = ""
    if not design.n_obs:
        obstacle = reason("no_complete_pupils")
    elif design.n_events in {0, design.n_obs}:
        obstacle = reason("one_outcome", value=int(design.n_events > 0))
    if obstacle:
        terms = tuple(Term(column, reason=obstacle) for column in design.columns)
        return Checked(design, terms, (), None, obstacle)
    rank = find_rank(design.rows)
    found = [Term(column, status="ok") for column in design.columns]
    for position in rank.constant:
        found[position] = _constant_term(design, position)
    for position, others in rank.aliased:
        found[position] = _aliased_term(design, position, others)
    for reference in design.reference_columns:
        if reference.n_obs == 0:
            _without_reference(design, reference.predictor, str(reference.level), found)
    x = some_columns(design.rows, rank.kept)
    separation, fitted = _look_for_separation(x, design.events, design.counts)
    for place, position in enumerate(rank.kept):
        if separation.directions[place] and found[position].status == "ok":
            direction = "up" if separation.directions[place] > 0 else "down"
            found[position] = _separated_term(found[position], direction)
    return Checked(design, tuple(found), rank.kept, separation, "", fitted)


def _look_for_separation(
    x: Rows, events: Floats, counts: Floats
) -> tuple[Separation, FittedLikelihood | None]:
    """What is separated, by linear programme unless a fit proves that nothing is.

    A long table that the programme finds not separated keeps its fit, which walks over its rows.
    """
    fitted = fit_likelihood(x, events, counts, firth=False)
    if not proves_overlap(fitted):
        if not isinstance(x, MadeRows):
            return find_separation(x, events, counts), None
        separation = separation_of_many(x, events, counts)
        is_maximum = fitted.converged and not separation.found
        return separation, fitted if is_maximum else None
    size = x.shape[1]
    everything = np.broadcast_to(np.True_, len(counts))
    nothing = Separation(np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool), everything)
    return nothing, fitted


def _constant_term(design: Design, position: int) -> Term:
    column = design.columns[position]
    if column.level is not None and column.n_obs == 0:
        why = reason("empty_level", predictor=column.predictor, level=column.level)
    else:
        why = reason("constant", predictor=column.predictor)
    return Term(column, status="constant", reason=why)


def _aliased_term(design: Design, position: int, others: tuple[int, ...]) -> Term:
    column = design.columns[position]
    named = ", ".join(dict.fromkeys(design.columns[i].predictor for i in others))
    why = reason("aliased", predictor=column.predictor, level=column.level or "", others=named)
    return Term(column, status="aliased", reason=why)


def _without_reference(design: Design, predictor: str, level: str, terms: list[Term]) -> None:
    """Levels of a predictor whose reference no pupil has are adjusted for, but not compared."""
    why = reason("empty_reference", predictor=predictor, level=level)
    for position in design.positions(predictor):
        if terms[position].status != "constant":
            terms[position] = Term(design.columns[position], reason=why)


def _separated_term(term: Term, direction: str) -> Term:
    column = term.column
    if column.level is None:
        why = reason("separation_number", predictor=column.predictor, direction=direction)
    else:
        why = reason(
            "separation", predictor=column.predictor, level=column.level, direction=direction
        )
    return replace(term, reason=why)

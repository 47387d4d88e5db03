"""Whether one step of a number suits its range: neither beyond measure nor too small to see."""

import math

from thuiszitters.base.row_arrays import ends_of
from thuiszitters.logit.results import LogitFit, Term
from thuiszitters.models.tables import LARGEST
from thuiszitters.odds.notices import Notice, notice

#: A log odds ratio above this is beyond measure when it is about more than the whole range ...
BEYOND_MEASURE = math.log(1e6)
#: ... and an interval within this of 0 is printed as 1.00 to 1.00.
ROUNDS_TO_ONE = 0.005
#: Steps in the range of a number that can do with longer ones.
MANY_STEPS = 10.0


def about_steps(fit: LogitFit) -> list[Notice]:
    """Name every number whose odds ratio per step cannot be read, with a step that can."""
    table = fit.design.table
    terms = {term.column.predictor: term for term in fit.terms if term.column.level is None}
    said = []
    for spec, values in zip(table.predictors, table.distinct, strict=True):
        term = terms.get(spec.name)
        if values is None or term is None or term.status != "ok":
            continue
        low, high = ends_of(values)
        reach = high - low
        key = _trouble(term, reach / spec.per)
        if key:
            said.append(notice(key, column=spec.name, per=f"{spec.per:g}", step=_step(reach)))
    return said


def _trouble(term: Term, n_steps: float) -> str:
    """Key of the sentence about a step; empty when it suits."""
    sizes = [abs(x) for x in (term.log_odds, term.ci_low, term.ci_high) if math.isfinite(x)]
    if max(sizes) > LARGEST and n_steps > 1.0:
        return "nearly_aliased"
    if max(sizes) > BEYOND_MEASURE and n_steps < 1.0:
        return "step_too_long"
    if max(sizes) < ROUNDS_TO_ONE and n_steps > MANY_STEPS:
        return "step_too_short"
    return ""


def _step(reach: float) -> str:
    """A round step of which a range holds two to twenty.

    Examples
    --------
    >>> _step(45.0), _step(2.3e-6), _step(1900.0)
    ('10', '1e-06', '100')
    """
    return f"{10.0 ** math.floor(math.log10(reach / 2.0)):g}"

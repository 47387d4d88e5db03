"""What a reader must know about how well filling in went."""

from collections.abc import Sequence

from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.logit.pooled_fit import ImputedFit
from thuiszitters.models.imputed import Completed
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.results.read import MONTE_CARLO_LIMIT


def about_imputation(completed: Completed, fits: Sequence[ImputedFit]) -> tuple[Notice, ...]:
    """What a reader must know about how well filling in went; nothing where it went well."""
    return (*_about_numbers(completed.numbers), *_about_chance(fits))


def _about_numbers(checks: Sequence[NumberCheck]) -> tuple[Notice, ...]:
    """Say of which numbers values were carried over from far, or are spread otherwise."""
    said = []
    for check in checks:
        if check.far:
            given = {"distance": f"{check.gap:.2f}"}
            said.append(notice("imputed_far", column=check.predictor, **given))
        elif check.differs:
            given = {"shift": f"{check.shift:.2f}", "spread": f"{check.spread:.2f}"}
            said.append(notice("imputed_differs", column=check.predictor, **given))
    return tuple(said)


def _about_chance(fits: Sequence[ImputedFit]) -> tuple[Notice, ...]:
    """Say that another set of imputations could give visibly other numbers."""
    pooled = [one for fit in fits for one in fit.pooled[1:] if one is not None]
    shares = [one.monte_carlo_error / one.std_error for one in pooled]
    if max(shares, default=0.0) <= MONTE_CARLO_LIMIT:
        return ()
    share = round(100.0 * max(shares))
    return (notice("monte_carlo", times=len(fits[0].fits), share=share),)

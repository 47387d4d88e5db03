"""How much of an association runs together with other factors, on one scale (KHB).

Odds ratios of nested logistic models cannot be subtracted: adding any predictor of the outcome
changes the scale. KHB compares the full model with a reduced one in which the mediators are
replaced by what the key factor does not explain of them. Both fit equally well, so they share a
scale.

References
----------
Karlson, K. B., Holm, A. and Breen, R. (2012). Comparing regression coefficients between same-sample
nested models using logit and probit: a new method. Sociological Methodology 42, 286-313,
equations 15 to 21.
Kohler, U., Karlson, K. B. and Holm, A. (2011). Comparing coefficients of nested nonlinear
probability models. Stata Journal 11, 420-438 (several mediators).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.quantity import Quantity
from thuiszitters.logit.design import Column
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import LogitFit, Status


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Total, direct and indirect log odds ratio of one level of the key factor.

    Attributes
    ----------
    column
        The level of the key factor.
    total, direct, indirect
        Total is direct plus indirect, all on the scale of the full model.
    share
        Indirect as a share of total; hard to read when the two differ in sign.
    status, reason
        ``ok``, or why there are no numbers.
    """

    column: Column
    total: Quantity
    direct: Quantity
    indirect: Quantity
    share: float
    status: Status = "ok"
    reason: str = ""


def khb_decomposition(
    fit: LogitFit, key: str, mediators: Sequence[str]
) -> tuple[Decomposition, ...]:
    """Decompose the log odds ratios of a key factor.

    Parameters
    ----------
    fit
        The full model: key factor, mediators, and whatever else is adjusted for. Firth works too,
        because its estimates move along with any linear change of columns.
    key
        Predictor whose association is decomposed.
    mediators
        Predictors through which part of it may run.

    Returns
    -------
    tuple of Decomposition
        One per level of the key factor (one for a number).
    """
    design = fit.design
    own = [i for i in design.positions(key) if fit.used[i]]
    between = [i for name in mediators for i in design.positions(name) if fit.used[i]]
    left_out = [i for i in design.positions(key) if not fit.used[i]]
    results = [_nothing(fit, i) for i in left_out]
    if not own or not between or fit.likelihood is None:
        return tuple(_nothing(fit, i) for i in design.positions(key))
    rest = [i for i in range(len(design.columns)) if fit.used[i] and i not in [*own, *between]]
    paths = _Paths.of(design.x, design.counts, own, rest, between)
    for place, position in enumerate(own):
        results.append(_decompose(fit, paths, place, position, between))
    order = {column.term: i for i, column in enumerate(design.columns)}
    return tuple(sorted(results, key=lambda result: order[result.column.term]))


def _nothing(fit: LogitFit, position: int) -> Decomposition:
    empty = Quantity(np.nan, np.nan)
    term = fit.terms[position]
    status: Status = term.status if term.status != "ok" else "not_estimated"
    why = term.reason or reason("nothing_to_estimate")
    return Decomposition(term.column, empty, empty, empty, np.nan, status, why)


@dataclass(frozen=True, slots=True)
class _Paths:
    """Linear regressions of the mediators on the key factor and everything adjusted for.

    Attributes
    ----------
    slopes
        Shape (key columns, mediator columns).
    inverse
        Inverse cross-product of the explaining columns, the key columns first.
    residual
        Covariance of the mediators' residuals, divided by the number of pupils.
    """

    slopes: Floats
    inverse: Floats
    residual: Floats

    @classmethod
    def of(
        cls, x: Floats, counts: Floats, own: list[int], rest: list[int], between: list[int]
    ) -> "_Paths":
        explaining, explained = x[:, [*own, *rest]], x[:, between]
        root = np.sqrt(counts)[:, None]
        slopes = np.linalg.lstsq(explaining * root, explained * root, rcond=None)[0]
        left = explained - explaining @ slopes
        return cls(
            slopes=np.asarray(slopes[: len(own)], dtype=np.float64),
            inverse=np.asarray(
                np.linalg.inv((explaining * root).T @ (explaining * root)), dtype=np.float64
            ),
            residual=(left * counts[:, None]).T @ left / counts.sum(),
        )


def _decompose(
    fit: LogitFit,
    paths: _Paths,
    place: int,
    position: int,
    between: list[int],
) -> Decomposition:
    path, effect = paths.slopes[place], fit.beta[between]
    covariance = fit.covariance[between][:, between]
    along = paths.inverse[place, place] * paths.residual
    indirect = float(path @ effect)
    spread = float(np.sqrt(path @ covariance @ path + effect @ along @ effect))
    direct = float(fit.beta[position])
    # The reduced model is the full one in other columns: its coefficient is a contrast of it.
    contrast = np.zeros(len(fit.beta))
    contrast[position] = 1.0
    contrast[between] = path
    used = fit.used
    error = float(np.sqrt(contrast[used] @ fit.covariance[used][:, used] @ contrast[used]))
    return Decomposition(
        column=fit.design.columns[position],
        total=Quantity(direct + indirect, error),
        direct=Quantity(direct, float(np.sqrt(fit.covariance[position, position]))),
        indirect=Quantity(indirect, spread),
        share=indirect / (direct + indirect),
    )

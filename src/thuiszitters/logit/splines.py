"""Restricted cubic splines: a number whose effect may bend.

References
----------
Harrell, F. E. (2015). Regression modeling strategies, 2nd edition, equations 2.25 to 2.27 (basis,
divided by the squared distance of the outer knots) and table 2.3 (where the knots stand).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.design import SPLINE, Column, Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.fitted_likelihood import chi_squared_p

#: Shares of the pupils at which knots stand, by number of knots.
KNOT_SHARES = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
}


def spline_basis(x: Floats, knots: Sequence[float]) -> Floats:
    """Columns that, beside x itself, make a restricted cubic spline; shape (rows, knots - 2).

    Examples
    --------
    Below the first knot there is only the straight line:

    >>> spline_basis(np.array([0.0, 1.0]), [1.0, 2.0, 3.0]).tolist()
    [[0.0], [0.0]]
    """
    t = np.asarray(knots, dtype=np.float64)
    width = (t[-1] - t[0]) ** 2

    def cube(knot: float) -> Floats:
        return np.asarray(np.maximum(x - knot, 0.0) ** 3)

    last = t[-1] - t[-2]
    columns = [
        cube(knot) - cube(t[-2]) * (t[-1] - knot) / last + cube(t[-1]) * (t[-2] - knot) / last
        for knot in t[:-2]
    ]
    return np.asarray(np.column_stack(columns) / width)


def default_knots(design: Design, predictor: str, n_knots: int = 4) -> tuple[float, ...]:
    """Knots at Harrell's shares of the pupils; fewer when the number has few values.

    Returns an empty tuple when fewer than three distinct knots can be placed.
    """
    position = design.positions(predictor)[0]
    return knots_of(design.column(position), design.counts, n_knots)


def knots_of(x: Floats, counts: Floats, n_knots: int = 4) -> tuple[float, ...]:
    """The same for values with the number of pupils at each.

    Examples
    --------
    >>> knots_of(np.arange(11.0), np.ones(11), 3)
    (1.0, 5.0, 9.0)
    """
    order = np.argsort(x, kind="stable")
    values, cumulative = x[order], np.cumsum(counts[order])
    for size in range(n_knots, 2, -1):
        place = np.array(KNOT_SHARES[size]) * (cumulative[-1] - 1.0)
        below = np.floor(place)
        lower = values[np.searchsorted(cumulative, below, side="right")]
        upper = values[np.searchsorted(cumulative, np.ceil(place), side="right")]
        knots = lower + (place - below) * (upper - lower)
        if len(np.unique(knots)) == size:
            return tuple(float(knot) for knot in knots)
    return ()


def with_spline(design: Design, predictor: str, knots: Sequence[float]) -> Design:
    """Add the bending columns of a number; its own column stays as the straight part.

    Parameters
    ----------
    knots
        In the unit of the design (the column divided by `per`), at least three.
    """
    position = design.positions(predictor)[0]
    pupils, events = design.n_obs, design.n_events
    columns = [
        Column(f"{SPLINE}{predictor}", str(number), None, pupils, events)
        for number in range(1, len(knots) - 1)
    ]
    basis = spline_basis(design.column(position), knots)
    return replace(
        design, columns=(*design.columns, *columns), rows=np.column_stack([design.x, basis])
    )


def linearity_test(
    design: Design, predictor: str, estimation: Estimation, *, n_knots: int = 4
) -> tuple[float, int, float]:
    """Test a restricted cubic spline against a straight line: statistic, df, p.

    NaN when the number has too few values for a spline.
    """
    knots = default_knots(design, predictor, n_knots)
    if not knots:
        return np.nan, 0, np.nan
    bent, name = with_spline(design, predictor, knots), f"{SPLINE}{predictor}"
    fit = fit_design(bent, estimation, tested=False)
    if fit.interval == "profile" and fit.likelihood is not None:
        # The other tests and the intervals take longest.
        statistic, df = fit.restriction(bent.positions(name))
        return statistic, df, chi_squared_p(statistic, df)
    fit = fit_design(bent, estimation)
    test = next(one for one in fit.global_tests if one.predictor == name)
    return test.statistic, test.df, test.p_value

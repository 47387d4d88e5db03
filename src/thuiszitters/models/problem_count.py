"""How many problems come at once: one odds ratio per extra one, and one per number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.base.errors import EstimationError, Problem, nearest_name, raise_problems
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.fitted_likelihood import chi_squared_p
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

NUMBER = "n_problems"
STEPS = "n_problems_step"


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """The number of problems as a trend and in steps, on the same pupils.

    Attributes
    ----------
    trend
        With one log odds ratio per extra problem.
    steps
        With one per number of problems, against none.
    departure, df, p_value
        Likelihood-ratio test of the steps against the straight trend; NaN when they cannot be
        compared (another estimator, or fewer than two steps).
    """

    trend: LogitFit
    steps: LogitFit
    departure: float
    df: int
    p_value: float


def count_problems(patterns: pd.DataFrame, domains: Sequence[str], *, top: int = 3) -> pd.DataFrame:
    """Add the number of problems, capped at `top`, as a number and as a level.

    A pupil for whom one of the domains is missing has no number.
    """
    columns = [str(column) for column in patterns.columns]
    raise_problems(
        [
            Problem("patterns", f'there is no column "{name}"', advice=nearest_name(name, columns))
            for name in domains
            if name not in columns
        ],
        EstimationError,
    )
    answers = patterns[list(domains)]
    number = (answers == "yes").sum(axis=1).clip(upper=top).astype("float64")
    number[answers.isna().any(axis=1)] = np.nan
    words = number.map({float(n): _step(n, top) for n in range(top + 1)})
    counted = patterns.copy()
    counted[NUMBER] = number
    counted[STEPS] = words.astype("str").where(number.notna())
    return counted


def _step(number: int, top: int) -> str:
    return f"{number}+" if number == top else str(number)


def fit_problem_count(
    patterns: pd.DataFrame,
    domains: Sequence[str],
    adjust_for: Sequence[PredictorSpec],
    estimation: Estimation,
    *,
    top: int = 3,
) -> ProblemCount:
    """Fit the number of problems as a trend and in steps.

    Parameters
    ----------
    domains
        Two-level predictors (no, yes) that are counted.
    top
        This many or more count as one step.
    """
    counted = count_problems(patterns, domains, top=top)
    levels = tuple(_step(number, top) for number in range(top + 1))
    number = PredictorSpec(NUMBER, text("Number of problems"), "numeric")
    steps = PredictorSpec(STEPS, text("Number of problems"), "factor", levels)
    coded = code_patterns(counted, [number, steps, *adjust_for])
    others = [spec.name for spec in adjust_for]
    trend = fit_design(build_design(coded.only([NUMBER, *others])), estimation)
    stepped = fit_design(build_design(coded.only([STEPS, *others])), estimation)
    df = stepped.summary.n_parameters - trend.summary.n_parameters
    comparable = trend.estimator == stepped.estimator == "ml" and df > 0
    departure = np.nan
    if comparable:
        departure = 2.0 * (stepped.summary.log_likelihood - trend.summary.log_likelihood)
    return ProblemCount(trend, stepped, departure, df, chi_squared_p(departure, df))

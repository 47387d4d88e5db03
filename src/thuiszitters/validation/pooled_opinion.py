"""The printed numbers over imputations, computed again by another program.

What a report prints is pooled over completed data sets. Here another program fits every one of
them, and Rubin's rules are written a second time, without the code that made the table. Compared
are the rows of the table of estimates: what will be printed, not what another run would give.

References
----------
Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys, equations 3.1.2 to 3.1.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import build_design
from thuiszitters.logit.rank import find_rank
from thuiszitters.validation.second_opinion import AGREEMENT, fit_firth, fit_maximum_likelihood


@dataclass(frozen=True, slots=True)
class PooledOpinion:
    """Largest differences from another program, over imputations.

    Attributes
    ----------
    program
        Who gave the opinion.
    n_compared
        Terms of which a number was printed.
    coefficients
        Largest absolute difference of a pooled log odds ratio.
    std_errors
        Largest absolute difference of a pooled standard error; none where the other program
        has no standard error of that kind.
    """

    program: str
    n_compared: int
    coefficients: float
    std_errors: float | None

    @property
    def agrees(self) -> bool:
        """NaN does not agree."""
        found = (self.coefficients, 0.0 if self.std_errors is None else self.std_errors)
        return bool(np.all(np.array(found) < AGREEMENT))

    @property
    def sentence(self) -> str:
        """Key of ``language/checks.yaml``: what was compared, and whether it agrees."""
        if not self.agrees:
            return "pooled_opinion_differs"
        errors = "" if self.std_errors is None else "errors_"
        return f"pooled_opinion_{errors}{self.program}"


def pooled_opinion(
    completed: Sequence[CodedTable], printed: pd.DataFrame, *, plain_errors: bool
) -> PooledOpinion | None:
    """Fit every completed table with another program, pool, and compare.

    Parameters
    ----------
    completed
        Completed tables with the predictors of the model.
    printed
        Rows of the table of estimates about this model: `term`, `log_odds`, `std_error`,
        `estimator`, `status`; those without a number are passed over.
    plain_errors
        Whether the printed standard errors are the model's own, neither robust nor clustered.

    Returns
    -------
    PooledOpinion or None
        Nothing where no number was printed.
    """
    rows = printed[(printed["status"] == "ok") & printed["std_error"].notna()].set_index("term")
    if rows.empty:
        return None
    firth = bool((rows["estimator"] == "firth").all())
    fits = [_fit(table, list(rows.index), firth) for table in completed]
    estimates, errors = _rubin(
        np.array([beta for beta, _ in fits]), np.array([covariance for _, covariance in fits])
    )
    difference = estimates - rows["log_odds"].to_numpy(dtype=np.float64)
    off = errors - rows["std_error"].to_numpy(dtype=np.float64)
    return PooledOpinion(
        "firthmodels" if firth else "statsmodels",
        len(rows),
        float(np.abs(difference).max()),
        float(np.abs(off).max()) if plain_errors and not firth else None,
    )


def _fit(table: CodedTable, terms: Sequence[str], firth: bool) -> tuple[Floats, Floats]:
    """Coefficients and covariance of some terms of one completed table, by another program."""
    design = build_design(table)
    # Which columns have something new is looked at per table, as the models stage does.
    kept = list(find_rank(design.x).kept)
    x = design.x[:, kept]
    rows = np.concatenate([x, x])
    outcome = np.repeat([1.0, 0.0], len(x))
    weights = np.concatenate([design.events, design.counts - design.events])
    there = weights > 0
    fit = fit_firth if firth else fit_maximum_likelihood
    beta, covariance = fit(rows[there], outcome[there], weights[there])
    names = [design.columns[position].term for position in kept]
    places = [names.index(term) for term in terms]
    return beta[places], covariance[places][:, places]


def _rubin(betas: Floats, covariances: Floats) -> tuple[Floats, Floats]:
    """Pooled estimates and standard errors, from whole matrices instead of one by one."""
    m = len(betas)
    centred = betas - betas.sum(axis=0) / m
    between = centred.T @ centred / (m - 1)
    total = covariances.sum(axis=0) / m + between + between / m
    return betas.sum(axis=0) / m, np.sqrt(np.diag(total))

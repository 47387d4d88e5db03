"""Exploratory screen: every code with enough pupils, one model each."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.multiplicity import benjamini_hochberg
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import BINARY_LEVELS, PredictorSpec, text
from thuiszitters.results.schema import build
from thuiszitters.results.tables_further import SCREEN

#: Column of a code's table that says whether a pupil has the code.
HAS_CODE = "has_code"


def screen_codes(
    tables: Mapping[str, pd.DataFrame],
    adjust_for: Sequence[PredictorSpec],
    *,
    level: float = 0.95,
    min_pupils: int = 10,
) -> pd.DataFrame:
    """Fit each code by Firth, adjusted, with Benjamini-Hochberg q-values.

    Parameters
    ----------
    tables
        Per code a small table of counts: ``has_code`` (no, yes), ``outcome``, the columns of
        `adjust_for`, ``n_pupils``.
    adjust_for
        Usually age and sex.
    min_pupils
        Codes with fewer pupils are not in the result.

    Returns
    -------
    DataFrame
        Ordered by ``weight``, prevalence times the absolute log odds ratio, then by code.
        Exploratory by nature: the order is a reading list, not a ranking of causes.
    """
    spec = PredictorSpec(HAS_CODE, text(HAS_CODE), "binary", BINARY_LEVELS)
    rules = Estimation(estimator="firth", level=level)
    rows = []
    for code, table in tables.items():
        fit = fit_design(build_design(code_patterns(table, [spec, *adjust_for])), rules)
        term = fit.term(f"{HAS_CODE}=yes")
        if term.column.n_obs < min_pupils:
            continue
        prevalence = term.column.n_obs / fit.summary.n_obs
        rows.append(
            {
                "code": code,
                "n_pupils": term.column.n_obs,
                "n_events": term.column.n_events,
                "prevalence": prevalence,
                "log_odds": term.log_odds,
                "odds_ratio": np.exp(term.log_odds),
                "ci_low": np.exp(term.ci_low),
                "ci_high": np.exp(term.ci_high),
                "p_value": term.p_value,
                "weight": prevalence * abs(term.log_odds),
                "status": term.status,
                "reason": term.reason,
            }
        )
    found = build(SCREEN, rows)
    found["q_value"] = benjamini_hochberg(found["p_value"].to_numpy(dtype=np.float64))
    ordered = found.sort_values(["weight", "code"], ascending=[False, True], na_position="last")
    return ordered.reset_index(drop=True)

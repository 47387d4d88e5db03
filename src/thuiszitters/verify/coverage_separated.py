"""Coverage among small separated cohorts: 100 pupils of whom 6 % are exposed.

Only cohorts in which some level is separated are kept: there Firth and its risks are needed, and
there an interval by the delta method holds the true difference far too seldom. The estimates of
maximum likelihood do not exist in these cohorts, so nothing is hidden by leaving others out.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit.design import build_design
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.preconditions import check_design
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.verify.coverage import Interval, Truth, draw_cohort

#: Pupils in one simulated cohort.
N_PUPILS = 100
TERM = "exposed=yes"


def sparse_truth() -> Truth:
    """One rare exposure beside sex and age; a fifth of the unexposed have the outcome."""
    return Truth(
        specs=(
            PredictorSpec("exposed", text("exposed"), "binary", ("no", "yes")),
            PredictorSpec("girl", text("girl"), "binary", ("no", "yes")),
            PredictorSpec("age_years", text("age_years"), "numeric", per=1.0),
        ),
        intercept=-1.45,
        log_odds={TERM: 0.9, "girl=yes": 0.3, "age_years": 0.1},
        shares={TERM: 0.06, "girl=yes": 0.35},
    )


def separated_methods(
    table: pd.DataFrame, truth: Truth, _rng: np.random.Generator
) -> Iterator[Interval]:
    """Firth's odds ratio and risk difference, and what the delta method would have given."""
    checked = check_design(build_design(code_patterns(table, truth.specs)))
    fit = fit_design(checked.design, checked=checked, estimator="firth")
    term = fit.term(TERM)
    yield Interval("separated, Firth profile", TERM, term.log_odds, term.ci_low, term.ci_high)
    (risk,) = standardised_risks(fit, level_of="exposed")
    difference = risk.difference
    delta = Quantity(difference.estimate, difference.std_error)
    for name, one in (("profile and exact", difference), ("delta", delta)):
        method = f"separated, risk difference, {name}"
        yield Interval(method, TERM, one.estimate, *one.interval(0.95))


def simulate_separated(seeds: range, *, seed: int = 2021) -> pd.DataFrame:
    """Cohorts numbered by `seeds` that are separated; one row per cohort and method."""
    truth, rows = sparse_truth(), []
    for number in seeds:
        rng = np.random.default_rng([seed, number])
        table = draw_cohort(truth, rng, N_PUPILS)
        checked = check_design(build_design(code_patterns(table, truth.specs)))
        exposed = next((t for t in checked.terms if t.column.term == TERM), None)
        if not checked.separated or exposed is None or exposed.status in ("constant", "aliased"):
            continue
        rows += [
            (number, one.method, one.term, one.estimate, one.low, one.high)
            for one in separated_methods(table, truth, rng)
        ]
    return pd.DataFrame(rows, columns=["cohort", "method", "term", "estimate", "low", "high"])

"""Maximum likelihood or Firth where events are few: bias and coverage of both, by simulation.

`estimator: auto` is maximum likelihood, and Firth where a model is separated. Firth's method
throughout has less bias in small cohorts (Firth 1993; Heinze and Schemper 2002), with an
intercept of its own for risks (FLIC; Puhr et al. 2017). Here both are applied to the same cohorts
of 100, 320 and 1,000 pupils with 3 to 20 events per parameter, of which 'auto' is judged as it is
used: with Firth in the cohorts that are separated, so that no cohort is left out.

Events per parameter are varied by how rare the outcome is; parameters are two among 100 pupils
and five among more. They are expected events: cohorts differ by chance, as real ones do.

References
----------
Puhr, R., Heinze, G., Nold, M., Lusa, L. and Geroldinger, A. (2017). Firth's logistic regression
with rare events: accurate effect estimates and predictions? Statistics in Medicine 36, 2302-2317.
van Smeden, M. et al. (2016). No rationale for 1 variable per 10 events criterion for binary
logistic regression analysis. BMC Medical Research Methodology 16, 163.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit.design import build_design
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.preconditions import check_design
from thuiszitters.logit.results import FittedEstimator
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.verify.coverage import Interval, Truth, coverage, draw_cohort

#: Pupils of a cohort, and its yes/no predictors beside age.
SIZES = {
    100: ("exposed",),
    320: ("exposed", "girl", "home", "agencies"),
    1000: ("exposed", "girl", "home", "agencies"),
}
#: Expected events per parameter.
EVENTS = (3, 5, 10, 20)
LOG_ODDS = {"exposed=yes": 0.9, "girl=yes": 0.1, "home=yes": 0.6, "agencies=yes": 0.8}
SHARES = {"exposed=yes": 0.3, "girl=yes": 0.35, "home=yes": 0.5, "agencies=yes": 0.4}
PER_YEAR = 0.1
#: Without an estimator it is chosen as by `auto`.
ESTIMATORS: dict[str, FittedEstimator | None] = {"auto": None, "Firth": "firth"}


@cache
def truth_with_events(n: int, events_per_parameter: int) -> Truth:
    """Give the model in which so many events per parameter are expected among n pupils."""
    log_odds = {f"{name}=yes": LOG_ODDS[f"{name}=yes"] for name in SIZES[n]}
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in SIZES[n]]
    specs.append(PredictorSpec("age_years", text("age_years"), "numeric", per=1.0))
    log_odds["age_years"] = PER_YEAR
    eta, weight = _all_pupils(log_odds)
    share = events_per_parameter * len(log_odds) / n
    intercept = brentq(lambda at: probabilities(eta + at) @ weight - share, -20.0, 20.0)
    shares = {term: SHARES[term] for term in log_odds if term in SHARES}
    return Truth(tuple(specs), float(intercept), log_odds, shares)


def _all_pupils(log_odds: dict[str, float]) -> tuple[Floats, Floats]:
    """Every kind of pupil: log odds without intercept, and how often that kind is drawn."""
    age = np.arange(6.0, 18.0)
    eta, weight = PER_YEAR * (age - 12.0), np.full(len(age), 1.0 / len(age))
    for term, slope in log_odds.items():
        if term in SHARES:
            eta = np.concatenate([eta, eta + slope])
            weight = np.concatenate([weight * (1.0 - SHARES[term]), weight * SHARES[term]])
    return eta, weight


def both_estimators(table: pd.DataFrame, truth: Truth) -> Iterator[Interval]:
    """Odds ratios and risk differences, by 'auto' and by Firth throughout."""
    checked = check_design(build_design(code_patterns(table, truth.specs)))
    for name, estimator in ESTIMATORS.items():
        fit = fit_design(checked.design, checked=checked, estimator=estimator)
        for term in fit.terms[1:]:
            ends = (term.ci_low, term.ci_high)
            yield Interval(f"{name}, odds ratio", term.column.term, term.log_odds, *ends)
        for risk in standardised_risks(fit, level_of="exposed"):
            ends = risk.difference.interval(0.95)
            method = f"{name}, risk difference"
            yield Interval(method, risk.column.term, risk.difference.estimate, *ends)


def simulate_estimators(
    n: int, events_per_parameter: int, seeds: range, *, seed: int = 2023
) -> pd.DataFrame:
    """Cohorts numbered by `seeds`; one row per cohort, method and contrast."""
    truth, rows = truth_with_events(n, events_per_parameter), []
    for number in seeds:
        rng = np.random.default_rng([seed, n, events_per_parameter, number])
        for one in both_estimators(draw_cohort(truth, rng, n), truth):
            place = (n, events_per_parameter, number)
            rows.append((*place, one.method, one.term, one.estimate, one.low, one.high))
    names = ["pupils", "events_per_parameter", "cohort", "method", "term", "estimate", "low"]
    return pd.DataFrame(rows, columns=[*names, "high"])


def estimator_coverage(results: pd.DataFrame) -> pd.DataFrame:
    """Bias and coverage per size, events per parameter, method and contrast."""
    parts = []
    for n, events in product(SIZES, EVENTS):
        here = (results["pupils"] == n) & (results["events_per_parameter"] == events)
        if not here.any():
            continue
        part, truth = results[here], truth_with_events(n, events)
        summary = coverage(part, truth)
        spread = part.groupby(["method", "term"], sort=True)["estimate"].std().to_numpy()
        summary["bias_error"] = spread / np.sqrt(summary["cohorts"])
        summary.insert(0, "events_per_parameter", events)
        summary.insert(0, "pupils", n)
        parts.append(summary)
    return pd.concat(parts, ignore_index=True)

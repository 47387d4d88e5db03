"""Proof by simulation of imputing a continuous number beside yes/no and levels.

Cohorts with known coefficients lose a quarter of a continuous number, more often with the outcome
(missing at random). The same cohorts are analysed before the loss, among complete pupils, and
over imputations; R's mice analyses the very same files (benchmarks/prove_imputation.R). What an
imputation method must do is in van Buuren (2018), section 2.5: no bias, coverage of 95 %, and an
interval no wider than needed.

Run with ``make proof`` (benchmarks/prove_imputation.py).

References
----------
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, section 2.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

N_PUPILS = 320
M = 20
SEED = 1903
#: Log odds ratios; the number has a standard deviation of 10.
TRUTH = {"x": 0.038, "girl=yes": 0.2, "home=some": 0.5, "home=serious": 0.9}
INTERCEPT = -1.9
SPECS = (
    PredictorSpec("x", text("x"), "numeric"),
    PredictorSpec("girl", text("girl"), "binary", ("no", "yes")),
    PredictorSpec("home", text("home"), "factor", ("none", "some", "serious")),
)
#: What becomes missing of the number without and with the outcome.
LOSS = (0.20, 0.35)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one method said about one contrast in one cohort."""

    cohort: int
    method: str
    term: str
    estimate: float
    std_error: float
    low: float
    high: float
    p_value: float
    fmi: float = np.nan


def draw_pair(number: int, *, n: int = N_PUPILS) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw one cohort, one row per pupil: as it is, and with values lost.

    Parameters
    ----------
    number
        Number of the cohort; the same number always gives the same cohort.
    n
        Pupils.
    """
    rng = np.random.default_rng([SEED, number])
    girl = rng.random(n) < 0.35
    home = rng.choice(3, size=n, p=[0.5, 0.3, 0.2])
    # Related to the others, so that imputing has something to learn from them.
    x = np.round(48.0 + 3.0 * girl + 2.0 * home + rng.normal(0.0, 10.0, n), 2)
    eta = INTERCEPT + TRUTH["x"] * (x - 50.0) + TRUTH["girl=yes"] * girl
    eta += np.array([0.0, TRUTH["home=some"], TRUTH["home=serious"]])[home]
    outcome = rng.random(n) < probabilities(eta)
    full = pd.DataFrame({"outcome": outcome.astype("int8"), "x": x})
    full["girl"] = pd.array(np.where(girl, "yes", "no"), dtype="str")
    full["home"] = pd.array(np.array(SPECS[2].levels)[home], dtype="str")
    lost = full.copy()
    lost.loc[rng.random(n) < np.array(LOSS)[outcome.astype(int)], "x"] = np.nan
    return full, lost


def answers(number: int) -> Iterator[Answer]:
    """Analyse one cohort before the loss, among complete pupils, and over imputations."""
    full, lost = draw_pair(number)
    wald = Estimation(interval="wald")
    for method, table in (("nothing missing", full), ("complete pupils", lost)):
        fit = fit_design(build_design(code_patterns(table, SPECS)), wald)
        for one in fit.terms[1:]:
            yield Answer(
                number,
                method,
                one.column.term,
                *(one.log_odds, one.std_error, one.ci_low, one.ci_high, one.p_value),
            )
    known = code_patterns(lost, SPECS, keep_incomplete=True)
    completed = impute(known, np.random.default_rng([SEED, number, 1]), m=M)
    pooled = fit_completed(completed, Estimation())
    for one, over in zip(pooled.fit.terms[1:], pooled.pooled[1:], strict=True):
        yield Answer(
            number,
            "imputed",
            one.column.term,
            *(one.log_odds, one.std_error, one.ci_low, one.ci_high, one.p_value),
            fmi=np.nan if over is None else over.fmi,
        )


def simulate_imputation(cohorts: range) -> pd.DataFrame:
    """One row per cohort, method and contrast."""
    return pd.DataFrame([one for number in cohorts for one in answers(number)])


def summarise_imputation(results: pd.DataFrame) -> pd.DataFrame:
    """Bias, coverage, power, width and missing information per method and contrast.

    Parameters
    ----------
    results
        As `simulate_imputation` gives it, or mice's in the same columns.
    """
    truth = results["term"].map(TRUTH)
    inside = (results["low"] <= truth) & (truth <= results["high"])
    scored = results.assign(
        error=results["estimate"] - truth,
        covered=inside.astype(float),
        found=(results["p_value"] < 0.05).astype(float),
        width=results["high"] - results["low"],
    )
    summary = (
        scored.groupby(["term", "method"], sort=True)
        .agg(
            cohorts=("cohort", "size"),
            bias=("error", "mean"),
            coverage=("covered", "mean"),
            power=("found", "mean"),
            width=("width", "median"),
            fmi=("fmi", "mean"),
        )
        .reset_index()
    )
    share = summary["coverage"]
    summary["monte_carlo_error"] = np.sqrt(share * (1.0 - share) / summary["cohorts"])
    return summary

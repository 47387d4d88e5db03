"""Proof by simulation that 95 % intervals cover the truth in 95 of 100 cohorts of this size.

Cohorts of 320 pupils are drawn from known coefficients; every planned contrast is estimated by
maximum likelihood and by Firth, with profile and Wald intervals, and after imputation. Methods
without an outside reference (risks after Firth, combined profiles) are proven here too.

Run with ``make proof`` (benchmarks/prove_coverage.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.effects.risks import (
    average_risk,
    counterfactual_columns,
    standardised_risks,
)
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.logit.preconditions import check_design
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

#: Pupils in one simulated cohort, as in the study.
N_PUPILS = 320


@dataclass(frozen=True, slots=True)
class Truth:
    """A cohort's true model.

    Attributes
    ----------
    specs
        Predictors, in model order.
    intercept
        Chosen so that a bit over sixty of 320 pupils have the outcome.
    log_odds
        Term to true log odds ratio.
    shares
        Term to the share of pupils at that level.
    """

    specs: tuple[PredictorSpec, ...]
    intercept: float
    log_odds: dict[str, float]
    shares: dict[str, float]


def demo_truth() -> Truth:
    """Give the direction of the study's findings; the sizes are ours."""
    binary = ("girl", "home", "agencies")
    specs = (
        PredictorSpec("girl", text("girl"), "binary", ("no", "yes")),
        PredictorSpec("age_years", text("age_years"), "numeric", per=1.0),
        PredictorSpec(
            "profile",
            text("profile"),
            "factor",
            ("neither", "internalising", "externalising", "both"),
        ),
        *(PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in binary[1:]),
    )
    return Truth(
        specs=specs,
        intercept=-2.45,
        log_odds={
            "girl=yes": 0.1,
            "age_years": 0.1,
            "profile=internalising": 0.9,
            "profile=externalising": -0.5,
            "profile=both": 0.3,
            "home=yes": 0.6,
            "agencies=yes": 0.8,
        },
        shares={
            "girl=yes": 0.35,
            "profile=internalising": 0.35,
            "profile=externalising": 0.2,
            "profile=both": 0.25,
            "home=yes": 0.5,
            "agencies=yes": 0.4,
        },
    )


def draw_cohort(truth: Truth, rng: np.random.Generator, n: int = N_PUPILS) -> pd.DataFrame:
    """Draw one cohort, one row per pupil."""
    table = pd.DataFrame(index=range(n))
    eta = np.full(n, truth.intercept)
    for spec in truth.specs:
        if spec.kind == "numeric":
            values = rng.integers(6, 18, size=n).astype(np.float64)
            table[spec.name] = values
            eta += truth.log_odds[spec.name] * (values - 12.0)
            continue
        shares = np.array([truth.shares[f"{spec.name}={level}"] for level in spec.levels[1:]])
        drawn = rng.choice(len(spec.levels), size=n, p=[1.0 - shares.sum(), *shares])
        table[spec.name] = pd.array(np.array(spec.levels)[drawn], dtype="str")
        slopes = np.array([0.0, *(truth.log_odds[f"{spec.name}={x}"] for x in spec.levels[1:])])
        eta += slopes[drawn]
    table["outcome"] = (rng.random(n) < probabilities(eta)).astype("int8")
    return table


def lose_values(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Make home problems and age missing, more often with the outcome (missing at random)."""
    lost = table.copy()
    risk = np.where(table["outcome"] == 1, 0.30, 0.15)
    lost.loc[rng.random(len(lost)) < risk, "home"] = None
    lost.loc[rng.random(len(lost)) < risk, "age_years"] = np.nan
    return lost


@dataclass(frozen=True, slots=True)
class Interval:
    """What one method said about one contrast in one cohort."""

    method: str
    term: str
    estimate: float
    low: float
    high: float


Method = Callable[[pd.DataFrame, Truth, np.random.Generator], Iterator[Interval]]


def _of_fit(name: str, fit: LogitFit) -> Iterator[Interval]:
    for term in fit.terms[1:]:
        yield Interval(name, term.column.term, term.log_odds, term.ci_low, term.ci_high)


def complete_methods(
    table: pd.DataFrame, truth: Truth, _rng: np.random.Generator
) -> Iterator[Interval]:
    """Maximum likelihood (Firth where separated) and Firth, profile and Wald."""
    checked = check_design(build_design(code_patterns(table, truth.specs)))
    yield from _of_fit("auto, profile", fit_design(checked.design, checked=checked))
    wald = Estimation(interval="wald")
    yield from _of_fit("auto, Wald", fit_design(checked.design, wald, checked=checked))
    firth = fit_design(checked.design, checked=checked, estimator="firth")
    yield from _of_fit("Firth, profile", firth)
    for risk in standardised_risks(firth):
        low, high = risk.difference.interval(0.95)
        name = "Firth, risk difference"
        yield Interval(name, risk.column.term, risk.difference.estimate, low, high)


def imputed_method(
    table: pd.DataFrame, truth: Truth, rng: np.random.Generator
) -> Iterator[Interval]:
    """Multiple imputation, Rubin's rules (combined profiles where separated)."""
    lost = lose_values(table, rng)
    completed = impute(code_patterns(lost, truth.specs, keep_incomplete=True), rng, m=20)
    yield from _of_fit("imputed, Rubin", fit_completed(completed, Estimation()).fit)


def true_values(truth: Truth) -> dict[tuple[str, str], float]:
    """Give true log odds ratios, and true risk differences from one very large cohort."""
    values = {("log_odds", term): value for term, value in truth.log_odds.items()}
    large = draw_cohort(truth, np.random.default_rng(0), 400_000)
    design = build_design(code_patterns(large, truth.specs))
    beta = np.array([_true_intercept(truth), *(truth.log_odds[c.term] for c in design.columns[1:])])
    for position, column in enumerate(design.columns[1:], start=1):
        at_level, at_reference = counterfactual_columns(design, position)
        with_it, _ = average_risk(at_level, design.counts, beta)
        without, _ = average_risk(at_reference, design.counts, beta)
        values["risk", column.term] = with_it - without
    return values


def _true_intercept(truth: Truth) -> float:
    """Move the intercept to age 0: cohorts are drawn with age centred at 12."""
    return truth.intercept - 12.0 * truth.log_odds["age_years"]


def simulate(method: Method, truth: Truth, seeds: range, *, seed: int = 2021) -> pd.DataFrame:
    """Apply a method to cohorts numbered by `seeds`; one row per cohort, method and contrast."""
    rows = []
    for number in seeds:
        rng = np.random.default_rng([seed, number])
        table = draw_cohort(truth, rng)
        rows += [(number, *_values(interval)) for interval in method(table, truth, rng)]
    columns = ["cohort", "method", "term", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _values(interval: Interval) -> tuple[str, str, float, float, float]:
    return interval.method, interval.term, interval.estimate, interval.low, interval.high


def coverage(results: pd.DataFrame, truth: Truth) -> pd.DataFrame:
    """Bias and coverage per method and contrast, with the simulation's own standard error."""
    values = true_values(truth)
    kind = np.where(results["method"].str.contains("risk"), "risk", "log_odds")
    target = np.array([values[k, t] for k, t in zip(kind, results["term"], strict=True)])
    inside = (results["low"].to_numpy() <= target) & (target <= results["high"].to_numpy())
    scored = results.assign(
        covered=inside.astype(np.float64),
        error=results["estimate"] - target,
        missing=results["estimate"].isna().astype(float),
        truth=target,
    )
    grouped = scored.groupby(["method", "term"], sort=True)
    summary = grouped.agg(
        cohorts=("cohort", "size"),
        truth=("truth", "first"),
        bias=("error", "mean"),
        coverage=("covered", "mean"),
        not_estimated=("missing", "mean"),
    ).reset_index()
    share = summary["coverage"]
    summary["monte_carlo_error"] = np.sqrt(share * (1.0 - share) / summary["cohorts"])
    return summary

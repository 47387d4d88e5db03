"""What is known of a model before, or without, a fit."""

from dataclasses import replace

import numpy as np

from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.preconditions import Checked
from thuiszitters.logit.results import (
    FitSummary,
    FittedEstimator,
    FittedInterval,
    GlobalTest,
    LogitFit,
    Status,
    TestName,
)


def summarise(design: Design, n_parameters: int, rules: Estimation) -> FitSummary:
    """Summarise what needs no fit: counts, and the caution about events."""
    scarce = min(design.n_events, design.n_obs - design.n_events)
    per_parameter = scarce / n_parameters if n_parameters else np.nan
    caution = ""
    if per_parameter < rules.strong_caution_events:
        caution = "very_few_events"
    elif per_parameter < rules.caution_events:
        caution = "few_events"
    return FitSummary(
        n_obs=design.n_obs,
        n_events=design.n_events,
        n_parameters=n_parameters,
        n_patterns=len(design.counts if design.clusters is None else design.clusters.counts),
        events_per_parameter=per_parameter,
        caution=caution,
    )


def without_numbers(
    checks: Checked,
    rules: Estimation,
    estimator: FittedEstimator,
    interval: FittedInterval,
    status: Status,
    why: str,
) -> LogitFit:
    """Say what is known before fitting, and why there are no numbers."""
    design = checks.design
    size = len(design.columns)
    terms = tuple(
        replace(term, status=status, reason=why) if term.status == "ok" else term
        for term in checks.terms
    )
    test = test_name(estimator, interval)
    tests = tuple(
        GlobalTest(name, 0, np.nan, np.nan, test, status, why) for name in design.predictors
    )
    return LogitFit(
        design=design,
        beta=np.full(size, np.nan),
        covariance=np.full((size, size), np.nan),
        used=np.zeros(size, dtype=bool),
        stored=np.full(len(design.counts), np.nan),
        likelihood=None,
        columns=(),
        terms=terms,
        global_tests=tests,
        summary=summarise(design, max(len(checks.kept) - 1, 0), rules),
        estimator=estimator,
        interval=interval,
        status=status,
        reason=why,
    )


def test_name(estimator: FittedEstimator, interval: FittedInterval) -> TestName:
    """Name the test that goes with an estimator and an interval."""
    if estimator == "firth":
        return "penalised_lr"
    return "lr" if interval == "profile" else "wald"

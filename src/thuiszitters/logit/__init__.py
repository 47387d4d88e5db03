"""Logistic regression on counted patterns: checked, estimated, with exact intervals."""

from thuiszitters.logit.clustered import fit_clustered
from thuiszitters.logit.coding import CodedTable, Predictor
from thuiszitters.logit.design import INTERCEPT, Column, Design, build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.results import FitSummary, GlobalTest, LogitFit, Term

__all__ = [
    "INTERCEPT",
    "CodedTable",
    "Column",
    "Design",
    "Estimation",
    "FitSummary",
    "GlobalTest",
    "LogitFit",
    "Predictor",
    "Term",
    "build_design",
    "fit_clustered",
    "fit_design",
]

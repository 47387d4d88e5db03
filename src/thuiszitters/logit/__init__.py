"""Logistic regression on counted patterns: checked, estimated, with exact intervals."""

from thuiszitters.logit.clustered import fit_clustered
from thuiszitters.logit.coding import CodedTable, code_patterns
from thuiszitters.logit.design import INTERCEPT, Column, Design, build_design, design_from_patterns
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.results import FitSummary, GlobalTest, LogitFit, Term

__all__ = [
    "INTERCEPT",
    "CodedTable",
    "Column",
    "Design",
    "FitSummary",
    "GlobalTest",
    "LogitFit",
    "Term",
    "build_design",
    "code_patterns",
    "design_from_patterns",
    "fit_clustered",
    "fit_design",
]

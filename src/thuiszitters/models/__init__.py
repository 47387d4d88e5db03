"""Logistic regression on counted patterns: checked, estimated, with exact intervals."""

from thuiszitters.models.clustered import fit_clustered
from thuiszitters.models.coding import CodedTable, code_patterns
from thuiszitters.models.design import INTERCEPT, Column, Design, build_design, design_from_patterns
from thuiszitters.models.fit import fit_design
from thuiszitters.models.results import FitSummary, GlobalTest, LogitFit, Term
from thuiszitters.models.stage import ModelTables, fit_plan

__all__ = [
    "INTERCEPT",
    "CodedTable",
    "Column",
    "Design",
    "FitSummary",
    "GlobalTest",
    "LogitFit",
    "ModelTables",
    "Term",
    "build_design",
    "code_patterns",
    "design_from_patterns",
    "fit_clustered",
    "fit_design",
    "fit_plan",
]

"""From canonical tables to one row per pupil: eligibility, outcome, constructs, predictors."""

from thuiszitters.cohort.build import Cohort, build_cohort
from thuiszitters.cohort.flow import flow_reasons

__all__ = ["Cohort", "build_cohort", "flow_reasons"]

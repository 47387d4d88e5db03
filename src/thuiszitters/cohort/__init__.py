"""From canonical tables to one row per pupil: eligibility, outcome, constructs, predictors."""

from thuiszitters.cohort.build import Cohort, build_cohort
from thuiszitters.cohort.flow import flow_reasons
from thuiszitters.cohort.slices import build_from_slices

__all__ = ["Cohort", "build_cohort", "build_from_slices", "flow_reasons"]

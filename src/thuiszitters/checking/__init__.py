"""A cohort looked over before any model is fitted: counts, prevalences, what looks odd."""

from thuiszitters.checking.drift import drift_between
from thuiszitters.checking.page import check_page
from thuiszitters.checking.report import check_cohort

__all__ = ["check_cohort", "check_page", "drift_between"]

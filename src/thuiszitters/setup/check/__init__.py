"""A cohort looked over before any model is fitted: counts, prevalences, what looks odd."""

from thuiszitters.setup.check.drift import drift_between
from thuiszitters.setup.check.page import check_page
from thuiszitters.setup.check.report import check_cohort

__all__ = ["check_cohort", "check_page", "drift_between"]

"""The models a plan asks for: fitted in one place, written down as tables."""

from thuiszitters.models.fitted import FittedPlan, ModelFit, fit

__all__ = ["FittedPlan", "ModelFit", "fit"]

"""The models a plan asks for, fitted and written down as tables."""

from thuiszitters.models.stage import ModelTables, fit_plan

__all__ = ["ModelTables", "fit_plan"]

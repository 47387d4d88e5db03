"""Configuration as frozen dataclasses, checked whole before anything runs."""

from thuiszitters.base.text import LANGUAGES, Language, Text, text
from thuiszitters.plan.analysis import (
    BINARY_LEVELS,
    PROFILE_LEVELS,
    BlockSpec,
    ConstructSpec,
    ModelSpec,
    Plan,
    PredictorSpec,
)
from thuiszitters.plan.estimation import EstimationSpec

__all__ = [
    "BINARY_LEVELS",
    "LANGUAGES",
    "PROFILE_LEVELS",
    "BlockSpec",
    "ConstructSpec",
    "EstimationSpec",
    "Language",
    "ModelSpec",
    "Plan",
    "PredictorSpec",
    "Text",
    "text",
]

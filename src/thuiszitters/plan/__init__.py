"""Configuration as frozen dataclasses, checked whole before anything runs."""

from thuiszitters.base.text import LANGUAGES, Language, Text, text
from thuiszitters.plan.analysis import (
    BINARY_LEVELS,
    PROFILE_LEVELS,
    BlockSpec,
    ConstructSpec,
    EstimationSpec,
    ModelSpec,
    Plan,
    PredictorSpec,
)

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

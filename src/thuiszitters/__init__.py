"""Reproducible risk-factor analysis for long-term school absence.

The names of `__all__` are the whole public interface and the only ones that stay as they are; see
``docs/python.md``. Each is loaded when it is first used: start-up time is the cost of every small
job; `__init__.pyi` tells type checkers where it stands. Other modules are imported by their own
name and may change.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = [
    "AnalysisError",
    "DataError",
    "DisclosureError",
    "EstimationError",
    "OddsFit",
    "PlanError",
    "Results",
    "ShownTable",
    "Study",
    "StudyResult",
    "example",
    "odds_ratios",
    "read_results",
]

_PLACES = {
    **dict.fromkeys([name for name in __all__ if name.endswith("Error")], "base.errors"),
    "example": "interface.examples",
    "odds_ratios": "interface.asking",
    "OddsFit": "interface.fit",
    "ShownTable": "interface.shown",
    "Results": "interface.results",
    "Study": "interface.study",
    "StudyResult": "interface.study",
    "read_results": "interface.results",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

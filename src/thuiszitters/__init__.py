"""Reproducible risk-factor analysis for long-term school absence.

Nothing is imported here: start-up time is the cost of every small job. Import the
module you need, for example ``from thuiszitters.models import fit``.
"""

__version__ = "0.1.0"

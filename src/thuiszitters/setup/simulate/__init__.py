"""A synthetic cohort with known truth, written as a Dutch school would deliver it."""

from thuiszitters.plan.simulation import simulation_spec
from thuiszitters.setup.simulate.extract import extract_bytes, simulate_extract, write_extract
from thuiszitters.setup.simulate.pupils import log_odds, simulate_pupils

__all__ = [
    "extract_bytes",
    "log_odds",
    "simulate_extract",
    "simulate_pupils",
    "simulation_spec",
    "write_extract",
]

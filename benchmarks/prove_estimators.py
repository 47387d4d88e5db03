"""Maximum likelihood or Firth where events are few; keep table and text in docs/proof.

Usage: python benchmarks/prove_estimators.py [--cohorts 1000] [--workers 2] [--out docs/proof]
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd

from thuiszitters.verify.estimator_coverage import (
    EVENTS,
    SIZES,
    estimator_coverage,
    simulate_estimators,
)

CHUNK = 50
TEXT = """# Maximum likelihood or Firth where events are few

Made by `make proof` (`thuiszitters.verify.estimator_coverage`): `auto` (maximum likelihood, and
Firth in the cohorts that are separated) and Firth throughout, on the same cohorts. Risks after
Firth are with the FLIC intercept. `bias_error` is the simulation's standard error of the bias.

"""


def run_chunk(task: tuple[int, int, int, int]) -> pd.DataFrame:
    """Simulate one chunk of cohorts of one size and number of events."""
    n, events, start, stop = task
    return simulate_estimators(n, events, range(start, stop))


def as_text(summary: pd.DataFrame) -> str:
    """The table as Markdown below its text."""
    head = "| " + " | ".join(summary.columns) + " |\n" + "|---" * len(summary.columns) + "|\n"
    rows = [
        "| "
        + " | ".join(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row)
        + " |\n"
        for row in summary.itertuples(index=False)
    ]
    return TEXT + head + "".join(rows)


def main() -> None:
    """Parse arguments, run, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cohorts", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/proof"))
    chosen = parser.parse_args()
    tasks = [
        (n, events, start, min(start + CHUNK, chosen.cohorts))
        for n in SIZES
        for events in EVENTS
        for start in range(0, chosen.cohorts, CHUNK)
    ]
    with ProcessPoolExecutor(chosen.workers) as pool:
        summary = estimator_coverage(pd.concat(list(pool.map(run_chunk, tasks))))
    chosen.out.mkdir(parents=True, exist_ok=True)
    summary.round(6).to_csv(chosen.out / "estimators.csv", index=False)
    (chosen.out / "estimators.md").write_text(as_text(summary), encoding="utf-8")


if __name__ == "__main__":
    main()

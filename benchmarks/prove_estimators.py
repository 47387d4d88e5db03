"""Maximum likelihood or Firth where events are few; keep table and text in docs/proof.

Usage: python benchmarks/prove_estimators.py [--cohorts 1000] [--workers 2] [--out docs/proof]
"""

import os
from concurrent.futures import ProcessPoolExecutor

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd
from proof_page import arguments, page

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


def main() -> None:
    """Parse arguments, run, write."""
    chosen = arguments(__doc__)
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
    (chosen.out / "estimators.md").write_text(page(TEXT, summary), encoding="utf-8")


if __name__ == "__main__":
    main()

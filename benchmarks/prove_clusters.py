"""Coverage where pupils of one site are alike; keep table and text in docs/proof.

Usage: python benchmarks/prove_clusters.py [--cohorts 1000] [--workers 2] [--out docs/proof]
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd

from thuiszitters.verify.cluster_coverage import SITES, simulate_sites, site_coverage

CHUNK = 50
TEXT = """# Coverage where pupils of one site are alike

Made by `make proof` (`thuiszitters.verify.cluster_coverage`): 95 % intervals that ignore sites, by
CR1 with t(G - 1) and by CR2 with Satterthwaite's degrees of freedom.

"""


def run_sites(task: tuple[int, int, int]) -> pd.DataFrame:
    """Simulate one chunk of cohorts with so many sites."""
    n_sites, start, stop = task
    return simulate_sites(n_sites, range(start, stop))


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
    sites = [
        (n_sites, start, min(start + CHUNK, chosen.cohorts))
        for n_sites in SITES
        for start in range(0, chosen.cohorts, CHUNK)
    ]
    with ProcessPoolExecutor(chosen.workers) as pool:
        summary = site_coverage(pd.concat(list(pool.map(run_sites, sites))))
    chosen.out.mkdir(parents=True, exist_ok=True)
    summary.round(6).to_csv(chosen.out / "clusters.csv", index=False)
    (chosen.out / "clusters.md").write_text(as_text(summary), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Coverage where pupils of one site are alike; keep table and text in docs/proof.

Usage: python benchmarks/prove_clusters.py [--cohorts 1000] [--workers 2] [--out docs/proof]
"""

import os
from concurrent.futures import ProcessPoolExecutor

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd
from proof_page import arguments, page

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


def main() -> None:
    """Parse arguments, run, write."""
    chosen = arguments(__doc__)
    sites = [
        (n_sites, start, min(start + CHUNK, chosen.cohorts))
        for n_sites in SITES
        for start in range(0, chosen.cohorts, CHUNK)
    ]
    with ProcessPoolExecutor(chosen.workers) as pool:
        summary = site_coverage(pd.concat(list(pool.map(run_sites, sites))))
    chosen.out.mkdir(parents=True, exist_ok=True)
    summary.round(6).to_csv(chosen.out / "clusters.csv", index=False)
    (chosen.out / "clusters.md").write_text(page(TEXT, summary), encoding="utf-8")


if __name__ == "__main__":
    main()

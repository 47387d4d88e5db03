"""Run the simulations of thuiszitters.verify.coverage; keep table, text, figure in docs/proof.

Usage: python benchmarks/prove_coverage.py [--cohorts 2000] [--workers 2] [--out docs/proof]
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

from thuiszitters.verify.coverage import (
    complete_methods,
    coverage,
    demo_truth,
    imputed_method,
    simulate,
)
from thuiszitters.verify.coverage_separated import simulate_separated, sparse_truth

METHODS = {"complete": complete_methods, "imputed": imputed_method}
BAND = (0.935, 0.965)
CHUNK = 50


def run_chunk(task: tuple[str, int, int]) -> pd.DataFrame:
    """Simulate one chunk of cohorts with one group of methods."""
    name, start, stop = task
    return simulate(METHODS[name], demo_truth(), range(start, stop))


def run_all(cohorts: int, workers: int) -> pd.DataFrame:
    """Simulate all cohorts; the result does not depend on the number of workers."""
    tasks = [
        (name, start, min(start + CHUNK, cohorts))
        for name in METHODS
        for start in range(0, cohorts, CHUNK)
    ]
    with ProcessPoolExecutor(workers) as pool:
        return coverage(pd.concat(list(pool.map(run_chunk, tasks))), demo_truth())


def run_separated(cohorts: int, workers: int) -> pd.DataFrame:
    """Of so many cohorts of 100 pupils those that are separated, about one in nine."""
    chunks = [range(i, min(i + CHUNK, cohorts)) for i in range(0, cohorts, CHUNK)]
    with ProcessPoolExecutor(workers) as pool:
        found = pd.concat(list(pool.map(simulate_separated, chunks)))
    return coverage(found, sparse_truth())


def describe_separated(summary: pd.DataFrame, cohorts: int) -> str:
    """The table of the separated cohorts."""
    lines = [
        "# Coverage in small separated cohorts",
        "",
        f"Of {cohorts:,} cohorts of 100 pupils, 6 % of them exposed, those in which a level is",
        "separated (`make proof`, `thuiszitters.verify.coverage_separated`). Risk differences have",
        "penalised profile intervals, carried on to the exact limit where all pupils of a level",
        "have the same outcome; `delta` is what the delta method would have given.",
        "",
        "| method | cohorts | truth | coverage | ± (simulation) |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.method} | {row.cohorts} | {row.truth:.3f} | {row.coverage:.4f} "
        f"| {1.96 * row.monte_carlo_error:.4f} |"
        for row in summary.itertuples()
    ]
    return "\n".join(lines) + "\n"


def draw(summary: pd.DataFrame, path: Path) -> None:
    """Coverage per method and contrast, with the band that is asked for."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "proof", "svg.fonttype": "none"})
    methods = list(dict.fromkeys(summary["method"]))
    terms = list(dict.fromkeys(summary["term"]))
    figure, axis = plt.subplots(figsize=(8.0, 4.5), layout="constrained")
    axis.axvspan(*BAND, color="0.92")
    axis.axvline(0.95, color="0.5", linewidth=0.8)
    for number, method in enumerate(methods):
        part = summary[summary["method"] == method].set_index("term").loc[terms]
        heights = np.arange(len(terms)) + (number - len(methods) / 2) * 0.14
        errors = 1.96 * part["monte_carlo_error"]
        axis.errorbar(part["coverage"], heights, xerr=errors, fmt="o", markersize=4, label=method)
    axis.set_yticks(np.arange(len(terms)), terms)
    axis.invert_yaxis()
    axis.set_xlabel("Share of cohorts whose 95 % interval holds the truth")
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    figure.savefig(path, metadata={"Date": None})


def describe(summary: pd.DataFrame, cohorts: int) -> str:
    """Text around the table, with its numbers taken from it."""
    lines = [
        "# Coverage proven by simulation",
        "",
        f"{cohorts:,} cohorts of 320 pupils with known coefficients, made by `make proof`",
        "(`thuiszitters.verify.coverage.demo_truth`).",
        "Under `imputed` home problems and age are missing at random, more often with the outcome.",
        "",
        "![Coverage](coverage.svg)",
        "",
        "| method | contrast | truth | bias | coverage | ± (simulation) | without a number |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.method} | {row.term} | {row.truth:.3f} | {row.bias:+.3f} | {row.coverage:.4f} "
        f"| {1.96 * row.monte_carlo_error:.4f} | {row.not_estimated:.4f} |"
        for row in summary.itertuples()
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Parse arguments, run, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cohorts", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/proof"))
    chosen = parser.parse_args()
    summary = run_all(chosen.cohorts, chosen.workers)
    chosen.out.mkdir(parents=True, exist_ok=True)
    summary.round(6).to_csv(chosen.out / "coverage.csv", index=False)
    separated = run_separated(chosen.cohorts, chosen.workers)
    separated.round(6).to_csv(chosen.out / "separated.csv", index=False)
    words = describe(summary, chosen.cohorts)
    (chosen.out / "coverage.md").write_text(words, encoding="utf-8")
    words = describe_separated(separated, chosen.cohorts)
    (chosen.out / "separated.md").write_text(words, encoding="utf-8")
    draw(summary, chosen.out / "coverage.svg")


if __name__ == "__main__":
    main()

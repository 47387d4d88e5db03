"""Run the simulation of thuiszitters.verify.imputation_coverage, beside mice's answers.

Usage: python benchmarks/prove_imputation.py [--cohorts 400] [--workers 2] [--out docs/proof]
       python benchmarks/prove_imputation.py --export FOLDER [--cohorts 400]

The second form writes the cohorts for benchmarks/prove_imputation.R, whose answers stand beside
it in prove_imputation_mice.csv. The first compares as many cohorts as are answered there, or
fewer, so that every row of its table is about the same ones.
"""

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd

from thuiszitters.verify.imputation_coverage import (
    LOSS,
    N_PUPILS,
    TRUTH,
    M,
    draw_pair,
    simulate_imputation,
    summarise_imputation,
)

MICE = Path(__file__).with_name("prove_imputation_mice.csv")
CHUNK = 25


def export(folder: Path, cohorts: int) -> None:
    """Write one file with every cohort, for R."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [draw_pair(number)[1].assign(cohort=number) for number in range(cohorts)]
    pd.concat(tables).to_csv(folder / "cohorts.csv", index=False)


def cohorts_of_mice(theirs: pd.DataFrame) -> int:
    """How many cohorts mice analysed, each in both ways."""
    return int(theirs.groupby("method")["cohort"].nunique().min())


def run_all(cohorts: int, workers: int) -> pd.DataFrame:
    """Simulate all cohorts; the result does not depend on the number of workers."""
    chunks = [range(start, min(start + CHUNK, cohorts)) for start in range(0, cohorts, CHUNK)]
    with ProcessPoolExecutor(workers) as pool:
        ours = pd.concat(list(pool.map(simulate_imputation, chunks)))
    theirs = pd.read_csv(MICE)
    return pd.concat([ours, theirs[theirs["cohort"] < cohorts]])


def describe(summary: pd.DataFrame, cohorts: int) -> str:
    """Text around the table, with its numbers taken from it."""
    lines = [
        "# Imputing a continuous number: coverage, power, width",
        "",
        f"{cohorts:,} cohorts of {N_PUPILS} pupils (`make proof`,",
        "`thuiszitters.verify.imputation_coverage`): a continuous number beside a yes/no and a",
        f"predictor of three levels. The number is missing for {LOSS[1]:.0%} of pupils with the",
        f"outcome and {LOSS[0]:.0%} of the others; {M} imputations. `mice` had the same cohorts",
        "(benchmarks/prove_imputation.R): `matcher` breaks ties for every missing value anew, as",
        "we do; `matchindex`, its default, once for all. Widths are medians; true log odds ratios: "
        + ", ".join(f"{term} {value:g}" for term, value in TRUTH.items())
        + ".",
        "",
        "| contrast | method | cohorts | bias | coverage | ± (simulation) | power | width | FMI |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.term} | {row.method} | {row.cohorts} | {row.bias:+.4f} | {row.coverage:.3f} "
        f"| {1.96 * row.monte_carlo_error:.3f} | {row.power:.3f} | {row.width:.4f} "
        f"| {'' if pd.isna(row.fmi) else f'{row.fmi:.2f}'} |"
        for row in summary.itertuples()
    ]
    return "\n".join(lines) + "\n"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    answered = cohorts_of_mice(pd.read_csv(MICE))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cohorts", type=int, default=answered)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/proof"))
    parser.add_argument("--export", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.export is None and chosen.cohorts > answered:
        parser.error(f"mice answered {answered} cohorts; first export more and run it on them")
    return chosen


def main() -> None:
    """Run and write."""
    chosen = parse(None)
    if chosen.export is not None:
        export(chosen.export, chosen.cohorts)
        return
    summary = summarise_imputation(run_all(chosen.cohorts, chosen.workers))
    chosen.out.mkdir(parents=True, exist_ok=True)
    summary.round(6).to_csv(chosen.out / "imputation.csv", index=False)
    text = describe(summary, chosen.cohorts)
    (chosen.out / "imputation.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Profiles of separated tables beside a slow independent search; keep the page in docs/proof.

Usage: python benchmarks/prove_profiles.py [--workers 2] [--out docs/proof]

The slow search and its results are in tests/reference/firth_separated.
"""

import argparse
import csv
import importlib.util
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# One thread per process: small matrices only get slower with more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd
from proof_page import page

from thuiszitters.logit.fit_likelihood import fit_likelihood

STORED = Path(__file__).parents[1] / "tests/reference/firth_separated"
#: The slow search's own tolerance, in the distance between the estimate and the farther end.
TOLERANCE = 2e-5
TEXT = """# Firth's profile in separated tables

Made by `make proof` (`benchmarks/prove_profiles.py`): estimate and both ends of one coefficient of
each of {tables:,} separated tables (10 to 2,000 pupils, 1 to 8 columns), beside a slow search that
shares no code with the package (`tests/reference/firth_separated`). Differences are in the distance
between the estimate and the farther end; {tolerance:.0e} is the slow search's own tolerance.

Tables that differ by more: {apart}. Which of the two searches is right in them is said, and tested,
with the reference.

"""


def compared(row: dict[str, str]) -> tuple[int, str, int, float]:
    """Number, shape and pupils of one table, and the largest difference of its three numbers."""
    spec = importlib.util.spec_from_file_location("make_separated", STORED / "make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    number, place = int(row["table"]), int(row["column"])
    x, y = made.table(number)
    fitted = fit_likelihood(x, y, np.ones(len(y)), firth=True)
    ours = np.array([fitted.beta[place], *fitted.interval(place, 0.95)])
    theirs = np.array([float(row[name]) for name in ("estimate", "low", "high")])
    unit = max(np.sqrt(fitted.covariance[place, place]), np.abs(theirs - theirs[0]).max())
    difference = float(np.abs(ours - theirs).max() / unit)
    return number, made.SHAPES[number % len(made.SHAPES)], len(y), difference


def text_of(found: pd.DataFrame) -> str:
    """Text with a row per shape of table."""
    agrees = found["difference"] <= TOLERANCE  # an end without a number does not
    rows = []
    for shape, part in found.groupby("shape", sort=True):
        same = part[agrees[part.index]]
        pupils = f"{part['pupils'].min()} to {part['pupils'].max():,}"
        rows.append((shape, len(part), pupils, len(same), f"{same['difference'].max():.1e}"))
    names = ["shape", "tables", "pupils", "agree", "largest difference of these"]
    apart = ", ".join(str(number) for number in found.loc[~agrees, "table"]) or "none"
    words = TEXT.format(tables=len(found), tolerance=TOLERANCE, apart=apart)
    return page(words, pd.DataFrame(rows, columns=names))


def main() -> None:
    """Parse arguments, run, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/proof"))
    chosen = parser.parse_args()
    with (STORED / "expected.csv").open(encoding="utf-8") as file:
        stored = list(csv.DictReader(file))
    with ProcessPoolExecutor(chosen.workers) as pool:
        found = pd.DataFrame(
            list(pool.map(compared, stored, chunksize=8)),
            columns=["table", "shape", "pupils", "difference"],
        )
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "profiles.md").write_text(text_of(found), encoding="utf-8")


if __name__ == "__main__":
    main()

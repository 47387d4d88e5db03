"""What the scripts that prove coverage share: their arguments, and the page they write."""

import argparse
from pathlib import Path

import pandas as pd


def arguments(description: str | None) -> argparse.Namespace:
    """How many cohorts, with how many processes, written where."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--cohorts", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/proof"))
    return parser.parse_args()


def page(text: str, summary: pd.DataFrame) -> str:
    """The table as Markdown below its text."""
    head = "| " + " | ".join(summary.columns) + " |\n" + "|---" * len(summary.columns) + "|\n"
    rows = [
        "| "
        + " | ".join(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row)
        + " |\n"
        for row in summary.itertuples(index=False)
    ]
    return text + head + "".join(rows)

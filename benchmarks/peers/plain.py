"""Odds ratios the plain way: pandas, statsmodels, matplotlib. Measured by bench.py."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm


def columns_of(data: pd.DataFrame, predictors: list[str]) -> pd.DataFrame:
    """Design matrix with dummies for texts and a constant."""
    made = pd.get_dummies(data[predictors], drop_first=True, dtype=float)
    return sm.add_constant(made.astype(float))


def odds_ratios(outcome: pd.Series, design: pd.DataFrame) -> pd.DataFrame:
    """Odds ratios with Wald intervals and p-values."""
    fit = sm.Logit(outcome, design).fit(disp=False)
    table = np.exp(fit.conf_int())
    table.columns = ["low", "high"]
    table.insert(0, "odds_ratio", np.exp(fit.params))
    table["p"] = fit.pvalues
    return table.drop("const")


def main(source: str, outcome: str, predictors: list[str], folder: str = "") -> None:
    """Read, fit, print; write a table and a forest plot where a folder is named."""
    data = pd.read_csv(source).dropna()
    adjusted = odds_ratios(data[outcome], columns_of(data, predictors))
    crude = pd.concat(odds_ratios(data[outcome], columns_of(data, [name])) for name in predictors)
    table = crude.join(adjusted, lsuffix="_crude", rsuffix="_adjusted")
    if folder:
        write(table, Path(folder))
    print(table.round(2))  # noqa: T201


def write(table: pd.DataFrame, target: Path) -> None:
    """Write the table and a forest plot."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    target.mkdir(parents=True, exist_ok=True)
    table.to_csv(target / "table.csv")
    figure, axes = plt.subplots(figsize=(7, 0.3 * len(table) + 1))
    place = np.arange(len(table))
    for kind, shift in (("crude", -0.1), ("adjusted", 0.1)):
        middle = table[f"odds_ratio_{kind}"]
        ends = [middle - table[f"low_{kind}"], table[f"high_{kind}"] - middle]
        axes.errorbar(middle, place + shift, xerr=ends, fmt="o", label=kind)
    axes.set_xscale("log")
    axes.set_yticks(place, table.index)
    axes.axvline(1, color="grey")
    axes.legend()
    figure.tight_layout()
    figure.savefig(target / "forest.png", dpi=220)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3].split(","), *sys.argv[4:])

"""One logistic regression by another program, as a plain script does it.

Usage: ``python fit.py PROGRAM FILE`` (statsmodels, sklearn or glum); the outcome is column y.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd


def main(program: str, source: str) -> None:
    """Read, fit, print what the program gives."""
    read = pd.read_parquet if Path(source).suffix == ".parquet" else pd.read_csv
    data = read(source)
    y, x = data.pop("y"), data
    if program == "statsmodels":
        import statsmodels.api as sm

        fit = sm.Logit(y, sm.add_constant(x.astype(float))).fit(disp=False)
        table = np.exp(fit.conf_int()).assign(odds_ratio=np.exp(fit.params), p=fit.pvalues)
    elif program == "sklearn":
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-8).fit(x, y)
        table = np.exp(model.coef_)
    else:
        from glum import GeneralizedLinearRegressor

        model = GeneralizedLinearRegressor(family="binomial", alpha=0, gradient_tol=1e-8)
        table = np.exp(model.fit(x, y).coef_)
    print(table)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

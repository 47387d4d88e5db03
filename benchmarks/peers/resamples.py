"""Bootstrap fits of a small table: ``python resamples.py ours|statsmodels FILE TIMES``."""

import sys

import numpy as np
import pandas as pd


def main(program: str, source: str, times: int) -> None:
    """Draw, fit each resample, print the spread of the coefficients."""
    data = pd.read_csv(source)
    y, x = data.pop("y").to_numpy(float), pd.get_dummies(data, drop_first=True, dtype=float)
    columns = np.column_stack([np.ones(len(x)), x])
    rng = np.random.default_rng(1)
    counts = rng.multinomial(len(y), np.full(len(y), 1.0 / len(y)), size=times).astype(float)
    if program == "ours":
        from thuiszitters.logit.batch import fit_batch

        found = fit_batch(columns, counts * y, counts).beta
    else:
        import statsmodels.api as sm

        family = sm.families.Binomial()
        found = np.array(
            [sm.GLM(y, columns, family=family, freq_weights=one).fit().params for one in counts]
        )
    print(np.nanstd(found, axis=0))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

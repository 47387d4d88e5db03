"""Combined penalised profiles after imputation, against own R code on one data set."""

import json
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

#: Four penalised profiles of each term are searched and combined: half a minute.
pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "clip"
#: R stops at scores of 1e-8 and ends of 1e-12, ours at ends of 1e-9: what is left of the
#: difference is below a millionth of the shortest interval (0.14).
TOLERANCE = 1e-7


@pytest.fixture(scope="module")
def pooled():
    stacked = pd.read_csv(HERE / "imputed.csv")
    specs = [
        PredictorSpec("NV", text("NV"), "binary", ("0", "1")),
        *(PredictorSpec(name, text(name), "numeric") for name in ("PI", "EH")),
    ]
    tables = []
    for _, one in stacked.groupby("imp"):
        patterns = pd.DataFrame(
            {"outcome": one["HG"].astype("int8"), "NV": one["NV"].astype("str")}
        )
        patterns[["PI", "EH"]] = one[["PI", "EH"]].astype("float64")
        tables.append(code_patterns(patterns, specs))
    # Distinct numbers differ between tables; models read values, so nothing has to be shared.
    return fit_completed(tables, Estimation())


def test_separation_is_found_in_every_table(pooled):
    assert pooled.fit.estimator == "firth"
    assert pooled.fit.reason == "separation_in_imputations|imputations=4|of=4"


@pytest.mark.parametrize("position", [0, 1, 2])
def test_estimates_ends_and_p_values_are_those_of_r(pooled, position):
    expected = json.loads((HERE / "expected.json").read_text())["terms"][position]
    term = pooled.fit.terms[1 + position]
    single = [fit.beta[1 + position] for fit in pooled.fits]
    assert single == pytest.approx(expected["single"], abs=TOLERANCE)
    assert term.log_odds == pytest.approx(expected["estimate"], abs=TOLERANCE)
    assert term.ci_low == pytest.approx(expected["low"], abs=TOLERANCE)
    assert term.ci_high == pytest.approx(expected["high"], abs=TOLERANCE)
    assert term.p_value == pytest.approx(expected["p"], abs=TOLERANCE)

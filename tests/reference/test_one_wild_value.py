"""A typing error of 9999 among ages around 14, against R."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

HERE = Path(__file__).parent / "one_wild_value"


def test_estimates_and_profile_ends_are_those_of_r():
    table = pd.read_csv(HERE / "data.csv").assign(n_pupils=1)
    specs = [PredictorSpec(name, text(name), "numeric") for name in ("age", "group")]
    fit = fit_design(design_from_patterns(table, specs))
    assert fit.status == "ok"
    with (HERE / "expected.csv").open() as file:
        for row in csv.DictReader(file):
            term = fit.term(row["term"])
            for name in ("log_odds", "std_error", "ci_low", "ci_high"):
                # R's ends by uniroot to 1e-12 on refits whose deviance is exact to 1e-12.
                np.testing.assert_allclose(getattr(term, name), float(row[name]), rtol=1e-7)

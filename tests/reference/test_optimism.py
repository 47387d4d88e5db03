"""Optimism beside rms::validate where most resamples are separated: alike in area, not in slope."""

import json

import numpy as np
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.optimism import bootstrap_optimism


def test_optimism_differs_from_rms_where_and_as_far_as_is_documented(case):
    birthwt = case("birthwt")
    path = birthwt.folder.parent / "birthwt_more" / "optimism.json"
    theirs = json.loads(path.read_text())
    specs = [spec for spec in birthwt.specs if spec.name != "ftv01"]
    third = birthwt.patterns.iloc[::3].reset_index(drop=True)
    fit = fit_design(design_from_patterns(third, specs))
    assert len(fit.terms) - 1 == theirs["coefficients"]
    assert fit.summary.auc == pytest.approx(theirs["apparent_auc"], abs=1e-9)
    ours = bootstrap_optimism(fit, np.random.default_rng(1), n_resamples=300)
    # Monte Carlo error of either is about 0.006; documented: .827 and .821.
    assert ours.auc.corrected == pytest.approx(theirs["auc"], abs=0.02)
    # Fits on their way to infinity ask for more shrinkage than Firth's do: .67 and .43.
    assert 0.1 < ours.slope.corrected - theirs["slope"] < 0.4

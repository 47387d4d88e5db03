from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.simulation import simulation_spec
from thuiszitters.setup.simulate import extract_bytes, simulate_extract
from thuiszitters.setup.simulate.background import ADVICE, background_columns

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def spec():
    return simulation_spec(read_yaml(ROOT / "config/simulation.yaml"))


@pytest.fixture(scope="module")
def columns(spec):
    """Twenty thousand pupils of whom half have the outcome, in two levels."""
    rng = np.random.default_rng(1)
    names = ("girl", "internalising", "externalising", "agencies", "outcome")
    truth = pd.DataFrame({name: rng.random(20_000) < 0.5 for name in names})
    attended = ["vmbo-k", "havo"] * 10_000
    return truth, attended, pd.DataFrame(background_columns(spec.background, truth, attended, rng))


def test_no_other_column_changes_by_the_background(spec):
    small = replace(spec, pupils=40)
    without = simulate_extract(replace(small, background=None), 7)
    added = simulate_extract(small, 7)
    shared = added["pupils"][list(without["pupils"])]
    assert extract_bytes(shared) == extract_bytes(without["pupils"])
    assert added["pupils"].shape[1] == without["pupils"].shape[1] + 8
    for name in ("classifications", "absences"):
        assert extract_bytes(added[name]) == extract_bytes(without[name])


def test_shares_are_those_of_the_configuration(spec, columns):
    truth, _, drawn = columns
    judicial = drawn["justitiele_maatregel"] == "ja"
    terms = dict(dict(spec.background.shares)["judicial"])
    for outcome in (False, True):
        here = (truth["outcome"] == outcome) & ~truth["externalising"]
        # Five standard errors of a share of five thousand pupils.
        expected = terms["base"] + outcome * terms["outcome"]
        assert abs(judicial[here].mean() - expected) < 5 * np.sqrt(expected / here.sum())


def test_nobody_has_problems_with_care_without_problems_with_agencies(columns):
    truth, _, drawn = columns
    for column in ("problemen_gesloten_jeugdzorg", "problemen_ggz"):
        assert set(drawn.loc[~truth["agencies"], column]) == {"nee"}
        assert "ja" in set(drawn.loc[truth["agencies"], column])


def test_advice_is_the_level_attended_or_above(columns):
    _, attended, drawn = columns
    known = drawn["schooladvies"] != ""
    steps = drawn.loc[known, "schooladvies"].map(ADVICE.index) - pd.Series(attended)[known].map(
        ADVICE.index
    )
    assert set(steps) == {0, 1, 2}

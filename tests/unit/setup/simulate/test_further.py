"""Codes beside the others: their shares, whom they are given to, and what they leave alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.simulation import SimulatedProblem, simulation_spec
from thuiszitters.setup.simulate import extract_bytes, simulate_extract
from thuiszitters.setup.simulate.further import further_codes

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def spec():
    whole = simulation_spec(read_yaml(ROOT / "config/simulation.yaml"))
    return replace(whole, pupils=400, pupils_outside_age=5)


@pytest.fixture(scope="module")
def both(spec):
    return simulate_extract(replace(spec, further=()), 7), simulate_extract(spec, 7)


def _rows(table):
    return sorted(map(tuple, table.to_numpy()))


def test_every_other_row_and_column_stays(both):
    without, added = both
    assert extract_bytes(added["pupils"]) == extract_bytes(without["pupils"])
    assert _rows(added["absences"]) == _rows(without["absences"])
    before, after = (set(_rows(one["classifications"])) for one in both)
    assert before < after
    assert {row[3] for row in after - before} == {"nee"}


def test_nobody_gets_a_first_code_or_a_first_problem_at_home(both):
    without, added = (table["classifications"] for table in both)
    assert set(without["leerlingnummer"]) == set(added["leerlingnummer"])
    home = {
        name: set(table.loc[table["code"].str.match("D|X40"), "leerlingnummer"])
        for name, table in (("without", without), ("added", added))
    }
    assert home["added"] == home["without"]
    assert added["code"].str.startswith("B").any()
    assert not added.duplicated(["leerlingnummer", "code"]).any()


@pytest.mark.thorough
def test_shares_are_those_of_the_configuration():
    problem = SimulatedProblem(("D702", "D701"), 0.16, ("loyalty", "other_home"))
    rng, n = np.random.default_rng(3), 20_000
    drawn = [list(further_codes([problem], ["loyalty"], ["D205"], rng)) for _ in range(n)]
    given = [codes[0] for codes in drawn if codes]
    # Five standard errors of a share of these draws.
    assert abs(len(given) / n - 0.16) < 5 * np.sqrt(0.16 * 0.84 / n)
    assert abs(given.count("D702") / len(given) - 0.5) < 5 * np.sqrt(0.25 / len(given))
    assert not any(list(further_codes([problem], ["peers"], ["A501"], rng)) for _ in range(200))

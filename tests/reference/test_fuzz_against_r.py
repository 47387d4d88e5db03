"""The differential fuzz against R: a few of its tables, and that it sees what differs."""

import math
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.mark.slow
def test_numbers_of_25_random_tables_are_those_of_r():
    from fuzz_r.run import run, what_is_absent

    if absent := what_is_absent():
        pytest.skip(absent)
    outcome = run(25)
    assert [one for one in outcome.compared if not one.agrees] == []
    assert len({one.table for one in outcome.compared}) >= 23
    assert len({one.kind for one in outcome.compared}) >= 30


@pytest.mark.thorough
def test_every_shape_of_table_is_drawn_from_its_number_and_the_seed():
    from fuzz_r.tables import SHAPES, as_json, draw

    for number, shape in enumerate(SHAPES):
        one, again, other = draw(number, 1), draw(number, 1), draw(number, 2)
        assert one.shape == shape
        assert as_json(one) == as_json(again) != as_json(other)


def test_what_differs_and_what_we_do_not_have_is_seen():
    from fuzz_r.compare import compare, largest

    theirs = {("beta", "x"): 1.0, ("error", "x"): 0.1, ("low", "x"): 0.8, ("separated", ""): 0.0}
    ours = {**theirs, ("low", "x"): 0.8 + 0.2e-10}
    assert all(one.agrees for one in compare(3, "mixed", ours, theirs))
    ours["low", "x"] = 0.8 + 0.2e-6
    (low,) = [one for one in compare(3, "mixed", ours, theirs) if not one.agrees]
    # The end is 0.2 from its estimate, so 0.2e-6 is a millionth of its reach.
    assert (low.kind, low.table) == ("low", 3)
    assert low.difference == pytest.approx(1e-6)
    del ours["beta", "x"]
    lost = [one.kind for one in compare(3, "mixed", ours, theirs) if not one.agrees]
    assert lost == ["beta", "low"]
    assert largest(compare(3, "mixed", theirs, theirs))["beta"][0] == 1


@pytest.mark.thorough
def test_every_kind_of_number_has_a_tolerance_with_a_reason():
    from fuzz_r.compare import TOLERANCES
    from fuzz_r.ours import our_numbers
    from fuzz_r.tables import SHAPES, draw

    kinds = {kind for number in range(len(SHAPES)) for kind, _ in our_numbers(draw(number, 4))}
    assert kinds <= set(TOLERANCES)
    assert all(math.isfinite(one.size) and one.why for one in TOLERANCES.values())
    assert np.array([one.size for one in TOLERANCES.values()]).max() <= 1e-4


def test_without_r_it_says_so_and_ends_well(monkeypatch, capsys):
    import fuzz_against_r
    from fuzz_r import run

    monkeypatch.setattr(run.shutil, "which", lambda _: None)
    monkeypatch.setattr("sys.argv", ["fuzz_against_r.py"])
    assert fuzz_against_r.main() == 0
    assert "R is not installed" in capsys.readouterr().out

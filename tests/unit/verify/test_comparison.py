import json
import math
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from tests.unit.verify.compared import named

from thuiszitters.verify.cases import shipped_cases
from thuiszitters.verify.comparison import Compared, compare, worst_of_each


def _maker():
    place = Path(__file__).with_name("from_reference.py")
    spec = spec_from_file_location("from_reference", place)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.thorough
@pytest.mark.parametrize("case", shipped_cases(), ids=lambda case: case.name)
def test_every_shipped_number_agrees(case):
    compared = compare(case)
    assert compared
    assert [one.expected.name for one in compared if not one.agrees] == []


@pytest.mark.thorough
def test_the_shipped_numbers_are_those_of_the_reference_folder():
    maker = _maker()
    assert (maker.CASES / "expected.csv").read_text() == maker.expected_text()
    for case in maker.from_reference().values():
        shipped = (maker.CASES / f"{case['reference_set']}.csv").read_text()
        assert shipped == maker.data_text(case["reference_set"])


def test_a_number_that_is_not_found_does_not_agree():
    expected = shipped_cases()[0].expected[0]
    missing = Compared(replace(expected, predictor="nobody"), math.nan)
    assert not missing.agrees
    assert worst_of_each([Compared(expected, expected.value), missing]) != []


MATCHING = Path(__file__).parents[2] / "reference/matching"


def _imputed_numbers(name):
    """Means and standard deviations over seeds of mice, by predictor and quantity."""
    found = json.loads((MATCHING / "mice.json").read_text())[name]
    return {
        (term["term"].removesuffix("1"), quantity): (term["mean"], term["sd"])
        for quantity, part in (("log_odds", "beta"), ("std_error", "se"))
        for term in found[part][1:]
    }


def test_imputed_numbers_may_differ_by_chance_and_by_no_more():
    case = named("imputed_number")
    assert case.request.impute
    assert Path(case.request.data).read_text() == (MATCHING / "two_groups.csv").read_text()
    mice = _imputed_numbers("two_groups")
    assert len(case.expected) == len(mice)
    for one in case.expected:
        mean, spread = mice[one.predictor, one.quantity]
        assert one.value == mean
        assert one.tolerance == pytest.approx(4 * 2**0.5 * spread, rel=5e-3)


def test_donors_from_the_tails_are_outside_the_tolerance():
    case = named("imputed_number")
    faulty = _imputed_numbers("two_groups_matchindex")
    compared = [Compared(one, faulty[one.predictor, one.quantity][0]) for one in case.expected]
    outside = [one.expected.name for one in compared if not one.agrees]
    assert outside == ["adjusted x std_error", "adjusted g=1 std_error"]


def test_natural_effects_of_a_number_are_those_of_r():
    case = named("birthwt_natural")
    more = MATCHING.parent / "birthwt_more"
    theirs = json.loads((more / "numeric_decomposition.json").read_text())["natural"]
    assert [one.value for one in case.expected] == theirs
    assert max(one.difference for one in compare(case)) < 1e-9

import json
import math
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from thuiszitters.verify import command
from thuiszitters.verify.cases import shipped_cases
from thuiszitters.verify.comparison import Compared, compare, worst_of_each


def _maker():
    place = Path(__file__).with_name("from_reference.py")
    spec = spec_from_file_location("from_reference", place)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(name):
    (case,) = (case for case in shipped_cases() if case.name == name)
    return case


@pytest.mark.parametrize("case", shipped_cases(), ids=lambda case: case.name)
def test_every_shipped_number_agrees(case):
    compared = compare(case)
    assert compared
    assert [one.expected.name for one in compared if not one.agrees] == []


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


def test_a_wrong_number_ends_with_false_and_is_named(monkeypatch, capsys):
    case = named("separated_closed_form")
    first, *others = case.expected
    wrong = replace(case, expected=(replace(first, value=first.value + 0.01), *others))
    monkeypatch.setattr(command, "shipped_cases", lambda: (wrong,))
    assert not command.verify()
    said = capsys.readouterr().out
    assert "differs" in said
    assert "1 of 4 numbers do not agree." in said


def test_the_comparison_names_source_and_both_numbers(monkeypatch, capsys):
    coronary = named("coronary_closed_form")
    monkeypatch.setattr(command, "shipped_cases", lambda: (coronary,))
    assert command.verify(everything=True)
    said = capsys.readouterr().out
    assert "Source: closed form" in said
    assert "adjusted old=1 log_odds" in said
    assert "2.093546148" in said
    assert "All 5 numbers agree." in said


def test_json_holds_every_number_with_its_source(monkeypatch, capsys):
    separated = named("separated_closed_form")
    monkeypatch.setattr(command, "shipped_cases", lambda: (separated,))
    assert command.verify(as_json=True)
    (case,) = json.loads(capsys.readouterr().out)
    assert case["source"].startswith("Firth with one binary predictor")
    assert all(one["agrees"] for one in case["numbers"])


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

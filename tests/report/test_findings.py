"""Verdicts, and the sentences that follow from them."""

from dataclasses import replace

import pytest
from tests.report.words_of_reports import read, suppressed, told

from thuiszitters.base.text import Text
from thuiszitters.language.findings import findings, unsettled, verdict


@pytest.mark.parametrize(
    ("low", "high", "status", "expected"),
    [
        (1.0001, 3.0, "ok", "higher"),
        (1.0, 3.0, "ok", "open"),
        (0.2, 0.9999, "ok", "lower"),
        (0.2, 1.0, "ok", "open"),
        (0.0, float("inf"), "ok", "open"),
        (1.2, float("inf"), "ok", "higher"),
        (float("nan"), float("nan"), "suppressed", "suppressed"),
        (float("nan"), float("nan"), "not_converged", "none"),
    ],
)
def test_a_verdict_follows_from_the_interval_alone(low, high, status, expected):
    row = {"status": status, "ci_low": low, "ci_high": high, "reason": "", "p_value": 0.9}
    assert verdict(row) == expected


def test_pupils_are_named_in_the_words_of_the_plan(released):
    assert told(released["line"]) == ("meisjes", "jongens")


def test_without_words_in_the_plan_pupils_are_named_by_their_label(released):
    demo = released["line"]
    with_levels = told(demo, pupils={})
    assert with_levels == ("leerlingen met ‘Geslacht: Meisje’", "leerlingen met ‘Geslacht: Jongen’")
    plain = {"yes": Text(nl="Ja", en="Yes"), "no": Text(nl="Nee", en="No")}
    home = Text(nl="Problemen thuis", en="Problems at home")
    girl = findings(demo, "main")[0].predictor
    turned = told(demo, pupils={}, levels=plain, label=home, reference="yes")
    assert turned[1] == "leerlingen met ‘Problemen thuis’"
    other = replace(findings(demo, "main")[0], level="no")
    other = replace(other, predictor=replace(girl, pupils={}, levels=plain, label=home))
    assert other.pupils("nl") == "leerlingen zonder ‘Problemen thuis’"
    assert told(demo, pupils={}, levels=plain, label=home) == (
        "leerlingen met ‘Problemen thuis’",
        "leerlingen zonder ‘Problemen thuis’",
    )


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_suppressed_odds_ratios_are_not_said_to_be_uncertain(released, audience):
    text = read(suppressed(released["line"]), audience, "answer")
    assert "Er is geen antwoord vrijgegeven" in text
    assert "geen uitsluitsel" not in text


@pytest.mark.parametrize("audience", ["policy", "research"])
def test_intervals_that_hold_1_are_said_to_be_inconclusive(released, audience):
    numbers = released["line"]
    estimates = numbers.estimates.assign(ci_low=0.5, ci_high=2.0, p_value=0.6)
    wide = replace(numbers, estimates=estimates, more={})
    text = read(wide, audience, "answer")
    assert "Voor geen van deze kenmerken geven de gegevens uitsluitsel" in text
    assert "duidelijk vaker" not in text


def test_suppressed_and_open_findings_are_told_apart(released):
    numbers = released["line"]
    assert unsettled(findings(numbers, "main")) is None
    assert unsettled(findings(suppressed(numbers), "main")) == "suppressed"
    assert unsettled(()) == "none"

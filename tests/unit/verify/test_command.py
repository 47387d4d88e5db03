"""The command `verify`."""

import json
from dataclasses import replace

from tests.unit.verify.compared import named

from thuiszitters.verify import command


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

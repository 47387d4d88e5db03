"""The report for policy."""

from dataclasses import replace

from tests.report.words_of_reports import read


def test_advice_names_its_sources_and_never_follows_from_synthetic_numbers(released):
    text = read(released["line"], "policy", "steps")
    assert "niet uit de getallen hierboven" in text
    assert "(Kearney & Graczyk, 2014)" in text
    study = replace(released["line"].study, synthetic=False)
    real = read(replace(released["line"], study=study), "policy", "steps")
    assert "verzonnen" not in real

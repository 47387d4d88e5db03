"""Pupils out of a hundred, side by side."""

import re
from dataclasses import replace

import pytest
from tests.report.drawing import assert_apart

from thuiszitters.figures.hundred import hundred_plot
from thuiszitters.figures.hundred_rows import NARROW
from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES


def test_shares_are_told_as_standardised_only_where_they_are(released):
    numbers = released["line"]
    assert "Volgens het model" in hundred_plot(numbers, "nl").svg
    more = {name: table for name, table in numbers.more.items() if name != "risks"}
    counted = replace(numbers, more=more)
    assert "Geteld, niet gecorrigeerd" in hundred_plot(counted, "nl").svg


def narrow(language):
    return lambda numbers: hundred_plot(numbers, language, NARROW)


def rare(numbers):
    """The same numbers with shares that are said in words on both sides."""
    estimates = numbers.estimates.copy()
    estimates["n_pupils"], estimates["n_events"] = 10_000.0, 2.0
    more = {name: table for name, table in numbers.more.items() if name != "risks"}
    return replace(numbers, estimates=estimates, more=more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["quine", "altra_demo", "line", "suppressed"])
def test_the_narrow_figure_says_what_the_wide_one_says(released, name, language):
    wide = hundred_plot(released[name], language)
    other = hundred_plot(released[name], language, NARROW)
    assert (other.title, other.alt, other.description) == (wide.title, wide.alt, wide.description)
    shares = r">(\d+ (?:en|and) \d+)<"
    assert re.findall(shares, other.svg) == re.findall(shares, wide.svg) != []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["crowded", "altra_demo"])
def test_forty_long_labels_do_not_overlap_on_a_phone(released, name, language, monkeypatch):
    assert_apart(released[name], monkeypatch, narrow(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_in_words_are_broken_over_lines_in_both_drawings(released, language, monkeypatch):
    few = rare(released["quine"])
    drawn = hundred_plot(few, language).svg
    assert {"nl": "minder dan 1", "en": "fewer than 1"}[language] in drawn
    for draw in (narrow(language), lambda numbers: hundred_plot(numbers, language)):
        assert_apart(few, monkeypatch, draw)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pupils_out_of_a_hundred_are_not_pupils_with_the_outcome(released, language):
    title = hundred_plot(released["line"], language).title
    turned_round = {"nl": "leerlingen met de uitkomst", "en": "pupils with the outcome"}[language]
    assert turned_round not in title
    share = say("figure.icons.share", language, share="4")
    assert {"nl": "4 van de 100", "en": "4 of 100"}[language] in share

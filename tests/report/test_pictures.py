"""Problems that come together, expectations on one axis, and what is missing."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.drawing import assert_apart

from thuiszitters.base.text import Text
from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.figures.problem_count import problem_count_plot
from thuiszitters.figures.replication import replication_plot
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document


def long_labels(numbers):
    """Predictors and expectations with long names, and no released counts."""
    words = "problemen met hulpverleners, instanties of opvang (groep {:02d})"
    predictors = {
        name: replace(spec, label=Text(words.format(i), words.format(i)))
        for i, (name, spec) in enumerate(numbers.study.predictors.items())
    }
    labels = dict.fromkeys(numbers.study.hypotheses, Text(words.format(1), words.format(1)))
    study = replace(numbers.study, predictors=predictors, hypotheses=labels)
    hidden = numbers.characteristics.assign(n_pupils=np.nan)
    return replace(numbers, study=study, characteristics=hidden)


def test_long_names_and_large_counts_do_not_overlap(released, monkeypatch):
    crowded = long_labels(released["line"])
    kept = ("problem_count", "hypotheses", "literature")
    more = {name: crowded.more[name] for name in kept}
    assert_apart(replace(crowded, more=more), monkeypatch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_stand_in_the_research_report(released, language):
    figures = draw_figures(released["line"], language)
    document = make_document(released["line"], figures, language, "research")
    places = {
        block.figure.name: section.name
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "figure")
    }
    assert places["problem_count"] == "problem_count"
    assert places["replication"] == "answer"
    assert places["hypotheses"] == "further_figures"


def test_two_drawings_of_each_are_equal_to_the_byte(released):
    for plot in (problem_count_plot, replication_plot, hypotheses_plot):
        one, other = (plot(released["line"], "nl") for _ in range(2))
        assert (one.svg, one.png, one.pdf) == (other.svg, other.png, other.pdf)

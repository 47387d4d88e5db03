"""The one sentence names every part of the question by words of its own."""

from dataclasses import replace

import pytest

from thuiszitters.language.answer.certainty import Judgement
from thuiszitters.language.answer.evidence import Answer, answers
from thuiszitters.language.answer.sentence import answer_sentence
from thuiszitters.language.findings import confirmatory_findings
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.words import Part
from thuiszitters.results.read import Numbers


def levels_of_one_factor(numbers: Numbers) -> list[Answer]:
    """Every level of the factor with most levels, as parts of a question."""
    found = confirmatory_findings(numbers)
    factor = max((one.predictor for one in found), key=lambda predictor: len(predictor.levels))
    levels = [one for one in found if one.predictor == factor]
    pattern = answers(numbers)[0]
    return [
        replace(
            pattern,
            part=Part(str(one.level), factor.levels[one.level], one.model, factor.name, one.level),
            predictor=factor,
            finding=one,
        )
        for one in levels
    ]


def graded(parts: list[Answer], *grades: str) -> list[Answer]:
    return [
        replace(one, judgement=Judgement(grade, "higher" if grade != "undirected" else ""))
        for one, grade in zip(parts, grades, strict=False)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_levels_of_one_factor_are_two_things(released, language):
    numbers = released["altra_demo"]
    parts = graded(levels_of_one_factor(numbers), "borderline", "undirected", "undirected")
    sentence = answer_sentence(parts, numbers, language)
    for one in parts[1:]:
        assert one.part.label.in_language(language).lower() in sentence.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_only_part_that_points_one_way_keeps_its_direction(released, language):
    numbers = released["altra_demo"]
    parts = graded(levels_of_one_factor(numbers), "borderline", "leaning", "undirected")
    sentence = answer_sentence(parts, numbers, language)
    assert {"nl": "mogelijk vaker", "en": "possibly more often"}[language] in sentence
    assert parts[2].finding.pupils(language) in sentence

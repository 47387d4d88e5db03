"""Words of a plan that nobody translated."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.setup.check.labels import about_labels


def test_words_that_are_the_same_in_both_languages_are_named_and_abbreviations_are_not(plan):
    labels = [
        Text("Vrij schoolgeld", "Vrij schoolgeld"),
        Text("ADHD", "ADHD"),
        Text("Jaar", "Year"),
    ]
    predictors = [
        replace(spec, label=label, level_labels=())
        for spec, label in zip(plan.predictors, labels, strict=True)
    ]
    (sentence,) = about_labels(replace(plan, predictors=tuple(predictors)))
    assert sentence.startswith("Words of worried are the same in Dutch and English")
    assert about_labels(replace(plan, predictors=tuple(predictors[1:]))) == []


def test_labels_of_levels_count_as_well(plan):
    own = plan.predictors[1]
    levels = tuple((level, Text("klein", "klein")) for level in own.levels)
    named = replace(own, label=Text("School", "School size"), level_labels=levels)
    (sentence,) = about_labels(replace(plan, predictors=(named,)))
    assert "school" in sentence

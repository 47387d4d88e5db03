"""Reasons that travel with numbers become sentences in both languages."""

import pytest

from thuiszitters.language import explain
from thuiszitters.language.catalogue import catalogue, places
from thuiszitters.logit.reasons import REASON_KEYS
from thuiszitters.plan import LANGUAGES


def test_a_separation_names_predictor_level_and_direction(released):
    study = released["altra_demo"].study
    reason = "separation|predictor=runaway|level=yes|direction=up"
    sentence = explain(reason, "nl", study)
    assert sentence.startswith("Bij ‘Weglopen’, of in de groep waarmee wordt vergeleken")
    assert "loopt op tot oneindig" in sentence


def test_a_separation_of_two_together_names_one_of_each(released):
    study = released["altra_demo"].study
    reason = "separation|predictor=runaway:home|level=yes:no|direction=down"
    sentence = explain(reason, "nl", study)
    assert sentence.startswith("Bij ‘Weglopen’ samen met ‘Problemen thuis: nee’, of in de groep")


def test_several_predictors_are_named_by_label(released):
    study = released["altra_demo"].study
    sentence = explain("separation_several|predictors=girl,home", "en", study)
    assert "Girl, Problems at home" in sentence


def test_no_reason_is_no_sentence(released):
    assert explain("", "nl", released["quine"].study) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(REASON_KEYS))
def test_every_reason_of_the_models_has_a_text_for_its_values(key, language):
    text = catalogue()[f"reason.{key}"].in_language(language)
    assert places(text) <= set(REASON_KEYS[key])


@pytest.mark.parametrize(
    "rule",
    ["small_count", "complement", "group_share", "secondary", "difference", "residual_df", "flow"],
)
def test_every_rule_of_the_release_is_explained(rule, released):
    for language in LANGUAGES:
        sentence = explain(f"suppressed|rule={rule}", language, released["quine"].study)
        assert len(sentence.split()) > 4
        assert "_" not in sentence

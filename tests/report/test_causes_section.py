"""Causes of a plan, and mediators, in the research report."""

from dataclasses import replace

import pytest

from thuiszitters.base.text import LANGUAGES
from thuiszitters.report.causes_section import cause_blocks, causes_table, mediator_sentence
from thuiszitters.results.study_reading import study_from


def study(causes):
    """A study of two predictors in one model."""
    text = {"nl": "x", "en": "x"}
    predictor = {"kind": "binary", "levels": {}, "reference": "no"}
    document = {
        **dict.fromkeys(("title", "description", "source"), text),
        "cohort": "c", "synthetic": False, "n_pupils": None, "n_events": None,
        "plan": {"name": "p", "title": text, "question": text},
        "outcome": {"label": text, "definition": text},
        "disclosure": {"profile": "open", "label": text, "statement": text},
        "flow_reasons": {},
        "estimation": {
            "estimator": "auto", "interval": "profile", "level": 0.95,
            "caution_events": 10, "strong_caution_events": 5,
        },
        "predictors": {
            name: {**predictor, "label": {"nl": f"Nl {name}", "en": f"En {name}"}}
            for name in ("home", "agencies", "peers")
        },
        "models": {
            "main": {"label": text, "role": "confirmatory", "predictors": ["home", "agencies"]}
        },
        "causes": causes,
    }  # fmt: skip
    return study_from(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mediators_and_left_out_causes_stand_in_their_columns(language):
    told = causes_table(study({"home": ["agencies"], "peers": ["agencies"]}), language)
    own = "Nl" if language == "nl" else "En"
    cells = [tuple(cell.text for cell in row.cells) for row in told.rows[1:]]
    assert cells == [
        (f"{own} home", f"{own} agencies", ""),
        (f"{own} agencies", "", f"{own} peers"),
    ]


def test_the_mediators_of_the_main_model_are_said_as_such():
    said = mediator_sentence(study({"home": ["agencies"]}), "en")
    assert "en agencies may follow from other factors (mediators)" in said
    assert "odds ratios of en home leave out" in said.replace("\n", " ")


def test_without_causes_nothing_is_said():
    plain = study({})
    assert cause_blocks(plain, "en") == ()
    assert mediator_sentence(plain, "en") == ""


def test_a_label_of_an_unmeasured_cause_says_so():
    one = study({"hidden": ["home", "outcome"]})
    one = replace(one, unmeasured={"hidden": one.title})
    assert causes_table(one, "nl").rows[1].cells[2].text == "x (niet gemeten)"

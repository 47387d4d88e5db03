"""What was suppressed is said in words, and never as a number."""

import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.io import write_json
from thuiszitters.release.review.command import explanation
from thuiszitters.release.review.explanation import explain_release
from thuiszitters.results.study_reading import study_from

BOTH = {"nl": "x", "en": "x"}
STUDY = {
    "cohort": "demo",
    "title": BOTH,
    "description": BOTH,
    "source": BOTH,
    "synthetic": True,
    "plan": {"name": "p", "title": BOTH, "question": BOTH},
    "outcome": {"label": BOTH, "definition": BOTH},
    "predictors": {
        "girl": {
            "label": {"nl": "Meisje", "en": "Girl"},
            "kind": "binary",
            "reference": "no",
            "levels": {"no": {"nl": "nee", "en": "no"}, "yes": {"nl": "ja", "en": "yes"}},
            "per": 1,
            "unit": None,
        }
    },
    "models": {
        "main": {
            "label": {"nl": "Hoofdmodel", "en": "Main model"},
            "role": "confirmatory",
            "predictors": ["girl"],
            "blocks": [],
        }
    },
    "flow_reasons": {},
    "estimation": {
        "estimator": "auto",
        "interval": "profile",
        "level": 0.95,
        "caution_events": 10,
        "strong_caution_events": 5,
    },
    "disclosure": {
        "profile": "rule_of_10",
        "label": {"nl": "Regel van tien", "en": "Rule of ten"},
        "statement": {"nl": "Onder de 10 weg.", "en": "Below 10 left out."},
    },
    "n_pupils": 320,
    "n_events": 62,
}
RECORD = {
    "profile": "rule_of_10",
    "tables": {
        "flow": {"rows": 3, "suppressed_rows": 0, "reasons": {}},
        "estimates": {
            "rows": 15,
            "suppressed_rows": 2,
            "reasons": {"suppressed|rule=small_count": 1, "suppressed|rule=secondary": 1},
        },
    },
    "suppressed_counts": [
        {
            "universe": "__cohort__",
            "predictor": "girl",
            "level": "yes",
            "measure": "n_events",
            "rule": "small_count",
        },
        {
            "universe": "main",
            "predictor": "girl",
            "level": "__missing__",
            "measure": "n_pupils",
            "rule": "secondary",
        },
    ],
    "protection": {"protected_counts": 1, "required_width": 9.0, "narrowest_width": 15.0},
}
NOTHING = {
    "profile": "open",
    "tables": {"flow": {"rows": 3, "suppressed_rows": 0, "reasons": {}}},
    "suppressed_counts": [],
    "protection": {"protected_counts": 0, "required_width": None, "narrowest_width": None},
}


def test_every_suppressed_count_is_named_with_its_rule():
    assert explain_release(RECORD, study_from(STUDY), "en") == [
        "Profile: Rule of ten. Below 10 left out.",
        "estimates: 2 of 15 rows suppressed.",
        "  1: too few pupils are involved.",
        "  1: another suppressed number could be worked out from it.",
        "Counts suppressed:",
        "  whole cohort, Girl, yes: number with the outcome (too few pupils are involved).",
        (
            "  Main model, Girl, missing: number of pupils (another suppressed number could be "
            "worked out from it)."
        ),
        (
            "Checked: who combines all counts that are shown keeps an uncertainty of at least 15 "
            "pupils about every protected count; the profile asks 9."
        ),
    ]


def test_a_release_without_masks_says_that_nothing_was_suppressed():
    lines = explain_release(NOTHING, study_from(STUDY), "nl")
    assert lines == ["Profiel: Regel van tien. Onder de 10 weg.", "Er is niets weggelaten."]


def test_protection_without_bounds_is_said():
    record = {**RECORD, "protection": {**RECORD["protection"], "narrowest_width": "infinite"}}
    last = explain_release(record, study_from(STUDY), "en")[-1]
    assert last == "Checked: protected counts cannot be bounded from those that are shown."


@pytest.fixture
def released(tmp_path):
    folder = tmp_path / "results/demo/numbers"
    write_json(folder / "release.json", NOTHING)
    write_json(folder / "study.json", STUDY)
    return tmp_path


def test_the_command_reads_what_the_door_wrote(released):
    assert explanation("demo", "en", released)[-1] == "Nothing was suppressed."


def test_a_release_from_before_there_were_versions_is_explained_too(released):
    old = {
        "profile": "rule_of_10",
        "tables": {"flow": {"rows": 3, "masked_rows": 2, "reasons": {"masked|rule=flow": 2}}},
        "withheld_counts": [],
        "attack": NOTHING["protection"],
        "earlier": {
            "releases": ["one"],
            "too_few_apart": ["__cohort__"],
            "cannot_be_unsaid": [{**RECORD["suppressed_counts"][0], "release": "one"}],
        },
    }
    write_json(released / "results/demo/numbers/release.json", old)
    lines = explanation("demo", "en", released)
    assert "flow: 2 of 3 rows suppressed." in lines
    assert any("is about too few pupils" in line for line in lines)
    assert any("stands in one already" in line for line in lines)


def test_a_cohort_without_a_release_is_named_with_those_there_are(released):
    with pytest.raises(AnalysisError) as caught:
        explanation("demmo", "en", released)
    assert str(caught.value) == (
        'results: nothing was released of "demmo". Allowed: demo. Did you mean "demo"?'
    )


def test_an_unknown_language_is_refused(released):
    with pytest.raises(AnalysisError) as caught:
        explanation("demo", "fr", released)
    assert str(caught.value) == '--language: found "fr". Allowed: nl, en.'

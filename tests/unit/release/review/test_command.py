"""The command `explain` finds a release and says what it found."""

import pytest
from tests.unit.release.review.explained import NOTHING, RECORD, STUDY

from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.io import write_json, write_text
from thuiszitters.release.review.command import REVIEW, explanation


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


def test_the_explanation_ends_with_where_the_page_is(tmp_path):
    write_json(tmp_path / "results/demo/numbers/release.json", NOTHING)
    write_json(tmp_path / "results/demo/numbers/study.json", STUDY)
    assert "review" not in explanation("demo", "en", tmp_path)[-1]
    page = REVIEW.format(cohort="demo", language="en")
    write_text(tmp_path / page, "x")
    assert explanation("demo", "en", tmp_path)[-1] == f"For whoever checks the output: {page}"

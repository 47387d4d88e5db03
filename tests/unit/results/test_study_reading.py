"""A study is read from its record, also from one that was written before a choice was there."""

import json

import pytest
from tests.workflow.runs import ROOT

from thuiszitters.base.text import Text
from thuiszitters.results.study_reading import study_from

RECORD = ROOT / "tests/report/data/quine/study.json"
#: Parts that later versions added: a record may lack them.
LATER = ("codes", "definitions", "extraction_date", "hypotheses", "not_measured", "report", "run",
         "problem_count")  # fmt: skip


@pytest.fixture
def document():
    return json.loads(RECORD.read_text(encoding="utf-8"))


def test_words_and_counts_are_those_of_the_record(document):
    study = study_from(document)
    assert study.title == Text(**document["title"])
    assert study.question == Text(**document["plan"]["question"])
    assert (study.n_pupils, study.n_events) == (document["n_pupils"], document["n_events"])
    assert list(study.predictors) == list(document["predictors"])
    assert list(study.models) == list(document["models"])
    assert study.disclosure_profile == document["disclosure"]["profile"]


def test_what_is_not_in_an_older_record_is_what_was_done_then(document):
    for part in LATER:
        document.pop(part, None)
    for choice in ("missing_values", "clusters", "covariance", "sites"):
        document["estimation"].pop(choice, None)
    study = study_from(document)
    assert study.estimation.missing_values == "complete_cases"
    assert (study.estimation.clusters, study.estimation.covariance) == ("none", "CR1")
    assert (study.definitions, study.problem_count, dict(study.hypotheses)) == ((), (), {})


def test_a_hypothesis_has_a_note_only_where_the_plan_gives_one(document):
    label = {"nl": "a", "en": "a"}
    document["hypotheses"] = {
        "one": {"label": label, "note": {"nl": "b", "en": "b"}},
        "two": {"label": label},
    }
    study = study_from(document)
    assert set(study.hypotheses) == {"one", "two"}
    assert set(study.hypothesis_notes) == {"one"}


def test_other_definitions_are_kept_with_the_one_of_the_cohort(document):
    part = {"label": {"nl": "a", "en": "a"}, "definition": {"nl": "b", "en": "b"}}
    document["definitions"] = {"x": {**part, "own": True}, "y": {**part, "own": False}}
    assert [(one.name, one.own) for one in study_from(document).definitions] == [
        ("x", True),
        ("y", False),
    ]


def test_a_record_without_a_plan_is_none(document):
    del document["plan"]
    with pytest.raises(KeyError, match="plan"):
        study_from(document)

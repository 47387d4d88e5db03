"""Words of a plan are checked before anything runs, and absent by default."""

import csv
from pathlib import Path

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.language.catalogue import catalogue
from thuiszitters.plan.words import ReportWords, report_words, source_problems, words_problems

ROOT = Path(__file__).parents[3]
PLAN = {
    "models": {"main": {"blocks": {"a": {"predictors": ["home", "age", "profile"]}}}},
    "predictors": {
        "home": {"kind": "binary"},
        "age": {"kind": "numeric"},
        "profile": {"kind": "factor", "levels": {"none": {}, "some": {}}},
    },
}


def problems(**part):
    label = {"nl": "a", "en": "a"}
    content = {**PLAN, "report": {"parts": {"x": {"label": label, **part}}}}
    return [str(problem) for problem in words_problems(content, "plan.yaml")]


def test_nothing_is_said_by_default():
    assert report_words({}, {}) == ReportWords()


def test_a_part_names_a_comparison_of_the_plan():
    assert problems(model="main", predictor="home", level="yes") == []
    assert problems(model="main", predictor="age") == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"model": "mian", "predictor": "home"}, "not a model of this plan"),
        ({"model": "main", "predictor": "hone"}, "not a predictor of the model"),
        ({"model": "main", "predictor": "home", "level": "no"}, "not a level that is compared"),
        ({"model": "main", "predictor": "profile", "level": "none"}, "not a level"),
        ({"model": "main", "predictor": "age", "level": "yes"}, "no level: it is a number"),
    ],
)
def test_a_part_that_names_nothing_is_a_problem(part, said):
    (problem,) = problems(**part)
    assert said in problem


def test_a_key_that_is_in_no_bibliography_is_a_problem_with_a_cure():
    section = {"references": ["firth1992"], "study": {"source": "firth1993"}}
    (problem,) = source_problems(section, "cohort.yaml")
    assert "firth1992" in str(problem)
    assert "firth1993" in str(problem)


def test_a_reason_under_no_topic_is_a_problem():
    label = {"nl": "a", "en": "a"}
    reasons = [{"label": label, "items": [{"label": label, "topic": "helth"}]}]
    (problem,) = words_problems({**PLAN, "report": {"reasons": reasons}}, "plan.yaml")
    assert "health" in str(problem)


def finding_problems_of(**part):
    content = {
        **PLAN,
        "decompositions": {"agencies": {"exposures": ["home"]}},
        "report": {"findings": {"x": {"label": {"nl": "a", "en": "a"}, **part}}},
    }
    return [str(problem) for problem in words_problems(content, "plan.yaml")]


def test_a_finding_of_the_study_is_answered_by_a_comparison_a_decomposition_or_nothing():
    assert finding_problems_of(study="higher", model="main", predictor="home", level="yes") == []
    assert finding_problems_of(study="shared", decomposition="agencies", predictor="home") == []
    assert finding_problems_of(study="protective") == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"study": "higher", "model": "main"}, "model and predictor together"),
        ({"study": "higher", "model": "mian", "predictor": "home"}, "not a model of this plan"),
        (
            {"study": "shared", "model": "main", "predictor": "home", "level": "yes"},
            "decomposition and",
        ),
        (
            {"study": "shared", "decomposition": "agency", "predictor": "home"},
            'Did you mean "agencies"',
        ),
        ({"study": "shared", "decomposition": "agencies", "predictor": "age"}, "not an exposure"),
        ({"study": "higher", "decomposition": "agencies", "predictor": "home"}, "study: shared"),
    ],
)
def test_a_finding_that_names_half_a_comparison_is_a_problem(part, said):
    (problem,) = finding_problems_of(**part)
    assert said in problem


def test_findings_are_read_in_the_order_of_the_plan():
    label, note = {"nl": "a", "en": "b"}, {"nl": "c", "en": "d"}
    listed = {"y": {"label": label, "study": "reframed", "note": note}}
    (found,) = report_words({"findings": listed}, {}).findings
    assert (found.name, found.study, found.note.en, found.model) == ("y", "reframed", "d", None)


def test_an_expectation_names_the_topic_of_a_reason():
    label = {"nl": "a", "en": "a"}
    reasons = [{"label": label, "items": [{"label": label, "topic": "poverty"}]}]
    content = {**PLAN, "report": {"reasons": reasons}}
    expected = {"x": {"label": label, "expected": "up", "study": "unknown", "topic": "poverty"}}
    assert not list(words_problems({**content, "hypotheses": expected}, "plan.yaml"))
    wrong = {"x": {**expected["x"], "topic": "povrety"}}
    (problem,) = words_problems({**content, "hypotheses": wrong}, "plan.yaml")
    assert "hypotheses.x.topic" in str(problem)
    assert "poverty" in str(problem)


def test_codes_of_reasons_in_the_shipped_plan_have_labels_in_its_code_list():
    plan = read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml")
    with (ROOT / f"config/codebooks/{plan['codebook']}.csv").open(encoding="utf-8") as stream:
        labelled = {row["code"] for row in csv.DictReader(stream) if row["label_nl"]}
    words = report_words(plan["report"], {})
    reasons = [one for _, group in words.reasons for one in group]
    codes = [code for one in reasons for code in (*one.codes, *one.codes_in_part)]
    assert {"D802", "D702", "E101", "E107", "A104", "B100"} <= set(codes)
    assert set(codes) <= labelled


def test_a_topic_is_called_in_a_plan_what_it_is_called_everywhere():
    """Reasons, expectations and the headings of topics are read beside each other."""
    plan = read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml")
    items = [item for group in plan["report"]["reasons"] for item in group["items"]]
    items += [one for one in plan["hypotheses"].values() if "topic" in one]
    assert len(items) > 36
    for item in items:
        if (
            item["topic"] == "motivation"
        ):  # heads effects of both signs; the reason is the lack of it
            continue
        for language in ("nl", "en"):
            heading = catalogue()[f"topic.{item['topic']}"].in_language(language)
            assert _bare(item["label"][language]) == _bare(heading)


def _bare(label):
    """Without capitals and without an article before it."""
    return label.lower().removeprefix("een ").removeprefix("a ")

"""Findings of the study behind a plan."""

import pytest

from thuiszitters.plan.study_findings import finding_problems, study_findings

PLAN = {"decompositions": {"agencies": {"exposures": ["home"]}}}


def told(part):
    return [str(problem) for problem in finding_problems(part, PLAN, "plan: findings.a")]


def test_findings_keep_their_order_and_what_was_not_measured_names_nothing():
    found = study_findings(
        {
            "b": {"label": "B", "study": "higher", "model": "main", "predictor": "home"},
            "a": {"label": "A", "study": "protective", "note": "in part"},
        }
    )
    assert [one.name for one in found] == ["b", "a"]
    assert found[1].model is None
    assert found[1].note.en == "in part"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"study": "higher", "model": "main"}, "found model alone"),
        ({"study": "shared", "model": "main", "predictor": "home"}, "not by a model"),
        ({"study": "higher", "decomposition": "agencies"}, "stands without a model"),
        ({"study": "shared", "decomposition": "agency"}, 'Did you mean "agencies"?'),
        ({"study": "shared", "decomposition": "agencies"}, "not an exposure"),
    ],
)
def test_half_a_comparison_is_named(part, said):
    assert any(said in one for one in told(part))


def test_a_whole_one_is_fine():
    assert told({"study": "higher", "model": "main", "predictor": "home"}) == []
    assert told({"study": "shared", "decomposition": "agencies", "predictor": "home"}) == []

"""Predictors for which a file has no column."""

from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.code import Code
from thuiszitters.setup.draft.absent import absent_predictors, not_measured_lines

NAME = Text("x", "x")
LIST = Codebook(
    "own",
    (
        Code("A", "axis", None, NAME, "own"),
        Code("A1", "group", "A", NAME, "own"),
        Code("B", "axis", None, NAME, "own"),
    ),
)
LABEL = {"nl": "x", "en": "Label"}
PLAN = {
    "constructs": {"fear": {"codes": ["A"]}, "home": {"codes": ["B"]}, "own": {"codes": ["z9"]}},
    "predictors": {
        "fear": {"construct": "fear", "label": LABEL},
        "both": {"profile": ["fear", "home"], "label": LABEL},
        "own": {"construct": "own", "label": LABEL},
        "girl": {"column": "sex", "label": LABEL},
    },
}


def test_a_construct_is_there_when_a_code_below_it_has_a_column():
    assert set(absent_predictors(PLAN, ["A1", "z9"], LIST)) == {"both"}
    assert set(absent_predictors(PLAN, ["A1", "B", "z9"], LIST)) == set()
    assert absent_predictors(PLAN, [], LIST) == dict.fromkeys(["fear", "both", "own"], "Label")


def test_a_code_that_does_not_count_does_not_make_it_there():
    without = {**PLAN["constructs"], "fear": {"codes": ["A"], "except_codes": ["A1"]}}
    assert "fear" in absent_predictors({**PLAN, "constructs": without}, ["A1"], LIST)


def test_they_stand_in_the_draft_with_a_question_and_nothing_stands_there_without_them():
    lines = list(not_measured_lines({"fear": "Label"}))
    assert lines[0].startswith("# QUESTION:")
    assert lines[-2:] == ["not_measured:", "  - fear # Label"]
    assert list(not_measured_lines({})) == []

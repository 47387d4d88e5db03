"""What was suppressed is said in words, and never as a number."""

from tests.unit.release.review.explained import NOTHING, RECORD, STUDY

from thuiszitters.release.review.explanation import explain_release
from thuiszitters.results.study_reading import study_from


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

"""What a cohort measured follows the codes that were recorded, and every table says the same."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.language.sight import seen, seen_topic
from thuiszitters.plan.words import Reason

WORD = Text(nl="reden", en="reason")


def listed(measured):
    return measured.study.words.reasons[0][1]


def test_a_recorded_code_shows_a_reason_and_one_that_was_not_recorded_does_not(measured):
    found = [seen(one, measured.study) for one in listed(measured)]
    assert [one.sight for one in found] == ["yes", "partly", "no", "yes"]
    assert [one.codes for one in found] == [("D802",), ("E101",), (), ()]
    assert found[3].predictors  # a predictor of a model goes before a code


def test_a_topic_of_two_reasons_is_seen_as_well_as_the_best_of_them(measured):
    (group,) = measured.study.words.reasons
    twice = (WORD, (*group[1], Reason(WORD, "health", codes=("E101",))))
    study = replace(measured.study, words=replace(measured.study.words, reasons=(twice,)))
    assert seen_topic("health", study).sight == "yes"

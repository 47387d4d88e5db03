"""No value of a configuration file is without end or turns the text around."""

import pytest

from thuiszitters.plan.plain_values import LARGEST, is_unprintable, plain_value_problems, printable


@pytest.mark.parametrize(
    "value", [float("inf"), -float("inf"), float("nan"), 10 * LARGEST, 10**400]
)
def test_a_number_without_an_end_is_named_with_its_place(value):
    (problem,) = plain_value_problems({"a": [{"per": 1}, {"per": value}]}, "plan.yaml")
    assert problem.where == "plan.yaml: a.1.per"
    assert "number" in problem.found or ".inf" in problem.found


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066"])
def test_a_sign_that_cannot_be_printed_is_named_by_number_in_keys_and_texts(sign):
    assert is_unprintable(sign)
    for value in ({"label": f"a{sign}"}, {f"la{sign}bel": "a"}):
        (problem,) = plain_value_problems(value, "x")
        assert f"U+{ord(sign):04X}" in problem.found
        assert sign not in str(problem)


def test_lines_and_letters_of_any_language_are_fine():
    assert plain_value_problems({"text": "één\n\ttwee 学校", "n": LARGEST, "b": True}, "x") == []
    assert printable("学校") == "学校"


def test_numbers_without_end_and_control_signs_are_refused_wherever_they_stand():
    content = {"a": [1.0, float("inf")], "b\x1b": {"c": "x\u202ey"}, "d": float("nan"), "e": "é\n"}
    found = [str(problem) for problem in plain_value_problems(content, "plan.yaml")]
    assert [text.split(": found")[0].split(": the")[0] for text in found] == [
        "plan.yaml: a.1",
        "plan.yaml",
        "plan.yaml: b\\u001b.c",
        "plan.yaml: d",
    ]

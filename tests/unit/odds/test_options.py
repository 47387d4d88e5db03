"""Words of a command line, as they were meant."""

import pytest

from thuiszitters.odds.options import listed, pairs, read_interactions, times


def test_a_comma_inside_a_name_needs_quotes():
    assert listed('"a, b",c') == ["a, b", "c"]
    assert listed(["a,", " ,b"]) == ["a", "b"]


def test_one_text_is_one_time():
    assert times("ab") == ("ab",)
    assert times(["a", "b"]) == ["a", "b"]


def test_a_comma_inside_a_value_is_kept_when_no_name_follows():
    problems = []
    assert pairs("--reference", "school=small, old,sex=boy", problems) == {
        "school": "small, old",
        "sex": "boy",
    }
    assert problems == []


@pytest.mark.parametrize("wrong", ["school", "=small", "school="])
def test_half_a_pair_is_a_problem(wrong):
    problems = []
    assert pairs("--reference", wrong, problems) == {}
    assert problems[0].allowed == "column=value"


def test_a_colon_in_a_name_is_kept_where_a_predictor_has_it():
    problems = []
    found = read_interactions("a:b:c", ["a:b", "c"], problems)
    assert found == (("a:b", "c"),)
    assert problems == []


def test_a_product_with_itself_or_of_no_predictor_gets_the_nearest():
    problems = []
    assert read_interactions("girl:girl,gril:age", ["girl", "age"], problems) == ()
    assert len(problems) == 2
    assert "girl" in problems[1].advice


def test_a_name_with_a_line_break_needs_no_quotes():
    assert listed("a\nb, c") == ["a\nb", "c"]
    assert listed('"a\nb", c') == ["a\nb", "c"]

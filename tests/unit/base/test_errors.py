"""Sentences for people."""

from thuiszitters.base.errors import AnalysisError, PlanError, Problem, raise_problems


def test_an_error_lists_all_its_problems_a_line_each():
    error = PlanError([Problem("a.yaml: x", "found 1"), Problem("a.yaml: y", "found 2", "3")])
    assert str(error).splitlines() == ["a.yaml: x: found 1.", "a.yaml: y: found 2. Allowed: 3."]
    assert isinstance(error, AnalysisError)


def test_no_problems_raise_nothing():
    assert raise_problems([], PlanError) is None


def test_a_question_keeps_its_own_mark():
    assert str(Problem("x", "found y", advice='Did you mean "z"?')).endswith('"z"?')


def test_a_sign_that_a_terminal_obeys_is_not_passed_on():
    said = str(
        Problem("a.csv", 'the column "\x1b]0;x\x07\N{RIGHT-TO-LEFT OVERRIDE}b\nc" is missing')
    )
    assert (
        said
        == 'a.csv: the column "\N{REPLACEMENT CHARACTER}]0;x'
        + 2 * ("\N{REPLACEMENT CHARACTER}")
        + 'b\nc" is missing.'
    )

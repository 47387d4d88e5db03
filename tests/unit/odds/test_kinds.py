"""What a column is taken for, and what overrules it."""

from itertools import cycle, islice

import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds

Y = [0, 1, 1, 0, 0, 1, 0]


@pytest.fixture
def spec_of(tmp_path):
    """The predictor that a column becomes."""

    def decide(cells, ask=None, n=42, **options):
        rows = zip(islice(cycle(Y), n), islice(cycle(cells), n), strict=True)
        path = tmp_path / "t.csv"
        path.write_text("y,a\n" + "".join(f'{y},"{cell}"\n' for y, cell in rows))
        return run_odds(request_from(str(path), "y", ["a"], **options), ask).specs[0]

    return decide


@pytest.mark.parametrize(
    ("cells", "kind", "levels"),
    [
        ([0, 1], "factor", ("0", "1")),
        ([1, 2], "factor", ("1", "2")),
        ([1, 2, 3], "numeric", ()),
        ([0.5, 1.5], "numeric", ()),
        (range(14), "numeric", ()),
        (["ja", "nee"], "factor", ("nee", "ja")),
        (["TRUE", "FALSE"], "factor", ("FALSE", "TRUE")),
        (["b", "a", "C"], "factor", ("a", "b", "C")),
        (["1", "2", "unknown"], "factor", ("1", "2", "unknown")),
    ],
)
def test_a_column_is_what_it_looks_like(spec_of, cells, kind, levels):
    spec = spec_of(cells)
    assert (spec.kind, spec.levels) == (kind, levels)


def test_groups_of_numbers_stand_in_the_order_of_the_numbers(spec_of):
    assert spec_of([10, 9, 1], factor=["a"]).levels == ("1", "9", "10")


def test_the_user_decides_about_0_and_1(spec_of):
    assert spec_of([0, 1], numeric=["a"]).kind == "numeric"


def test_a_reference_makes_groups_of_numbers(spec_of):
    assert spec_of([1, 2, 3], reference=["a=3"]).levels == ("3", "1", "2")


def test_a_step_makes_a_number(spec_of):
    spec = spec_of([1, 2, 3], per=["a=2"])
    assert (spec.kind, spec.per) == ("numeric", 2.0)


@pytest.mark.parametrize(("answer", "kind"), [(True, "factor"), (False, "numeric")])
def test_someone_who_can_answer_is_asked(spec_of, answer, kind):
    questions = []

    def ask(column, count, values):
        questions.append((column, count, values))
        return answer

    assert spec_of([1, 2, 3], ask).kind == kind
    assert questions == [("a", 3, "1-3")]


def test_nobody_is_asked_what_was_said(spec_of):
    def ask(column, count, values):
        raise AssertionError

    assert spec_of([1, 2, 3], ask, factor=["a"]).kind == "factor"


def test_a_bar_in_a_group_does_not_part_a_reason(spec_of):
    assert spec_of(["p|q", "r=s"]).levels == ("p¦q", "r=s")

"""What a column is taken for, and what overrules it."""

from itertools import cycle, islice

import pytest

from thuiszitters.base.errors import EstimationError
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


@pytest.mark.parametrize(
    "cells",
    [[f"{n:05d}" for n in range(1, 43)], range(1001, 1043), [f"P{n}" for n in range(42)]],
    ids=["with zeros in front", "running on", "words"],
)
def test_a_number_or_name_per_row_is_no_predictor(spec_of, cells):
    with pytest.raises(EstimationError, match="as in a column of pupil numbers") as caught:
        spec_of(cells)
    assert "--numeric a" in str(caught.value)


def test_a_whole_number_per_row_that_may_measure_something_is_announced(tmp_path):
    rows = "".join(f"{Y[n % 7]},{n * n + 3}\n" for n in range(42))
    (tmp_path / "t.csv").write_text(f"y,a\n{rows}")
    result = run_odds(request_from(str(tmp_path / "t.csv"), "y", ["a"]))
    assert any("whole number of its own" in one.said("en") for one in result.notices)


def test_a_number_per_row_counts_when_the_user_says_so(spec_of):
    assert spec_of(range(1001, 1043), numeric=["a"]).kind == "numeric"


def test_two_clusters_carry_a_caution(tmp_path):
    rows = "".join(f"{Y[n % 7]},{n % 5},{n % 2}\n" for n in range(42))
    (tmp_path / "t.csv").write_text(f"y,a,g\n{rows}")
    result = run_odds(request_from(str(tmp_path / "t.csv"), "y", ["a"], cluster="g"))
    (caution,) = [one for one in result.notices if "only 2 clusters" in one.said("en")]
    assert caution.for_readers

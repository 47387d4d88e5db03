"""The rows of the figure of a hundred pupils."""

import pytest

from thuiszitters.figures.hundred_rows import NARROW, laid_out, ordered
from thuiszitters.figures.page import LINE_HEIGHT
from thuiszitters.language.answer.evidence import answers, other_answers


def test_what_is_settled_stands_above_what_is_not_and_by_size(released):
    settled, rest = ordered((*answers(released["line"]), *other_answers(released["line"])))
    assert {one.judgement.grade for one in settled} <= {"clear", "borderline"}
    assert not {one.judgement.grade for one in rest} & {"clear", "borderline"}
    for group in (settled, rest):
        sizes = [abs(one.shares[0].value - one.shares[1].value) for one in group]
        assert sizes == sorted(sizes, reverse=True)


# The profile of altra_demo is one row: its levels with the lowest and the highest share.
@pytest.mark.parametrize(("name", "count"), [("crowded", 40), ("altra_demo", 4)])
def test_dots_and_lines_of_the_axis_stay_clear_of_the_labels_above(released, name, count):
    found = (*answers(released[name]), *other_answers(released[name]))
    rows = laid_out(found, NARROW, "nl")
    assert len(rows) == count
    for row in rows:
        last = row.y + 0.16 + (len(row.label) + len(row.against) - 1) * LINE_HEIGHT
        below_the_baseline = 0.03  # inches that a g or j of eight points goes down
        assert row.middle - 0.1 >= last + below_the_baseline
        assert row.middle + 0.1 <= row.end

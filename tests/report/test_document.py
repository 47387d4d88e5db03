"""A report before it has a format."""

from thuiszitters.figures.figure import Figure
from thuiszitters.report.document import AUDIENCES, FigureBlock, strong_parts

FIGURE = Figure("x", "en", "Title", "Finding.", "", "<svg/>")


def test_a_caption_begins_with_number_title_or_both():
    assert FigureBlock(FIGURE, number="Figure 1").heading == "Figure 1"
    assert FigureBlock(FIGURE, number="Figure 1", told=False).heading == "Figure 1. Title"
    assert FigureBlock(FIGURE).heading == "Title"


def test_strong_words_stand_between_stars_and_nothing_is_lost():
    text = "**a** b ** c"
    assert "".join(piece for piece, _ in strong_parts(text)) == text.replace("**", "")
    assert [strong for _, strong in strong_parts("a **b**")] == [False, True]


def test_every_audience_has_every_case(documents):
    for audience in AUDIENCES:
        document = documents["quine", "nl", audience]
        names = [section.name for section in document.sections]
        assert document.audience == audience
        assert len(names) == len(set(names))

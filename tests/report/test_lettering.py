"""Words that fit a column."""

from thuiszitters.figures.lettering import width_inches, wrapped


def test_long_words_are_cut_and_lines_fit():
    lines = wrapped("hulpverlenersproblematiekomschrijving bij instanties", 1.0)
    assert all(width_inches(line) <= 1.0 for line in lines)
    assert "".join(line.rstrip("-") for line in lines).startswith("hulpverleners")

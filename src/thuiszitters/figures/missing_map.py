"""Which predictors are missing together: a heat map of the patterns, drawn by seaborn."""

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.narrow import NARROW_WIDTH
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import ACCENT, BAND, PAPER, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.missing_patterns import Pattern, shown_patterns
from thuiszitters.results.read import Numbers

#: Inches: room for names of predictors, above the squares, and of one square at most.
_NAMES, _TOP, _SQUARE = {WIDTH: 2.6, NARROW_WIDTH: 1.35}, 0.12, 0.42
#: Patterns that fit beside the names.
_PATTERNS = {WIDTH: 9, NARROW_WIDTH: 4}
#: Patterns that are told in words.
_TOLD = 3


def missing_map(numbers: Numbers, language: Language) -> Iterator[Figure]:
    """The map, for a page and for a phone; none where no pattern with missing values is shown."""
    patterns = shown_patterns(numbers)
    if not any(pattern.missing for pattern in patterns):
        return
    for width, end in ((WIDTH, ""), (NARROW_WIDTH, "_narrow")):
        yield _drawn(numbers, patterns[: _PATTERNS[width]], language, width, f"missing_map{end}")


def _drawn(
    numbers: Numbers, patterns: Sequence[Pattern], language: Language, width: float, name: str
) -> Figure:
    import seaborn as sns

    held = {one for pattern in patterns for one in pattern.missing}
    rows = [one for one in numbers.study.predictors if one in held]
    squares = pd.DataFrame([[one in p.missing for p in patterns] for one in rows], dtype="float64")
    notes = [say("figure.missing_map.note", language)]
    if len(patterns) < len(numbers.more["missing_patterns"]):
        notes.append(say("figure.missing_map.more", language))
    notes += [say("note.synthetic", language)] if numbers.study.synthetic else []
    footer = footer_lines(notes, width)
    left = _NAMES[width]
    with house_style():
        labels = [numbers.study.predictors[one].label.in_language(language) for one in rows]
        lines = [wrapped(label, left - MARGIN - 0.1) for label in labels]
        high = max(0.3, LINE_HEIGHT * max(map(len, lines)) + 0.06)
        bottom = _TOP + high * len(rows)
        height = bottom + 0.62 + LINE_HEIGHT * (len(footer) + 0.5)
        canvas, page = new_page(height, width)
        across = min(_SQUARE, (width - left - MARGIN) / len(patterns)) * len(patterns)
        box = (left / width, 1 - bottom / height, across / width, (bottom - _TOP) / height)
        axes = canvas.add_axes(box)
        sns.heatmap(
            squares, ax=axes, cmap=[BAND, ACCENT], vmin=0, vmax=1, cbar=False, linewidths=1.5,
            linecolor=PAPER, xticklabels=False, yticklabels=False,
        )  # fmt: skip
        for place, said in enumerate(lines):
            _name(page, said, left - 0.1, _TOP + high * (place + 0.5))
        for place, pattern in enumerate(patterns):
            x = left + across / len(patterns) * (place + 0.5)
            n = number_format.count(pattern.pupils, language)
            page.text(x, bottom + 0.17, n, ha="center", va="baseline")
        page.text(left, bottom + 0.36, say("figure.missing_map.across", language), color=SOFT)
        draw_footer(page, footer, bottom + 0.66)
        words = _words(numbers, patterns, language)
        source, wide = source_line(numbers, language), width > NARROW_WIDTH
        return finished(canvas, name, language, words, {}, source, print_size=wide)


def _name(page: Axes, lines: Sequence[str], right: float, middle: float) -> None:
    top = middle - LINE_HEIGHT * (len(lines) - 1) / 2 + 0.04
    for place, line in enumerate(lines):
        page.text(right, top + place * LINE_HEIGHT, line, ha="right", va="baseline")


def _words(
    numbers: Numbers, patterns: Sequence[Pattern], language: Language
) -> tuple[str, str, str]:
    said = "; ".join(
        say(
            "figure.missing_map.point",
            language,
            names=", ".join(
                numbers.study.predictors[one].label.in_language(language) for one in pattern.missing
            )
            or say("figure.missing_map.none", language),
            n=number_format.count(pattern.pupils, language),
        )
        for pattern in patterns[:_TOLD]
    )
    finding = say("figure.missing_map.finding", language, list=said)
    return say("figure.missing_map.title", language), finding, finding

"""Of every hundred pupils: what is settled in colour with its margin, the rest grey below a line.

The drawing comes in two layouts: beside each other on paper and wide screens, and with the dots
below their label for a phone.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.hundred_rows import DIVIDER, WIDE, Layout, Row, laid_out, ordered
from thuiszitters.figures.lettering import width_inches
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import ACCENT, BAND, INK, LINE, PAPER, SOFT
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import Answer, answers, other_answers
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.results.read import Numbers
from thuiszitters.tables.answer_card import alternative_text, empty_notes


def hundred_plot(numbers: Numbers, language: Language, layout: Layout = WIDE) -> Figure | None:
    """Shares with and without each characteristic; nothing when none are released."""
    found = (*answers(numbers), *other_answers(numbers))
    settled, rest = ordered(found)
    drawn = (*settled, *rest)
    if not drawn:
        return None
    rows = laid_out(found, layout, language)
    top = _top(rows)
    footer = footer_lines(_notes(drawn, numbers, language), layout.width)
    bottom = rows[-1].end
    with house_style():
        canvas, axes = new_page(bottom + 0.56 + len(footer) * LINE_HEIGHT, layout.width)
        _heads(axes, layout, language)
        _axis(axes, rows, bottom, top, numbers, language)
        _divide(axes, rows, language)
        for row in rows[::2]:
            axes.axhspan(row.y, row.end, fc=BAND, ec="none", lw=0, zorder=0.4)
        for row in rows:
            _draw(axes, row, top)
        draw_footer(axes, footer, bottom + 0.52)
        source = source_line(numbers, language)
        words = _words(numbers, language)
        print_size = not layout.stacked
        return finished(canvas, layout.name, language, words, {}, source, print_size=print_size)


def _top(rows: Sequence[Row]) -> float:
    """Where the axis ends: above every share and, where they are drawn, every margin."""
    most = max(
        max(value for value in (share.value, share.high) if value == value)
        for row in rows
        for share in (row.own, row.other)
    )
    return min(1.0, (int(most * 10) + 1) / 10)


def _notes(drawn: Sequence[Answer], numbers: Numbers, language: Language) -> list[str]:
    kind = "standardised" if all(one.standardised for one in drawn) else "counted"
    notes = [say(f"figure.hundred.{kind}", language)]
    notes.extend(empty_notes(drawn, numbers.study, language))
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    return notes


def _draw(axes: Axes, row: Row, top: float) -> None:
    layout, middle = row.layout, row.middle
    for index, line in enumerate([*row.label, *row.against]):
        colour = INK if index < len(row.label) and row.settled else SOFT
        y = row.y + 0.16 + index * LINE_HEIGHT
        axes.text(MARGIN, y, line, color=colour, va="baseline")
    colour = ACCENT if row.settled else SOFT
    marks = ((row.other, middle + 0.06, PAPER), (row.own, middle - 0.06, colour))
    for share, y, face in marks:
        if share.low == share.low:
            ends = [layout.at(share.low, top), layout.at(share.high, top)]
            axes.plot(ends, [y, y], color=colour, lw=1.1 if row.settled else 0.8)
        axes.plot([layout.at(share.value, top)], [y], "o", ms=5.6, mfc=face, mec=colour, mew=1.1)
    first = middle + 0.04 - (len(row.shares) - 1) * LINE_HEIGHT / 2
    for index, line in enumerate(row.shares):
        at = first + index * LINE_HEIGHT
        axes.text(layout.text_left, at, line, va="baseline", color=INK if row.settled else SOFT)


def _divide(axes: Axes, rows: Sequence[Row], language: Language) -> None:
    """A line and a sentence above the comparisons that these data do not settle."""
    rest = next((row for row in rows if not row.settled), None)
    if rest is None:
        return
    layout, y = rest.layout, rest.y - DIVIDER
    if rest is not rows[0]:
        _rule(axes, y + 0.04, layout)
    text = say("figure.hundred.unsettled", language)
    axes.text(MARGIN, y + 0.24, text, va="baseline", color=SOFT, weight="bold")


def _heads(axes: Axes, layout: Layout, language: Language) -> None:
    x, y = MARGIN + 0.08, 0.14
    for key, face in (("with", ACCENT), ("without", PAPER)):
        axes.plot([x], [y], "o", ms=6.2, mfc=face, mec=ACCENT, mew=1.2)
        axes.text(x + 0.13, y + 0.04, say(f"figure.hundred.{key}", language), va="baseline")
        x, y = x + layout.legend_step[0], y + layout.legend_step[1]
    head = say("figure.hundred.head", language)
    axes.text(layout.text_left, layout.head, head, va="baseline", color=SOFT)
    _rule(axes, layout.rule, layout)


def _rule(axes: Axes, y: float, layout: Layout) -> None:
    axes.plot([MARGIN, layout.width - MARGIN], [y, y], color=INK, lw=0.8)


def _axis(
    axes: Axes, rows: Sequence[Row], bottom: float, top: float, numbers: Numbers, language: Language
) -> None:
    layout = rows[0].layout
    _rule(axes, bottom, layout)
    # Lines run through the dots of a row, and never through a label.
    half = 0.13 if layout.stacked else None
    spans = [(row.middle - half, row.middle + half) if half else (row.y, row.end) for row in rows]
    step = 0.1 if top <= 0.6 else 0.2
    tick = 0.0
    while tick <= top + 1e-9:
        x = layout.at(tick, top)
        tops, ends = zip(*spans, strict=True)
        # One mark for all rows: a mark for each took a quarter of the time of this figure.
        axes.vlines([x] * len(spans), tops, ends, colors=LINE, lw=0.4, zorder=0.6, capstyle="round")
        label = number_format.decimal(tick * 100, 0, language)
        axes.text(x, bottom + 0.16, label, ha="center", va="baseline")
        tick += step
    phrase = outcome_phrase(numbers.study, language)
    label = say("figure.hundred.axis", language, clause=phrase.clause)
    half_label = width_inches(label) / 2
    centre = max(layout.axis_left + layout.axis_width / 2, MARGIN + half_label)
    centre = max(min(centre, layout.width - MARGIN - half_label), MARGIN + half_label)
    if half_label * 2 > layout.width - 2 * MARGIN:
        label = say("figure.hundred.head", language)
    axes.text(centre, bottom + 0.31, label, ha="center", va="baseline", color=SOFT)


def _words(numbers: Numbers, language: Language) -> tuple[str, str, str]:
    clause = outcome_phrase(numbers.study, language).clause
    title = say("figure.hundred.title", language, clause=clause)
    finding = alternative_text(numbers, language)
    description = say("figure.hundred.description", language, finding=finding)
    return title, finding, description

"""Of every hundred pupils: standardised risks where they are released, counted shares elsewhere.

The drawing comes in two layouts: beside each other on paper and wide screens, and with the dots
below their label for a phone.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.hundred_rows import WIDE, Layout, Row, laid_out
from thuiszitters.figures.lettering import width_inches
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
)
from thuiszitters.figures.palette import ACCENT, BAND, INK, LINE, PAPER, SOFT
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import models_note
from thuiszitters.language.shares import Kind, Pair, share_pairs
from thuiszitters.results.read import Numbers


def hundred_plot(numbers: Numbers, language: Language, layout: Layout = WIDE) -> Figure | None:
    """Shares with and without each characteristic; nothing when no counts are released."""
    found, kind = share_pairs(numbers)
    if not found:
        return None
    rows = laid_out(found, layout, language)
    most = max(max(pair.share, pair.reference_share) for pair in found)
    top = min(1.0, (int(most * 10) + 1) / 10)
    notes = [say(f"figure.hundred.{kind}", language)]
    notes += filter(None, [models_note((pair.finding for pair in found), numbers.study, language)])
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes, layout.width)
    bottom = layout.top + sum(row.height for row in rows)
    with house_style():
        canvas, axes = new_page(bottom + 0.56 + len(footer) * LINE_HEIGHT, layout.width)
        _heads(axes, layout, language)
        _axis(axes, rows, bottom, top, language)
        for row in rows[::2]:
            axes.axhspan(row.y, row.end, fc=BAND, ec="none", lw=0, zorder=0.4)
        for row in rows:
            _draw(axes, row, top)
        draw_footer(axes, footer, bottom + 0.52)
        words = _words(numbers, found, language, kind)
        return finished(canvas, layout.name, language, words, {})


def _draw(axes: Axes, row: Row, top: float) -> None:
    layout, middle = row.layout, row.middle
    for index, line in enumerate([*row.label, *row.against]):
        colour = INK if index < len(row.label) else SOFT
        y = row.y + 0.16 + index * LINE_HEIGHT
        axes.text(MARGIN, y, line, color=colour, va="baseline")
    own, other = layout.at(row.pair.share, top), layout.at(row.pair.reference_share, top)
    axes.plot([own, other], [middle, middle], color=SOFT, lw=1.2, zorder=1)
    axes.plot([other], [middle], "o", ms=6, mfc=PAPER, mec=INK, mew=1.2)
    axes.plot([own], [middle], "o", ms=6.4, mfc=ACCENT, mec=ACCENT, mew=1.0)
    first = middle + 0.04 - (len(row.shares) - 1) * LINE_HEIGHT / 2
    for index, line in enumerate(row.shares):
        axes.text(layout.text_left, first + index * LINE_HEIGHT, line, va="baseline")


def _heads(axes: Axes, layout: Layout, language: Language) -> None:
    x, y = MARGIN + 0.08, 0.14
    for key, face in (("with", ACCENT), ("without", PAPER)):
        axes.plot([x], [y], "o", ms=6.2, mfc=face, mec=ACCENT if key == "with" else INK, mew=1.2)
        axes.text(x + 0.13, y + 0.04, say(f"figure.hundred.{key}", language), va="baseline")
        x, y = x + layout.legend_step[0], y + layout.legend_step[1]
    head = say("figure.hundred.head", language)
    axes.text(layout.text_left, layout.head, head, va="baseline", color=SOFT)
    _rule(axes, layout.rule, layout)


def _rule(axes: Axes, y: float, layout: Layout) -> None:
    axes.plot([MARGIN, layout.width - MARGIN], [y, y], color=INK, lw=0.8)


def _axis(axes: Axes, rows: Sequence[Row], bottom: float, top: float, language: Language) -> None:
    layout = rows[0].layout
    _rule(axes, bottom, layout)
    # Lines run through all rows, but never through a label.
    spans = [(row.middle - 0.1, row.middle + 0.1) for row in rows]
    if not layout.stacked:
        spans = [(layout.rule, bottom)]
    step = 0.1 if top <= 0.6 else 0.2
    tick = 0.0
    while tick <= top + 1e-9:
        x = layout.at(tick, top)
        for span in spans:
            axes.plot([x, x], span, color=LINE, lw=0.4, zorder=0.6)
        label = number_format.decimal(tick * 100, 0, language)
        axes.text(x, bottom + 0.16, label, ha="center", va="baseline")
        tick += step
    label = say("figure.hundred.axis", language)
    centre = max(layout.axis_left + layout.axis_width / 2, MARGIN + width_inches(label) / 2)
    axes.text(centre, bottom + 0.31, label, ha="center", va="baseline", color=SOFT)


def _spoken(pair: Pair, language: Language) -> str:
    return say(
        "figure.hundred.spoken",
        language,
        pupils=pair.finding.pupils(language),
        share=number_format.per_hundred(pair.share, language),
        others=pair.finding.other_pupils(language),
        ref_share=number_format.per_hundred(pair.reference_share, language),
    )


def _words(
    numbers: Numbers, found: list[Pair], language: Language, kind: Kind
) -> tuple[str, str, str]:
    outcome = numbers.study.outcome_label.in_language(language)
    title = say("figure.hundred.title", language, outcome=outcome)
    largest = sorted(found, key=lambda one: -abs(one.share - one.reference_share))[:3]
    listed = "; ".join(_spoken(pair, language) for pair in largest)
    finding = say(f"figure.hundred.finding.{kind}", language, list=listed)
    description = say("figure.hundred.description", language, finding=finding)
    return title, finding, description

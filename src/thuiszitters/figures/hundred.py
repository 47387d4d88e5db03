"""Of every hundred pupils: standardised risks where they are released, counted shares elsewhere.

The drawing comes in two layouts: beside each other on paper and wide screens, and with the dots
below their label for a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from thuiszitters import numerals
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import width_inches, wrapped
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
)
from thuiszitters.figures.palette import ACCENT, BAND, INK, LINE, PAPER, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import say
from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language
from thuiszitters.shares import Pair, share_pairs
from thuiszitters.verdicts import Finding, models_note


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of the drawing stand, in inches.

    Attributes
    ----------
    name
        Of the figure.
    label_width
        Labels are broken to it.
    text_left
        Where the numbers of a row start; they end at the margin.
    legend_step
        From the first entry of the legend to the second, to the right and down.
    head, top
        Baseline of the head above the numbers, and where the rows start, counted from the top.
    stacked
        Dots stand below their label; otherwise beside it.
    """

    name: str
    width: float
    label_width: float
    axis_left: float
    axis_width: float
    text_left: float
    legend_step: tuple[float, float]
    head: float
    top: float
    stacked: bool

    @property
    def rule(self) -> float:
        """The line above the rows."""
        return self.top - 0.04

    def at(self, share: float, most: float) -> float:
        """Place of a share on an axis that ends at `most`."""
        return self.axis_left + self.axis_width * share / most


WIDE = Layout(
    name="hundred",
    width=WIDTH,
    label_width=2.5,
    axis_left=2.8,
    axis_width=2.55,
    text_left=5.5,
    legend_step=(2.3, 0.0),
    head=0.38,
    top=0.5,
    stacked=False,
)
#: The width of the text on a phone of 360 pixels, where letters so keep their size.
NARROW = Layout(
    name="hundred_narrow",
    width=3.3,
    label_width=3.3 - 2 * MARGIN,
    axis_left=0.16,
    axis_width=2.08,
    text_left=2.4,
    legend_step=(0.0, 0.18),
    head=0.52,
    top=0.64,
    stacked=True,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair with its lines of text, and where it stands."""

    pair: Pair
    label: list[str]
    against: list[str]
    shares: list[str]
    y: float
    layout: Layout

    @property
    def labels_height(self) -> float:
        return (len(self.label) + len(self.against)) * LINE_HEIGHT + 0.1

    @property
    def dots_height(self) -> float:
        """What the dots and their numbers add below the labels."""
        return len(self.shares) * LINE_HEIGHT + 0.08 if self.layout.stacked else 0.0

    @property
    def end(self) -> float:
        return self.y + self.labels_height + self.dots_height

    @property
    def middle(self) -> float:
        """The height of the dots."""
        if self.layout.stacked:
            return self.end - 0.05 - self.dots_height / 2
        return self.y + self.labels_height / 2


def hundred_plot(numbers: Numbers, language: Language, layout: Layout = WIDE) -> Figure | None:
    """Shares with and without each characteristic; nothing when no counts are released."""
    found, standardised = share_pairs(numbers)
    if not found:
        return None
    rows = _rows(found, layout, language)
    most = max(max(pair.share, pair.reference_share) for pair in found)
    top = min(1.0, (int(most * 10) + 1) / 10)
    notes = [say(f"figure.hundred.{'standardised' if standardised else 'note'}", language)]
    notes += filter(None, [models_note((pair.finding for pair in found), numbers.study, language)])
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes, layout.width)
    bottom = rows[-1].end
    with house_style():
        canvas, axes = new_page(bottom + 0.56 + len(footer) * LINE_HEIGHT, layout.width)
        _heads(axes, layout, language)
        _axis(axes, rows, top, layout, language)
        for row in rows[::2]:
            axes.axhspan(row.y, row.end, fc=BAND, ec="none", lw=0, zorder=0.4)
        for row in rows:
            _draw(axes, row, top)
        draw_footer(axes, footer, bottom + 0.52)
        words = _words(numbers, found, language)
        return finished(canvas, layout.name, language, words, {})


def _rows(found: Sequence[Pair], layout: Layout, language: Language) -> list[_Row]:
    rows: list[_Row] = []
    for pair in found:
        row = _Row(
            pair=pair,
            label=wrapped(pair.finding.label(language), layout.label_width),
            against=wrapped(_against(pair.finding, language), layout.label_width),
            shares=wrapped(_shares(pair, language), layout.width - MARGIN - layout.text_left),
            y=rows[-1].end if rows else layout.top,
            layout=layout,
        )
        rows.append(row)
    return rows


def _against(finding: Finding, language: Language) -> str:
    if finding.against(language) == say("word.against.without", language):
        return say("figure.hundred.against_without", language)
    return say("figure.hundred.against", language, label=finding.reference_label(language))


def _shares(pair: Pair, language: Language) -> str:
    return say(
        "figure.hundred.pair",
        language,
        share=numerals.per_hundred(pair.share, language),
        reference=numerals.per_hundred(pair.reference_share, language),
    )


def _draw(axes: Axes, row: _Row, top: float) -> None:
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


def _axis(axes: Axes, rows: Sequence[_Row], top: float, layout: Layout, language: Language) -> None:
    bottom = rows[-1].end
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
        label = numerals.decimal(tick * 100, 0, language)
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
        share=numerals.per_hundred(pair.share, language),
        others=pair.finding.other_pupils(language),
        ref_share=numerals.per_hundred(pair.reference_share, language),
    )


def _words(numbers: Numbers, found: list[Pair], language: Language) -> tuple[str, str, str]:
    outcome = numbers.study.outcome_label.in_language(language)
    title = say("figure.hundred.title", language, outcome=outcome)
    largest = sorted(found, key=lambda one: -abs(one.share - one.reference_share))[:3]
    listed = "; ".join(_spoken(pair, language) for pair in largest)
    finding = say("figure.hundred.finding", language, list=listed)
    description = say("figure.hundred.description", language, finding=finding)
    return title, finding, description

"""How many problem domains pupils have at once, and how many of them had the outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
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
from thuiszitters.figures.palette import ACCENT, INK, LINE, PAPER, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records

_TOP, _ROW = 0.3, 0.34


@dataclass(frozen=True, slots=True)
class CountLayout:
    """Inches of the page, of where the bars begin and of the longest of them."""

    name: str
    width: float
    left: float
    longest: float


WIDE_PROBLEM_COUNT = CountLayout("problem_count", WIDTH, 0.75, 3.9)
NARROW_PROBLEM_COUNT = CountLayout("problem_count_narrow", NARROW_WIDTH, 0.45, 1.25)


def problem_count_plot(
    numbers: Numbers, language: Language, layout: CountLayout = WIDE_PROBLEM_COUNT
) -> Figure | None:
    """A bar of pupils per number of domains; nothing where a count of them is suppressed.

    All pupils of the trend are in it, so that no pupil with the outcome is left out.
    """
    if "problem_count" not in numbers.more:
        return None
    steps = [row for row in records(numbers.more["problem_count"]) if row["kind"] == "step"]
    if not steps or any(not number(row["n_events"]) >= 0 for row in steps):
        return None
    most = max(number(row["n_pupils"]) for row in steps)
    notes = [say("figure.problem_count.note", language)]
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes, layout.width)
    bottom = _TOP + len(steps) * _ROW
    with house_style():
        canvas, axes = new_page(bottom + 0.3 + len(footer) * LINE_HEIGHT, layout.width)
        axes.text(MARGIN, 0.18, say("figure.problem_count.head", language), color=SOFT)
        for place, row in enumerate(steps):
            _bar(axes, row, _TOP + place * _ROW, most, (language, layout))
        axes.plot([MARGIN, layout.width - MARGIN], [bottom, bottom], color=LINE, lw=0.8)
        draw_footer(axes, footer, bottom + 0.22)
        words = _words(steps, numbers, language)
        source = source_line(numbers, language)
        wide = layout is WIDE_PROBLEM_COUNT
        return finished(canvas, layout.name, language, words, {}, source, print_size=wide)


def _bar(
    axes: Axes, row: StoredRow, y: float, most: float, drawn: tuple[Language, CountLayout]
) -> None:
    """Pupils with this many domains; those with the outcome are the filled part."""
    language, layout = drawn
    pupils, events = number(row["n_pupils"]), number(row["n_events"])
    wide, filled = layout.longest * pupils / most, layout.longest * events / most
    axes.text(layout.left - 0.12, y + 0.19, str(row["level"]), ha="right", va="baseline", color=INK)
    axes.add_patch(Rectangle((layout.left, y + 0.06), wide, 0.2, fc=PAPER, ec=SOFT, lw=0.8))
    axes.add_patch(Rectangle((layout.left, y + 0.06), filled, 0.2, fc=ACCENT, ec=ACCENT, lw=0.8))
    axes.text(layout.left + wide + 0.08, y + 0.19, _told(row, language), va="baseline", color=INK)


def _told(row: StoredRow, language: Language) -> str:
    pupils, events = number(row["n_pupils"]), number(row["n_events"])
    return say(
        "figure.problem_count.item",
        language,
        events=number_format.count(events, language),
        n=number_format.count(pupils, language),
        share=number_format.percentage(events / pupils, language),
    )


def _words(
    steps: Sequence[StoredRow], numbers: Numbers, language: Language
) -> tuple[str, str, str]:
    clause = outcome_phrase(numbers.study, language).clause
    listed = "; ".join(
        say("figure.problem_count.spoken", language, level=row["level"], said=_told(row, language))
        for row in steps
    )
    title = say("figure.problem_count.title", language, clause=clause)
    finding = say("figure.problem_count.finding", language, list=listed)
    return title, finding, finding

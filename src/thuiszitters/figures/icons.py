"""The main finding as two times a hundred pupils."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

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
from thuiszitters.figures.palette import ACCENT, PAPER, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.language.findings import Finding, worked_example
from thuiszitters.results.read import Numbers

_ICON = 0.75
_PANEL_GAP = 0.3


@dataclass(frozen=True, slots=True)
class _Layout:
    """Inches of the page and of a pupil, and the name of the drawing."""

    name: str
    width: float
    cell: float


#: On a page and on a phone, where both fields must be seen at once.
_WIDE, NARROW_ICONS = _Layout("icons", WIDTH, 0.2), _Layout("icons_narrow", NARROW_WIDTH, 0.135)


def icon_array(numbers: Numbers, language: Language, layout: _Layout = _WIDE) -> Figure | None:
    """A hundred pupils with, and a hundred without, the characteristic of the main finding."""
    finding = worked_example(numbers)
    if finding is None:
        return None
    panels = (
        (finding.label(language), finding.share),
        (_reference(finding, language), finding.reference_share),
    )
    notes = [say("figure.icons.note", language)]
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes, layout.width)
    room = layout.width / 2 - MARGIN - _PANEL_GAP / 2
    heads = [wrapped(label, room, "bold") for label, _ in panels]
    field = 10 * layout.cell
    top = 0.2 + max(len(lines) for lines in heads) * LINE_HEIGHT
    with house_style():
        height = top + field + 0.5 + len(footer) * LINE_HEIGHT
        canvas, axes = new_page(height, layout.width)
        for position, ((_, share), lines) in enumerate(zip(panels, heads, strict=True)):
            left = MARGIN + position * (layout.width / 2)
            for index, line in enumerate(lines):
                axes.text(left, 0.16 + index * LINE_HEIGHT, line, weight="bold", va="baseline")
            _pupils(axes, left, top, round(share * 100), layout.cell)
            text = say(
                "figure.icons.share", language, share=number_format.per_hundred(share, language)
            )
            axes.text(left, top + field + 0.14, text, va="baseline")
        draw_footer(axes, footer, top + field + 0.4)
        words = _words(finding, numbers, language)
        source = source_line(numbers, language)
        wide = layout is _WIDE
        return finished(canvas, layout.name, language, words, {}, source, print_size=wide)


def _reference(finding: Finding, language: Language) -> str:
    name = finding.predictor.label.in_language(language)
    return f"{name}: {finding.reference_label(language)}"


def _pupils(axes: Axes, left: float, top: float, filled: int, cell: float) -> None:
    """Ten rows of ten; those with the outcome are filled, from the top left."""
    # A mark for all pupils of a kind: a hundred marks took four times as long.
    for pupils, face, edge in (
        (range(filled), ACCENT, ACCENT),
        (range(filled, 100), PAPER, SOFT),
    ):
        places = (divmod(pupil, 10) for pupil in pupils)
        corners = [(left + column * cell, top + row * cell) for row, column in places]
        squares = [Rectangle(corner, _ICON * cell, _ICON * cell) for corner in corners]
        axes.add_collection(PatchCollection(squares, fc=face, ec=edge, lw=0.7))


def _words(finding: Finding, numbers: Numbers, language: Language) -> tuple[str, str, str]:
    phrase = outcome_phrase(numbers.study, language)
    title = say("figure.icons.title", language)
    alt = say(
        "figure.icons.alt",
        language,
        pupils=finding.pupils(language),
        share=number_format.per_hundred(finding.share, language),
        verb=phrase.verb,
        rest=phrase.rest,
        others=finding.other_pupils(language),
        ref_share=number_format.per_hundred(finding.reference_share, language),
    )
    return title, alt, say("figure.icons.description", language, finding=alt)

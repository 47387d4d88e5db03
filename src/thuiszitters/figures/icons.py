"""The main finding as two times a hundred pupils."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import wrapped
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

_CELL, _ICON = 0.2, 0.15
_PANEL = 3.1


def icon_array(numbers: Numbers, language: Language) -> Figure | None:
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
    footer = footer_lines(notes)
    heads = [wrapped(label, _PANEL - 0.3, "bold") for label, _ in panels]
    top = 0.2 + max(len(lines) for lines in heads) * LINE_HEIGHT
    with house_style():
        canvas, axes = new_page(top + 10 * _CELL + 0.5 + len(footer) * LINE_HEIGHT)
        for position, ((_, share), lines) in enumerate(zip(panels, heads, strict=True)):
            left = MARGIN + position * (WIDTH / 2)
            for index, line in enumerate(lines):
                axes.text(left, 0.16 + index * LINE_HEIGHT, line, weight="bold", va="baseline")
            _pupils(axes, left, top, round(share * 100))
            text = say(
                "figure.icons.share", language, share=number_format.per_hundred(share, language)
            )
            axes.text(left, top + 10 * _CELL + 0.14, text, va="baseline")
        draw_footer(axes, footer, top + 10 * _CELL + 0.4)
        words = _words(finding, numbers, language)
        source = source_line(numbers, language)
        return finished(canvas, "icons", language, words, {}, source)


def _reference(finding: Finding, language: Language) -> str:
    name = finding.predictor.label.in_language(language)
    return f"{name}: {finding.reference_label(language)}"


def _pupils(axes: Axes, left: float, top: float, filled: int) -> None:
    """Ten rows of ten; those with the outcome are filled, from the top left."""
    for pupil in range(100):
        row, column = divmod(pupil, 10)
        face, edge = (ACCENT, ACCENT) if pupil < filled else (PAPER, SOFT)
        corner = (left + column * _CELL, top + row * _CELL)
        axes.add_patch(Rectangle(corner, _ICON, _ICON, fc=face, ec=edge, lw=0.7))


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

"""Of every hundred pupils: standardised risks where they are released, counted shares elsewhere."""

from matplotlib.axes import Axes

from thuiszitters import numerals
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import wrapped
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

_LABEL_WIDTH, _AXIS_LEFT, _AXIS_WIDTH, _TEXT_LEFT = 2.5, 2.8, 2.55, 5.5
_TOP = 0.5


def hundred_plot(numbers: Numbers, language: Language) -> Figure | None:
    """Shares with and without each characteristic; nothing when no counts are released."""
    found, standardised = share_pairs(numbers)
    if not found:
        return None
    labels = [_lines(pair.finding, language) for pair in found]
    heights = [len(lines) * LINE_HEIGHT + 0.1 for lines in labels]
    most = max(max(pair.share, pair.reference_share) for pair in found)
    top = min(1.0, (int(most * 10) + 1) / 10)
    notes = [say(f"figure.hundred.{'standardised' if standardised else 'note'}", language)]
    notes += filter(None, [models_note((pair.finding for pair in found), numbers.study, language)])
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes)
    with house_style():
        canvas, axes = new_page(_TOP + sum(heights) + 0.56 + len(footer) * LINE_HEIGHT)
        _heads(axes, language)
        bottom = _TOP + sum(heights)
        _axis(axes, top, bottom, language)
        y = _TOP
        for index, (finding, lines) in enumerate(zip(found, labels, strict=True)):
            if index % 2 == 0:
                axes.axhspan(y, y + heights[index], fc=BAND, ec="none", lw=0, zorder=0.4)
            _draw(axes, finding, lines, y, top, language)
            y += heights[index]
        draw_footer(axes, footer, bottom + 0.52)
        words = _words(numbers, found, language)
        return finished(canvas, "hundred", language, words, {})


def _lines(finding: Finding, language: Language) -> list[str]:
    if finding.against(language) == say("word.against.without", language):
        against = say("figure.hundred.against_without", language)
    else:
        against = say("figure.hundred.against", language, label=finding.reference_label(language))
    return wrapped(finding.label(language), _LABEL_WIDTH) + wrapped(against, _LABEL_WIDTH)


def _at(share: float, top: float) -> float:
    return _AXIS_LEFT + _AXIS_WIDTH * share / top


def _draw(
    axes: Axes, finding: Pair, lines: list[str], y: float, top: float, language: Language
) -> None:
    first = y + 0.16
    against = len(wrapped(finding.finding.label(language), _LABEL_WIDTH))
    for index, line in enumerate(lines):
        colour = INK if index < against else SOFT
        axes.text(MARGIN, first + index * LINE_HEIGHT, line, color=colour, va="baseline")
    middle = y + (len(lines) * LINE_HEIGHT + 0.1) / 2
    own, other = _at(finding.share, top), _at(finding.reference_share, top)
    axes.plot([own, other], [middle, middle], color=SOFT, lw=1.2, zorder=1)
    axes.plot([other], [middle], "o", ms=6, mfc=PAPER, mec=INK, mew=1.2)
    axes.plot([own], [middle], "o", ms=6.4, mfc=ACCENT, mec=ACCENT, mew=1.0)
    text = say(
        "figure.hundred.pair",
        language,
        share=numerals.per_hundred(finding.share, language),
        reference=numerals.per_hundred(finding.reference_share, language),
    )
    axes.text(_TEXT_LEFT, middle + 0.04, text, va="baseline")


def _heads(axes: Axes, language: Language) -> None:
    x = MARGIN + 0.08
    for key, face in (("with", ACCENT), ("without", PAPER)):
        axes.plot([x], [0.14], "o", ms=6.2, mfc=face, mec=ACCENT if key == "with" else INK, mew=1.2)
        axes.text(x + 0.13, 0.18, say(f"figure.hundred.{key}", language), va="baseline")
        x += 2.3
    head = say("figure.hundred.head", language)
    axes.text(_TEXT_LEFT, 0.38, head, va="baseline", color=SOFT)
    axes.plot([MARGIN, WIDTH - MARGIN], [0.46, 0.46], color=INK, lw=0.8)


def _axis(axes: Axes, top: float, bottom: float, language: Language) -> None:
    axes.plot([MARGIN, WIDTH - MARGIN], [bottom, bottom], color=INK, lw=0.8)
    step = 0.1 if top <= 0.6 else 0.2
    tick = 0.0
    while tick <= top + 1e-9:
        x = _at(tick, top)
        axes.plot([x, x], [0.46, bottom], color=LINE, lw=0.4, zorder=0.6)
        label = numerals.decimal(tick * 100, 0, language)
        axes.text(x, bottom + 0.16, label, ha="center", va="baseline")
        tick += step
    centre = _AXIS_LEFT + _AXIS_WIDTH / 2
    label = say("figure.hundred.axis", language)
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

"""What the earlier study found beside what these data show, per part of the question."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import draw_axis
from thuiszitters.figures.forest_marks import arrows, beyond
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
from thuiszitters.figures.palette import ACCENT, BAND, INK, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import Answer
from thuiszitters.language.answer.study_findings import study_answers
from thuiszitters.results.read import Numbers
from thuiszitters.tables.answer_words import grade_text, here_text

_LABEL, _STUDY_LEFT = 1.5, 1.68
_AXIS_LEFT, _AXIS_WIDTH = 2.62, 2.5
_TEXT_LEFT = 5.24
_TOP = 0.36
_SIGNS = {"higher": "▲", "lower": "▼", "no_indication": "–", "protective": "▼", "reframed": "–"}
_SETTLED = ("clear", "borderline")


def replication_plot(numbers: Numbers, language: Language) -> Figure | None:
    """One row per finding of the study with an odds ratio here; nothing when there is none."""
    found = answered(numbers)
    if not found:
        return None
    scale = log_scale(
        (one.evidence.odds_ratio for one in found),
        (end for one in found for end in (one.evidence.low, one.evidence.high)),
        _AXIS_LEFT,
        _AXIS_WIDTH,
    )
    footer = footer_lines(replication_notes(found, scale, numbers, language))
    heights = [_height(one, language) for one in found]
    bottom = _TOP + sum(heights)
    with house_style():
        canvas, axes = new_page(bottom + 0.56 + len(footer) * LINE_HEIGHT)
        _heads(axes, numbers, language)
        y = _TOP
        for place, (one, height) in enumerate(zip(found, heights, strict=True)):
            if place % 2:
                axes.axhspan(y, y + height, fc=BAND, ec="none", lw=0, zorder=0.4)
            _draw(axes, one, y, scale, language)
            y += height
        draw_axis(axes, scale, _TOP, bottom, language)
        draw_footer(axes, footer, bottom + 0.52)
        words = replication_words(found, numbers, language)
        source = source_line(numbers, language)
        return finished(canvas, "replication", language, words, {}, source)


def answered(numbers: Numbers) -> list[Answer]:
    """Findings of the study with an odds ratio here."""
    return [
        one for one in study_answers(numbers) if one.evidence.odds_ratio == one.evidence.odds_ratio
    ]


def replication_notes(
    found: Sequence[Answer], scale: LogScale, numbers: Numbers, language: Language
) -> list[str]:
    """What stands below either drawing."""
    notes = [say("figure.replication.note", language)]
    if beyond(((one.evidence.low, one.evidence.high) for one in found), scale):
        notes.append(say("figure.forest.arrow", language))
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    return notes


def is_settled(one: Answer) -> bool:
    """Whether a difference is clear or borderline, and so drawn filled and in colour."""
    return one.judgement.grade in _SETTLED


def study_sign(one: Answer, language: Language) -> str:
    """What the study found, with its sign."""
    told = say(f"answer_card.study.{one.part.study}", language)
    return f"{_SIGNS[one.part.study or '']} {told}"


def _label(one: Answer, language: Language) -> list[str]:
    return wrapped(one.part.label.in_language(language), _LABEL)


def _study(one: Answer, language: Language) -> list[str]:
    return wrapped(study_sign(one, language), _AXIS_LEFT - _STUDY_LEFT)


def _height(one: Answer, language: Language) -> float:
    lines = max(2, len(_label(one, language)), len(_study(one, language)))
    return lines * LINE_HEIGHT + 0.1


def _heads(axes: Axes, numbers: Numbers, language: Language) -> None:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    heads = (
        (_STUDY_LEFT, say("figure.replication.study", language)),
        (_TEXT_LEFT, say("answer_card.column.odds_ratio", language, level=level)),
    )
    for x, text in heads:
        axes.text(x, 0.2, text, va="baseline", color=SOFT)
    axes.plot([MARGIN, WIDTH - MARGIN], [0.3, 0.3], color=INK, lw=0.8)


def _draw(axes: Axes, one: Answer, y: float, scale: LogScale, language: Language) -> None:
    first = y + 0.16
    for index, line in enumerate(_label(one, language)):
        axes.text(MARGIN, first + index * LINE_HEIGHT, line, va="baseline")
    for index, line in enumerate(_study(one, language)):
        axes.text(_STUDY_LEFT, first + index * LINE_HEIGHT, line, va="baseline")
    evidence, settled = one.evidence, is_settled(one)
    colour = ACCENT if settled else SOFT
    middle = first - 0.03
    ends = [scale.at(evidence.low), scale.at(evidence.high)]
    axes.plot(ends, [middle, middle], color=colour, lw=1.4)
    arrows(axes, (evidence.low, evidence.high), middle, scale, colour)
    face = colour if settled else "#ffffff"
    at = scale.at(evidence.odds_ratio)
    axes.plot([at], [middle], "s", ms=5.2, mfc=face, mec=colour, mew=1.1)
    ratio = number_format.odds_ratio(evidence.odds_ratio, language)
    interval = number_format.interval(evidence.low, evidence.high, language)
    axes.text(_TEXT_LEFT, first, f"{ratio} ({interval})", va="baseline")
    below = first + LINE_HEIGHT
    axes.text(_TEXT_LEFT, below, grade_text(one, language), va="baseline", color=colour)


def replication_words(
    found: Sequence[Answer], numbers: Numbers, language: Language
) -> tuple[str, str, str]:
    """Title, alternative text and description of either drawing."""
    listed = "; ".join(
        say(
            "figure.replication.spoken",
            language,
            part=one.part.label.in_language(language),
            study=say(f"answer_card.study.{one.part.study}", language),
            here=here_text(one, language),
            grade=grade_text(one, language),
        )
        for one in found
    )
    study = numbers.study.words.study
    name = study.in_language(language) if study else ""
    title = say("figure.replication.title", language, study=name)
    finding = say("figure.replication.finding", language, list=listed)
    return title, finding, finding

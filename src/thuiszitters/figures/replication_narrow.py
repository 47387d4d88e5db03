"""What the earlier study found beside what these data show, for a phone."""

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_rows import Mark
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.narrow import (
    INDENT,
    NARROW_WIDTH,
    STRIP,
    draw_lines,
    draw_narrow_axis,
    draw_strip,
    narrow_scale,
)
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import ACCENT, BAND, SOFT
from thuiszitters.figures.replication import (
    answered,
    is_settled,
    replication_notes,
    replication_words,
    study_sign,
)
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import Answer
from thuiszitters.results.read import Numbers
from thuiszitters.tables.answer_words import grade_text

_ROOM = NARROW_WIDTH - 2 * MARGIN


def narrow_replication(numbers: Numbers, language: Language) -> Figure | None:
    """Per finding its name, what the study found, the estimate here in words, and its strip."""
    found = answered(numbers)
    if not found:
        return None
    scale = narrow_scale(map(_mark, found))
    footer = footer_lines(replication_notes(found, scale, numbers, language), NARROW_WIDTH)
    texts = [_texts(one, language) for one in found]
    heights = [sum(map(len, text)) * LINE_HEIGHT + STRIP + 0.1 for text in texts]
    bottom = 0.04 + sum(heights)
    with house_style():
        canvas, axes = new_page(bottom + 0.56 + len(footer) * LINE_HEIGHT, NARROW_WIDTH)
        y = 0.04
        for place, (one, text, height) in enumerate(zip(found, texts, heights, strict=True)):
            if place % 2:
                axes.axhspan(y, y + height, fc=BAND, ec="none", lw=0, zorder=0.4)
            colour = ACCENT if is_settled(one) else SOFT
            below = draw_lines(axes, text[0], y, weight="bold")
            below = draw_lines(axes, text[1], below, indent=MARGIN + INDENT)
            below = draw_lines(axes, text[2], below, indent=MARGIN + INDENT, colour=colour)
            open_mark = not is_settled(one)
            draw_strip(axes, _mark(one), below, scale, colour=colour, open_mark=open_mark)
            y += height
        draw_narrow_axis(axes, scale, bottom, language)
        draw_footer(axes, footer, bottom + 0.5)
        words = replication_words(found, numbers, language)
        source = source_line(numbers, language)
        name = "replication_narrow"
        return finished(canvas, name, language, words, {}, source, print_size=False)


def _mark(one: Answer) -> Mark:
    evidence = one.evidence
    return Mark("adjusted", "ok", "", evidence.odds_ratio, evidence.low, evidence.high)


def _texts(one: Answer, language: Language) -> tuple[list[str], list[str], list[str]]:
    """Lines of the name, of the study and of what is found here."""
    evidence = one.evidence
    here = say(
        "figure.replication.narrow_here",
        language,
        odds_ratio=number_format.odds_ratio(evidence.odds_ratio, language),
        interval=number_format.interval(evidence.low, evidence.high, language),
        grade=grade_text(one, language),
    )
    told = say("figure.replication.narrow_study", language, found=study_sign(one, language))
    return (
        wrapped(one.part.label.in_language(language), _ROOM, "bold"),
        wrapped(told, _ROOM - INDENT),
        wrapped(here, _ROOM - INDENT),
    )

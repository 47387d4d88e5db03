"""The forest plot for a phone: every adjusted estimate in words, its interval below it."""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import parts_of_rows
from thuiszitters.figures.forest_rows import ForestRow, adjusted_fit, forest_rows
from thuiszitters.figures.lettering import raised
from thuiszitters.figures.narrow_rows import narrow_rows_plot, row_words
from thuiszitters.figures.page import source_line
from thuiszitters.language import say
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import Model
from thuiszitters.tables.general_notes import fit_marks
from thuiszitters.tables.table import NoteList


def narrow_forests(
    numbers: Numbers, model: Model, language: Language, wide: tuple[Figure, ...]
) -> Iterator[Figure]:
    """The adjusted odds ratios of a model, a narrow drawing for each part of the wide one."""
    notes = NoteList()
    fit = adjusted_fit(numbers, model)
    letters = raised(fit_marks(fit, numbers.study, language, notes))
    rows = forest_rows(numbers, model, language, notes)
    lead = say("figure.forest.narrow", language) + letters
    for figure, part in zip(wide, parts_of_rows(rows), strict=True):
        footnotes = [lead, *_footnotes(part, lead, notes)]
        if numbers.study.synthetic:
            footnotes.append(say("note.synthetic", language))
        yield narrow_rows_plot(figure, part, footnotes, source_line(numbers, language), language)


def _footnotes(rows: list[ForestRow], lead: str, notes: NoteList) -> Iterator[str]:
    """What a reader of this drawing alone needs; the rest is below the table of the page."""
    written = lead + "".join(map(row_words, rows))
    for note in notes:
        mark = raised((note.mark,))
        if mark in written:
            yield f"{mark} {note.text}"

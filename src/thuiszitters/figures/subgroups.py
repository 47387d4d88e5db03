"""The subgroup forest plot: one odds ratio in every group, with the test of interaction."""

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import draw_axis
from thuiszitters.figures.forest_marks import (
    AXIS_LEFT,
    AXIS_WIDTH,
    TEXT_LEFT,
    beyond,
    draw_row,
    hover_area,
    row_height,
)
from thuiszitters.figures.forest_rows import ForestRow, Mark
from thuiszitters.figures.lettering import raised
from thuiszitters.figures.narrow_rows import narrow_rows_plot
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import INK, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow
from thuiszitters.tables.cells import estimate_cell
from thuiszitters.tables.general_notes import note_clusters, note_imputed_short
from thuiszitters.tables.subgroups import group_label, pair_label, pairs_of
from thuiszitters.tables.table import NoteList

_TOP = 0.36


def subgroups_plot(numbers: Numbers, language: Language) -> Figure | None:
    """One row per group under a heading with the test; nothing where no odds ratio left."""
    if "subgroups" not in numbers.more:
        return None
    notes = NoteList()
    rows = _rows(numbers, language, notes)
    drawn = [mark for row in rows for mark in row.marks if mark.state == "ok"]
    if not drawn:
        return None
    scale = log_scale(
        (mark.odds_ratio for mark in drawn),
        (end for mark in drawn for end in (mark.low, mark.high)),
        AXIS_LEFT,
        AXIS_WIDTH,
    )
    footer = _footer(numbers, drawn, scale, notes, language)
    heights = [row_height(row) for row in rows]
    with house_style():
        canvas, axes = new_page(_TOP + sum(heights) + 0.46 + LINE_HEIGHT * len(footer))
        level = number_format.level_percentage(numbers.study.estimation.level, language)
        head = say("figure.forest.estimate", language, level=level)
        axes.text(TEXT_LEFT, _TOP - 0.16, head, va="baseline", color=SOFT)
        rule = _TOP - 0.08
        axes.plot([MARGIN, WIDTH - MARGIN], [rule, rule], color=INK, lw=0.8)
        y, hover, heading = _TOP, {}, ""
        for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
            heading = row.label if row.heading else heading
            draw_row(axes, row, y, height, scale, shaded=row.heading)
            if row.marks:
                name = f"subgroups-row-{place}"
                hover[name] = f"{heading}; {row.label}: {row.marks[0].text}"
                hover_area(axes, name, y, height)
            y += height
        draw_axis(axes, scale, _TOP, y, language)
        draw_footer(axes, footer, y + 0.5)
        words = _words(numbers, language)
        source = source_line(numbers, language)
        return finished(canvas, "subgroups", language, words, hover, source)


def narrow_subgroups(numbers: Numbers, wide: Figure | None, language: Language) -> Figure | None:
    """The same for a phone."""
    if wide is None:
        return None
    notes = NoteList()
    rows = _rows(numbers, language, notes)
    texts = _notes(numbers, notes, language)
    return narrow_rows_plot(wide, rows, texts, source_line(numbers, language), language)


def _rows(numbers: Numbers, language: Language, notes: NoteList) -> list[ForestRow]:
    rows = []
    for inside, test in pairs_of(numbers):
        rows.append(ForestRow(_heading(test, numbers, language), heading=True))
        for row in inside:
            label = group_label(row, numbers, language)
            mark = _mark(row, numbers, language, notes)
            rows.append(ForestRow(label, heading=False, marks=(mark,)))
    return rows


def _heading(test: StoredRow, numbers: Numbers, language: Language) -> str:
    """The pair, with the p-value of its test where there is one."""
    pair, p = pair_label(test, numbers, language), number(test["p_value"])
    if p != p:
        return pair
    said = number_format.p_phrase(p, language)
    return say("figure.subgroups.heading", language, pair=pair, p=said)


def _mark(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Mark:
    cell = estimate_cell(row, language, numbers.study, notes)
    ratio, low, high = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return Mark("adjusted", cell.state or "ok", cell.text + raised(cell.marks), ratio, low, high)


def _footer(
    numbers: Numbers, drawn: list[Mark], scale: LogScale, notes: NoteList, language: Language
) -> list[str]:
    if beyond(((mark.low, mark.high) for mark in drawn), scale):
        notes.general(say("figure.forest.arrow", language))
    return footer_lines(_notes(numbers, notes, language))


def _notes(numbers: Numbers, notes: NoteList, language: Language) -> list[str]:
    note_clusters(notes, numbers.study, language)
    note_imputed_short(notes, numbers, language)
    if numbers.study.synthetic:
        notes.general(say("note.synthetic", language))
    return [f"{raised((note.mark,))} {note.text}" if note.mark else note.text for note in notes]


def _words(numbers: Numbers, language: Language) -> tuple[str, str, str]:
    """Title, alternative text and description: every group with its odds ratio."""
    said = []
    for inside, test in pairs_of(numbers):
        groups = (
            f"{group_label(row, numbers, language)} "
            f"{estimate_cell(row, language, numbers.study, NoteList()).text}"
            for row in inside
        )
        said.append(f"{_heading(test, numbers, language)}: {'; '.join(groups)}.")
    finding = " ".join(said)
    title = say("figure.subgroups.title", language)
    return title, finding, say("figure.subgroups.description", language, finding=finding)

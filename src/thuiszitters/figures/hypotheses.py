"""The expectations of the plan on one axis, with what others published beside ours."""

import math
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import draw_axis
from thuiszitters.figures.forest_marks import (
    COLOURS,
    draw_mark,
    line_width,
    symbol,
)
from thuiszitters.figures.forest_rows import Mark
from thuiszitters.figures.lettering import raised, wrapped
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import INK, LINE, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say, say_count
from thuiszitters.language.findings import joined
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import estimate_cell
from thuiszitters.tables.hypotheses import verdict_of
from thuiszitters.tables.literature import published_text
from thuiszitters.tables.table import NoteList

AXIS_LEFT, AXIS_WIDTH, TEXT_LEFT = 2.7, 2.6, 5.42
_LABEL_WIDTH = AXIS_LEFT - 0.34
_TOP = 0.62
_VERDICTS = (
    "supported", "contradicted", "no_larger_than", "undecided", "not_estimated", "withheld",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """One expectation: its name, what is said of it, and the estimates that belong to it."""

    head: list[str]
    said: list[str]
    expected: str
    rows: tuple[tuple[list[str], Mark], ...]

    @property
    def height(self) -> float:
        lines = len(self.head) + len(self.said) + sum(len(label) for label, _ in self.rows)
        return lines * LINE_HEIGHT + 0.16


def hypotheses_plot(numbers: Numbers, language: Language) -> Figure | None:
    """Every expectation that was measured; nothing when no estimate of one is released."""
    stored = records(numbers.more["hypotheses"]) if "hypotheses" in numbers.more else []
    measured = [row for row in stored if present(row["model"])]
    if not any(number(row["odds_ratio"]) > 0 for row in measured):
        return None
    notes = NoteList()
    groups = [_group(row, numbers, language, notes) for row in measured]
    marks = [mark for group in groups for _, mark in group.rows if mark.state == "ok"]
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        AXIS_LEFT,
        AXIS_WIDTH,
    )
    footer = _footer(numbers, stored, marks, scale, notes, language)
    height = sum(group.height for group in groups)
    with house_style():
        canvas, axes = new_page(_TOP + height + 0.46 + len(footer) * LINE_HEIGHT)
        _heads(axes, numbers, language, {mark.kind for mark in marks})
        y = _TOP
        for group in groups:
            _draw(axes, group, y, scale)
            y += group.height
        draw_axis(axes, scale, _TOP, y, language)
        draw_footer(axes, footer, y + 0.5)
        words = _words(numbers, stored, language)
        return finished(canvas, "hypotheses", language, words, {}, source_line(numbers, language))


def _label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    return numbers.study.hypotheses[row["hypothesis"]].in_language(language)


def _group(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> _Group:
    study = numbers.study
    said = say(
        "figure.hypotheses.said",
        language,
        expected=say(f"word.expected.{row['expected']}", language),
        found=say(f"word.found.{verdict_of(row)}", language),
        study=say(f"word.study.{row['study']}", language),
    )
    model = study.models[row["model"]].label.in_language(language)
    own = say("table.literature.here", language, model=model)
    rows = [(wrapped(own, _LABEL_WIDTH), _own_mark(row, numbers, language, notes))]
    for other in _literature(row, numbers):
        label = wrapped(_published_label(other, language, notes), _LABEL_WIDTH)
        rows.append((label, _published(other, language)))
    width = WIDTH - 2 * MARGIN
    head = wrapped(_label(row, numbers, language), width, "bold")
    return _Group(head, wrapped(said, width), str(row["expected"]), tuple(rows))


def _own_mark(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Mark:
    cell = estimate_cell(row, language, numbers.study, notes)
    values = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return Mark("adjusted", cell.state or "ok", cell.text + raised(cell.marks), *values)


def _literature(row: StoredRow, numbers: Numbers) -> list[StoredRow]:
    """Published odds ratios about what the contrast of an expectation is about, and no more."""
    level = str(row["level"]) if present(row["level"]) else ""
    topics = numbers.study.predictors[row["predictor"]].level_topics.get(level, ())
    if len(topics) != 1 or "literature" not in numbers.more:
        return []
    return [
        other
        for other in records(numbers.more["literature"])
        if other["topic"] == topics[0] and number(other["odds_ratio"]) > 0
    ]


def _published_label(row: StoredRow, language: Language, notes: NoteList) -> str:
    partly = row["evidence"] == "partly"
    marks = notes.mark(say("table.literature.note_partly", language)) if partly else ()
    factor, source = row[f"factor_{language}"], row["source"]
    return say("figure.hypotheses.published", language, factor=factor, source=source) + raised(
        marks
    )


def _published(row: StoredRow, language: Language) -> Mark:
    values = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return Mark("crude", "ok", published_text(row, language), *values)


def _heads(axes: Axes, numbers: Numbers, language: Language, kinds: set[str]) -> None:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    head = say("figure.forest.estimate", language, level=level)
    axes.text(TEXT_LEFT, 0.46, head, va="baseline", color=SOFT)
    x = MARGIN
    for kind, key in (("adjusted", "here"), ("crude", "literature")):
        if kind not in kinds:
            continue
        axes.plot([x, x + 0.3], [0.14, 0.14], color=COLOURS[kind], lw=line_width(kind))
        symbol(axes, kind, x + 0.15, 0.14)
        label = say(f"figure.hypotheses.{key}", language)
        axes.text(x + 0.38, 0.14, label, va="center_baseline", color=INK)
        x += 1.9
    axes.add_patch(Rectangle((x, 0.07), 0.3, 0.14, fc=LINE, ec=SOFT, lw=0.5))
    side = say("figure.hypotheses.side", language)
    axes.text(x + 0.38, 0.14, side, va="center_baseline", color=INK)
    axes.plot([MARGIN, WIDTH - MARGIN], [0.54, 0.54], color=INK, lw=0.8)


def _draw(axes: Axes, group: _Group, y: float, scale: LogScale) -> None:
    """One expectation from `y` down; the expected side of 1 is shaded behind its estimates."""
    baseline = y + 0.155
    for line in group.head:
        axes.text(MARGIN, baseline, line, weight="bold", va="baseline", zorder=3)
        baseline += LINE_HEIGHT
    for line in group.said:
        axes.text(MARGIN, baseline, line, color=SOFT, va="baseline", zorder=3)
        baseline += LINE_HEIGHT
    sides = {
        "up": (scale.at(1), AXIS_LEFT + AXIS_WIDTH),
        "down": (AXIS_LEFT, scale.at(1)),
        "any": (AXIS_LEFT, AXIS_LEFT + AXIS_WIDTH),
    }
    left, right = sides[group.expected]
    top = baseline - 0.12
    tall = sum(len(label) for label, _ in group.rows) * LINE_HEIGHT + 0.02
    axes.add_patch(Rectangle((left, top), right - left, tall, fc=LINE, ec="none", lw=0, zorder=0.4))
    for label, mark in group.rows:
        draw_mark(axes, mark, baseline, scale, TEXT_LEFT)
        for line in label:
            axes.text(MARGIN + 0.12, baseline, line, va="baseline")
            baseline += LINE_HEIGHT


def _footer(
    numbers: Numbers,
    stored: list[dict[str, object]],
    marks: list[Mark],
    scale: LogScale,
    notes: NoteList,
    language: Language,
) -> list[str]:
    unseen = [_label(row, numbers, language) for row in stored if not present(row["model"])]
    if unseen:
        listed = "; ".join(unseen)
        notes.general(say("figure.hypotheses.unmeasured", language, list=listed))
    notes.general(say("figure.hypotheses.note", language))
    if any(mark.kind == "crude" for mark in marks):
        notes.general(say("figure.hypotheses.note_literature", language))
    if any(mark.low < scale.low or mark.high > scale.high for mark in marks):
        notes.general(say("figure.forest.arrow", language))
    if any(verdict_of(row) == "withheld" for row in stored):
        notes.general(say("note.masked", language))
    if numbers.study.synthetic:
        notes.general(say("note.synthetic", language))
    marked = (f"{raised((note.mark,))} {note.text}" if note.mark else note.text for note in notes)
    return footer_lines(list(marked))


def _words(
    numbers: Numbers, stored: list[dict[str, object]], language: Language
) -> tuple[str, str, str]:
    measured = [row for row in stored if present(row["model"])]
    sentences = []
    for verdict in _VERDICTS:
        mine = [_told(row, numbers, language) for row in measured if verdict_of(row) == verdict]
        if mine:
            listed = joined(mine, language)
            sentences.append(say(f"figure.hypotheses.finding.{verdict}", language, list=listed))
    unseen = len(stored) - len(measured)
    if unseen:
        sentences.append(say_count("figure.hypotheses.unseen", language, unseen))
    finding = " ".join(sentences)
    description = say("figure.hypotheses.description", language, finding=finding)
    return say("figure.hypotheses.title", language), finding, description


def _told(row: StoredRow, numbers: Numbers, language: Language) -> str:
    label, odds_ratio = _label(row, numbers, language), number(row["odds_ratio"])
    if math.isnan(odds_ratio):
        return say("figure.hypotheses.item", language, label=label)
    low, high = number(row["ci_low"]), number(row["ci_high"])
    return say(
        "figure.hypotheses.item_ratio",
        language,
        label=label,
        odds_ratio=number_format.odds_ratio(odds_ratio, language),
        interval=number_format.interval(low, high, language),
    )

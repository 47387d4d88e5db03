"""Which problems occur together: a bar for every combination, above the problems it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
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
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import joined
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.tables.cells import StoredRow, records

_LABEL_WIDTH, _TOTAL_RIGHT, _LEFT = 1.65, 2.5, 2.7
_TOP, _BARS = 0.44, 1.5
_WIDEST_COLUMN = 0.36
_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Combination:
    """The problems of some pupils, how many they are, and how many of them have the outcome."""

    problems: tuple[str, ...]
    n_pupils: float
    n_events: float


def together_plot(numbers: Numbers, language: Language) -> Figure | None:
    """Bars of pupils by combination; nothing when fewer than two combinations are released."""
    shown = _shown(numbers)
    if len(shown) < 2:
        return None
    named = {*numbers.study.stacking, *(name for one in shown for name in one.problems)}
    problems = [name for name in numbers.study.predictors if name in named]
    labels = {
        name: wrapped(numbers.study.predictors[name].label.in_language(language), _LABEL_WIDTH)
        for name in problems
    }
    footer = footer_lines(_notes(numbers, language))
    heights = [max(0.24, len(labels[name]) * LINE_HEIGHT + 0.08) for name in problems]
    bottom = _TOP + _BARS + 0.14 + sum(heights)
    column = min(_WIDEST_COLUMN, (WIDTH - MARGIN - _LEFT) / len(shown))
    with house_style():
        canvas, axes = new_page(bottom + 0.28 + len(footer) * LINE_HEIGHT)
        _key(axes, shown, language)
        places = _rows(axes, problems, labels, heights, _totals(numbers), language)
        scale = _Bars(shown, column, language)
        for index, one in enumerate(shown):
            x = _LEFT + (index + 0.5) * column
            scale.draw(axes, one, x)
            _dots(axes, one, x, places)
        _base(axes, _LEFT + len(shown) * column)
        draw_footer(axes, footer, bottom + 0.24)
        words = _words(shown, numbers, language)
        return finished(canvas, "together", language, words, {})


def _shown(numbers: Numbers) -> list[_Combination]:
    if "combinations" not in numbers.more:
        return []
    return [
        _Combination(
            tuple(str(row["predictors"]).split(", ")) if _has_any(row) else (),
            number(row["n_pupils"]),
            number(row["n_events"]),
        )
        for row in records(numbers.more["combinations"])
        if row["kind"] == "combination" and number(row["n_pupils"]) >= 0
    ]


def _has_any(row: StoredRow) -> bool:
    return present(row["predictors"]) and row["predictors"] != ""


def _totals(numbers: Numbers) -> Mapping[str, float]:
    """Pupils with each problem, together with whatever else."""
    table = numbers.characteristics
    return {row["predictor"]: number(row["n_pupils"]) for row in records(table)
            if row["level"] == "yes"}  # fmt: skip


def _notes(numbers: Numbers, language: Language) -> list[str]:
    notes = [say("figure.together.note", language)]
    for row in records(numbers.more["combinations"]):
        if row["kind"] == "other":
            left = number(row["n_pupils"])
            if left == left:
                n = number_format.count(left, language)
                notes.append(say("figure.together.other", language, n=n))
            else:
                notes.append(say("figure.together.other_withheld", language))
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    return notes


def _key(axes: Axes, shown: list[_Combination], language: Language) -> None:
    """What the bars count, and what is filled in them."""
    axes.text(_LEFT, 0.16, say("figure.together.vertical", language), va="baseline", color=SOFT)
    if any(one.n_events != one.n_events for one in shown):
        return
    x = _LEFT
    for key, face in (("with", ACCENT), ("without", PAPER)):
        axes.add_patch(Rectangle((x, 0.25), 0.11, 0.11, fc=face, ec=ACCENT, lw=1.0))
        axes.text(x + 0.17, 0.345, say(f"figure.together.{key}", language), va="baseline")
        x += 1.45


def _rows(
    axes: Axes,
    problems: list[str],
    labels: Mapping[str, list[str]],
    heights: list[float],
    totals: Mapping[str, float],
    language: Language,
) -> dict[str, float]:
    """Names and totals of the problems; gives the height at which the dots of each lie."""
    head = _TOP + _BARS + 0.02
    total = say("figure.together.total", language)
    axes.text(_TOTAL_RIGHT, head, total, ha="right", va="baseline", color=SOFT)
    y, places = _TOP + _BARS + 0.14, {}
    for index, (name, height) in enumerate(zip(problems, heights, strict=True)):
        if index % 2 == 0:
            axes.add_patch(Rectangle((0, y), WIDTH, height, fc=BAND, ec="none", lw=0, zorder=0.4))
        lines, middle = labels[name], y + height / 2
        first = middle + 0.04 - (len(lines) - 1) * LINE_HEIGHT / 2
        for place, line in enumerate(lines):
            axes.text(MARGIN, first + place * LINE_HEIGHT, line, va="baseline")
        count = totals.get(name, float("nan"))
        known = count == count
        text = number_format.count(count, language) if known else say("cell.masked", language)
        colour, style = (INK, "normal") if known else (SOFT, "italic")
        axes.text(
            _TOTAL_RIGHT, middle + 0.04, text, ha="right", va="baseline", color=colour, style=style
        )
        places[name] = middle
        y += height
    return places


class _Bars:
    """Bars on one scale; counts too wide for their column are written upwards."""

    def __init__(self, shown: list[_Combination], column: float, language: Language) -> None:
        self.language, self.width = language, column * 0.62
        texts = [number_format.count(one.n_pupils, language) for one in shown]
        widest = max(width_inches(text) for text in texts)
        self.upwards = widest > column - 0.03
        room = 0.18 + (widest if self.upwards else 0.1)
        self.scale = (_BARS - room) / max(one.n_pupils for one in shown)

    def draw(self, axes: Axes, one: _Combination, x: float) -> None:
        """Draw a bar: filled for pupils with the outcome where that is released."""
        split = one.n_events == one.n_events
        self._part(axes, x, one.n_pupils, PAPER if split else ACCENT)
        if split and one.n_events:
            self._part(axes, x, one.n_events, ACCENT)
        top = _TOP + _BARS - 0.08 - one.n_pupils * self.scale
        text = number_format.count(one.n_pupils, self.language)
        if self.upwards:
            axes.text(x, top - 0.04, text, ha="center", va="bottom", rotation=90)
        else:
            axes.text(x, top - 0.05, text, ha="center", va="baseline")

    def _part(self, axes: Axes, x: float, pupils: float, face: str) -> None:
        height = pupils * self.scale
        corner = (x - self.width / 2, _TOP + _BARS - 0.08 - height)
        axes.add_patch(Rectangle(corner, self.width, height, fc=face, ec=ACCENT, lw=1.0))


def _dots(axes: Axes, one: _Combination, x: float, places: Mapping[str, float]) -> None:
    own = [places[name] for name in one.problems]
    if len(own) > 1:
        axes.plot([x, x], [min(own), max(own)], color=INK, lw=1.6, zorder=1)
    for name, y in places.items():
        has = name in one.problems
        face, edge = (INK, INK) if has else (PAPER, LINE)
        axes.plot([x], [y], "o", ms=6.0, mfc=face, mec=edge, mew=1.0, zorder=2)


def _base(axes: Axes, right: float) -> None:
    bottom = _TOP + _BARS - 0.08
    axes.plot([_LEFT, right], [bottom, bottom], color=INK, lw=0.8)


def _words(shown: list[_Combination], numbers: Numbers, language: Language) -> tuple[str, str, str]:
    def told(one: _Combination) -> dict[str, str]:
        names = (numbers.study.predictors[name].label for name in one.problems)
        labels = [say("figure.together.name", language, label=name.in_language(language))
                  for name in names]  # fmt: skip
        label = joined(labels, language) or say("figure.together.none", language)
        if len(labels) == 1:
            label = say("figure.together.only", language, label=labels[0])
        return {"label": label, "n": number_format.count(one.n_pupils, language)}

    listed = [say("figure.together.item", language, **told(one)) for one in shown[:_TOLD]]
    # Names of combinations hold "and" themselves, so the list is kept apart by semicolons.
    finding = say("figure.together.finding", language, list="; ".join(listed))
    joint = next((one for one in shown if len(one.problems) > 1), None)
    if joint is None:
        finding = f"{finding} {say('figure.together.alone', language)}"
    elif joint not in shown[:_TOLD]:
        finding = f"{finding} {say('figure.together.joint', language, **told(joint))}"
    description = say("figure.together.description", language, finding=finding)
    return say("figure.together.title", language), finding, description

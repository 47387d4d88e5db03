"""When in the school year absence begins, and how many pupils are still absent after a time.

Drawn on axes of a page in inches, each for a page and for a phone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.absence_marks import draw_curve, draw_stack
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import width_inches
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
from thuiszitters.figures.palette import ACCENT, INK, PAPER, SECOND, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.absence import curve_rows, topic_rows
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow
from thuiszitters.results.tables_absence import PERIOD, PERIODS, WEEKS

_LEFT, _TOP, _HEIGHT, _BELOW = 0.62, 0.3, 2.1, 0.56
#: A line of the legend, and what each entry of it is: kind, words, left side and line.
_LEGEND_LINE = 0.19
_Places = list[tuple[str, str, float, int]]
#: Room for the legend above the bars.
_LEGEND = 0.2
#: Points of a curve that have their numbers at risk below them.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Bars:
    """Spells by week or by period: first week, all spells and, where shown, the long ones."""

    starts: tuple[int, ...]
    spells: tuple[float, ...]
    long: tuple[float, ...]
    width: int

    @property
    def split(self) -> bool:
        return all(one == one for one in self.long)


@dataclass(frozen=True, slots=True)
class _Room:
    """Inches of a page: its width, room above the axes and below their names."""

    width: float
    above: float = 0.0
    extra: float = 0.0

    @property
    def bottom(self) -> float:
        """Where the axes end, counted from the top."""
        return _TOP + self.above + _HEIGHT


def absence_plots(numbers: Numbers, language: Language) -> Iterator[Figure]:
    """Both figures, for a page and for a phone; none of what is suppressed."""
    bars = _bars(numbers)
    points = curve_rows(numbers)
    for width, end in ((WIDTH, ""), (NARROW_WIDTH, "_narrow")):
        if bars is not None:
            yield _year_plot(numbers, bars, language, width, f"absence_year{end}")
        if len(points) >= _FEWEST:
            yield _returns_plot(numbers, points, language, width, f"returns{end}")


def _bars(numbers: Numbers) -> _Bars | None:
    """Weeks where all of them are shown, else periods; nothing where too few are."""
    for topic, width in (("week", 1), ("period", PERIOD)):
        rows = topic_rows(numbers, topic)
        shown = [row for row in rows if number(row["n"]) >= 0]
        if shown and len(shown) == len(rows):
            starts = tuple(1 + width * (int(row["level"]) - 1) for row in shown)
            counts = [tuple(number(row[key]) for row in shown) for key in ("n", "n_long")]
            return _Bars(starts, counts[0], counts[1], width)
    return None


def _page(
    numbers: Numbers, notes: Sequence[str], room: _Room, language: Language
) -> tuple[Canvas, Axes, Axes]:
    """A page with its notes, and axes to draw on."""
    width = room.width
    texts = [*notes, *([say("note.synthetic", language)] if numbers.study.synthetic else [])]
    footer = footer_lines(texts, width)
    height = room.bottom + _BELOW + room.extra + LINE_HEIGHT * (len(footer) + 0.5)
    canvas, page = new_page(height, width)
    box = (_LEFT / width, 1 - room.bottom / height)
    size = ((width - _LEFT - 0.16) / width, _HEIGHT / height)
    axes = canvas.add_axes((*box, *size))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    draw_footer(page, footer, room.bottom + _BELOW + room.extra + 0.1)
    return canvas, page, axes


def _year_plot(
    numbers: Numbers, bars: _Bars, language: Language, width: float, name: str
) -> Figure:
    note = "note_week" if bars.width == 1 else "note_period"
    notes = [say(f"figure.absence_year.{note}", language)]
    with house_style():
        kinds = _kinds(bars)
        places = _legend_places([*kinds][::-1], width, language)
        lines = max((line for *_, line in places), default=0)
        room = _Room(width, above=_LEGEND + lines * _LEGEND_LINE)
        canvas, page, axes = _page(numbers, notes, room, language)
        fills = {"long": SECOND, "short": ACCENT, "all": ACCENT}
        draw_stack(axes, bars.starts, kinds, fills, bars.width)
        _hatch(axes)
        _legend(page, places, fills)
        ticks = [1, *range(9, WEEKS + 1, 8 if width > NARROW_WIDTH else 16)]
        axes.set_xticks(ticks, [number_format.count(tick, language) for tick in ticks])
        axes.set_xlim(0, WEEKS + 1)
        _name_axes(page, axes, "absence_year", room, language)
        _count_ticks(axes, language)
        words = _year_words(numbers, language)
        source = source_line(numbers, language)
        wide = width > NARROW_WIDTH
        return finished(canvas, name, language, words, {}, source, print_size=wide)


def _kinds(bars: _Bars) -> dict[str, Sequence[float]]:
    """Spells by what they are called; all together where the long ones are suppressed."""
    if not bars.split:
        return {"all": bars.spells}
    short = [a - b for a, b in zip(bars.spells, bars.long, strict=True)]
    return {"long": bars.long, "short": short}


def _hatch(axes: Axes) -> None:
    """Long spells are hatched as well, for who sees no colour."""
    for patch in axes.patches:
        if to_hex(patch.get_facecolor()) == SECOND:
            patch.set_hatch("////")


def _legend(page: Axes, places: _Places, fills: dict[str, str]) -> None:
    for kind, said, x, line in places:
        y = line * _LEGEND_LINE
        hatch = "////" if kind == "long" else None
        box = Rectangle((x, y + 0.02), 0.2, 0.12, fc=fills[kind], ec=PAPER, lw=0.5, hatch=hatch)
        page.add_patch(box)
        page.text(x + 0.27, y + 0.12, said, va="baseline")


def _legend_places(kinds: Sequence[str], width: float, language: Language) -> _Places:
    """Kind, its words, where it begins and on which line; on a phone each has a line."""
    places: _Places = []
    x, line = MARGIN, 0
    for kind in kinds if len(kinds) > 1 else ():
        said = say(f"figure.absence_year.{kind}", language)
        if places and x + 0.27 + width_inches(said) > width - MARGIN:
            x, line = MARGIN, line + 1
        places.append((kind, said, x, line))
        x += 0.27 + width_inches(said) + 0.16
    return places


def _name_axes(page: Axes, axes: Axes, name: str, room: _Room, language: Language) -> None:
    axes.set_xlabel("")
    axes.set_ylabel("")
    page.text(
        MARGIN, 0.16 + room.above, say(f"figure.{name}.up", language), color=SOFT, va="baseline"
    )
    across = say(f"figure.{name}.across", language)
    page.text(room.width - 0.16, room.bottom + 0.4, across, color=SOFT, va="baseline", ha="right")


def _count_ticks(axes: Axes, language: Language) -> None:
    ticks = [tick for tick in axes.get_yticks() if tick == int(tick) and tick >= 0]
    top = axes.get_ylim()[1]
    kept = [tick for tick in ticks if tick <= top]
    axes.set_yticks(kept, [number_format.count(tick, language) for tick in kept])


def _year_words(numbers: Numbers, language: Language) -> tuple[str, str, str]:
    title = say("figure.absence_year.title", language)
    rows = topic_rows(numbers, "period")
    shown = {str(row["level"]): number(row["n"]) for row in rows if number(row["n"]) >= 0}
    most, least = max(shown, key=lambda key: shown[key]), min(shown, key=lambda key: shown[key])
    said = {"n": shown[most], "least": shown[least]}
    weeks = dict(zip(("first", "last"), PERIODS[most], strict=True))
    weeks |= dict(zip(("least_first", "least_last"), PERIODS[least], strict=True))
    counts = {key: number_format.count(value, language) for key, value in said.items()}
    finding = say("figure.absence_year.finding", language, **counts, **weeks)
    return title, finding, finding


def _returns_plot(
    numbers: Numbers, points: Sequence[StoredRow], language: Language, width: float, name: str
) -> Figure:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    whole = all(number(row["ci_low"]) >= 0 for row in points if 0 < row["still_absent"] < 1)
    key = "note" if whole else "note_suppressed"
    notes = [say(f"figure.returns.{key}", language, level=level)]
    with house_style():
        room = _Room(width, extra=0.42)
        canvas, page, axes = _page(numbers, notes, room, language)
        draw_curve(axes, [(row["weeks"], row["still_absent"]) for row in points])
        for row in points:
            low, high = number(row["ci_low"]), number(row["ci_high"])
            axes.plot([row["weeks"]] * 2, [low, high], color=INK, lw=0.9, zorder=1.5)
        axes.set_ylim(0, 1.03)
        shares = [0.0, 0.25, 0.5, 0.75, 1.0]
        axes.set_yticks(shares, [number_format.per_hundred(one, language) + "%" for one in shares])
        _at_risk(page, axes, points, room, language)
        _name_axes(page, axes, "returns", room, language)
        words = _returns_words(points, language)
        source = source_line(numbers, language)
        wide = width > NARROW_WIDTH
        return finished(canvas, name, language, words, {}, source, print_size=wide)


def _at_risk(
    page: Axes, axes: Axes, points: Sequence[StoredRow], room: _Room, language: Language
) -> None:
    """Ticks at the weeks that are read, and the pupils still followed below them."""
    last = max(int(row["weeks"]) for row in points)
    axes.set_xlim(0, last * 1.04)
    inches = room.width - _LEFT - 0.16
    needed = 0.34 * last / inches  # weeks that a number needs
    kept: list[StoredRow] = []
    for row in points:
        if not kept or row["weeks"] - kept[-1]["weeks"] >= needed:
            kept.append(row)
    ticks = [int(row["weeks"]) for row in kept]
    axes.set_xticks(ticks, [number_format.count(tick, language) for tick in ticks])
    y = room.bottom + 0.62
    page.text(MARGIN, y, say("figure.returns.at_risk", language), color=SOFT, va="baseline")
    scale = inches / (last * 1.04)
    for row in kept:
        x = _LEFT + scale * row["weeks"]
        said = number_format.count(number(row["n_at_risk"]), language)
        page.text(x, y + 0.18, said, ha="center", va="baseline")


def _returns_words(points: Sequence[StoredRow], language: Language) -> tuple[str, str, str]:
    said = "; ".join(
        say(
            "figure.returns.point",
            language,
            weeks=number_format.count(number(row["weeks"]), language),
            share=number_format.percentage(number(row["still_absent"]), language),
        )
        for row in points
    )
    finding = say("figure.returns.finding", language, list=said)
    return say("figure.returns.title", language), finding, finding

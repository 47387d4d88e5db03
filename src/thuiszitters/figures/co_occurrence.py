"""Which problems occur together: a heat map of pairs, drawn by seaborn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import width_inches, wrapped
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
from thuiszitters.figures.palette import PAPER
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records

#: Inches: room for names, above the squares, and the height of a square.
_NAMES, _TOP, _HIGH = {WIDTH: 2.05, NARROW_WIDTH: 1.35}, 0.3, 0.42
#: Colours inside a square, which a dark page leaves as they are.
_LIGHT, _STRONG, _INK = "#f2f7fb", "#4a9fd0", "#10202d"
#: From so many pupils on counts do not fit in a square.
_LONG = 1000
#: Pairs that are told in words.
_TOLD = 3
_COUNTS = ("n_events", "n_pupils")


def pair_map(numbers: Numbers, language: Language) -> Iterator[Figure]:
    """The map, for a page and for a phone; none where pairs are suppressed."""
    table = numbers.more.get("pairs")
    rows = [] if table is None else records(table)
    if not any(number(row["n_pupils"]) > 0 for row in rows if row["first"] != row["second"]):
        return
    for width, end in ((WIDTH, ""), (NARROW_WIDTH, "_narrow")):
        yield _drawn(numbers, rows, language, width, f"pairs{end}")


def _drawn(
    numbers: Numbers, rows: Sequence[StoredRow], language: Language, width: float, name: str
) -> Figure:
    domains = list(dict.fromkeys(str(row["first"]) for row in rows))
    shares = pd.DataFrame(np.nan, index=domains, columns=domains)
    told = pd.DataFrame("", index=domains, columns=domains)
    wide = width > NARROW_WIDTH
    for row in rows:
        place = (str(row["second"]), str(row["first"]))
        shares.loc[place], told.loc[place] = _share(row), _square(row, language, wide=wide)
    notes = [say("figure.pairs.note", language), *_missing(numbers, language)]
    notes += [say("note.synthetic", language)] if numbers.study.synthetic else []
    footer = footer_lines(notes, width)
    left = _NAMES[width]
    across = width - left - MARGIN
    names = [_named(numbers, at, domain, language, left) for at, domain in enumerate(domains, 1)]
    high, top = _high(names), _TOP + (LINE_HEIGHT if _staggered(across / len(domains)) else 0)
    bottom = top + high * len(domains)
    with house_style():
        height = bottom + 0.3 + LINE_HEIGHT * (len(footer) + 0.5)
        canvas, page = new_page(height, width)
        box = (left / width, 1 - bottom / height, across / width, (bottom - top) / height)
        axes = canvas.add_axes(box)
        _squares(axes, shares, told, _lines(told.to_numpy().ravel(), across / len(domains)))
        _names(page, names, (left, across), (top, high))
        draw_footer(page, footer, bottom + 0.24)
        words = _words(numbers, rows, language)
        source = source_line(numbers, language)
        return finished(canvas, name, language, words, {}, source, print_size=wide)


def _squares(axes: Axes, shares: pd.DataFrame, told: pd.DataFrame, lines: int) -> None:
    """A square per pair, the darker the larger its share, with at most so many lines of words."""
    import seaborn as sns

    colours = LinearSegmentedColormap.from_list("pairs", [_LIGHT, _STRONG])
    sns.heatmap(
        shares, ax=axes, cmap=colours, vmin=0, vmax=float(np.nanmax(shares.to_numpy())),
        cbar=False, linewidths=1.5, linecolor=PAPER, xticklabels=False, yticklabels=False,
    )  # fmt: skip
    for i, second in enumerate(shares.index):
        for j, first in enumerate(shares.columns[: i + 1]):
            words = "\n".join(str(told.loc[second, first]).split("\n")[:lines])
            axes.text(j + 0.5, i + 0.5, words, color=_INK, ha="center", va="center")


def _named(numbers: Numbers, at: int, domain: str, language: Language, left: float) -> list[str]:
    label = numbers.study.predictors[domain].label.in_language(language)
    return wrapped(f"{at}  {label}", left - MARGIN - 0.1)


def _high(names: Sequence[Sequence[str]]) -> float:
    """Inches of a square: of three lines beside it, or of the longest name."""
    needed = LINE_HEIGHT * max(map(len, names))
    return _HIGH if needed <= _HIGH + 0.04 else needed + 0.03


def _staggered(square: float) -> bool:
    """Whether two numbers of two numerals above neighbouring squares would touch."""
    return width_inches("10 ") > square


def _lines(texts: Iterable[str], square: float) -> int:
    r"""How many lines stand in a square: those that fit in every one of them.

    Examples
    --------
    >>> two = "\n".join(("48%", "2 of 7"))
    >>> [_lines(["9%", two], width) for width in (0.2, 0.3, 0.5)]
    [0, 1, 2]
    """
    told = [text.split("\n") for text in texts]
    widths = [max(map(width_inches, line)) for line in zip_longest(*told, fillvalue="")]
    return next((at for at, wide in enumerate(widths) if wide > square - 0.02), len(widths))


def _names(
    page: Axes,
    names: Sequence[Sequence[str]],
    place: tuple[float, float],
    rows: tuple[float, float],
) -> None:
    """Numbered names beside the rows, and the numbers above the columns."""
    (left, across), (top, high) = place, rows
    square = across / len(names)
    for at, lines in enumerate(names):
        first = top + high * (at + 0.5) - LINE_HEIGHT * (len(lines) - 1) / 2 + 0.04
        for line, text in enumerate(lines):
            page.text(left - 0.1, first + line * LINE_HEIGHT, text, ha="right", va="baseline")
        raised = LINE_HEIGHT if at % 2 and _staggered(square) else 0
        x, y = left + square * (at + 0.5), top - 0.1 - raised
        page.text(x, y, str(at + 1), ha="center", va="baseline")


def _share(row: Mapping[str, object]) -> float:
    pupils = number(row["n_pupils"])
    return number(row["n_events"]) / pupils if pupils > 0 else np.nan


def _square(row: Mapping[str, object], language: Language, *, wide: bool) -> str:
    """What stands in a square: the share, and on a page of how many pupils."""
    if number(row["n_pupils"]) == 0:
        return "–"
    share = number_format.per_hundred(_share(row), language)
    if not wide:
        return share
    counted = "" if number(row["n_pupils"]) >= _LONG else f"\n{_of(row, language)}"
    return f"{share}%{counted}"


def _of(row: Mapping[str, object], language: Language) -> str:
    events, pupils = (number_format.count(number(row[key]), language) for key in _COUNTS)
    return say("figure.pairs.of", language, events=events, n=pupils)


def _missing(numbers: Numbers, language: Language) -> list[str]:
    """Pupils with the outcome who are in no square: with none of the problems, or not known."""
    steps = numbers.more.get("problem_count")
    if steps is None:
        return []
    own = [row for row in records(steps) if row["kind"] == "step"]
    none = next((number(row["n_events"]) for row in own if str(row["level"]) == "0"), np.nan)
    everyone = sum(number(row["n_events"]) for row in own)
    if np.isnan(none) or np.isnan(everyone):
        return []
    unknown = number(numbers.study.n_events) - everyone
    counts = {"none": none, "unknown": unknown, "all": number(numbers.study.n_events)}
    said = {key: number_format.count(value, language) for key, value in counts.items()}
    return [say("figure.pairs.missing", language, **said)]


def _words(numbers: Numbers, rows: Sequence[StoredRow], language: Language) -> tuple[str, str, str]:
    clause = outcome_phrase(numbers.study, language).clause
    pairs = [row for row in rows if row["first"] != row["second"]]
    common = sorted(pairs, key=lambda row: -number(row["n_pupils"]))[:_TOLD]
    said = "; ".join(
        say(
            "figure.pairs.point",
            language,
            first=numbers.study.predictors[str(row["first"])].label.in_language(language),
            second=numbers.study.predictors[str(row["second"])].label.in_language(language),
            said=_of(row, language),
        )
        for row in common
    )
    finding = say("figure.pairs.finding", language, list=said)
    return say("figure.pairs.title", language, clause=clause), finding, finding

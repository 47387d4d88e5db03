"""How often by how strongly: prevalence against the adjusted odds ratio."""

import math

from matplotlib.axes import Axes

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
)
from thuiszitters.figures.palette import ACCENT, INK, LINE, PAPER, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import (
    Finding,
    confirmatory_findings,
    joined,
    models_note,
    of_verdict,
)
from thuiszitters.results.read import Numbers, number

_LEFT, _WIDTH, _TOP, _HEIGHT = 0.55, 3.3, 0.3, 3.3
_KEY_LEFT = 4.15

#: A place on the page, in inches.
Spot = tuple[float, float]


def prevalence_plot(numbers: Numbers, language: Language) -> Figure | None:
    """One numbered dot per characteristic; nothing when fewer than two can be placed."""
    placed = _placed(numbers)
    if len(placed) < 2:
        return None
    scale = log_scale(
        (finding.odds_ratio for finding, _ in placed),
        (end for finding, _ in placed for end in (finding.low, finding.high)),
        0,
        _HEIGHT,
    )
    key = [wrapped(finding.label(language), 2.35) for finding, _ in placed]
    key_height = sum(len(lines) for lines in key) * LINE_HEIGHT + len(key) * 0.05
    notes = [say("figure.prevalence.note", language)]
    notes += filter(
        None, [models_note((finding for finding, _ in placed), numbers.study, language)]
    )
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes)
    bottom = max(_TOP + _HEIGHT, _TOP + key_height - 0.4)
    widest = max(share for _, share in placed)
    with house_style():
        canvas, axes = new_page(bottom + 0.62 + len(footer) * LINE_HEIGHT)
        right = min(1.0, (int(widest * 10) + 1) / 10)
        _frame(axes, scale, right, language)
        _dots(axes, placed, scale, right)
        _key(axes, key, placed)
        draw_footer(axes, footer, bottom + 0.58)
        words = _words(numbers, placed, language)
        return finished(canvas, "prevalence", language, words, {})


def _placed(numbers: Numbers) -> list[tuple[Finding, float]]:
    """Findings with a level, an estimate and a released count, most common first."""
    fits = numbers.fits
    main = numbers.study.main_model.name
    fit = fits[(fits["model"] == main) & (fits["model_kind"] == "adjusted")].iloc[0]
    pupils = number(fit["n_pupils"])
    placed = [
        (finding, finding.n_pupils / pupils)
        for finding in confirmatory_findings(numbers)
        if finding.level is not None and finding.odds_ratio > 0 and finding.n_pupils > 0
    ]
    return sorted((pair for pair in placed if pair[1] == pair[1]), key=lambda pair: -pair[1])


def _down(odds_ratio: float, scale: LogScale) -> float:
    """Position on the page: higher odds ratios lie higher."""
    return _TOP + _HEIGHT - scale.at(odds_ratio)


def _frame(axes: Axes, scale: LogScale, right: float, language: Language) -> None:
    bottom = _TOP + _HEIGHT
    for tick in scale.ticks():
        y = _down(tick, scale)
        if tick == 1:
            axes.plot(
                [_LEFT, _LEFT + _WIDTH], [y, y], color=SOFT, lw=0.8, ls=(0, (2, 2)), zorder=0.7
            )
        else:
            axes.plot([_LEFT, _LEFT + _WIDTH], [y, y], color=LINE, lw=0.5, zorder=0.7)
        digits = 0 if tick >= 1 and tick == int(tick) else len(repr(tick).split(".")[1])
        label = number_format.decimal(tick, digits, language)
        axes.text(_LEFT - 0.08, y + 0.04, label, ha="right", va="baseline")
    step = 0.1 if right <= 0.6 else 0.2
    tick = 0.0
    while tick <= right + 1e-9:
        x = _LEFT + _WIDTH * tick / right
        axes.plot([x, x], [bottom, bottom + 0.04], color=INK, lw=0.8)
        label = f"{number_format.decimal(tick * 100, 0, language)}%"
        axes.text(x, bottom + 0.17, label, ha="center", va="baseline")
        tick += step
    axes.plot([_LEFT, _LEFT + _WIDTH], [bottom, bottom], color=INK, lw=0.8)
    centre = _LEFT + _WIDTH / 2
    horizontal = say("figure.prevalence.horizontal", language)
    axes.text(centre, bottom + 0.33, horizontal, ha="center", va="baseline", color=SOFT)
    axes.text(MARGIN, 0.16, say("figure.prevalence.vertical", language), va="baseline", color=SOFT)


def _dots(axes: Axes, placed: list[tuple[Finding, float]], scale: LogScale, right: float) -> None:
    """Draw every dot, and its number where it covers no other dot or number; lines give way."""
    spots = [
        (_LEFT + _WIDTH * share / right, _down(finding.odds_ratio, scale))
        for finding, share in placed
    ]
    taken = list(spots)
    lines = [
        spot
        for (finding, _), (x, _y) in zip(placed, spots, strict=True)
        if finding.low == finding.low and finding.high == finding.high  # else there is no line
        for spot in _along(x, _down(finding.high, scale), _down(finding.low, scale))
    ]
    for index, ((finding, _), (x, y)) in enumerate(zip(placed, spots, strict=True), 1):
        settled = finding.verdict in ("higher", "lower")
        low, high = _down(finding.low, scale), _down(finding.high, scale)
        colour = ACCENT if settled else SOFT
        axes.plot([x, x], [low, high], color=colour, lw=0.9, zorder=1)
        face = ACCENT if settled else PAPER
        axes.plot([x], [y], "o", ms=6, mfc=face, mec=colour, mew=1.1, zorder=2)
        beside = _free_spot(x, y, taken, lines)
        taken.append(beside)
        weight = "bold" if settled else "normal"
        at = (beside[0], beside[1] + 0.04)
        clear = {"fc": PAPER, "ec": "none", "pad": 0.6}  # from the line of another characteristic
        axes.text(*at, str(index), ha="center", va="baseline", weight=weight, zorder=3, bbox=clear)


def _along(x: float, top: float, bottom: float) -> list[Spot]:
    """Points of a vertical line, close enough that no number fits between them."""
    steps = max(1, int((bottom - top) / 0.05))
    return [(x, top + (bottom - top) * step / steps) for step in range(steps + 1)]


def _free_spot(x: float, y: float, taken: list[Spot], lines: list[Spot]) -> Spot:
    """The place beside a dot with most room; a line may be covered, a dot or number may not."""
    around = [(0.14, 0.0), (-0.14, 0.0), (0.13, -0.13), (-0.13, -0.13), (0.13, 0.13), (-0.13, 0.13)]
    places = [(x + right, y + down) for right, down in around]

    def room(place: Spot, spots: list[Spot]) -> float:
        return min((math.dist(place, spot) for spot in spots if spot != (x, y)), default=1.0)

    free = [place for place in places if room(place, taken) > 0.17]
    if not free:
        return max(places, key=lambda place: room(place, taken))
    clear = (place for place in free if room(place, lines) > 0.1)
    return next(clear, None) or max(free, key=lambda place: room(place, lines))


def _key(axes: Axes, key: list[list[str]], placed: list[tuple[Finding, float]]) -> None:
    y = _TOP + 0.06
    for index, lines in enumerate(key, 1):
        axes.text(_KEY_LEFT, y, f"{index}", ha="right", va="baseline")
        weight = "bold" if placed[index - 1][0].verdict in ("higher", "lower") else "normal"
        for line in lines:
            axes.text(_KEY_LEFT + 0.1, y, line, va="baseline", weight=weight)
            y += LINE_HEIGHT
        y += 0.05


def _words(
    numbers: Numbers, placed: list[tuple[Finding, float]], language: Language
) -> tuple[str, str, str]:
    title = say("figure.prevalence.title", language)
    settled = of_verdict((finding for finding, _ in placed), "higher", "lower")
    shares = {id(finding): share for finding, share in placed}
    listed = joined(
        (
            say(
                "figure.prevalence.item",
                language,
                pupils=finding.pupils(language),
                share=number_format.percentage(shares[id(finding)], language),
                odds_ratio=number_format.odds_ratio(finding.odds_ratio, language),
            )
            for finding in settled
        ),
        language,
    )
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    if listed:
        finding = say("figure.prevalence.finding", language, list=listed)
    else:
        everywhere = [one for one in confirmatory_findings(numbers) if one.level is not None]
        why = "open" if len(placed) == len(everywhere) else "partly"
        finding = say(f"figure.finding.unsettled.{why}", language, level=level)
    return title, finding, say("figure.prevalence.description", language, finding=finding)

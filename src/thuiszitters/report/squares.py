"""A figure to move: a baseline risk times an odds ratio gives a risk, as a hundred squares."""

import math

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import worked_example
from thuiszitters.report.document import Block, Paragraph, Squares
from thuiszitters.results.read import Numbers
from thuiszitters.tables.table import Cell, Column, Row, Table

#: Baseline risks and odds ratios of the table that stands in print.
_RISKS = (0.01, 0.05, 0.10, 0.20, 0.50)
_RATIOS = (0.5, 2.0, 3.0, 5.0)
#: Odds ratios move by this factor per step of the slider.
STEP = 1.1


def risk_after(baseline: float, odds_ratio: float) -> float:
    """The risk whose odds are those of the baseline times an odds ratio.

    Examples
    --------
    >>> round(risk_after(0.2, 4.0), 3), risk_after(0.5, 1.0)
    (0.5, 0.5)
    """
    odds = baseline / (1 - baseline) * odds_ratio
    return odds / (1 + odds)


def squares(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """The lead, the picture, and the same as a table for print; nothing without an example."""
    finding = worked_example(numbers)
    if finding is None:
        return ()
    crude = finding.share / (1 - finding.share)
    reference = finding.reference_share / (1 - finding.reference_share)
    step = round(math.log(crude / reference) / math.log(STEP))
    tool = Squares(
        lead=say("student.squares.lead", language),
        risk_label=say("student.squares.risk", language),
        ratio_label=say("student.squares.ratio", language),
        result=say("student.squares.result", language),
        risk=round(finding.reference_share * 100),
        ratio_step=max(-20, min(20, step)),
        table=_table(language),
    )
    return Paragraph(say("student.squares.text", language)), tool


def _table(language: Language) -> Table:
    columns = [Column("risk", say("student.squares.head_risk", language), numeric=False)]
    columns += [
        Column(
            f"ratio_{place}",
            say(
                "student.squares.head_ratio",
                language,
                ratio=number_format.odds_ratio(ratio, language),
            ),
        )
        for place, ratio in enumerate(_RATIOS)
    ]
    rows = []
    for risk in _RISKS:
        cells = [Cell(number_format.percentage(risk, language))]
        for ratio in _RATIOS:
            after = risk_after(risk, ratio)
            cells.append(Cell(number_format.percentage(after, language), (after,)))
        rows.append(Row(tuple(cells)))
    title = say("student.squares.title", language)
    return Table("squares", language, title, tuple(columns), tuple(rows))

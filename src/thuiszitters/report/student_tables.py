"""Small tables of the student report: one of counts, one of odds ratios beside risks."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import answers
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.language.findings import Finding, capital
from thuiszitters.report.document import TableBlock
from thuiszitters.results.read import Numbers
from thuiszitters.tables.answer_words import hundred_text
from thuiszitters.tables.table import Cell, Column, Row, Table


def two_by_two(finding: Finding, numbers: Numbers, language: Language) -> TableBlock:
    """Pupils of both groups, with and without the outcome."""
    phrase = outcome_phrase(numbers.study, language)
    groups = (
        (finding.pupils(language), finding.n_pupils, finding.n_events),
        (finding.other_pupils(language), finding.reference_pupils, finding.reference_events),
    )
    rows = tuple(
        Row((Cell(capital(name)), *(_count(value, language) for value in (events, n - events, n))))
        for name, n, events in groups
    )
    heads = ("group", "with", "without", "all")
    columns = tuple(
        Column(
            key, say(f"student.two.{key}", language, clause=phrase.clause), numeric=key != "group"
        )
        for key in heads
    )
    title = say("student.two.title", language)
    return TableBlock(Table("two_by_two", language, title, columns, rows))


def both_scales(numbers: Numbers, language: Language) -> TableBlock | None:
    """Adjusted odds ratio and pupils of every hundred, per part of the question."""
    rows = []
    for one in answers(numbers):
        hundred, evidence = hundred_text(one, language), one.evidence
        if not hundred or evidence.odds_ratio != evidence.odds_ratio:
            continue
        ends = number_format.interval(evidence.low, evidence.high, language)
        ratio = f"{number_format.odds_ratio(evidence.odds_ratio, language)} ({ends})"
        label = Cell(one.part.label.in_language(language))
        values = (evidence.odds_ratio, evidence.low, evidence.high)
        rows.append(Row((label, Cell(ratio, values), Cell(hundred))))
    if not rows:
        return None
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    columns = tuple(
        Column(key, say(f"answer_card.column.{key}", language, level=level), numeric=False)
        for key in ("part", "odds_ratio", "hundred")
    )
    title = say("student.both", language)
    return TableBlock(Table("both_scales", language, title, columns, tuple(rows)))


def _count(value: float, language: Language) -> Cell:
    return Cell(number_format.count(value, language), (value,))

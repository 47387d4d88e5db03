"""Sections that explain each step to a student, with the cohort's own numbers."""

import math
from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import Finding, findings, worked_example
from thuiszitters.report.document import (
    Block,
    Callout,
    Items,
    Paragraph,
    Section,
    TableBlock,
)
from thuiszitters.report.sections import figure_blocks, section
from thuiszitters.results.read import Numbers
from thuiszitters.tables import Table


def table_section(
    numbers: Numbers,
    figures: Mapping[str, Figure],
    tables: Mapping[str, Table],
    language: Language,
) -> Section:
    """From counts to an odds ratio, with one example worked through."""
    return section(
        "learn_table",
        language,
        Paragraph(say("student.table", language)),
        TableBlock(tables["odds_ratios"]),
        _worked(numbers, language),
        *figure_blocks(figures, "icons"),
    )


def adjusted_section(numbers: Numbers, language: Language) -> Section:
    """What adjusting does, with the estimate that moves most."""
    blocks: list[Block] = [Paragraph(say("student.adjusted", language))]
    pair = _most_moved(numbers)
    if pair:
        crude, adjusted = pair
        text = say(
            "student.moved",
            language,
            label=adjusted.label(language),
            crude=number_format.odds_ratio(crude.odds_ratio, language),
            adjusted=number_format.odds_ratio(adjusted.odds_ratio, language),
        )
        blocks += [Paragraph(text), Paragraph(say("student.moved_why", language))]
    return section("learn_adjusted", language, *blocks)


def figure_section(figures: Mapping[str, Figure], language: Language) -> Section:
    """How to read the forest plot of the main model."""
    return section(
        "learn_figure",
        language,
        Paragraph(say("student.figure", language)),
        Paragraph(say("student.scale", language)),
        *figure_blocks(figures, "forest"),
    )


def question_list(language: Language) -> Section:
    """Questions to think about."""
    names = ("first", "second", "third")
    items = tuple(say(f"student.question.{name}", language) for name in names)
    return section("learn_check", language, Items(items, ordered=True))


def _worked(numbers: Numbers, language: Language) -> Block:
    finding = worked_example(numbers)
    if finding is None:
        return Paragraph(say("student.worked.none", language))
    n, events = finding.n_pupils, finding.n_events
    ref_n, ref_events = finding.reference_pupils, finding.reference_events
    own, other = events / n, ref_events / ref_n
    odds, ref_odds = events / (n - events), ref_events / (ref_n - ref_events)
    values = {
        "pupils": finding.pupils(language),
        "others": finding.other_pupils(language),
        "n": number_format.count(n, language),
        "events": number_format.count(events, language),
        "without": number_format.count(n - events, language),
        "ref_n": number_format.count(ref_n, language),
        "ref_events": number_format.count(ref_events, language),
        "ref_without": number_format.count(ref_n - ref_events, language),
        "share": number_format.percentage(own, language),
        "ref_share": number_format.percentage(other, language),
        "risk_ratio": number_format.odds_ratio(own / other, language),
        "odds": number_format.odds_ratio(odds, language),
        "ref_odds": number_format.odds_ratio(ref_odds, language),
        "odds_ratio": number_format.odds_ratio(odds / ref_odds, language),
    }
    moral = "moral" if odds > ref_odds else "moral_lower"
    texts = tuple(
        say(f"student.worked.{step}", language, **values)
        for step in ("counts", "risks", "odds", moral)
    )
    return Callout(say("student.worked.title", language), texts, kind="example")


def _most_moved(numbers: Numbers) -> tuple[Finding, Finding] | None:
    """Crude and adjusted finding of the main model that lie furthest apart on the log scale."""
    model = numbers.study.main_model.name
    crude = {
        (finding.predictor.name, finding.level): finding
        for finding in findings(numbers, model, "crude")
    }
    pairs = [
        (crude[key], finding)
        for finding in findings(numbers, model)
        if (key := (finding.predictor.name, finding.level)) in crude
        and finding.odds_ratio > 0
        and crude[key].odds_ratio > 0
    ]
    return max(
        pairs,
        key=lambda pair: abs(math.log(pair[0].odds_ratio / pair[1].odds_ratio)),
        default=None,
    )

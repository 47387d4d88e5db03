"""Sections that explain each step to a student, with the cohort's own numbers."""

import math
from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import empty_pairs_of, judgement_of
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.language.empty_pairs import pairs_in_words
from thuiszitters.language.findings import Finding, findings, worked_example
from thuiszitters.plan.sources import cited
from thuiszitters.report.boxes import boxes
from thuiszitters.report.change_of_scale import scale_text
from thuiszitters.report.document import Block, Callout, Fold, Paragraph, Section
from thuiszitters.report.sections import characteristics_kind, figure_blocks, section
from thuiszitters.report.squares import squares
from thuiszitters.report.student_tables import both_scales, two_by_two
from thuiszitters.results.read import Numbers

_SETTLED = ("clear", "borderline")
#: How many times larger or smaller an odds ratio becomes before its crossing of 1 is worth a word.
_REVERSAL = 1.5


def lessons(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> tuple[Section, ...]:
    """From counts to odds ratios, then what adjustment does, then how to read the figure."""
    return (
        counting_section(numbers, figures, language),
        adjusted_section(numbers, language),
        risks_section(numbers, language),
        figure_section(figures, language),
        section("learn_pitfalls", language, *boxes(numbers, language)),
    )


def counting_section(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Section:
    """One two-by-two table, worked through to an odds ratio."""
    finding = worked_example(numbers)
    if finding is None:
        return section("learn_table", language, Paragraph(say("student.worked.none", language)))
    return section(
        "learn_table",
        language,
        Paragraph(say("student.table", language)),
        two_by_two(finding, numbers, language),
        _worked(finding, numbers, language),
        *figure_blocks(figures, "icons"),
        *squares(numbers, language),
    )


def adjusted_section(numbers: Numbers, language: Language) -> Section:
    """What adjustment does, with an estimate that is settled, and what it cannot do."""
    kind = characteristics_kind(numbers.study)
    blocks: list[Block] = [Paragraph(say(f"student.adjusted.{kind}", language))]
    pair = _most_moved(numbers)
    if pair:
        crude, adjusted = pair
        values = {
            "pupils": adjusted.pupils(language),
            "crude": number_format.odds_ratio(crude.odds_ratio, language),
            "adjusted": number_format.odds_ratio(adjusted.odds_ratio, language),
        }
        key = "student.reversed" if _reversed(pair) else "student.moved"
        blocks.append(Paragraph(say(key, language, **values)))
    crossed = _crossed(numbers)
    if crossed:
        blocks.append(Paragraph(_reversal(*crossed, numbers, language)))
    texts = (
        ("table2", f"student.box.table2_text.{kind}", "westreich2013"),
        ("collapse", "student.box.collapse_text", "greenland1999"),
    )
    for name, key, source in texts:
        title = say(f"student.box.{name}", language)
        told = [say(key, language, source=cited(source, language))]
        if name == "collapse":
            told += filter(None, [scale_text(numbers, language)])
        blocks.append(Callout(title, tuple(told), kind="example"))
    return section("learn_adjusted", language, *blocks)


def risks_section(numbers: Numbers, language: Language) -> Section:
    """Adjusted odds ratios beside standardised risks."""
    table = both_scales(numbers, language)
    lead = Paragraph(say("student.risks" if table else "student.no_risks", language))
    return section("learn_risks", language, lead, *([table] if table else []))


def figure_section(figures: Mapping[str, Figure], language: Language) -> Section:
    """How to read the forest plot of the main model."""
    return section(
        "learn_figure",
        language,
        Paragraph(say("student.figure", language)),
        Paragraph(say("student.scale", language)),
        *figure_blocks(figures, "forest"),
    )


def question_list(numbers: Numbers, language: Language) -> Section:
    """Questions, each with an answer that a reader unfolds."""
    clause = outcome_phrase(numbers.study, language).clause
    names = ("first", "second", "third", "fourth")
    blocks: list[Block] = []
    for place, name in enumerate(names, 1):
        question = say(f"student.question.{name}", language, clause=clause)
        blocks.append(Paragraph(f"**{place}.** {question}"))
        answer = Paragraph(say(f"student.answer.{name}", language, clause=clause))
        blocks.append(Fold(say("report.fold", language), (answer,)))
    return section("learn_check", language, *blocks)


def _worked(finding: Finding, numbers: Numbers, language: Language) -> Block:
    n, events = finding.n_pupils, finding.n_events
    ref_n, ref_events = finding.reference_pupils, finding.reference_events
    own, other = events / n, ref_events / ref_n
    odds, ref_odds = events / (n - events), ref_events / (ref_n - ref_events)
    phrase = outcome_phrase(numbers.study, language)
    values = {
        "verb": phrase.verb,
        "rest": phrase.rest,
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
    kind = "title_synthetic" if numbers.study.synthetic else "title"
    return Callout(say(f"student.worked.{kind}", language), texts, kind="example")


def _most_moved(numbers: Numbers) -> tuple[Finding, Finding] | None:
    """The crude and adjusted estimate that moved most, among what is settled."""
    settled = [pair for pair in _pairs(numbers) if judgement_of(pair[1], numbers).grade in _SETTLED]
    return max(settled, key=_moved, default=None)


def _crossed(numbers: Numbers) -> tuple[Finding, Finding] | None:
    """The estimate that moved most from one side of 1 to the other with 1 in both intervals."""
    crossed = [
        pair
        for pair in _pairs(numbers)
        if _reversed(pair)
        and _moved(pair) > math.log(_REVERSAL)
        and all(one.verdict == "open" for one in pair)
    ]
    return max(crossed, key=_moved, default=None)


def _reversal(crude: Finding, adjusted: Finding, numbers: Numbers, language: Language) -> str:
    """A reversal that decides nothing, and the combination that no pupil has where one is known."""
    text = say(
        "student.reversed_open",
        language,
        pupils=adjusted.pupils(language),
        crude=number_format.odds_ratio(crude.odds_ratio, language),
        crude_interval=number_format.interval(crude.low, crude.high, language),
        adjusted=number_format.odds_ratio(adjusted.odds_ratio, language),
        adjusted_interval=number_format.interval(adjusted.low, adjusted.high, language),
    )
    pairs = empty_pairs_of(adjusted, numbers)
    if not pairs:
        return text
    listed = pairs_in_words(pairs, language, numbers.study)
    return f"{text} {say('student.reversed_empty', language, list=listed)}"


def _pairs(numbers: Numbers) -> list[tuple[Finding, Finding]]:
    """Crude and adjusted estimates of the main model that are both there."""
    model = numbers.study.main_model.name
    crude = {
        (finding.predictor.name, finding.level): finding
        for finding in findings(numbers, model, "crude")
    }
    return [
        (crude[key], finding)
        for finding in findings(numbers, model)
        if (key := (finding.predictor.name, finding.level)) in crude
        and finding.odds_ratio > 0
        and crude[key].odds_ratio > 0
    ]


def _moved(pair: tuple[Finding, Finding]) -> float:
    """How far adjustment moves an odds ratio, on the log scale."""
    return abs(math.log(pair[0].odds_ratio / pair[1].odds_ratio))


def _reversed(pair: tuple[Finding, Finding]) -> bool:
    crude, adjusted = pair
    return (crude.odds_ratio - 1) * (adjusted.odds_ratio - 1) < 0

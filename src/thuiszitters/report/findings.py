"""The answer: sentences that follow from the intervals of the confirmatory models."""

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.language.findings import (
    Finding,
    Verdict,
    confirmatory_findings,
    joined,
    of_verdict,
    unsettled,
)
from thuiszitters.report.document import Block, Callout, Items, Paragraph
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.general_notes import caution_text, fit_reason


def adjusted_fit(numbers: Numbers, model: str) -> StoredRow:
    """The stored row of a model's adjusted fit."""
    fits = numbers.fits
    return records(fits[(fits["model"] == model) & (fits["model_kind"] == "adjusted")])[0]


def answer_blocks(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """What the confirmatory models found, sorted by verdict."""
    study = numbers.study
    found = confirmatory_findings(numbers)
    level = number_format.level_percentage(study.estimation.level, language)
    blocks: list[Block] = [Paragraph(total_sentence(numbers, language), lead=True)]
    for verdict in ("higher", "lower"):
        blocks += _group(of_verdict(found, verdict), verdict, numbers, language)
    why = unsettled(found)
    if why:
        blocks.append(Paragraph(say(f"answer.unsettled.{why}", language, level=level)))
    blocks += _group(of_verdict(found, "open"), "open", numbers, language)
    withheld = joined(
        (finding.label(language) for finding in of_verdict(found, "withheld")), language
    )
    if withheld:
        blocks.append(Paragraph(say("answer.withheld", language, list=withheld)))
    none = joined(
        (_why_none(finding, numbers, language) for finding in of_verdict(found, "none")), language
    )
    if none:
        blocks.append(Paragraph(say("answer.none", language, list=none)))
    blocks += care_blocks(numbers, language)
    return tuple(blocks)


def totals(numbers: Numbers) -> tuple[float, float, str]:
    """Pupils, those with the outcome, and the key of the sentence that says of which pupils.

    Of the main model where its counts are released, else of the whole cohort.
    """
    fit = adjusted_fit(numbers, numbers.study.main_model.name)
    pupils, events = number(fit["n_pupils"]), number(fit["n_events"])
    if pupils > 0 and events >= 0:
        return pupils, events, "total"
    pupils, events = number(numbers.study.n_pupils), number(numbers.study.n_events)
    return pupils, events, "total_cohort" if pupils > 0 and events >= 0 else "total_withheld"


def total_sentence(numbers: Numbers, language: Language) -> str:
    """How many pupils, and how many of them with the outcome."""
    outcome = numbers.study.outcome_label.in_language(language)
    pupils, events, key = totals(numbers)
    if key == "total_withheld":
        return say("answer.total_withheld", language, outcome=outcome)
    return say(
        f"answer.{key}",
        language,
        n=number_format.count(pupils, language),
        events=number_format.count(events, language),
        outcome=outcome,
        share=number_format.percentage(events / pupils, language),
    )


def item_sentence(finding: Finding, numbers: Numbers, language: Language) -> str:
    """One finding with its counts where they are released, and its odds ratio."""
    estimate = {
        "label": finding.label(language),
        "odds_ratio": number_format.odds_ratio(finding.odds_ratio, language),
        "level": number_format.level_percentage(numbers.study.estimation.level, language),
        "interval": number_format.interval(finding.low, finding.high, language),
    }
    counts = (
        finding.n_pupils,
        finding.n_events,
        finding.reference_pupils,
        finding.reference_events,
    )
    if any(not count >= 0 for count in counts) or not (counts[0] > 0 and counts[2] > 0):
        return say("answer.item_plain", language, **estimate)
    n, events, ref_n, ref_events = (number_format.count(count, language) for count in counts)
    return say(
        "answer.item",
        language,
        **estimate,
        n=n,
        events=events,
        share=number_format.percentage(counts[1] / counts[0], language),
        ref_n=ref_n,
        ref_events=ref_events,
        ref_share=number_format.percentage(counts[3] / counts[2], language),
        against=finding.against(language),
    )


def care_blocks(numbers: Numbers, language: Language) -> list[Block]:
    """A callout when events are few or the outcome was separated."""
    study = numbers.study
    texts: dict[str, None] = {}
    for model in study.models.values():
        if model.role == "confirmatory" or model.name == study.main_model.name:
            fit = adjusted_fit(numbers, model.name)
            for text in (
                caution_text(fit, study, language),
                fit_reason(fit, study, language),
            ):
                if text:
                    about = say("answer.about", language, label=model.label.in_language(language))
                    texts[f"{about} {text}"] = None
    for model in study.models.values():
        if model.role == "exploratory" and model.name != study.main_model.name:
            label = model.label.in_language(language)
            texts[say("answer.exploratory", language, label=label)] = None
    return [Callout(say("answer.care.title", language), tuple(texts))] if texts else []


def _group(
    found: tuple[Finding, ...], verdict: Verdict, numbers: Numbers, language: Language
) -> list[Block]:
    if not found:
        return []
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    items = tuple(_item(finding, numbers, language) for finding in found)
    return [Paragraph(say(f"answer.{verdict}", language, level=level)), Items(items)]


def _item(finding: Finding, numbers: Numbers, language: Language) -> str:
    """An item, with its model when the answer draws on more than one."""
    sentence = item_sentence(finding, numbers, language)
    if len({one.model for one in confirmatory_findings(numbers)}) < 2:
        return sentence
    model = numbers.study.models[finding.model].label.in_language(language)
    return say("answer.in_model", language, sentence=sentence, model=model)


def _why_none(finding: Finding, numbers: Numbers, language: Language) -> str:
    reason = explain(finding.reason, language, numbers.study).rstrip(".")
    label = finding.label(language)
    return f"{label} ({reason[0].lower()}{reason[1:]})" if reason else label

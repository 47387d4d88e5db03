"""The answer of a report, and what to keep in mind with it."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.language.findings import joined
from thuiszitters.report.document import Block, Callout, CardBlock, Section
from thuiszitters.report.sections import section
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.answer_card import result_card
from thuiszitters.tables.answer_words import totals
from thuiszitters.tables.general_notes import caution_text, fit_reason


def adjusted_fit(numbers: Numbers, model: str) -> StoredRow:
    """The stored row of a model's adjusted fit."""
    fits = numbers.fits
    return records(fits[(fits["model"] == model) & (fits["model_kind"] == "adjusted")])[0]


def answer_section(numbers: Numbers, language: Language, *, detailed: bool = False) -> Section:
    """The card, and what to keep in mind with it.

    Parameters
    ----------
    detailed
        For researchers: with odds ratios, and cautions in the words of statistics.
    """
    card = CardBlock(result_card(numbers, language, detailed=detailed))
    care = care_in_full(numbers, language) if detailed else care_in_short(numbers, language)
    return section("answer", language, card, *care)


def care_in_short(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """How few pupils had the outcome, where that makes a model uncertain."""
    models = [one for one in numbers.study.models.values() if one.role == "confirmatory"]
    few = any(adjusted_fit(numbers, model.name)["caution"] for model in models)
    _, events = totals(numbers)
    texts = []
    if few and events >= 0:
        phrase = outcome_phrase(numbers.study, language)
        n = number_format.count(events, language)
        values = {"events": n, "verb": phrase.verb, "rest": phrase.rest}
        texts.append(say("answer_card.note.few", language, **values))
    texts += [
        fit_reason(adjusted_fit(numbers, model.name), numbers.study, language) for model in models
    ]
    kept = tuple(dict.fromkeys(text for text in texts if text))
    return (Callout(say("answer.care.title", language), kept),) if kept else ()


def care_in_full(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """Few events, separation, and models that are exploratory."""
    study = numbers.study
    texts: dict[str, None] = {}
    exploratory: list[str] = []
    for model in study.models.values():
        label = model.label.in_language(language)
        if model.role == "confirmatory" or model.name == study.main_model.name:
            fit = adjusted_fit(numbers, model.name)
            for text in (caution_text(fit, study, language), fit_reason(fit, study, language)):
                if text:
                    texts[f"{say('answer.about', language, label=label)} {text}"] = None
        else:
            exploratory.append(label)
    if len(exploratory) == 1:
        texts[say("answer.exploratory", language, label=exploratory[0])] = None
    elif exploratory:
        labels = joined([f"‘{label}’" for label in exploratory], language)
        texts[say("answer.exploratory_many", language, labels=labels)] = None
    return (Callout(say("answer.care.title", language), tuple(texts)),) if texts else ()

"""Sections for a policy adviser with ten minutes."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.absence import absence_sentence
from thuiszitters.language.answer.by_definition import definition_sentence
from thuiszitters.plan.sources import cited
from thuiszitters.report.document import Items, Paragraph, Section
from thuiszitters.report.findings import adjusted_fit
from thuiszitters.report.method import release_paragraph
from thuiszitters.report.sections import section
from thuiszitters.results.read import Numbers, number


def who_in_short(numbers: Numbers, language: Language) -> Section:
    """The pupils, the outcome, the source and the period."""
    study = numbers.study
    pupils = number(adjusted_fit(numbers, study.main_model.name)["n_pupils"])
    texts = [study.description.in_language(language)]
    if pupils == pupils:
        texts.append(say("policy.who", language, n=number_format.count(pupils, language)))
    texts.append(say("question.definition", language, text=_definition(numbers, language)))
    source = say("question.source", language, source=study.source.in_language(language))
    if study.words.period is not None:
        period = study.words.period.in_language(language)
        source = f"{source} {say('question.period', language, period=period)}"
    absence = absence_sentence(numbers, language, short=True)
    others = (definition_sentence(numbers, language), absence)
    return section(
        "who",
        language,
        Paragraph(" ".join(texts)),
        Paragraph(source),
        *(Paragraph(told) for told in others if told),
        release_paragraph(numbers, language),
    )


def _definition(numbers: Numbers, language: Language) -> str:
    label = numbers.study.outcome_label.in_language(language)
    return f"{label}. {numbers.study.outcome_definition.in_language(language)}"


def advice_section(numbers: Numbers, language: Language) -> Section | None:
    """Suggestions of the plan with their sources; nothing when it has none."""
    advice = numbers.study.words.advice
    if not advice:
        return None
    kind = "synthetic" if numbers.study.synthetic else "lead"
    items = tuple(
        say(
            "steps.item",
            language,
            text=one.text.in_language(language),
            sources="; ".join(cited(key, language) for key in one.sources),
        )
        for one in advice
    )
    lead = Paragraph(say(f"steps.{kind}", language))
    return section("steps", language, lead, Items(items, ordered=True))

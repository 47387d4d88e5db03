"""One report as one file of HTML."""

from collections.abc import Mapping

from thuiszitters.figures.figure import Figure
from thuiszitters.language import say
from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language
from thuiszitters.report import sections as part
from thuiszitters.report.document import Audience, Document
from thuiszitters.report.html import html_page
from thuiszitters.tables import make_tables


def make_document(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language, audience: Audience
) -> Document:
    """The report for one kind of reader, before it gets a format."""
    study = numbers.study
    tables = make_tables(numbers, language)
    sections = (
        part.question_section(numbers, language),
        part.answer_section(numbers, language),
        part.who_section(numbers, tables, language),
        part.odds_section(figures, tables, language),
        part.blocks_section(numbers, tables, language),
        part.fit_section(tables, language),
        part.limits_section(language),
        part.terms_section(numbers, language),
        part.method_section(numbers, language),
        part.release_section(numbers, language),
    )
    banner = (say("banner.title", language), say("banner.text", language))
    plan = study.plan_title.in_language(language)
    return Document(
        language=language,
        audience=audience,
        kicker=f"{plan} · {say(f'report.audience.{audience}', language)}",
        title=study.title.in_language(language),
        banner=banner if study.synthetic else (),
        sections=tuple(section for section in sections if section is not None),
        footer=say("report.made_with", language, cohort=study.cohort, plan=study.plan_name),
    )


def write_report(
    numbers: Numbers,
    figures: Mapping[str, Figure],
    language: Language,
    audience: Audience = "research",
) -> str:
    """The report as a page that needs nothing from elsewhere."""
    return html_page(make_document(numbers, figures, language, audience))

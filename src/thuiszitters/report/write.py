"""The report for one kind of reader: which sections, in which order."""

from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import say
from thuiszitters.report import policy, research, student
from thuiszitters.report import sections as part
from thuiszitters.report.document import Audience, Document, Section
from thuiszitters.report.html import html_page
from thuiszitters.report.literature_sections import beyond_sections
from thuiszitters.report.method import method_section, release_section
from thuiszitters.results.read import Numbers
from thuiszitters.tables import make_tables

Sections = tuple[Section | None, ...]


def make_document(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language, audience: Audience
) -> Document:
    """The report for one kind of reader, before it gets a format."""
    makers = {
        "policy": _policy_sections,
        "research": _research_sections,
        "student": _student_sections,
    }
    study = numbers.study
    made = makers[audience](numbers, figures, language)
    banner = (say("banner.title", language), say("banner.text", language))
    plan = study.plan_title.in_language(language)
    return Document(
        language=language,
        audience=audience,
        cohort=study.cohort,
        kicker=f"{plan} · {say(f'report.audience.{audience}', language)}",
        title=study.title.in_language(language),
        banner=banner if study.synthetic else (),
        sections=tuple(section for section in made if section is not None),
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


def _policy_sections(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    chosen = "hundred" if "hundred" in figures else "forest"
    answer = policy.short_answer(numbers, language)
    answer = part.with_blocks(answer, *part.figure_blocks(figures, chosen))
    return (
        part.question_section(numbers, language),
        answer,
        policy.often_section(numbers, language),
        policy.who_in_short(numbers, language),
        part.limits_section(language),
        research.visible_section(numbers, language, table=False),
        policy.steps_section(numbers, language),
        part.terms_section(numbers, language, short=True),
    )


def _research_sections(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    tables = make_tables(numbers, language)
    method = method_section(numbers, language)
    sections = (
        part.question_section(numbers, language),
        part.answer_section(numbers, language),
        research.who_in_full(numbers, tables, figures, language),
        part.odds_section(figures, tables, language),
        part.blocks_section(numbers, tables, language),
        part.fit_section(tables, language),
        *research.further_sections(figures, tables, language),
        *beyond_sections(numbers, figures, tables, language),
        research.visible_section(numbers, language),
        part.limits_section(language),
        part.terms_section(numbers, language),
        part.with_blocks(
            method,
            *research.model_list(numbers, language),
            *research.source_list(numbers, language),
        ),
        release_section(numbers, language),
    )
    present = frozenset(section.name for section in sections if section is not None)
    coded = bool(research.source_list(numbers, language))
    checklist = research.checklist_section(language, present | ({"codes"} if coded else set()))
    return (*sections, checklist, research.references_section(numbers, language))


def _student_sections(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    tables = make_tables(numbers, language)
    return (
        part.question_section(numbers, language),
        part.who_section(numbers, tables, figures, language),
        student.table_section(numbers, figures, tables, language),
        student.adjusted_section(numbers, language),
        student.figure_section(figures, language),
        part.answer_section(numbers, language),
        part.limits_section(language),
        student.question_list(language),
        part.terms_section(numbers, language),
        method_section(numbers, language),
        release_section(numbers, language),
    )

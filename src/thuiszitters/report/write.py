"""The report for one kind of reader: which sections, in which order."""

from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import say
from thuiszitters.report import policy, research, student
from thuiszitters.report import sections as part
from thuiszitters.report.absence_section import absence_section
from thuiszitters.report.answerable_section import answerable_section
from thuiszitters.report.causes_section import cause_blocks, mediator_sentence
from thuiszitters.report.definition_section import definition_section
from thuiszitters.report.document import Audience, Document, Section
from thuiszitters.report.findings import answer_section
from thuiszitters.report.html import html_page
from thuiszitters.report.literature_sections import beyond_sections
from thuiszitters.report.method import method_section, release_section
from thuiszitters.report.numbering import numbered, supplement
from thuiszitters.report.trace import document_links, footer_lines
from thuiszitters.report.visibility import visible_section
from thuiszitters.results.read import Numbers
from thuiszitters.tables.make import report_tables

Sections = tuple[Section | None, ...]


def make_document(
    numbers: Numbers,
    figures: Mapping[str, Figure],
    language: Language,
    audience: Audience,
    digest: str = "",
    commit: str = "",
) -> Document:
    """The report for one kind of reader, before it gets a format.

    Parameters
    ----------
    digest, commit
        Of the released numbers, and a sentence on the code, to stand in the footer; empty leaves
        them out.
    """
    makers = {
        "policy": _policy_sections,
        "research": _research_sections,
        "student": _student_sections,
    }
    study = numbers.study
    made = tuple(one for one in makers[audience](numbers, figures, language) if one is not None)
    banner = (say("banner.title", language), say("banner.text", language))
    cohort = study.title.in_language(language)
    return Document(
        language=language,
        audience=audience,
        cohort=study.cohort,
        kicker=f"{cohort} · {say(f'report.audience.{audience}', language)}",
        title=study.question.in_language(language),
        banner=banner if study.synthetic else (),
        sections=numbered(made, language) if audience == "research" else made,
        footer=footer_lines(numbers, language, digest, commit),
        links=document_links(study, language, audience),
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
    drawn = part.figure_blocks(figures, "hundred", told=False)
    return (
        answer_section(numbers, language),
        answerable_section(numbers, language),
        policy.who_in_short(numbers, language),
        part.limits_section(numbers, language, short=True),
        part.section("hundred", language, *drawn) if drawn else None,
        visible_section(numbers.study, language, table=False),
        policy.advice_section(numbers, language),
        part.terms_section(numbers, language, short=True),
    )


def _research_sections(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    tables = report_tables(numbers, language)
    later = supplement(_research_supplement(numbers, figures, language))
    main = (
        part.with_blocks(
            answer_section(numbers, language, detailed=True),
            *part.figure_blocks(figures, "replication", told=False),
        ),
        answerable_section(numbers, language),
        part.question_section(numbers, language),
        part.who_section(numbers, tables, figures, language),
        part.odds_section(figures, tables, language),
        research.tables_section("risks", ("risks_main",), tables, language),
        beyond_sections(numbers, figures, tables, language).get("hypotheses"),
        part.limits_section(numbers, language, further=mediator_sentence(numbers.study, language)),
        method_section(numbers, language),
        research.references_section(numbers, language),
    )
    coded = bool(research.source_list(numbers, language))
    present = frozenset(one.name for one in (*main, *later) if one is not None)
    known = {"codes"} if coded else set()
    known |= {"funding"} if numbers.study.words.funding else set()
    checklist = research.checklist_section(language, present | known)
    return (*main, *later, *supplement([checklist, release_section(numbers, language)]))


def _research_supplement(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    tables = report_tables(numbers, language)
    beyond = beyond_sections(numbers, figures, tables, language)
    within = part.figure_blocks(figures, "subgroups")
    curves = part.figure_blocks(
        figures, *(n for n in part.page_figures(figures) if n.startswith(part.CURVE))
    )
    calibration = part.figure_blocks(figures, "calibration")
    absent = ("flow", "characteristics_other", "missing", "missing_patterns", "incomplete")
    missing = part.figure_blocks(figures, "missing_map")
    plan = part.section(
        "plan",
        language,
        *research.model_list(numbers, language),
        *cause_blocks(numbers.study, language),
        *research.source_list(numbers, language),
    )
    return (
        research.replication_section(numbers, tables, language),
        definition_section(numbers, tables, figures, language),
        absence_section(numbers, tables, figures, language),
        research.tables_section("flow", absent, tables, language, *missing),
        part.further_odds_section(figures, tables, language),
        part.blocks_section(numbers, tables, language),
        part.fit_section(tables, language),
        research.tables_section("further_risks", ("risks_other",), tables, language),
        research.tables_section("fractions", ("fractions",), tables, language),
        research.tables_section("group_risks", ("group_risks",), tables, language),
        research.tables_section(
            "decomposition", ("decompositions", "interactions"), tables, language
        ),
        research.tables_section("subgroups", ("subgroups",), tables, language, *within),
        research.tables_section("curves", ("curves",), tables, language, *curves),
        research.tables_section("checks", ("checks", "learners"), tables, language, *calibration),
        part.section("further_figures", language, *part.figure_blocks(figures, "hypotheses"))
        if "hypotheses" in figures
        else None,
        beyond.get("problem_count"),
        beyond.get("screen"),
        beyond.get("literature"),
        visible_section(numbers.study, language),
        plan,
        part.terms_section(numbers, language),
    )


def _student_sections(
    numbers: Numbers, figures: Mapping[str, Figure], language: Language
) -> Sections:
    return (
        answer_section(numbers, language),
        answerable_section(numbers, language),
        *student.lessons(numbers, figures, language),
        part.limits_section(numbers, language),
        student.question_list(numbers, language),
        part.terms_section(numbers, language),
        method_section(numbers, language),
        release_section(numbers, language),
    )

"""Sections beyond the models of a plan: expectations, stacked problems, the screen of codes."""

from collections import Counter
from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import verdict
from thuiszitters.language.number_words import in_words
from thuiszitters.report.document import Paragraph, Section
from thuiszitters.report.sections import figure_blocks, section, table_block
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import records
from thuiszitters.tables.hypotheses import verdict_of
from thuiszitters.tables.table import Table

#: The figures of a section, before its table or after: first what is read first.
_BEFORE: dict[str, tuple[str, ...]] = {}
_AFTER = {"problem_count": ("problem_count", "pairs")}


def beyond_sections(
    numbers: Numbers,
    figures: Mapping[str, Figure],
    tables: Mapping[str, Table],
    language: Language,
) -> dict[str, Section]:
    """A section by name for each of these tables that has rows, with its figure."""
    leads = {
        "hypotheses": _expectations,
        "problem_count": _stacked,
        "screen": _screened,
        "literature": _published,
    }
    return {
        name: section(
            name,
            language,
            Paragraph(lead(numbers, language)),
            *figure_blocks(figures, *_BEFORE.get(name, ())),
            table_block(tables[name]),
            *figure_blocks(figures, *_AFTER.get(name, ())),
        )
        for name, lead in leads.items()
        if name in tables and tables[name].rows
    }


def _expectations(numbers: Numbers, language: Language) -> str:
    """How the expectations fared, in numbers."""
    stored = records(numbers.more["hypotheses"])
    found = Counter(verdict_of(row) for row in stored)
    told = {
        "supported": found["supported"],
        "contradicted": found["contradicted"],
        "small": found["no_larger_than"],
        "undecided": found["undecided"],
    }
    silent = len(stored) - sum(told.values())
    return say(
        "hypotheses.lead", language, all=in_words(len(stored), language), **told, silent=silent
    )


def _stacked(numbers: Numbers, language: Language) -> str:
    """What the trend over the number of problem domains allows one to say."""
    trend = next(row for row in records(numbers.more["problem_count"]) if row["kind"] == "trend")
    low, high = number(trend["ci_low"]), number(trend["ci_high"])
    return say(
        f"problem_count.{verdict(trend)}",
        language,
        odds_ratio=number_format.odds_ratio(number(trend["odds_ratio"]), language),
        level=number_format.level_percentage(numbers.study.estimation.level, language),
        interval=number_format.interval(low, high, language),
    )


def _screened(_numbers: Numbers, language: Language) -> str:
    return say("screen.lead", language)


def _published(_numbers: Numbers, language: Language) -> str:
    return say("literature.lead", language)

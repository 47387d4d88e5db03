"""Absence described: when it begins, how long it lasts, who it is of."""

from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import say
from thuiszitters.language.answer.absence import (
    absence_sentence,
    early_sentence,
    recorded_sentence,
)
from thuiszitters.report.document import Block, Paragraph, Section
from thuiszitters.report.sections import figure_blocks, section, table_block
from thuiszitters.results.read import Numbers
from thuiszitters.tables.table import Table


def absence_section(
    numbers: Numbers,
    tables: Mapping[str, Table],
    figures: Mapping[str, Figure],
    language: Language,
) -> Section:
    """Sentences, figures and tables; without spells one sentence that says so."""
    sentence = absence_sentence(numbers, language)
    if not sentence:
        return section("absence", language, Paragraph(say("absence.absent", language)))
    told = [
        sentence,
        early_sentence(numbers, language),
        recorded_sentence(numbers, language),
    ]
    if numbers.study.synthetic:
        told.append(say("absence.synthetic", language))
    blocks: list[Block] = [Paragraph(one) for one in told if one]
    blocks += figure_blocks(figures, "absence_year", "returns", told=False)
    names = ("absence_spells", "absence_pupils", "returns")
    blocks += [table_block(tables[name]) for name in names if name in tables]
    return section("absence", language, *blocks)

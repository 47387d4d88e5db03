"""Who counts is a choice: the named definitions of the outcome side by side."""

from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.by_definition import definition_sentence
from thuiszitters.report.document import Block, Items, Paragraph, Section
from thuiszitters.report.sections import figure_blocks, section, table_block
from thuiszitters.results.read import Numbers
from thuiszitters.tables.table import Table


def definition_section(
    numbers: Numbers,
    tables: Mapping[str, Table],
    figures: Mapping[str, Figure],
    language: Language,
) -> Section:
    """Pupils, overlap and odds ratios by definition; without spells, why there are none."""
    sentence = definition_sentence(numbers, language)
    if not sentence:
        return section("definitions", language, Paragraph(say("definitions.absent", language)))
    blocks: list[Block] = [Paragraph(sentence)]
    blocks += figure_blocks(figures, "definitions", told=False)
    blocks += [
        table_block(tables[name])
        for name in ("definitions", "definition_overlap")
        if name in tables and tables[name].rows
    ]
    national = numbers.study.words.national
    if national:
        blocks.append(Paragraph(say("definitions.national", language)))
        blocks.append(
            Items(
                tuple(
                    say(
                        "definitions.national_item",
                        language,
                        count=number_format.count(one.count, language),
                        label=one.label.in_language(language),
                        source=one.source.in_language(language),
                    )
                    for one in national
                )
            )
        )
    return section("definitions", language, *blocks)

"""Sections for a researcher who checks the work or copies a table."""

from collections.abc import Mapping

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.language import say
from thuiszitters.language.findings import joined
from thuiszitters.language.labels import level_label
from thuiszitters.report.checklists import checklist_table
from thuiszitters.report.document import Block, Items, Paragraph, Section, TableBlock
from thuiszitters.report.sections import (
    figure_blocks,
    section,
    table_block,
    who_section,
    with_blocks,
)
from thuiszitters.report.visibility import topics_by_sight, used_predictors, visibility_table
from thuiszitters.results.read import Numbers, n_imputations
from thuiszitters.results.study import CodeGroup, Study
from thuiszitters.tables import Table

_REFERENCES = (
    "austin", "record", "binsbergen", "firth", "heinze", "hosmer", "konis", "tjur", "venzon",
    "strobe", "rubin", "barnard", "buuren",
)  # fmt: skip
_ONLY_FIRTH = {"firth", "heinze"}
_ONLY_IMPUTED = {"rubin", "barnard", "buuren"}


def visible_section(numbers: Numbers, language: Language, *, table: bool = True) -> Section:
    """What the cohort measured of the reasons and expectations others name."""
    if not any(predictor.topics for predictor in used_predictors(numbers.study)):
        return section("visible", language, Paragraph(say("visible.unknown", language)))
    counts = {kind: len(topics) for kind, topics in topics_by_sight(numbers.study).items()}
    text = say(
        "visible.count",
        language,
        all=sum(counts.values()),
        yes=counts["yes"],
        partly=counts["partly"],
        no=counts["no"],
    )
    blocks: list[Block] = [Paragraph(say("visible.lead", language)), Paragraph(text)]
    if table:
        blocks.append(TableBlock(visibility_table(numbers.study, language)))
    else:
        blocks.append(Items(_seen_lists(numbers, language)))
    untold = joined(
        (
            predictor.label.in_language(language)
            for predictor in used_predictors(numbers.study)
            if not predictor.topics
        ),
        language,
    )
    if untold:
        blocks.append(Paragraph(say("visible.untold", language, list=untold)))
    if _cap_j_behaviour(numbers.study):
        blocks.append(Paragraph(say("visible.diagnosis", language)))
    return section("visible", language, *blocks)


def _cap_j_behaviour(study: Study) -> bool:
    """Whether codes of CAP-J for emotion and behaviour are among the predictors."""
    coded = (predictor for predictor in study.predictors.values() if predictor.constructs)
    about = {topic for predictor in coded for topic in predictor.topics}
    return study.codebook == "capj" and bool(about & {"internalising", "externalising"})


def _seen_lists(numbers: Numbers, language: Language) -> tuple[str, ...]:
    """Topics by how they were measured, for who does not want the whole table."""
    items = []
    for kind, topics in topics_by_sight(numbers.study).items():
        labels = dict.fromkeys(say(f"visible.cause.{topic}", language) for topic in topics)
        if labels:
            items.append(say(f"visible.list.{kind}", language, list=", ".join(labels)))
    return tuple(items)


def who_in_full(
    numbers: Numbers,
    tables: Mapping[str, Table],
    figures: Mapping[str, Figure],
    language: Language,
) -> Section:
    """The flow of pupils, their characteristics, and what of them is missing."""
    made = who_section(numbers, tables, figures, language)
    return with_blocks(made, table_block(tables["missing"])) if tables["missing"].rows else made


def further_sections(
    figures: Mapping[str, Figure], tables: Mapping[str, Table], language: Language
) -> tuple[Section | None, ...]:
    """Risks, overlap and checks, as far as the cohort has them."""
    calibration = figure_blocks(figures, "calibration")
    return (
        _tables_section("risks", ("risks",), tables, language),
        _tables_section("overlap", ("overlaps", "interactions"), tables, language),
        _tables_section("checks", ("checks",), tables, language, *calibration),
    )


def _tables_section(
    name: str,
    wanted: tuple[str, ...],
    tables: Mapping[str, Table],
    language: Language,
    *before: Block,
) -> Section | None:
    blocks = [
        TableBlock(tables[table]) for table in wanted if table in tables and tables[table].rows
    ]
    return section(name, language, *before, *blocks) if blocks else None


def model_list(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """Which predictors each model holds."""
    items = []
    for model in numbers.study.models.values():
        names = []
        for name in model.predictors:
            predictor = numbers.study.predictors[name]
            label = predictor.label.in_language(language)
            numeric = predictor.kind == "numeric"
            names.append(
                f"{label} ({level_label(predictor, None, language)})" if numeric else label
            )
        items.append(
            say(
                "models.item",
                language,
                label=model.label.in_language(language),
                role=say(f"word.role.{model.role}", language),
                predictors=", ".join(names),
            )
        )
    return Paragraph(say("models.lead", language)), Items(tuple(items))


def source_list(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """Which codes, or which column, each predictor of a model comes from."""
    study = numbers.study
    items: dict[str, None] = {}
    for predictor in used_predictors(study):
        if predictor.column is not None:
            label = predictor.label.in_language(language)
            items[say("codes.column", language, label=label, column=predictor.column)] = None
        for group in predictor.constructs:
            items[_codes_of(group, language)] = None
    if not items:
        return ()
    lead = say("codes.lead_capj" if study.codebook == "capj" else "codes.lead", language)
    return Paragraph(lead), Items(tuple(items))


def _codes_of(group: CodeGroup, language: Language) -> str:
    key = "codes.item_except" if group.except_codes else "codes.item"
    return say(
        key,
        language,
        label=group.label.in_language(language),
        codes=", ".join(group.codes),
        excepted=", ".join(group.except_codes),
    )


def checklist_section(language: Language, present: frozenset[str]) -> Section:
    """STROBE and RECORD with pointers."""
    lead = Paragraph(say("checklist.lead", language))
    return section("checklist", language, lead, TableBlock(checklist_table(language, present)))


def references_section(numbers: Numbers, language: Language) -> Section:
    """Sources of the methods that were used."""
    firth = (numbers.fits["estimator"] == "firth").any()
    unused = (set() if firth else _ONLY_FIRTH) | (
        set() if n_imputations(numbers) else _ONLY_IMPUTED
    )
    names = (name for name in _REFERENCES if name not in unused)
    entries = sorted(say(f"reference.{name}", language) for name in names)
    return section("references", language, Items(tuple(entries)))

"""Sections for a researcher who checks the work or copies a table."""

from collections import Counter
from collections.abc import Iterable, Mapping

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.answer.study_findings import agreement, study_comparisons
from thuiszitters.language.labels import level_label
from thuiszitters.language.number_words import in_words
from thuiszitters.language.sight import used_predictors
from thuiszitters.plan.sources import citation, key_of, listed
from thuiszitters.report.checklists import checklist_table
from thuiszitters.report.document import Block, Items, Paragraph, Section, TableBlock
from thuiszitters.report.method import method_sources
from thuiszitters.report.sections import section, table_block
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import CodeGroup, Study
from thuiszitters.tables.table import Table

#: Checklists that every report for researchers holds.
_CHECKLISTS = ("vonelm2007", "benchimol2015")


def tables_section(
    name: str,
    wanted: tuple[str, ...],
    tables: Mapping[str, Table],
    language: Language,
    *before: Block,
) -> Section | None:
    """A section with those of these tables that have rows; nothing when none has."""
    blocks = [
        TableBlock(tables[table]) for table in wanted if table in tables and tables[table].rows
    ]
    return section(name, language, *before, *blocks) if blocks else None


def replication_section(
    numbers: Numbers, tables: Mapping[str, Table], language: Language
) -> Section | None:
    """Every finding of the study beside these data; nothing when the plan lists none."""
    if not numbers.study.words.findings:
        return None
    found = study_comparisons(numbers)
    told = Counter(agreement(one) for one in found)
    lead = say(
        "replication.lead",
        language,
        all=in_words(len(found), language),
        measured=in_words(len(found) - told["not_measured"], language),
        **{key: told[key] for key in ("same", "other", "open")},
    )
    return section("replication", language, Paragraph(lead), table_block(tables["replication"]))


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
            items[_codes_of(group, study, language)] = None
    if not items:
        return ()
    lead = say("codes.lead", language)
    if study.codebook is not None:
        lead = say("codes.lead_codebook", language, codebook=study.codebook)
    return Paragraph(lead), Items(tuple(items))


def _codes_of(group: CodeGroup, study: Study, language: Language) -> str:
    """The codes of a list, and the names of those that have a row of their own."""
    key = "codes.item_except" if group.except_codes else "codes.item"
    text = say(
        key,
        language,
        label=group.label.in_language(language),
        codes=", ".join(group.codes),
        excepted=", ".join(group.except_codes),
    )
    named = [
        f"{code} {known.label.in_language(language)}"
        for code, known in sorted(study.codes.items())
        if _within(code, group.codes) and not _within(code, group.except_codes)
    ]
    return say("codes.named", language, text=text, list="; ".join(named)) if named else text


def _within(code: str, ranges: Iterable[str]) -> bool:
    """Whether a code is one of these, or lies in one of these ranges.

    Examples
    --------
    >>> _within("A101", ["A100-A104"]), _within("A", ["A100-A104"]), _within("X401", ["X401"])
    (True, False, True)
    """
    for one in ranges:
        first, _, last = one.partition("-")
        if len(code) == len(first) and first <= code <= (last or first):
            return True
    return False


def checklist_section(language: Language, present: frozenset[str]) -> Section:
    """STROBE and RECORD with pointers."""
    lead = Paragraph(say("checklist.lead", language))
    return section("checklist", language, lead, TableBlock(checklist_table(language, present)))


def references_section(numbers: Numbers, language: Language) -> Section:
    """The data's own sources first, then every source that the report names."""
    words = numbers.study.words
    own = tuple(citation(key, language) for key in words.references)
    keys = [*_CHECKLISTS, *method_sources(numbers), *filter(None, [words.study_source])]
    keys += list(filter(None, map(key_of, _published(numbers))))
    rest = tuple(text for text in listed(keys, language) if text not in own)
    return section("references", language, Items((*own, *rest)))


def _published(numbers: Numbers) -> tuple[str, ...]:
    """Sources of the published effects that the report shows."""
    table = numbers.more.get("literature")
    return () if table is None else tuple(dict.fromkeys(table["source"]))

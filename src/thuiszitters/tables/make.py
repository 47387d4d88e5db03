"""All tables of one cohort in one language."""

from collections.abc import Mapping
from types import MappingProxyType

from thuiszitters.base.text import Language
from thuiszitters.language.answer.by_definition import by_definition
from thuiszitters.results.read import Numbers
from thuiszitters.results.remembered import remembered
from thuiszitters.tables.absence import absence_tables
from thuiszitters.tables.blocks import blocks_table
from thuiszitters.tables.characteristics import characteristics_parts, characteristics_table
from thuiszitters.tables.checks import checks_table
from thuiszitters.tables.complete_cases import complete_cases_table
from thuiszitters.tables.curves import curves_table
from thuiszitters.tables.decompositions import decompositions_table
from thuiszitters.tables.definitions import definition_overlap_table, definitions_table
from thuiszitters.tables.flow import flow_table
from thuiszitters.tables.fractions import fractions_table
from thuiszitters.tables.group_risks import group_risks_table
from thuiszitters.tables.hypotheses import hypotheses_table
from thuiszitters.tables.incomplete import incomplete_table
from thuiszitters.tables.interactions import interactions_table
from thuiszitters.tables.learners import learners_table
from thuiszitters.tables.literature import literature_table
from thuiszitters.tables.missing import missing_table
from thuiszitters.tables.missing_patterns import missing_patterns_table
from thuiszitters.tables.model_fit import model_fit_table
from thuiszitters.tables.odds_ratios import odds_ratio_table
from thuiszitters.tables.problem_count import problem_count_table
from thuiszitters.tables.replication import replication_table
from thuiszitters.tables.risks import risks_table
from thuiszitters.tables.screen import screen_table
from thuiszitters.tables.spss import spss_table
from thuiszitters.tables.steps import steps_table
from thuiszitters.tables.subgroups import subgroups_table
from thuiszitters.tables.table import Table

#: Names of the tables every cohort gets, in reading order.
TABLE_NAMES = (
    *("flow", "characteristics", "missing", "odds_ratios", "complete_cases", "blocks"),
    *("steps", "model_fit", "spss"),
)

#: Tables for numbers that not every cohort has.
_FURTHER = {
    "risks": risks_table,
    "decompositions": decompositions_table,
    "interactions": interactions_table,
    "subgroups": subgroups_table,
    "curves": curves_table,
    "fractions": fractions_table,
    "group_risks": group_risks_table,
    "checks": checks_table,
    "learners": learners_table,
    "hypotheses": hypotheses_table,
    "problem_count": problem_count_table,
    "screen": screen_table,
    "literature": literature_table,
}


@remembered
def report_tables(numbers: Numbers, language: Language) -> Mapping[str, Table]:
    """Every table, and those of a report that are about one part of the models.

    Kept, since the text of a report and its supplement both ask for them.
    """
    tables = make_tables(numbers, language)
    main = numbers.study.main_model.name
    others = tuple(name for name in numbers.study.models if name != main)
    tables |= {one.name: one for one in characteristics_parts(numbers, language)}
    parts = {"main": (main,), "other": others}
    for part, models in parts.items():
        if models:
            name = f"odds_ratios_{part}"
            tables[name] = odds_ratio_table(numbers, language, models, name)
            if "risks" in numbers.more:
                tables[f"risks_{part}"] = risks_table(numbers, language, models, f"risks_{part}")
    return MappingProxyType(tables)


def make_tables(numbers: Numbers, language: Language) -> dict[str, Table]:
    """Every table of the released numbers, by name, in reading order."""
    made = (
        flow_table(numbers, language),
        characteristics_table(numbers, language),
        missing_table(numbers, language),
        odds_ratio_table(numbers, language),
        complete_cases_table(numbers, language),
        blocks_table(numbers, language),
        steps_table(numbers, language),
        model_fit_table(numbers, language),
        spss_table(numbers, language),
    )
    further = (maker(numbers, language) for name, maker in _FURTHER.items() if name in numbers.more)
    study = (replication_table(numbers, language),) if numbers.study.words.findings else ()
    missing = (missing_patterns_table(numbers, language), incomplete_table(numbers, language))
    return {
        table.name: table
        for table in (
            *(
                *made,
                *(table for table in missing if table is not None),
                *further,
                *study,
                *_by_definition(numbers, language),
            ),
            *absence_tables(numbers, language),
        )
    }


def _by_definition(numbers: Numbers, language: Language) -> tuple[Table, ...]:
    """The two tables of the definitions of the outcome, where there are any beside the own one."""
    if not by_definition(numbers):
        return ()
    return definitions_table(numbers, language), definition_overlap_table(numbers, language)

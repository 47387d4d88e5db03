"""All tables of one cohort in one language."""

from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language
from thuiszitters.tables.blocks import blocks_table
from thuiszitters.tables.characteristics import characteristics_table
from thuiszitters.tables.flow import flow_table
from thuiszitters.tables.model_fit import model_fit_table
from thuiszitters.tables.odds_ratios import odds_ratio_table
from thuiszitters.tables.table import Table

#: Names of the tables every cohort gets, in reading order.
TABLE_NAMES = ("flow", "characteristics", "odds_ratios", "blocks", "model_fit")


def make_tables(numbers: Numbers, language: Language) -> dict[str, Table]:
    """Every table of the released numbers, by name, in reading order."""
    made = (
        flow_table(numbers, language),
        characteristics_table(numbers, language),
        odds_ratio_table(numbers, language),
        blocks_table(numbers, language),
        model_fit_table(numbers, language),
    )
    return {table.name: table for table in made}

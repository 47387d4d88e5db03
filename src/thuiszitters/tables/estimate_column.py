"""The column of adjusted odds ratios, the same in every table that shows one."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.study import Study
from thuiszitters.tables.table import Column


def adjusted_column(study: Study, language: Language) -> Column:
    """Odds ratio and both ends of its interval, with the coverage in the heading."""
    level = number_format.level_percentage(study.estimation.level, language)
    parts = tuple(
        say(f"table.odds_ratios.{key}", language) for key in ("odds_ratio", "low", "high")
    )
    return Column("adjusted", say("table.odds_ratios.estimate", language, level=level), parts=parts)

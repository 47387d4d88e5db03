"""Every result table, by name."""

from thuiszitters.results.schema import ResultTable
from thuiszitters.results.tables_absence import ABSENCES, RETURNS
from thuiszitters.results.tables_cohort import (
    CHARACTERISTICS,
    COMBINATIONS,
    FLOW,
    MISSING_PATTERNS,
    PAIRS,
)
from thuiszitters.results.tables_definitions import DEFINITION_ESTIMATES, DEFINITIONS
from thuiszitters.results.tables_effects import (
    CURVES,
    DECOMPOSITIONS,
    INTERACTIONS,
    SUBGROUPS,
)
from thuiszitters.results.tables_fits import BLOCKS, FITS
from thuiszitters.results.tables_further import HYPOTHESES, LITERATURE, PROBLEM_COUNT, SCREEN
from thuiszitters.results.tables_groups import GROUP_RISKS
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES, GLOBAL_TESTS
from thuiszitters.results.tables_risks import FRACTIONS, RISKS
from thuiszitters.results.tables_validation import CALIBRATION, CHECKS, LEARNERS

TABLES: dict[str, ResultTable] = {
    table.name: table
    for table in (
        *(FLOW, CHARACTERISTICS, COMBINATIONS, PAIRS, MISSING_PATTERNS),
        *(ABSENCES, RETURNS),
        *(ESTIMATES, COMPLETE_CASES, GLOBAL_TESTS, FITS, BLOCKS),
        *(RISKS, DECOMPOSITIONS, INTERACTIONS, SUBGROUPS, CURVES, FRACTIONS, GROUP_RISKS),
        *(CHECKS, CALIBRATION, LEARNERS),
        *(SCREEN, PROBLEM_COUNT, HYPOTHESES, LITERATURE),
        *(DEFINITIONS, DEFINITION_ESTIMATES),
    )
}

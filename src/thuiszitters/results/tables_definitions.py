"""Result tables of the named definitions of the outcome, side by side on the same pupils."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Clusters, Imputation, Pupils, ResultTable, Role
from thuiszitters.results.shared_columns import (
    CI_HIGH,
    CI_LOW,
    ESTIMATOR,
    LEVEL,
    LOG_ODDS,
    MODEL,
    N_EVENTS,
    N_PUPILS,
    ODDS_RATIO,
    P_VALUE,
    PREDICTOR,
    REASON,
    REFERENCE,
    STATUS,
    TERM,
    text,
    whole,
)

_DEFINITION = text("definition", Role.KEY, "Definitie van de uitkomst", "Definition of the outcome")
#: Whatever is worked out by subtracting one definition from another is a sum of such groups, so
#: nothing leaves when the smallest of them is too small.
_SMALLEST = replace(
    whole(
        *("smallest_part", Role.JOINT),
        "Leerlingen in de kleinste groep die de definities uit elkaar houden",
        "Pupils in the smallest group that the definitions tell apart",
        "pupils",
    ),
    leaves=False,
)

DEFINITIONS = ResultTable(
    "definitions",
    Text(
        nl="Hoeveel leerlingen elke definitie van de uitkomst telt, en wie twee ervan delen.",
        en="How many pupils each definition of the outcome counts, and whom two of them share.",
    ),
    (
        text(
            *("kind", Role.KEY),
            "definition (alle leerlingen), of overlap (leerlingen die onder definition tellen)",
            "definition (all pupils), or overlap (the pupils that definition counts)",
        ),
        _DEFINITION,
        text(
            *("other", Role.KEY),
            "De andere definitie, bij overlap",
            "The other definition, of an overlap",
        ),
        replace(N_PUPILS, role=Role.JOINT, empty=True),
        replace(
            N_EVENTS,
            role=Role.JOINT,
            empty=True,
            meaning=Text(
                nl="Van hen: geteld onder definition, bij overlap onder other",
                en="Of them: counted under definition, of an overlap under other",
            ),
        ),
        _SMALLEST,
        STATUS,
        REASON,
    ),
    Pupils.OWN,
    scope="table",
)

DEFINITION_ESTIMATES = ResultTable(
    "definition_estimates",
    Text(
        nl="De gecorrigeerde odds ratio’s van het hoofdmodel onder elke definitie van de uitkomst.",
        en="The adjusted odds ratios of the main model under each definition of the outcome.",
    ),
    (
        _DEFINITION,
        MODEL,
        PREDICTOR,
        LEVEL,
        REFERENCE,
        TERM,
        replace(N_PUPILS, role=Role.JOINT, empty=True),
        replace(N_EVENTS, role=Role.JOINT, empty=True),
        _SMALLEST,
        LOG_ODDS,
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        P_VALUE,
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.ROBUST,
    Imputation.COMPLETE_PUPILS,
    scope="table",
)

"""Result tables of risks: standardised risks, and the share of the outcome with a predictor."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import (
    Clusters,
    Column,
    Imputation,
    Pupils,
    ResultTable,
    Role,
    Unit,
)
from thuiszitters.results.shared_columns import (
    ESTIMATOR,
    LEVEL,
    MODEL,
    N_EVENTS,
    N_PUPILS,
    PREDICTOR,
    REASON,
    REFERENCE,
    STATUS,
    TERM,
    number,
    text,
)


def with_ends(name: str, nl: str, en: str, unit: Unit) -> tuple[Column, Column, Column]:
    """A number and the ends of its interval."""
    return (
        number(name, Role.CONTRAST, nl, en, unit),
        number(
            f"{name}_low", Role.CONTRAST, f"{nl}: ondergrens", f"{en}: lower end of interval", unit
        ),
        number(
            f"{name}_high", Role.CONTRAST, f"{nl}: bovengrens", f"{en}: upper end of interval", unit
        ),
    )


RISKS = ResultTable(
    "risks",
    Text(
        nl="Gestandaardiseerde risico’s, verschillen en verhoudingen van elk gecorrigeerd model.",
        en="Standardised risks, differences and ratios of every adjusted model.",
    ),
    (
        MODEL,
        PREDICTOR,
        LEVEL,
        REFERENCE,
        TERM,
        N_PUPILS,
        N_EVENTS,
        *with_ends("risk", "Risico met het niveau", "Risk with the level", "probability"),
        *with_ends(
            *("risk_reference", "Risico met de referentie", "Risk with the reference"),
            "probability",
        ),
        *with_ends("difference", "Verschil in risico", "Risk difference", "risk difference"),
        number(
            *("difference_p", Role.CONTRAST),
            "p-waarde van het verschil",
            "p-value of the difference",
            "p-value",
        ),
        *with_ends("ratio", "Verhouding van risico’s", "Risk ratio", "risk ratio"),
        number(
            *("ratio_p", Role.CONTRAST),
            "p-waarde van de verhouding",
            "p-value of the ratio",
            "p-value",
        ),
        text(
            *("empty_pairs", Role.EMPTY),
            "Combinaties van niveaus die geen leerling heeft en waarvoor het model hier toch een "
            "risico berekent (a=x & b=y; ...); suppressed onder een profiel dat iets afschermt",
            "Combinations of levels that no pupil has and for which the model still computes a "
            "risk here (a=x & b=y; ...); suppressed under a profile that suppresses anything",
        ),
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

FRACTIONS = ResultTable(
    "fractions",
    Text(
        nl="Welk deel van de leerlingen met de uitkomst met een kenmerk samengaat (attributieve "
        "fractie), gecorrigeerd; een samenhang, geen gevolg.",
        en="Which share of the pupils with the outcome goes with a predictor (attributable "
        "fraction), adjusted; an association, not an effect.",
    ),
    (
        MODEL,
        PREDICTOR,
        *(
            replace(column, role=Role.FRACTION)
            for column in with_ends(
                *("fraction", "Deel dat met het kenmerk samengaat"),
                *("Share that goes with the predictor", "share"),
            )
        ),
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

"""Result tables of the terms of the models: estimates and tests."""

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Clusters, Column, Imputation, Pupils, ResultTable, Role
from thuiszitters.results.shared_columns import (
    BLOCK,
    CI_HIGH,
    CI_LOW,
    ESTIMATOR,
    INTERVAL,
    LEVEL,
    LOG_ODDS,
    MODEL,
    MODEL_KIND,
    N_EVENTS,
    N_IMPUTATIONS,
    N_PUPILS,
    ODDS_RATIO,
    P_VALUE,
    PREDICTOR,
    REASON,
    REFERENCE,
    STATUS,
    STD_ERROR,
    TERM,
    number,
    text,
    whole,
)

_TERMS: tuple[Column, ...] = (
    MODEL,
    MODEL_KIND,
    BLOCK,
    PREDICTOR,
    LEVEL,
    REFERENCE,
    TERM,
    N_PUPILS,
    N_EVENTS,
    LOG_ODDS,
    STD_ERROR,
    ODDS_RATIO,
    CI_LOW,
    CI_HIGH,
    P_VALUE,
    ESTIMATOR,
    INTERVAL,
    STATUS,
    REASON,
)

ESTIMATES = ResultTable(
    "estimates",
    Text(
        nl="Odds ratio’s: een rij per model en term, met de referentieniveaus.",
        en="Odds ratios: one row per model and term, reference levels included.",
    ),
    (
        *_TERMS,
        number(
            *("df", Role.ERROR),
            "Vrijheidsgraden van het interval van een gepoolde schatting (Barnard en Rubin)",
            "Degrees of freedom of the interval of a pooled estimate (Barnard and Rubin)",
            "degrees of freedom",
        ),
        number(
            *("fmi", Role.CONTRAST),
            "Deel van de informatie dat ontbreekt (fraction of missing information)",
            "Fraction of missing information",
            "share",
        ),
        number(
            *("mc_error", Role.ERROR),
            "Monte-Carlofout van log_odds: hoeveel een andere reeks imputaties ervan afwijkt",
            "Monte Carlo error of log_odds: how far another set of imputations is from it",
            "log odds",
        ),
        N_IMPUTATIONS,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

COMPLETE_CASES = ResultTable(
    "complete_cases",
    Text(
        nl="Dezelfde odds ratio’s op leerlingen zonder ontbrekende waarden, waar is geïmputeerd.",
        en="The same odds ratios on pupils without missing values, where values were imputed.",
    ),
    _TERMS,
    Pupils.COMPLETE,
    Clusters.ROBUST,
    Imputation.COMPLETE_PUPILS,
)

GLOBAL_TESTS = ResultTable(
    "global_tests",
    Text(nl="Toets van elk kenmerk als geheel.", en="Test of each predictor as a whole."),
    (
        MODEL,
        MODEL_KIND,
        BLOCK,
        PREDICTOR,
        whole("df", Role.STRUCTURE, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"),
        number("statistic", Role.TEST, "Toetsgrootheid", "Test statistic", "test statistic"),
        number("p_value", Role.TEST, "p-waarde", "p-value", "p-value"),
        text(
            *("test", Role.METHOD),
            "lr (aannemelijkheidsquotiënt), penalised_lr (met de straf van Firth) of wald",
            "lr (likelihood ratio), penalised_lr (with Firth's penalty) or wald",
        ),
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

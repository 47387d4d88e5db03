"""Result tables of associations taken apart: decomposition, interaction, subgroups, curves."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import (
    Clusters,
    Imputation,
    Pupils,
    ResultTable,
    Role,
)
from thuiszitters.results.shared_columns import (
    CI_HIGH,
    CI_LOW,
    ESTIMATOR,
    INTERVAL,
    LEVEL,
    LOG_ODDS,
    MODEL,
    N_EVENTS,
    N_PUPILS,
    ODDS_RATIO,
    PREDICTOR,
    REASON,
    REFERENCE,
    STATUS,
    STD_ERROR,
    number,
    text,
)

_ESTIMATE = number("estimate", Role.CONTRAST, "Schatting", "Estimate", "own scale")
_LOW = number(
    *("low", Role.CONTRAST),
    "Ondergrens van het interval",
    "Lower end of the interval",
    "own scale",
)
_HIGH = number(
    *("high", Role.CONTRAST),
    "Bovengrens van het interval",
    "Upper end of the interval",
    "own scale",
)
_P_VALUE = number("p_value", Role.CONTRAST, "p-waarde", "p-value", "p-value")

DECOMPOSITIONS = ResultTable(
    "decompositions",
    Text(
        nl="Welk deel van een samenhang via een ander kenmerk loopt (decompositie).",
        en="Which part of an association runs through another predictor (decomposition).",
    ),
    (
        text("decomposition", Role.KEY, "Decompositie van het plan", "Decomposition of the plan"),
        MODEL,
        text("method", Role.KEY, "khb of natural_effects", "khb or natural_effects"),
        text("scale", Role.LABEL, "log_odds of risk_difference", "log_odds or risk_difference"),
        PREDICTOR,
        LEVEL,
        REFERENCE,
        text("through", Role.KEY, "Het andere kenmerk", "The other predictor"),
        text("part", Role.KEY, "total, direct of indirect", "total, direct or indirect"),
        _ESTIMATE,
        _LOW,
        _HIGH,
        _P_VALUE,
        number(
            *("share", Role.CONTRAST),
            "Indirect deel van het totaal; leeg als de delen tegengesteld zijn",
            "Indirect part of the total; empty where the parts have opposite signs",
            "share",
        ),
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
)

_SMALLEST = Text(
    nl="Leerlingen in de kleinste van vier groepen: beide niveaus, een van beide, geen van beide",
    en="Pupils in the smallest of four groups: both levels, either of them, neither",
)
_SMALLEST_EVENTS = Text(
    nl="Leerlingen met de uitkomst in die groep",
    en="Pupils with the outcome in that group",
)

INTERACTIONS = ResultTable(
    "interactions",
    Text(
        nl="Of twee kenmerken samen meer doen: de toets, en wat er boven hun som uitkomt (RERI).",
        en="Whether two predictors do more together: the test, and the excess over their sum.",
    ),
    (
        MODEL,
        text("first", Role.KEY, "Eerste kenmerk", "First predictor"),
        text("second", Role.KEY, "Tweede kenmerk", "Second predictor"),
        text("first_level", Role.KEY, "Niveau van het eerste", "Level of the first"),
        text("second_level", Role.KEY, "Niveau van het tweede", "Level of the second"),
        replace(N_PUPILS, role=Role.JOINT, meaning=_SMALLEST, empty=True, leaves=False),
        replace(N_EVENTS, role=Role.JOINT, meaning=_SMALLEST_EVENTS, empty=True, leaves=False),
        replace(
            text(
                *("measure", Role.METHOD),
                "lr of penalised_lr (toets van alle producten), reri (van odds ratio’s), reri_risk "
                "(van gestandaardiseerde risico’s) of interaction_contrast (van die risico’s)",
                "lr or penalised_lr (test of all products), reri (of odds ratios), reri_risk (of "
                "ratios of standardised risks) or interaction_contrast (of those risks)",
            ),
            neutral={"penalised_lr": "lr"},
        ),
        _ESTIMATE,
        _LOW,
        _HIGH,
        number("df", Role.CONTRAST, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"),
        _P_VALUE,
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
)

_SMALLEST_JOINT = Text(
    nl="Leerlingen in de kleinste groep van alle combinaties van niveaus van beide kenmerken",
    en="Pupils in the smallest group of all combinations of levels of both predictors",
)

SUBGROUPS = ResultTable(
    "subgroups",
    Text(
        nl="De odds ratio van een kenmerk binnen elk niveau van een ander, en de interactietoets.",
        en="The odds ratio of a predictor within each level of another, and the interaction test.",
    ),
    (
        MODEL,
        PREDICTOR,
        LEVEL,
        REFERENCE,
        text("by", Role.KEY, "Kenmerk dat de groepen maakt", "Predictor that makes the groups"),
        text(
            *("by_level", Role.KEY),
            "Niveau daarvan; leeg bij de toets",
            "Level of it; empty for the test",
        ),
        replace(N_PUPILS, role=Role.JOINT, meaning=_SMALLEST_JOINT, empty=True, leaves=False),
        replace(N_EVENTS, role=Role.JOINT, meaning=_SMALLEST_EVENTS, empty=True, leaves=False),
        replace(
            text(
                *("measure", Role.METHOD),
                "odds_ratio, of de toets of die tussen de groepen verschilt: lr, penalised_lr "
                "(met de straf van Firth) of wald",
                "odds_ratio, or the test whether it differs between the groups: lr, penalised_lr "
                "(with Firth's penalty) or wald",
            ),
            neutral={"penalised_lr": "lr"},
        ),
        LOG_ODDS,
        STD_ERROR,
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        number("statistic", Role.TEST, "Toetsgrootheid", "Test statistic", "test statistic"),
        number("df", Role.CONTRAST, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"),
        _P_VALUE,
        ESTIMATOR,
        INTERVAL,
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

CURVES = ResultTable(
    "curves",
    Text(
        nl="De odds ratio langs een getal dat mag buigen, tegenover een vaste waarde ervan.",
        en="The odds ratio along a number that may bend, against a fixed value of it.",
    ),
    (
        MODEL,
        PREDICTOR,
        number(
            *("value", Role.STRUCTURE),
            "Waarde van het kenmerk (rond; leeg bij de toets)",
            "Value of the predictor (round; empty for the test)",
            "",
        ),
        number("against", Role.STRUCTURE, "Waarde waarmee wordt vergeleken", "Value compared with"),
        number("knots", Role.STRUCTURE, "Aantal knopen", "Number of knots"),
        replace(
            text(
                *("measure", Role.METHOD),
                "odds_ratio, of de toets of een rechte lijn evengoed past: lr, penalised_lr (met "
                "de straf van Firth) of wald",
                "odds_ratio, or the test whether a straight line does as well: lr, penalised_lr "
                "(with Firth's penalty) or wald",
            ),
            neutral={"penalised_lr": "lr"},
        ),
        LOG_ODDS,
        STD_ERROR,
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        number(
            *("statistic", Role.CONTRAST),
            "Toetsgrootheid",
            "Test statistic",
            "test statistic",
        ),
        number("df", Role.STRUCTURE, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"),
        _P_VALUE,
        ESTIMATOR,
        INTERVAL,
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

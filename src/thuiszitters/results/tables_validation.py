"""Result tables about whether a model holds: diagnostics and calibration."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Clusters, Imputation, Pupils, ResultTable, Role
from thuiszitters.results.shared_columns import (
    MODEL,
    N_EVENTS,
    N_PUPILS,
    PREDICTOR,
    REASON,
    STATUS,
    number,
    text,
    whole,
)

CHECKS = ResultTable(
    "checks",
    Text(
        nl="Diagnostiek van elk gecorrigeerd model: een rij per model en toets.",
        en="Diagnostics of every adjusted model: one row per model and check.",
    ),
    (
        MODEL,
        text("check", Role.KEY, "Welke toets", "Which check"),
        replace(PREDICTOR, chosen_in=("check", "influence")),
        number("estimate", Role.DIAGNOSTIC, "Waarde van de maat", "Value of the measure"),
        number("ci_low", Role.DIAGNOSTIC, "Ondergrens", "Lower end of the interval"),
        number("ci_high", Role.DIAGNOSTIC, "Bovengrens", "Upper end of the interval"),
        number(
            *("corrected", Role.DIAGNOSTIC),
            "Waarde na correctie voor optimisme",
            "Value after correction for optimism",
        ),
        number("statistic", Role.DIAGNOSTIC, "Toetsgrootheid", "Test statistic", "test statistic"),
        number(
            "df", Role.DIAGNOSTIC, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"
        ),
        number("p_value", Role.DIAGNOSTIC, "p-waarde", "p-value", "p-value"),
        number(
            *("shift", Role.DIAGNOSTIC),
            "Verschuiving van geïmputeerde tegenover bekende waarden, gegeven de andere kenmerken",
            "Shift of imputed against known values, given the other predictors",
            "standard deviations",
        ),
        number(
            *("spread", Role.DIAGNOSTIC),
            "Spreiding van geïmputeerde waarden als deel van die van bekende, gegeven de andere",
            "Spread of imputed values as a share of that of known ones, given the others",
            "share",
        ),
        text(
            *("sentence", Role.DIAGNOSTIC),
            "De conclusie, als sleutel van language/checks.yaml",
            "The conclusion, as a key of language/checks.yaml",
        ),
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
)

CALIBRATION = ResultTable(
    "calibration",
    Text(
        nl="Voorspelde en waargenomen aandelen in groepen van oplopend risico.",
        en="Predicted and observed shares in groups of rising risk.",
    ),
    (
        MODEL,
        whole("group", Role.KEY, "Groep, van laag naar hoog risico", "Group, low to high risk"),
        replace(N_PUPILS, role=Role.JOINT),
        replace(N_EVENTS, role=Role.JOINT),
        number(
            *("predicted", Role.DIAGNOSTIC),
            "Gemiddeld voorspeld risico",
            "Mean predicted risk",
            "probability",
        ),
        number("observed", Role.RATIO, "Waargenomen aandeel", "Observed share", "share"),
        number("low", Role.RATIO, "Ondergrens ervan (Wilson)", "Its lower end (Wilson)", "share"),
        number("high", Role.RATIO, "Bovengrens ervan (Wilson)", "Its upper end (Wilson)", "share"),
        number(
            *("curve", Role.RATIO),
            "Waargenomen risico bij dat voorspelde risico, volgens een begrensde kubische spline",
            "Observed risk at that predicted risk, by a restricted cubic spline",
            "probability",
        ),
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
    scope="model",
)

LEARNERS = ResultTable(
    "learners",
    Text(
        nl="Het hoofdmodel naast andere leermethoden, met kruisvalidatie: een rij per methode en "
        "maat.",
        en="The main model beside other learners, cross-validated: one row per learner and "
        "measure.",
    ),
    (
        MODEL,
        text(
            *("learner", Role.KEY),
            "model (dat van het plan), ridge of lasso (logistische regressie met L2- of L1-straf) "
            "of boosting (bomen)",
            "model (that of the plan), ridge or lasso (logistic regression with an L2 or L1 "
            "penalty) or boosting (trees)",
        ),
        text(
            *("measure", Role.KEY),
            "auc, auc_difference (verschil met het model), calibration_intercept, "
            "calibration_slope, brier of importance (verlies aan AUC als het kenmerk wordt "
            "geschud)",
            "auc, auc_difference (from the model), calibration_intercept, calibration_slope, brier "
            "or importance (loss of AUC when the predictor is shuffled)",
        ),
        PREDICTOR,
        number("estimate", Role.DIAGNOSTIC, "Waarde van de maat", "Value of the measure"),
        number("ci_low", Role.DIAGNOSTIC, "Ondergrens", "Lower end of the interval"),
        number("ci_high", Role.DIAGNOSTIC, "Bovengrens", "Upper end of the interval"),
        text(
            *("sentence", Role.DIAGNOSTIC),
            "De conclusie: little (weinig gemist), missed (iets gemist) of unknown",
            "The conclusion: little (little is missed), missed (something is missed) or unknown",
            default="",
        ),
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
)

"""Result tables beside the models: code-wide screen, problem counts, expectations, literature."""

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
    number,
    text,
)

SCREEN = ResultTable(
    "screen",
    Text(
        nl="Elke code op zichzelf, gecorrigeerd en verkennend: een leeslijst, geen rangorde.",
        en="Every code by itself, adjusted and exploratory: a reading list, not a ranking.",
    ),
    (
        text("code", Role.KEY, "Code van de codelijst", "Code of the code list"),
        replace(N_PUPILS, role=Role.JOINT),
        replace(N_EVENTS, role=Role.JOINT),
        number(
            *("prevalence", Role.RATIO),
            "Aandeel leerlingen met de code",
            "Share of pupils with the code",
            "share",
        ),
        LOG_ODDS,
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        P_VALUE,
        number(
            *("q_value", Role.FAMILY),
            "q-waarde van Benjamini en Hochberg",
            "q-value of Benjamini and Hochberg",
            "p-value",
        ),
        number(
            *("weight", Role.RATIO),
            "prevalence maal de absolute log odds ratio",
            "prevalence times the absolute log odds ratio",
        ),
        STATUS,
        REASON,
    ),
    Pupils.OWN,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
    largest_first="weight",
)

PROBLEM_COUNT = ResultTable(
    "problem_count",
    Text(
        nl="Aantal probleemdomeinen: per domein meer, per aantal, en de afwijking van een lijn.",
        en="Number of problem domains: per further one, per number, and the departure from a line.",
    ),
    (
        text(
            *("kind", Role.KEY),
            "trend, step (per aantal) of departure (toets van stappen tegen trend)",
            "trend, step (per number) or departure (test of the steps against the trend)",
        ),
        LEVEL,
        REFERENCE,
        replace(N_PUPILS, role=Role.JOINT, empty=True),
        replace(N_EVENTS, role=Role.JOINT, empty=True),
        LOG_ODDS,
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        number("statistic", Role.TEST, "Toetsgrootheid", "Test statistic", "test statistic"),
        number("df", Role.STRUCTURE, "Vrijheidsgraden", "Degrees of freedom", "degrees of freedom"),
        P_VALUE,
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.OWN,
    Clusters.IGNORED,
    Imputation.COMPLETE_PUPILS,
    scope="table",
)

HYPOTHESES = ResultTable(
    "hypotheses",
    Text(
        nl="De verwachtingen van het plan, naast het gecorrigeerde contrast waar ze over gaan.",
        en="The plan's expectations, beside the adjusted contrast they are about.",
    ),
    (
        text("hypothesis", Role.KEY, "Verwachting van het plan", "Expectation of the plan"),
        text("expected", Role.LABEL, "up, down of any", "up, down or any"),
        text("study", Role.LABEL, "Wat het eerdere onderzoek vond", "What the earlier study found"),
        replace(MODEL, role=Role.KEY),
        PREDICTOR,
        LEVEL,
        text("role", Role.LABEL, "confirmatory of exploratory", "confirmatory or exploratory"),
        ODDS_RATIO,
        CI_LOW,
        CI_HIGH,
        P_VALUE,
        number(
            *("p_holm", Role.FAMILY),
            "p-waarde na correctie van Holm, over de contrasten van het hoofdmodel",
            "p-value after Holm's correction, over the contrasts of the main model",
            "p-value",
        ),
        text(
            *("verdict", Role.CONTRAST),
            "Wat interval en gecorrigeerde p-waarde over de verwachting zeggen",
            "What interval and corrected p-value say about the expectation",
        ),
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)


def _published_text(name: str, nl: str, en: str) -> Column:
    return text(name, Role.PUBLISHED, nl, en)


def _published(name: str, nl: str, en: str, unit: Unit) -> Column:
    return number(name, Role.PUBLISHED, nl, en, unit)


LITERATURE = ResultTable(
    "literature",
    Text(
        nl="Gepubliceerde effecten; waar het plan verwachtingen heeft.",
        en="Published effects; where the plan has expectations.",
    ),
    (
        _published_text("source", "Bron", "Source"),
        _published_text("population_nl", "Wie (Nederlands)", "Who was studied (Dutch)"),
        _published_text("population_en", "Wie (Engels)", "Who was studied (English)"),
        _published_text("outcome_nl", "Uitkomst (Nederlands)", "Outcome (Dutch)"),
        _published_text("outcome_en", "Uitkomst (Engels)", "Outcome (English)"),
        _published_text("factor_nl", "Kenmerk (Nederlands)", "Predictor (Dutch)"),
        _published_text("factor_en", "Kenmerk (Engels)", "Predictor (English)"),
        _published_text("topic", "Onderwerp, als in een plan", "Topic, as in a plan"),
        _published_text(
            "measure",
            "odds_ratio, correlation of rate_ratio",
            "odds_ratio, correlation or rate_ratio",
        ),
        _published("value", "Waarde zoals gepubliceerd", "Value as published", "own scale"),
        _published("low", "Ondergrens", "Lower end of the interval", "own scale"),
        _published("high", "Bovengrens", "Upper end of the interval", "own scale"),
        _published_text("evidence", "seen of partly", "seen or partly"),
        _published("odds_ratio", "Als odds ratio", "As an odds ratio", "odds ratio"),
        _published("ci_low", "Ondergrens ervan", "Its lower end", "odds ratio"),
        _published("ci_high", "Bovengrens ervan", "Its upper end", "odds ratio"),
    ),
    Pupils.NONE,
)

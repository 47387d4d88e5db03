"""Result tables of models as a whole: fits, and the steps of a model."""

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
    BLOCK,
    COVARIANCE,
    ESTIMATOR,
    INTERVAL,
    MODEL,
    MODEL_KIND,
    N_EVENTS,
    N_IMPUTATIONS,
    N_PUPILS,
    N_SITES,
    PREDICTOR,
    REASON,
    STATUS,
    number,
    text,
    whole,
)


def _likelihood(name: str, nl: str, en: str, unit: Unit = "log likelihood") -> Column:
    return number(name, Role.LIKELIHOOD, nl, en, unit)


def _discrimination(name: str, nl: str, en: str, unit: Unit = "") -> Column:
    return number(name, Role.DISCRIMINATION, nl, en, unit)


_AGAINST_NOTHING = ("tegenover alleen het intercept", "against the intercept alone")

FITS = ResultTable(
    "fits",
    Text(
        nl="Een rij per geschat model: omvang, aannemelijkheid, onderscheidend vermogen.",
        en="One row per fitted model: size, likelihood, discrimination.",
    ),
    (
        MODEL,
        MODEL_KIND,
        PREDICTOR,
        BLOCK,
        N_PUPILS,
        N_EVENTS,
        whole(
            *("n_parameters", Role.STRUCTURE),
            "Geschatte coëfficiënten, zonder het intercept",
            "Estimated coefficients, without the intercept",
        ),
        whole(
            *("n_patterns", Role.LIKELIHOOD),
            "Combinaties van waarden, per locatie waar die meetelt; 0 waar is geïmputeerd",
            "Combinations of values, by site where sites count; 0 where values were imputed",
        ),
        number(
            *("events_per_parameter", Role.RATIO),
            "De kleinste van met en zonder de uitkomst, per parameter",
            "The smaller of pupils with and without the outcome, per parameter",
            "pupils",
        ),
        text(
            *("caution", Role.BAND),
            "few_events of very_few_events bij weinig leerlingen met de uitkomst per parameter",
            "few_events or very_few_events where there are few events per parameter",
        ),
        _likelihood("log_likelihood", "Log-aannemelijkheid", "Log likelihood"),
        _likelihood(
            "null_log_likelihood",
            "Log-aannemelijkheid met alleen het intercept",
            "Log likelihood with the intercept alone",
        ),
        _likelihood(
            "penalised_log_likelihood",
            "Log-aannemelijkheid met de straf van Firth",
            "Log likelihood with Firth's penalty",
        ),
        _likelihood(
            "lr_statistic",
            f"Aannemelijkheidsquotiënttoets {_AGAINST_NOTHING[0]}",
            f"Likelihood-ratio test {_AGAINST_NOTHING[1]}",
            "test statistic",
        ),
        whole(
            *("lr_df", Role.STRUCTURE),
            "Vrijheidsgraden van die toets",
            "Degrees of freedom of that test",
            "degrees of freedom",
            default=0,
        ),
        _likelihood("lr_p", "p-waarde van die toets", "p-value of that test", "p-value"),
        _likelihood("aic", "Informatiecriterium van Akaike", "Akaike's information criterion"),
        _likelihood("bic", "Bayesiaans informatiecriterium", "Bayesian information criterion"),
        _likelihood("mcfadden", "Pseudo-R² van McFadden", "McFadden's pseudo R²", "share"),
        _likelihood("nagelkerke", "Pseudo-R² van Nagelkerke", "Nagelkerke's pseudo R²", "share"),
        _discrimination(
            "tjur", "Discriminatiecoëfficiënt van Tjur", "Tjur's coefficient of discrimination"
        ),
        _discrimination(
            *("auc", "Oppervlak onder de ROC-curve", "Area under the ROC curve"),
            "area under the curve",
        ),
        _discrimination("brier", "Brierscore", "Brier score"),
        ESTIMATOR,
        INTERVAL,
        STATUS,
        REASON,
        _likelihood(
            "wald_statistic",
            f"Waldtoets {_AGAINST_NOTHING[0]}, met de covariantie voor clusters",
            f"Wald test {_AGAINST_NOTHING[1]}, with the covariance for clusters",
            "test statistic",
        ),
        whole(
            *("wald_df", Role.STRUCTURE),
            "Vrijheidsgraden van die toets",
            "Degrees of freedom of that test",
            "degrees of freedom",
            default=0,
        ),
        _likelihood("wald_p", "p-waarde van die toets", "p-value of that test", "p-value"),
        N_IMPUTATIONS,
        COVARIANCE,
        N_SITES,
        _likelihood(
            *("icc", "Correlatie van de uitkomsten van twee leerlingen van één locatie"),
            *("Correlation of the outcomes of two pupils of one site", "share"),
        ),
    ),
    Pupils.ANALYSED,
    Clusters.WITHOUT_LIKELIHOOD,
    Imputation.POOLED,
)

BLOCKS = ResultTable(
    "blocks",
    Text(
        nl="Elke stap van een model, vergeleken met het model van de stap ervoor.",
        en="Every step of a model, compared with the model of the step before.",
    ),
    (
        MODEL,
        whole("step", Role.STRUCTURE, "Nummer van de stap", "Number of the step"),
        BLOCK,
        text("predictors", Role.LABEL, "Toegevoegde kenmerken", "Predictors that were added"),
        whole(
            *("n_parameters", Role.STRUCTURE),
            "Geschatte coëfficiënten, zonder het intercept",
            "Estimated coefficients, without the intercept",
        ),
        _likelihood("log_likelihood", "Log-aannemelijkheid", "Log likelihood"),
        _likelihood(
            "lr_statistic",
            "Aannemelijkheidsquotiënttoets van wat deze stap toevoegt",
            "Likelihood-ratio test of what this step adds",
            "test statistic",
        ),
        whole(
            *("lr_df", Role.STRUCTURE),
            "Vrijheidsgraden van die toets",
            "Degrees of freedom of that test",
            "degrees of freedom",
        ),
        _discrimination("lr_p", "p-waarde van die toets", "p-value of that test", "p-value"),
        _discrimination(
            *("auc", "Oppervlak onder de ROC-curve", "Area under the ROC curve"),
            "area under the curve",
        ),
        _discrimination(
            *("delta_auc", "Toename van auc bij deze stap", "Increase of auc at this step"),
            "area under the curve",
        ),
        _discrimination(
            "tjur", "Discriminatiecoëfficiënt van Tjur", "Tjur's coefficient of discrimination"
        ),
        _discrimination(
            "delta_tjur", "Toename van tjur bij deze stap", "Increase of tjur at this step"
        ),
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.COMPLETE,
    Clusters.WITHOUT_LIKELIHOOD,
    Imputation.COMPLETE_PUPILS,
)

"""Columns that several result tables have, with the same meaning in each."""

from thuiszitters.base.covariances import EQUATIONS, INDEPENDENT, SANDWICHES
from thuiszitters.base.text import Text
from thuiszitters.results.schema import Column, Role, Type, Unit


def text(name: str, role: Role, nl: str, en: str, default: str | None = None) -> Column:
    """A column of text."""
    return Column(name, Type.TEXT, role, Text(nl=nl, en=en), default=default)


def number(name: str, role: Role, nl: str, en: str, unit: Unit = "") -> Column:
    """A column of numbers; a cell is empty where nothing was estimated."""
    return Column(name, Type.NUMBER, role, Text(nl=nl, en=en), unit, empty=True)


def whole(
    name: str,
    role: Role,
    nl: str,
    en: str,
    unit: Unit = "",
    *,
    empty: bool = False,
    default: int | None = None,
) -> Column:
    """A column of whole numbers."""
    return Column(name, Type.WHOLE, role, Text(nl=nl, en=en), unit, empty=empty, default=default)


MODEL = text("model", Role.KEY, "Model van het plan", "Model of the plan")
MODEL_KIND = text(
    *("model_kind", Role.KEY),
    "crude (ongecorrigeerd), adjusted (gecorrigeerd), block (stap van een model) of complete "
    "(leerlingen zonder ontbrekende waarden)",
    "crude, adjusted, block (a step of a model) or complete (pupils without missing values)",
)
BLOCK = text("block", Role.KEY, "Stap van een model", "Step of a model")
PREDICTOR = text("predictor", Role.KEY, "Kenmerk", "Predictor")
LEVEL = text(
    *("level", Role.KEY),
    "Niveau van het kenmerk; leeg bij een getal",
    "Level of the predictor; empty for a number",
)
REFERENCE = text(
    *("reference", Role.LABEL),
    "Niveau waarmee wordt vergeleken",
    "Level it is compared with",
)
TERM = text("term", Role.KEY, "Term van het model", "Term of the model")
ESTIMATOR = text(
    *("estimator", Role.METHOD),
    "ml (grootste aannemelijkheid) of firth (met de straf van Firth)",
    "ml (maximum likelihood) or firth (with Firth's penalty)",
)
INTERVAL = text(
    *("interval", Role.METHOD),
    "profile (profielaannemelijkheid) of wald",
    "profile (profile likelihood) or wald",
)
STATUS = text(
    *("status", Role.STATE),
    "ok, reference, suppressed (afgeschermd), of waarom er geen getal is",
    "ok, reference, suppressed (suppressed), or why there is no number",
    default="ok",
)
REASON = text(
    *("reason", Role.STATE),
    "Reden bij de status, als sleutel van language/reasons.yaml",
    "Reason for the status, as a key of language/reasons.yaml",
    default="",
)
N_PUPILS = whole("n_pupils", Role.COUNT, "Leerlingen", "Pupils", "pupils")
N_EVENTS = whole(
    *("n_events", Role.COUNT),
    "Leerlingen met de uitkomst",
    "Pupils with the outcome",
    "pupils",
)
ODDS_RATIO = number("odds_ratio", Role.CONTRAST, "Odds ratio", "Odds ratio", "odds ratio")
CI_LOW = number(
    *("ci_low", Role.CONTRAST),
    "Ondergrens van het interval",
    "Lower end of the interval",
    "odds ratio",
)
CI_HIGH = number(
    *("ci_high", Role.CONTRAST),
    "Bovengrens van het interval",
    "Upper end of the interval",
    "odds ratio",
)
LOG_ODDS = number(
    *("log_odds", Role.CONTRAST),
    "Logaritme van de odds ratio",
    "Logarithm of the odds ratio",
    "log odds",
)
STD_ERROR = number(
    *("std_error", Role.ERROR),
    "Standaardfout van log_odds",
    "Standard error of log_odds",
    "log odds",
)
P_VALUE = number(
    *("p_value", Role.CONTRAST),
    "p-waarde van het contrast",
    "p-value of the contrast",
    "p-value",
)

#: What is estimated of one contrast, in the order of the tables.
ESTIMATED = tuple(
    column.name for column in (LOG_ODDS, STD_ERROR, ODDS_RATIO, CI_LOW, CI_HIGH, P_VALUE)
)


def _listed(last: str) -> str:
    """Covariances that leave the estimates, with a word before the last of them."""
    *first, end = ("model", *INDEPENDENT, *SANDWICHES)
    return f"{', '.join(first)} {last} {end}"


COVARIANCE = text(
    *("covariance", Role.LABEL),
    f"Covariantie van een model met grootste aannemelijkheid: {_listed('of')}; of "
    f"{' of '.join(EQUATIONS)}, waar schattingsvergelijkingen zijn opgelost",
    f"Covariance of a maximum-likelihood model: {_listed('or')}; or "
    f"{' or '.join(EQUATIONS)}, where estimating equations were solved",
    default="model",
)
N_SITES = whole(
    *("n_sites", Role.STRUCTURE),
    "Locaties van het cohort; 0 als het er geen noemt",
    "Sites of the cohort; 0 when it names none",
    default=0,
)
N_IMPUTATIONS = whole(
    *("n_imputations", Role.STRUCTURE),
    "Aantal imputaties; 0 waar niets is geïmputeerd",
    "Number of imputations; 0 where nothing was imputed",
    default=0,
)

"""Result tables about the cohort: who is in it, who was left out, what occurs together."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Column, Pupils, ResultTable, Role
from thuiszitters.results.shared_columns import (
    LEVEL,
    N_EVENTS,
    N_PUPILS,
    PREDICTOR,
    REASON,
    STATUS,
    number,
    text,
    whole,
)

FLOW = ResultTable(
    "flow",
    Text(
        nl="Hoeveel leerlingen zijn ingelezen, en hoeveel er bij elke stap afvielen.",
        en="How many pupils were read, and how many were left out at each step.",
    ),
    (
        whole("step", Role.STRUCTURE, "Stap; 0 is wat is ingelezen", "Step; 0 is what was read"),
        text("reason", Role.KEY, "Waarom leerlingen afvielen", "Why pupils were left out"),
        whole(
            *("n_excluded", Role.CHAIN),
            "Leerlingen die bij deze stap afvielen",
            "Pupils left out at this step",
            "pupils",
        ),
        whole(
            *("n_remaining", Role.CHAIN),
            "Leerlingen die overbleven",
            "Pupils who remained",
            "pupils",
        ),
        STATUS,
        text(
            *("status_reason", Role.STATE),
            "Reden van de afscherming (`reason` is waarom leerlingen afvielen)",
            "Reason for the suppression (`reason` is why pupils were left out)",
            default="",
        ),
    ),
    Pupils.COHORT,
)


def _summary(name: str, nl: str, en: str) -> Column:
    return number(name, Role.SUMMARY, nl, en, "own unit")


def _by_outcome(name: str, nl: str, en: str) -> Column:
    return number(name, Role.BY_OUTCOME, nl, en, "own unit")


CHARACTERISTICS = ResultTable(
    "characteristics",
    Text(
        nl="Elk kenmerk, voor alle leerlingen en naar uitkomst.",
        en="Every predictor, for all pupils and by outcome.",
    ),
    (
        PREDICTOR,
        text(
            *("kind", Role.LABEL),
            "Soort kenmerk: binary, factor of numeric",
            "Kind of predictor: binary, factor or numeric",
        ),
        text(
            *("row", Role.KEY),
            "all (iedereen), level (een niveau), number (een getal) of missing (onbekend)",
            "all (everyone), level, number or missing",
        ),
        LEVEL,
        N_PUPILS,
        N_EVENTS,
        _summary("mean", "Gemiddelde", "Mean"),
        _summary("sd", "Standaarddeviatie", "Standard deviation"),
        _by_outcome("mean_events", "Gemiddelde met de uitkomst", "Mean with the outcome"),
        _by_outcome(
            "sd_events", "Standaarddeviatie met de uitkomst", "Standard deviation with the outcome"
        ),
        _by_outcome("mean_non_events", "Gemiddelde zonder de uitkomst", "Mean without the outcome"),
        _by_outcome(
            "sd_non_events",
            "Standaarddeviatie zonder de uitkomst",
            "Standard deviation without the outcome",
        ),
        number(
            *("standardised_difference", Role.BY_OUTCOME),
            "Gestandaardiseerd verschil: met min zonder de uitkomst",
            "Standardised difference: with minus without the outcome",
            "standard deviations",
        ),
        STATUS,
        REASON,
    ),
    Pupils.COHORT,
)

COMBINATIONS = ResultTable(
    "combinations",
    Text(
        nl="Welke problemen samen voorkomen: de meest voorkomende combinaties van domeinen.",
        en="Which problems occur together: the most common combinations of domains.",
    ),
    (
        text(
            *("kind", Role.KEY),
            "combination, of other voor alle overige samen",
            "combination, or other for all remaining ones together",
        ),
        text(
            *("predictors", Role.KEY),
            "De domeinen die een leerling heeft; leeg voor geen",
            "The domains a pupil has; empty for none",
        ),
        replace(N_PUPILS, role=Role.CELL, empty=True),
        replace(N_EVENTS, role=Role.CELL, empty=True),
        STATUS,
        REASON,
    ),
    Pupils.OWN,
)

PAIRS = ResultTable(
    "pairs",
    Text(
        nl="Welke twee problemen samen voorkomen: leerlingen met beide (met zichzelf: dat ene).",
        en="Which two problems occur together: pupils with both (with itself: that one).",
    ),
    (
        text("first", Role.KEY, "Het ene domein", "One domain"),
        text("second", Role.KEY, "Het andere domein", "The other domain"),
        replace(N_PUPILS, role=Role.CELL, empty=True),
        replace(N_EVENTS, role=Role.CELL, empty=True),
        STATUS,
        REASON,
    ),
    Pupils.OWN,
    whole_only=True,
)

MISSING_PATTERNS = ResultTable(
    "missing_patterns",
    Text(
        nl="Welke kenmerken samen onbekend zijn, en van hoeveel leerlingen.",
        en="Which predictors are missing together, and for how many pupils.",
    ),
    (
        text(
            *("kind", Role.KEY),
            "pattern, of other voor alle overige samen",
            "pattern, or other for all remaining ones together",
        ),
        text(
            *("predictors", Role.KEY),
            "De kenmerken die onbekend zijn; leeg voor geen",
            "The predictors that are missing; empty for none",
        ),
        replace(N_PUPILS, role=Role.CELL, empty=True),
        STATUS,
        REASON,
    ),
    Pupils.OWN,
)

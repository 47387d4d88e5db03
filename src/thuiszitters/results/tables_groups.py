"""Result table of groups: the risk that a model predicts for pupils who share some levels."""

from dataclasses import replace

from thuiszitters.base.text import Text
from thuiszitters.results.schema import Clusters, Imputation, Pupils, ResultTable, Role
from thuiszitters.results.shared_columns import (
    ESTIMATOR,
    MODEL,
    N_EVENTS,
    N_PUPILS,
    REASON,
    STATUS,
    text,
)
from thuiszitters.results.tables_risks import with_ends

_GROUP = Text(
    nl="Leerlingen van wie bekend is dat zij in de groep zitten",
    en="Pupils who are known to be in the group",
)
_GROUP_EVENTS = Text(
    nl="Leerlingen met de uitkomst onder hen", en="Pupils with the outcome among them"
)

GROUP_RISKS = ResultTable(
    "group_risks",
    Text(
        nl="De door een model voorspelde kans van een groep leerlingen met dezelfde niveaus; niet "
        "van een leerling.",
        en="The risk that a model predicts for a group of pupils with the same levels; not for a "
        "pupil.",
    ),
    (
        MODEL,
        text("group", Role.KEY, "De groep: a=x & b=y", "The group: a=x & b=y"),
        replace(N_PUPILS, role=Role.JOINT, meaning=_GROUP, empty=True, leaves=False),
        replace(N_EVENTS, role=Role.JOINT, meaning=_GROUP_EVENTS, empty=True, leaves=False),
        *with_ends("risk", "Voorspelde kans", "Predicted risk", "probability"),
        ESTIMATOR,
        STATUS,
        REASON,
    ),
    Pupils.ANALYSED,
    Clusters.ROBUST,
    Imputation.POOLED,
)

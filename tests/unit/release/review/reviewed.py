"""A release, and the study whose labels its review page has."""

from tests.unit.release.made_tables import COHORT_COUNTS, RULE_OF_10, tables_of
from tests.unit.release.review.explained import STUDY

from thuiszitters.release import release_results
from thuiszitters.results.study_reading import study_from

PREDICTORS = {
    name: {
        "label": {"nl": f"{name}-nl", "en": f"{name}-en"},
        "kind": "factor",
        "reference": None,
        "levels": {level: {"nl": level, "en": level} for level in levels},
        "per": 1,
        "unit": None,
    }
    for name, levels in COHORT_COUNTS.items()
}
PARSED = study_from({**STUDY, "predictors": PREDICTORS})


def released(profile=RULE_OF_10, counts=COHORT_COUNTS, earlier=()):
    return release_results(tables_of(counts), profile, earlier=earlier)

"""A study, and what was suppressed of it."""

BOTH = {"nl": "x", "en": "x"}
STUDY = {
    "cohort": "demo",
    "title": BOTH,
    "description": BOTH,
    "source": BOTH,
    "synthetic": True,
    "plan": {"name": "p", "title": BOTH, "question": BOTH},
    "outcome": {"label": BOTH, "definition": BOTH},
    "predictors": {
        "girl": {
            "label": {"nl": "Meisje", "en": "Girl"},
            "kind": "binary",
            "reference": "no",
            "levels": {"no": {"nl": "nee", "en": "no"}, "yes": {"nl": "ja", "en": "yes"}},
            "per": 1,
            "unit": None,
        }
    },
    "models": {
        "main": {
            "label": {"nl": "Hoofdmodel", "en": "Main model"},
            "role": "confirmatory",
            "predictors": ["girl"],
            "blocks": [],
        }
    },
    "flow_reasons": {},
    "estimation": {
        "estimator": "auto",
        "interval": "profile",
        "level": 0.95,
        "caution_events": 10,
        "strong_caution_events": 5,
    },
    "disclosure": {
        "profile": "rule_of_10",
        "label": {"nl": "Regel van tien", "en": "Rule of ten"},
        "statement": {"nl": "Onder de 10 weg.", "en": "Below 10 left out."},
    },
    "n_pupils": 320,
    "n_events": 62,
}
RECORD = {
    "profile": "rule_of_10",
    "tables": {
        "flow": {"rows": 3, "suppressed_rows": 0, "reasons": {}},
        "estimates": {
            "rows": 15,
            "suppressed_rows": 2,
            "reasons": {"suppressed|rule=small_count": 1, "suppressed|rule=secondary": 1},
        },
    },
    "suppressed_counts": [
        {
            "universe": "__cohort__",
            "predictor": "girl",
            "level": "yes",
            "measure": "n_events",
            "rule": "small_count",
        },
        {
            "universe": "main",
            "predictor": "girl",
            "level": "__missing__",
            "measure": "n_pupils",
            "rule": "secondary",
        },
    ],
    "protection": {"protected_counts": 1, "required_width": 9.0, "narrowest_width": 15.0},
}
NOTHING = {
    "profile": "open",
    "tables": {"flow": {"rows": 3, "suppressed_rows": 0, "reasons": {}}},
    "suppressed_counts": [],
    "protection": {"protected_counts": 0, "required_width": None, "narrowest_width": None},
}

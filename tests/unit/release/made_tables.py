"""Tables as the stages write them, made from counts, and profiles to release them under."""

import pandas as pd

from thuiszitters.base.text import Text
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.universes import with_universe
from thuiszitters.results.schema import Role
from thuiszitters.results.tables_further import PROBLEM_COUNT, SCREEN
from thuiszitters.results.tables_models import ESTIMATES
from thuiszitters.results.tables_risks import RISKS
from thuiszitters.results.tables_validation import CHECKS

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0, likelihoods=True
)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
COUNT_8 = DisclosureProfile("count_8", WORD, WORD, 8, False, False, 1, 0, 1.0)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)
#: Predictor to level to (pupils, events); every predictor adds up to 320 pupils, 62 events.
COHORT_COUNTS = {
    "girl": {"no": (180, 30), "yes": (140, 32)},
    "profile": {"neither": (120, 20), "internal": (90, 27), "external": (75, 6), "both": (35, 9)},
}


def tables_of(counts: dict[str, dict[str, tuple[int, int]]]) -> dict[str, pd.DataFrame]:
    """Tables as the stages write them, with a main model on every pupil."""
    total = tuple(int(sum(part)) for part in zip(*counts["girl"].values(), strict=True))
    rows = [("__all__", "all", None, *total)]
    rows += [
        (name, "level", level, *pair)
        for name, part in counts.items()
        for level, pair in part.items()
    ]
    characteristics = pd.DataFrame(
        rows, columns=["predictor", "row", "level", "n_pupils", "n_events"]
    )
    numbers = ["mean", "sd", "mean_events", "sd_events", "mean_non_events", "sd_non_events"]
    characteristics[[*numbers, "standardised_difference"]] = 0.5
    return {
        "flow": pd.DataFrame(
            {
                "step": [0, 1],
                "reason": ["read", "age"],
                "n_excluded": [0, 12],
                "n_remaining": [total[0] + 12, total[0]],
            }
        ),
        "characteristics": characteristics,
        **model_tables(counts, total),
    }


def model_tables(counts, total):
    kinds = [("crude", [name]) for name in counts] + [("adjusted", list(counts))]
    estimates, fits, tests = [], [], []
    for kind, predictors in kinds:
        shared = {"model": "main", "model_kind": kind, "block": None}
        estimates.append(
            {
                **shared,
                "predictor": "(Intercept)",
                "level": None,
                "reference": None,
                "n_pupils": total[0],
                "n_events": total[1],
                "status": "ok",
            }
        )
        for name in predictors:
            reference = next(iter(counts[name]))
            for level, (pupils, events) in counts[name].items():
                status = "reference" if level == reference else "ok"
                estimates.append(
                    {
                        **shared,
                        "predictor": name,
                        "level": level,
                        "reference": reference,
                        "n_pupils": pupils,
                        "n_events": events,
                        "status": status,
                    }
                )
            tests.append({**shared, "predictor": name, "statistic": 3.0, "p_value": 0.1})
        fits.append(
            {
                **shared,
                "predictor": predictors[0] if kind == "crude" else None,
                "n_pupils": total[0],
                "n_events": total[1],
                "n_parameters": 2,
                "n_patterns": 8,
            }
        )
    estimated = ["log_odds", "std_error", "odds_ratio", "ci_low", "ci_high", "p_value"]
    fitted = [
        "log_likelihood",
        "null_log_likelihood",
        "penalised_log_likelihood",
        "lr_statistic",
        "lr_p",
        "aic",
        "bic",
        "mcfadden",
        "nagelkerke",
        "tjur",
        "auc",
        "brier",
        "events_per_parameter",
    ]
    stepped = ["log_likelihood", "lr_statistic", "lr_p", "auc", "delta_auc", "tjur", "delta_tjur"]
    steps = range(1, len(counts) + 1)
    blocks = pd.DataFrame({"model": "main", "step": steps, "predictors": list(counts)})
    stored = pd.DataFrame(estimates)
    return {
        "complete_cases": stored.iloc[:0].assign(reason="", **dict.fromkeys(estimated, 0.5)),
        "estimates": stored.assign(reason="", **dict.fromkeys(estimated, 0.5)),
        "global_tests": pd.DataFrame(tests).assign(status="ok", reason=""),
        "fits": pd.DataFrame(fits).assign(status="ok", reason="", **dict.fromkeys(fitted, 0.5)),
        "risks": pd.DataFrame(
            [row for row in estimates if row["model_kind"] == "adjusted" and row["status"] == "ok"]
        )
        .drop(columns=["model_kind", "block"])
        .assign(reason="", **dict.fromkeys(RISKS.of_role(Role.CONTRAST), 0.5)),
        **further_tables(counts),
        "blocks": blocks.assign(status="ok", reason="", **dict.fromkeys(stepped, 0.5)),
    }


def further_tables(counts):
    """Decomposition, interaction, checks and calibration of the main model."""
    numbers = dict.fromkeys(["estimate", "low", "high", "p_value", "share"], 0.5)
    found = {"status": "ok", "reason": ""}
    checked = {
        name: "auc_2" if name == "sentence" else 0.5 for name in CHECKS.of_role(Role.DIAGNOSTIC)
    }
    corrected = SCREEN.of_role(Role.CONTRAST, Role.FAMILY)
    screened = {**dict.fromkeys([*corrected, "weight"], 0.5), **found}
    stacked = {**dict.fromkeys(PROBLEM_COUNT.of_role(Role.CONTRAST, Role.TEST), 0.5), **found}
    first, second = next(iter(counts)), list(counts)[-1]
    levels = list(counts[second])
    decomposition = {
        "model": "main",
        "predictor": second,
        "level": levels[1],
        "reference": levels[0],
    }
    joint = {"model": "main", "first": first, "second": second}
    groups = [(40, 12), (60, 20), (180, 30)]
    return {
        "decompositions": pd.DataFrame([{**decomposition, "through": first, **numbers, **found}]),
        "interactions": pd.DataFrame(
            [
                {**joint, "measure": "lr", "n_pupils": None, "n_events": None, **numbers, **found},
                {**joint, "measure": "reri", "n_pupils": 30.0, "n_events": 4.0, **numbers, **found},
            ]
        ),
        "checks": pd.DataFrame([{"model": "main", "check": "auc", "predictor": None, **checked}]),
        "learners": pd.DataFrame(
            [
                {"model": "main", "learner": "boosting", "measure": measure, "predictor": name}
                for measure, name in [("auc", None), *(("importance", name) for name in counts)]
            ]
        ).assign(estimate=0.5, ci_low=0.5, ci_high=0.5, sentence="little", **found),
        "screen": pd.DataFrame(
            [
                {
                    "code": "A100",
                    "n_pupils": 60,
                    "n_events": 20,
                    "prevalence": 60 / 320,
                    **screened,
                },
                {
                    "code": "A103",
                    "n_pupils": 57,
                    "n_events": 18,
                    "prevalence": 57 / 320,
                    **screened,
                },
                {"code": "D205", "n_pupils": 30, "n_events": 4, "prevalence": 30 / 320, **screened},
            ]
        ),
        "problem_count": pd.DataFrame(
            [
                {"kind": "step", "level": "0", "n_pupils": 200, "n_events": 40, **stacked},
                {"kind": "step", "level": "1", "n_pupils": 115, "n_events": 20, **stacked},
                {"kind": "step", "level": "2+", "n_pupils": 5, "n_events": 2, **stacked},
                {"kind": "trend", "level": None, "n_pupils": 320, "n_events": 62, **stacked},
            ]
        ),
        "combinations": pd.DataFrame(
            [
                {"kind": "combination", "predictors": "girl", "n_pupils": 200, "n_events": 40},
                {"kind": "combination", "predictors": "", "n_pupils": 120, "n_events": 22},
            ]
        ),
        "hypotheses": pd.DataFrame(
            [
                {
                    "model": "main",
                    "predictor": second,
                    "level": levels[-2],
                    "verdict": "undecided",
                    "odds_ratio": 0.5,
                    "ci_low": 0.5,
                    "ci_high": 0.5,
                    "p_value": 0.5,
                    "p_holm": 0.5,
                    **found,
                },
                {
                    "model": None,
                    "predictor": None,
                    "level": None,
                    "verdict": "not_measured",
                    **found,
                },
            ]
        ),
        "calibration": pd.DataFrame(
            [
                {
                    "model": "main",
                    "group": i,
                    "n_pupils": n,
                    "n_events": e,
                    "predicted": 0.5,
                    "observed": 0.5,
                    "low": 0.5,
                    "high": 0.5,
                }
                for i, (n, e) in enumerate(groups)
            ]
        ),
    }


def counted_pair(counts):
    tables = tables_of(counts)
    return tables["characteristics"], with_universe(ESTIMATES, tables["estimates"], frozenset())

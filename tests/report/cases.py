"""Folders of released numbers to test tables, figures and reports with."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

DATA = Path(__file__).parent / "data"
TEXTS = {"status", "reason", "caution", "status_reason"}
CASES = ("quine", "altra_demo", "line", "suppressed", "crowded", "troubled")
NUMBERS_OF_ESTIMATE = ["log_odds", "std_error", "odds_ratio", "ci_low", "ci_high", "p_value"]


def load(name: str) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    tables = {}
    for path in sorted((DATA / name).glob("*.csv")):
        table = pd.read_csv(path, keep_default_na=False, na_values=[""])
        for column in TEXTS & set(table.columns):
            table[column] = table[column].astype("object").fillna("").astype("str")
        tables[path.stem] = table
    return tables, json.loads((DATA / name / "study.json").read_text(encoding="utf-8"))


def save(tables: dict[str, pd.DataFrame], study: dict[str, Any], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    text = json.dumps(study, ensure_ascii=False)
    (folder / "study.json").write_text(text, encoding="utf-8")
    return folder


def hide(table: pd.DataFrame, rows: pd.Series, columns: list[str]) -> None:
    """Suppress numbers of some rows as the release does."""
    table[columns] = table[columns].astype("float64")
    table.loc[rows, columns] = np.nan
    table.loc[rows, "status"] = "suppressed"
    table.loc[rows, "reason"] = "suppressed|rule=small_count"


def suppressed() -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Quine under a rule of ten: year group F1 and all that hangs on it is suppressed."""
    tables, study = load("quine")
    study |= {"cohort": "suppressed", "title": {"nl": "Afgeschermd", "en": "Suppressed"}}
    study["disclosure"] = {
        "profile": "rule_of_10",
        "label": {"nl": "regel van tien", "en": "rule of ten"},
        "statement": {
            "nl": "groepen van minder dan 10 leerlingen zijn afgeschermd.",
            "en": "groups of fewer than 10 pupils are suppressed.",
        },
    }
    small = ["F1", "F2"]
    for name in ("estimates", "characteristics"):
        table = tables[name]
        counts = ["n_pupils", "n_events"]
        rows = table["level"].isin(small)
        derived = {"estimates": NUMBERS_OF_ESTIMATE, "characteristics": ["standardised_difference"]}
        hide(table, rows, counts + derived[name])
    tests = tables["global_tests"]
    hide(tests, tests["predictor"] == "age_group", ["statistic", "p_value"])
    return tables, study


def troubled() -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The demo with intervals that have no end and terms that could not be estimated."""
    tables, study = load("altra_demo")
    estimates = tables["estimates"]
    endless = estimates["term"] == "runaway=yes"
    estimates.loc[endless, "ci_high"] = np.inf
    below = estimates["term"] == "track=havo"
    estimates.loc[below, "ci_low"] = 0.0
    gone = (estimates["term"] == "home=yes") & (estimates["model_kind"] == "adjusted")
    estimates.loc[gone, NUMBERS_OF_ESTIMATE] = np.nan
    estimates.loc[gone, "status"] = "not_converged"
    estimates.loc[gone, "reason"] = "not_converged"
    return tables, study


def crowded() -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Forty estimates with labels of sixty characters, some beyond any axis."""
    tables, study = load("altra_demo")
    draw = np.random.default_rng(40)
    yes_no = study["predictors"]["home"]["levels"]
    names = [f"problem_{position:02d}" for position in range(1, 41)]
    words = "problemen met hulpverleners, instanties of opvang (groep {:02d})"
    predictors = {
        name: study["predictors"]["home"]
        | {"label": {"nl": words.format(i), "en": words.format(i)}, "levels": yes_no}
        for i, name in enumerate(names, 1)
    }
    study["predictors"] = predictors
    model = study["models"]["main"] | {"predictors": names, "blocks": []}
    study["models"] = {"main": model}
    rows = []
    for kind in ("crude", "adjusted"):
        for name in names:
            exposed = int(draw.integers(12, 200))
            events = int(exposed * draw.uniform(0.05, 0.5))
            log_odds, error = draw.normal(0, 0.8), draw.uniform(0.2, 1.2)
            base = {
                "model": "main", "model_kind": kind, "block": None, "predictor": name,
                "reference": "no", "estimator": "ml", "interval": "profile", "reason": "",
            }  # fmt: skip
            rows.append(
                base
                | dict.fromkeys(NUMBERS_OF_ESTIMATE, np.nan)
                | {"level": "no", "term": f"{name}=no", "status": "reference"}
                | {"n_pupils": 320 - exposed, "n_events": 64 - min(events, 60)}
            )
            high = np.inf if error > 1.1 else np.exp(log_odds + 2 * error)
            rows.append(
                base
                | {"level": "yes", "term": f"{name}=yes", "status": "ok"}
                | {"n_pupils": exposed, "n_events": events}
                | {"log_odds": log_odds, "std_error": error, "odds_ratio": np.exp(log_odds)}
                | {"ci_low": np.exp(log_odds - 2 * error), "ci_high": high, "p_value": 0.2}
            )
    columns = list(tables["estimates"].columns)
    tables["estimates"] = pd.DataFrame(rows)[columns]
    fits = tables["fits"]
    keep = (fits["model"] == "main") & (fits["model_kind"] == "adjusted")
    tables["fits"] = fits[keep].assign(caution="very_few_events", events_per_parameter=1.6)
    tables["global_tests"] = tables["global_tests"].iloc[:0]
    tables["blocks"] = tables["blocks"].iloc[:0]
    totals = tables["characteristics"]["predictor"] == "__all__"
    tables["characteristics"] = tables["characteristics"][totals]
    return tables, study


def write_case(name: str, folder: Path) -> Path:
    makers = {"suppressed": suppressed, "crowded": crowded, "troubled": troubled}
    tables, study = makers[name]() if name in makers else load(name)
    return save(tables, study, folder)

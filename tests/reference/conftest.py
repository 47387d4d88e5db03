"""Reference cases as patterns, predictors and numbers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.reference.eight_schools import HERE
from tests.reference.validated import CASES

from thuiszitters.logit import fit_design
from thuiszitters.models.coding import code_patterns, design_from_patterns
from thuiszitters.plan import PredictorSpec, text


@dataclass(frozen=True)
class Case:
    """One reference case."""

    folder: Path
    patterns: pd.DataFrame
    specs: tuple[PredictorSpec, ...]

    def numbers(self, analysis: str) -> dict[str, Any]:
        return json.loads((self.folder / f"{analysis}.json").read_text())


def patterns_of(table: pd.DataFrame, spec: dict[str, Any]) -> pd.DataFrame:
    """One row per pupil, as the stage takes it."""
    factors = spec.get("factors") or {}
    patterns = pd.DataFrame({"outcome": table[spec["outcome"]].astype("int8")})
    for name in spec["covars"]:
        patterns[name] = table[name].astype("str" if name in factors else "float64")
    if spec.get("cluster"):
        patterns["cluster"] = table[spec["cluster"]]
    return patterns.assign(n_pupils=1)


def specs_of(spec: dict[str, Any]) -> tuple[PredictorSpec, ...]:
    factors = spec.get("factors") or {}
    return tuple(
        PredictorSpec(name, text(name), "factor", tuple(factors[name]))
        if name in factors
        else PredictorSpec(name, text(name), "numeric")
        for name in spec["covars"]
    )


@pytest.fixture(scope="session")
def case() -> Callable[[str], Case]:
    def load(name: str) -> Case:
        folder = HERE / name
        spec = json.loads((folder / "spec.json").read_text())
        table = pd.read_csv(folder / "data.csv")
        return Case(folder, patterns_of(table, spec), specs_of(spec))

    return load


@pytest.fixture(scope="session")
def imputed() -> pd.DataFrame:
    """The twenty completed data sets of mice."""
    return pd.read_csv(HERE / "pima_missing" / "imputed.csv")


@pytest.fixture(scope="session")
def numbers(case):
    folder = case("birthwt").folder.parent / "birthwt_more"
    return json.loads((folder / "numbers.json").read_text())


@pytest.fixture(scope="session")
def table(case):
    data = pd.read_csv(case("birthwt").folder / "data.csv")
    table = pd.DataFrame({"outcome": data["low"], "n_pupils": 1})
    for name in ("age", "lwt"):
        table[name] = data[name].astype("float64")
    for name in ("smoke", "ptl01", "ht"):
        table[name] = data[name].map({0: "no", 1: "yes"}).astype("str")
    return table


@pytest.fixture(scope="session")
def schools():
    data = pd.read_csv(HERE / "few_clusters/data.csv")
    table = data.rename(columns={"y": "outcome"}).astype({"age": float, "measure": float})
    specs = [PredictorSpec(name, text(name), "numeric") for name in ("measure", "age")]
    specs.append(PredictorSpec("group", text("group"), "factor", ("a", "b", "c")))
    return code_patterns(table, specs, cluster="school")


@pytest.fixture(params=CASES)
def fitted(request, case):
    loaded = case(request.param)
    fit = fit_design(design_from_patterns(loaded.patterns, loaded.specs))
    return fit, loaded.numbers("roc_cal"), loaded


@pytest.fixture(scope="session")
def published(case):
    folder = case("birthwt").folder.parent / "birthwt_more"
    return json.loads((folder / "decomposition.json").read_text())


@pytest.fixture(scope="session")
def mediated(case):
    data = pd.read_csv(case("birthwt").folder / "data.csv")
    mediated = pd.DataFrame({"outcome": data["low"], "n_pupils": 1})
    for name in ("age", "lwt"):
        mediated[name] = data[name].astype("float64")
    for name in ("smoke", "ptl01", "ui"):
        mediated[name] = data[name].map({0: "no", 1: "yes"}).astype("str")
    return mediated

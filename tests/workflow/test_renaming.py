"""What a cohort is called changes no number: the adapters of two names write the same bytes."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.plan.project import load_project

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]


class Named(SimpleNamespace):
    """Named inputs, outputs or parameters of a rule, as Snakemake hands them over."""

    def items(self):
        return vars(self).items()


def sections():
    cohort = load_project(ROOT)["cohort"]["quine"]
    names = ("predictors", "models", "estimation", "constructs")
    plan = {name: cohort["plan"][name] for name in names}
    return {
        **plan,
        "validation": {"resamples": 20, "group_events": 10, "deals": 1},
        "file": {},
        "seed": 7,
    }


def patterns():
    rng = np.random.default_rng(3)
    n = 200
    table = pd.DataFrame({"outcome": (rng.random(n) < 0.4).astype("int8"), "n_pupils": 1})
    for name in ("aboriginal", "male", "slow_learner"):
        table[name] = pd.array(rng.choice(["no", "yes"], n), dtype="str")
    table["age_group"] = pd.array(rng.choice(["F0", "F1", "F2", "F3"], n), dtype="str")
    return table


def run(rule, folder, cohort, outputs, **inputs):
    script = ROOT / f"workflow/scripts/{rule}.py"
    paths = {name: str(folder / f"{cohort}_{name}.parquet") for name in outputs}
    smk = SimpleNamespace(
        input=Named(codebook=[], **inputs),
        output=Named(**paths),
        params=Named(**sections()),
        wildcards=SimpleNamespace(cohort=cohort),
        log=[str(folder / f"{cohort}.log")],
    )
    runpy.run_path(str(script), init_globals={"snakemake": smk}, run_name="__main__")
    return [Path(path).read_bytes() for path in paths.values()]


def test_checks_with_resamples_do_not_depend_on_the_name(tmp_path):
    given, printed = tmp_path / "patterns.parquet", tmp_path / "estimates.parquet"
    patterns().to_parquet(given)
    pd.DataFrame({"model": [], "model_kind": []}).to_parquet(printed)
    found = [
        run(
            *("validate_models", tmp_path, cohort, ("checks", "calibration", "learners")),
            patterns=str(given),
            estimates=str(printed),
        )
        for cohort in ("lvs", "ingrado")
    ]
    assert found[0] == found[1]
    checks = pd.read_parquet(tmp_path / "lvs_checks.parquet")
    # The corrected measures are those that chance is in.
    assert checks["corrected"].notna().sum() >= 3

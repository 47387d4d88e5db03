from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.codebook import read_codebook
from thuiszitters.intake.source import SourceTables
from thuiszitters.plan.analysis import ConstructSpec, Plan, PredictorSpec
from thuiszitters.plan.cohort import CohortSpec, FileSpec, OutcomeSpec
from thuiszitters.plan.estimation import EstimationSpec

ROOT = Path(__file__).parents[3]
TEXT = Text("Proef", "Trial")
NAMES = ("neither", "internalising_only", "externalising_only", "both")


@pytest.fixture(scope="session")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


def construct(name, *codes, except_codes=(), allow=False):
    return ConstructSpec(name, TEXT, codes, except_codes, allow)


def binary(name, **where):
    labels = (("no", TEXT), ("yes", TEXT))
    return PredictorSpec(name, TEXT, "binary", ("no", "yes"), labels, **where)


@pytest.fixture
def plan():
    profile = ("internalising", "externalising")
    return Plan(
        name="proef",
        title=TEXT,
        question=TEXT,
        codebook="capj",
        constructs=(
            construct("internalising", "A100-A104"),
            construct("externalising", "A200-A202"),
            construct("home", "D100-D899", except_codes=("D301",)),
        ),
        predictors=(
            binary("girl", column="sex", column_values=(("girl", "yes"), ("boy", "no"))),
            PredictorSpec("age_years", TEXT, "numeric", column="age_years"),
            PredictorSpec(
                "profile",
                TEXT,
                "factor",
                NAMES,
                tuple((name, TEXT) for name in NAMES),
                profile=profile,
            ),
            binary("home", construct="home"),
        ),
        models=(),
        estimation=EstimationSpec(),
    )


@pytest.fixture
def spec():
    files = tuple((name, FileSpec(f"{name}.csv", ())) for name in ("pupils", "classifications"))
    return CohortSpec(
        name="proef",
        title=TEXT,
        description=TEXT,
        source=TEXT,
        synthetic=True,
        plan="proef",
        disclosure="open",
        files=files,
        outcome=OutcomeSpec("recorded", column="absent", label=TEXT, meaning=TEXT),
        reference_date=date(2020, 9, 1),
    )


@pytest.fixture
def source():
    pupils = pd.DataFrame(
        {
            "pupil_id": ["04", "03", "02", "01"],
            "sex": ["boy", None, "girl", "girl"],
            "birth_date": [date(2006, 9, 2), date(2006, 9, 1), None, date(2003, 1, 1)],
            "site": ["Oost", "West", "West", None],
            "absent": ["yes", "no", "yes", "no"],
        }
    ).astype({"pupil_id": "str", "sex": "str", "site": "str", "absent": "str"})
    rows = [("04", "A103"), ("04", "A202"), ("03", "A100"), ("03", "D301"), ("02", "D801")]
    classifications = pd.DataFrame(rows, columns=["pupil_id", "code"]).astype("str")
    return SourceTables(pupils, classifications, None)

"""A number as exposure of a decomposition, from pupils to tables and the text of a report."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.randomness import Streams
from thuiszitters.effects.stage import translate_effects
from thuiszitters.figures import draw_all_figures, read_figures
from thuiszitters.plan import EstimationSpec, PredictorSpec, text
from thuiszitters.plan.analysis import BlockSpec, ModelSpec, Plan
from thuiszitters.plan.estimation import ValidationSpec
from thuiszitters.plan.further_specs import DecompositionSpec, InteractionSpec
from thuiszitters.report.write import make_document
from thuiszitters.results.read import read_numbers
from thuiszitters.tables.make import make_tables

_spec = importlib.util.spec_from_file_location("cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
WORD = text("x")


def pupils():
    rng = np.random.default_rng(3)
    age = rng.integers(6, 18, 600).astype(np.float64)
    table = pd.DataFrame({"age_years": age})
    for name, share in (("girl", 0.4 + 0 * age), ("agencies", 0.2 + 0.03 * (age - 6))):
        table[name] = np.where(rng.random(600) < share, "yes", "no").astype("str")
    eta = -2.5 + 0.1 * age + 0.8 * (table["agencies"] == "yes")
    table["outcome"] = (rng.random(600) < 1 / (1 + np.exp(-eta))).astype("int8")
    return table.assign(n_pupils=1)


def effects():
    specs = (
        PredictorSpec("girl", WORD, "binary", ("no", "yes"), column="girl"),
        PredictorSpec("age_years", WORD, "numeric", column="age_years"),
        PredictorSpec("agencies", WORD, "binary", ("no", "yes"), column="agencies"),
    )
    names = tuple(spec.name for spec in specs)
    model = ModelSpec("main", WORD, names, blocks=(BlockSpec("all", WORD, names),))
    rules = ValidationSpec(resamples=100)
    plan = Plan("p", WORD, WORD, None, (), specs, (model,), EstimationSpec(), validation=rules)
    plan = replace(
        plan,
        decompositions=(DecompositionSpec("agencies", WORD, "main", ("age_years",), "agencies"),),
        interactions=(InteractionSpec("main", "agencies", "girl"),),
    )
    return translate_effects({"patterns": pupils()}, plan, Streams(1))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The numbers of the line with these decompositions and interactions in place of its own."""
    tables, study = cases.load("line")
    own = effects()
    tables["decompositions"] = own["decompositions"]
    tables["interactions"] = own["interactions"].drop(columns=["n_pupils", "n_events"])
    root = tmp_path_factory.mktemp("numeric_decomposition")
    return own, read_numbers(cases.save(tables, study, root / "numbers")), root


@pytest.mark.parametrize(("language", "step"), [("nl", "per jaar"), ("en", "per year")])
def test_the_tables_name_the_step_of_the_number(made, language, step):
    own, numbers, _ = made
    tables = make_tables(numbers, language)
    printed = [row.cells[0].text for row in tables["decompositions"].rows]
    assert sum(step in label for label in printed) == 2  # by KHB and as natural effects
    assert (own["decompositions"]["status"] == "ok").all()
    beyond = [row.cells[0].text for row in tables["interactions"].rows]
    assert len(beyond) == 4  # the test, and three measures of one pair of levels


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_is_made_with_its_figures(made, language):
    _, numbers, root = made
    draw_all_figures(root / "numbers", (language,), root / "figures")
    document = str(
        make_document(numbers, read_figures(root / "figures", language), language, "research")
    )
    assert "RERI" in document

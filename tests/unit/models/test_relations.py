"""No impossible pupil: wholes, parts and profiles that are imputed together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.randomness import Streams
from thuiszitters.cohort.slices import plan_with_codes
from thuiszitters.logit.imputation import impute
from thuiszitters.models.coding import Columns, code_patterns
from thuiszitters.models.imputed import complete_patterns
from thuiszitters.models.relations import relations
from thuiszitters.plan import ConstructSpec, ModelSpec, PredictorSpec, text
from thuiszitters.plan.project import load_project

ROOT = Path(__file__).parents[3]

LEVELS = ("neither", "first_only", "second_only", "both")


def construct(name, codes):
    return ConstructSpec(name, text(name), tuple(codes), counted=frozenset(codes))


def binary(name):
    return PredictorSpec(name, text(name), "binary", ("no", "yes"), construct=name)


def profile(name, first, second):
    return PredictorSpec(name, text(name), "factor", LEVELS, profile=(first, second))


CONSTRUCTS = (
    construct("a", ["A1"]),
    construct("b", ["B1", "B2"]),
    construct("c", ["C1"]),
    construct("home", ["H1", "H2", "H3"]),
    construct("quarrel", ["H1"]),
    construct("divorce", ["H2"]),
    construct("any", ["A1", "B1", "B2"]),
    construct("again", ["C1"]),
)
SPECS = (
    *(binary(name) for name in ("a", "c", "home", "quarrel", "divorce", "any", "again")),
    profile("ab", "a", "b"),
    profile("ac", "a", "c"),
    PredictorSpec("age", text("age"), "numeric"),
)


def pupils(n=300, lost=0.25, seed=1):
    """Codes drawn, predictors made from them as the cohort stage does, then values lost."""
    rng = np.random.default_rng(seed)
    has = {code: rng.random(n) < 0.3 for one in CONSTRUCTS for code in one.codes}
    there = {one.name: np.any([has[code] for code in one.codes], axis=0) for one in CONSTRUCTS}
    table = pd.DataFrame({"age": rng.normal(14.0, 2.0, n)})
    for spec in SPECS:
        if spec.construct:
            table[spec.name] = np.where(there[spec.construct], "yes", "no")
        elif spec.profile:
            first, second = (there[name].astype(int) for name in spec.profile)
            table[spec.name] = np.array(LEVELS)[first + 2 * second]
    table["outcome"] = (rng.random(n) < 0.2 + 0.2 * there["home"]).astype("int8")
    for spec in SPECS:
        table[spec.name] = table[spec.name].astype("float64" if spec.kind == "numeric" else "str")
        table.loc[rng.random(n) < lost, spec.name] = None
    return table


def values(table, name):
    place = [spec.name for spec in table.predictors].index(name)
    return np.array(table.predictors[place].levels)[table.codes[:, place]]


def impossible(table):
    """Pupils of a table that nobody can be, by the definitions and not by the code tested."""
    a, c = values(table, "a") == "yes", values(table, "c") == "yes"
    ab, ac = values(table, "ab"), values(table, "ac")
    quarrel, divorce = values(table, "quarrel") == "yes", values(table, "divorce") == "yes"
    wrong = (a != np.isin(ab, ["first_only", "both"])) | (a != np.isin(ac, ["first_only", "both"]))
    wrong |= c != np.isin(ac, ["second_only", "both"])
    wrong |= (quarrel | divorce) & (values(table, "home") == "no")
    wrong |= (ab == "neither") == (values(table, "any") == "yes")
    wrong |= c != (values(table, "again") == "yes")
    return float(table.counts[wrong].sum())


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_pupil_of_an_imputed_table_contradicts_the_definitions(seed):
    known = code_patterns(pupils(seed=seed), SPECS, keep_incomplete=True)
    related = relations(SPECS, CONSTRUCTS)
    completed = impute(known, np.random.default_rng(seed), m=2, rounds=4, related=related)
    assert [impossible(table) for table in completed] == [0.0] * 2
    # Without knowing what the predictors are made of there would be dozens.
    apart = [PredictorSpec(s.name, s.label, s.kind, s.levels) for s in SPECS]
    blind = code_patterns(pupils(seed=seed), apart, keep_incomplete=True)
    assert min(impossible(t) for t in impute(blind, np.random.default_rng(seed), m=1, rounds=2)) > 0


@pytest.mark.thorough
def test_a_construct_that_is_wholly_lost_is_still_drawn_by_what_is_known():
    # All constructs of a fifth of the pupils are unknown at once: pupils without classifications.
    table = pupils(n=1000, lost=0.0)
    names = [spec.name for spec in SPECS if spec.kind != "numeric"]
    full = code_patterns(table, SPECS)
    table.loc[np.random.default_rng(5).random(len(table)) < 0.2, names] = None
    known = code_patterns(table, SPECS, keep_incomplete=True)
    related = relations(SPECS, CONSTRUCTS)
    completed = impute(known, np.random.default_rng(2), m=4, rounds=3, related=related)
    assert max(impossible(one) for one in completed) == 0.0
    for name in names:
        for level in next(spec.levels for spec in SPECS if spec.name == name):
            share = [one.counts[values(one, name) == level].sum() / one.n_obs for one in completed]
            truth = full.counts[values(full, name) == level].sum() / full.n_obs
            # A share of 1,000, a fifth of them drawn: four standard errors of what was lost.
            assert abs(np.mean(share) - truth) < 4 * 0.2 * np.sqrt(0.25 / 200), (name, level)


def test_relations_are_read_from_codes():
    related = relations(SPECS, CONSTRUCTS)
    assert ("quarrel", "home") in related.implied
    assert ("home", "quarrel") not in related.implied
    assert dict(related.made_of)["any"] == ("a", "b")
    assert "home" not in dict(related.made_of)
    names = [spec.name for spec in SPECS]
    # A profile leads the construct it is made of; a whole follows all of its parts.
    assert names.index("a") in related.followers(names.index("ab"))
    assert names.index("any") in related.followers(names.index("ab"))
    assert related.followers(names.index("age")) == ()


@pytest.mark.thorough
def test_the_shipped_plan_and_code_list_say_which_problem_holds_which():
    project = load_project(ROOT)
    slices = project["cohort"]["altra_demo"]
    plan = plan_with_codes(
        "altra_demo", {**slices["plan"], "file": slices["file"]}, slices["inputs"]["codebook"]
    )
    parts = ("relationship_parents", "separated_parents", "loyalty", "no_contact_parent")
    specs = [plan.predictor(name) for name in ("home_problems", *parts)]
    implied = relations(specs, plan.constructs).implied
    assert implied == {(part, "home_problems") for part in parts}
    rng = np.random.default_rng(9)
    known = pd.DataFrame({name: rng.random(160) < 0.25 for name in parts})
    known["home_problems"] = known.any(axis=1) | (rng.random(160) < 0.2)
    table = known.map({True: "yes", False: "no"}.get).astype("str")
    table = table.mask(rng.random(table.shape) < 0.25)
    table["outcome"] = (rng.random(160) < 0.3).astype("int8")
    model = ModelSpec("main", text("main"), ("home_problems", *parts))
    completed = complete_patterns(
        table.assign(n_pupils=1),
        replace(plan, models=(model,)),
        Streams(1).of_imputation(),
        columns=Columns(),
        m=3,
    )
    for one in completed.tables:
        some = np.any([values(one, part) == "yes" for part in parts], axis=0)
        assert one.counts[some & (values(one, "home_problems") == "no")].sum() == 0

"""A proposed plan: what becomes a predictor, what does not, and what is never shown."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.errors import PlanError
from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import schema_problems, with_defaults
from thuiszitters.setup.draft import command
from thuiszitters.setup.draft.draft import draft_files


@pytest.fixture
def proposed(root, capj):
    """The plan for long codes and some background, and its text."""
    rng = np.random.default_rng(21)
    n_pupils = 90
    pupils = pd.DataFrame(
        {
            "leerlingnummer": [f"{n:03d}" for n in range(n_pupils)],
            "geslacht": rng.choice(["m", "v"], n_pupils),
            "leeftijd": rng.integers(12, 18, n_pupils),
            "niveau": rng.choice(["vmbo", "havo", "vwo"], n_pupils),
            "soort": ["zeldzaam"] * 4 + ["gewoon"] * (n_pupils - 4),
            "reistijd": rng.normal(25, 5, n_pupils).round(1),
        }
    )
    pupils.to_csv(root / "leerlingen.csv", sep=";", index=False)
    codes = pd.DataFrame({"leerlingnummer": pupils["leerlingnummer"]})
    codes["code"] = ["A103"] * 30 + ["E103"] * 15 + ["E102"] * 15 + ["B100"] * 5 + ["D405"] * 25
    codes.to_csv(root / "codes.csv", sep=";", index=False)
    text = draft_files(
        ["leerlingen.csv", "codes.csv"], capj, name="proef", root=root, plan="eigen", propose=True
    ).plan
    path = root / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path), text


def test_a_proposed_plan_is_one_that_can_be_used(proposed, root):
    content, _ = proposed
    shape = read_yaml(shipped("workflow/schemas/plan.schema.yaml"))
    assert schema_problems(content, shape, "plan") == []
    plan = plan_spec(with_defaults(content, shape, shape), "eigen")
    assert [model.role for model in plan.models] == ["exploratory"]
    assert list(content["predictors"])[:5] == ["girl", "age_years", "niveau", "reistijd",
                                               "emotional_problems"]  # fmt: skip


def test_groups_become_constructs_without_what_contains_the_outcome(proposed):
    content, text = proposed
    groups = {name: part["codes"] for name, part in content["constructs"].items()}
    assert list(groups.values()) == [["A100"], ["D400"], ["E100"]]
    (school,) = [part for part in content["constructs"].values() if part["codes"] == ["E100"]]
    assert school["except_codes"] == ["E103", "E104"]
    assert "# left out: the code B100, fewer than 10 pupils have it" in text
    topics = [part["topics"] for part in content["predictors"].values()]
    assert topics[:2] == [["sex"], ["age"]]


def test_no_value_that_few_pupils_share_stands_in_a_plan(proposed):
    _, text = proposed
    assert "zeldzaam" not in text
    assert "# left out: the column soort, fewer than 10 pupils share one of its values" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [("quine", "there is a plan of this name already"), ("Mijn plan", "this is no name")],
)
def test_a_plan_is_never_written_over(root, name, told):
    with pytest.raises(PlanError, match=told):
        command.draft(["leerlingen.csv"], "proef", new_plan=name, root=root)

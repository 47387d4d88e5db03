"""Constructs of codes, also of codes that only another version has."""

from dataclasses import replace

import pytest
from tests.unit.codebook.versioned_list import coded_with_versions
from tests.unit.intake.delivery import written_in

from thuiszitters.base.text import Text
from thuiszitters.cohort.build import build_cohort
from thuiszitters.cohort.constructs import construct_problems
from thuiszitters.plan.analysis import ConstructSpec, Plan, PredictorSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.estimation import EstimationSpec

X = Text("x", "x")
WORDS = {"nl": "x", "en": "x"}
RECORDED = {"recorded": {"column": "absent", "label": WORDS, "meaning": WORDS}}


@pytest.fixture
def versioned(tmp_path, capj):
    return coded_with_versions(written_in(tmp_path, capj))


def plan(codes):
    return Plan(
        name="proef",
        title=X,
        question=X,
        codebook="eigen",
        constructs=(ConstructSpec("loss", X, tuple(codes)),),
        predictors=(PredictorSpec("loss", X, "binary", ("no", "yes"), construct="loss"),),
        models=(),
        estimation=EstimationSpec(),
    )


@pytest.mark.thorough
def test_one_plan_names_the_codes_of_every_version_and_joins_them_on_the_code(versioned):
    """Grief of 2009 is loss of 2014: whoever had either has the construct in either cohort."""
    both = plan(["A102", "A103"])
    for version, code in (("2009", "A102"), ("2014", "A103")):
        versioned.cohort["codebook_version"] = version
        versioned.write("classifications", f"nummer;code\n001;{code}\n002;A101\n")
        spec = cohort_spec({**versioned.cohort, "outcome": RECORDED}, "proef")
        assert construct_problems(both, versioned.codebook.for_cohort(spec)) == []
        source = versioned.read()
        pupils = source.pupils.assign(absent=["yes", "no"])
        found = build_cohort(replace(source, pupils=pupils), spec, both, versioned.codebook, None)
        assert found.analysis["loss"].tolist() == ["yes", "no"]


def test_a_construct_of_codes_that_only_another_version_has_is_refused(versioned):
    book = versioned.codebook.in_version("2014", "proef")
    (problem,) = construct_problems(plan(["A102"]), book)
    assert str(problem).endswith(
        'constructs.loss.codes: version 2014 of the code list "eigen" has none of these codes. '
        'It is a code of version 2009; it was replaced by "A103" (Verlies) and "A104" '
        "(Verwerking)."
    )

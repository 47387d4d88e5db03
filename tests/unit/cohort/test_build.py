from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import write_table
from thuiszitters.base.text import Text
from thuiszitters.cohort.build import build_cohort
from thuiszitters.cohort.slices import build_from_slices
from thuiszitters.intake.source import SourceTables
from thuiszitters.plan.analysis import count_levels
from thuiszitters.plan.cohort import TABLE_NAMES, DerivedColumn, EligibilityRule, OutcomeSpec
from thuiszitters.plan.project import load_project

TEXT = Text("Proef", "Trial")


def sentences(*arguments):
    with pytest.raises(DataError) as caught:
        build_cohort(*arguments)
    return [str(problem) for problem in caught.value.problems]


def test_the_analysis_table_has_one_sorted_row_per_pupil(source, spec, plan, capj):
    analysis = build_cohort(source, spec, plan, capj, None).analysis
    columns = ["pupil_id", "outcome", "girl", "age_years", "profile", "home", "site"]
    assert list(analysis) == columns
    assert analysis["pupil_id"].tolist() == ["01", "02", "03", "04"]
    assert analysis["outcome"].tolist() == [0, 1, 0, 1]
    assert analysis["outcome"].dtype == "int8"


def test_predictors_are_levels_and_completed_years_and_missing_stays_missing(
    source, spec, plan, capj
):
    analysis = build_cohort(source, spec, plan, capj, None).analysis
    assert analysis["girl"].fillna("missing").tolist() == ["yes", "yes", "missing", "no"]
    np.testing.assert_equal(analysis["age_years"].to_numpy(), [17.0, np.nan, 14.0, 13.0])


def test_codes_count_upward_and_an_excepted_code_does_not_count(source, spec, plan, capj):
    analysis = build_cohort(source, spec, plan, capj, None).analysis
    assert analysis["profile"].tolist() == ["neither", "neither", "internalising_only", "both"]
    assert analysis["home"].tolist() == ["no", "yes", "no", "no"]


def test_a_pupil_without_classification_is_zero_or_missing_as_the_cohort_says(
    source, spec, plan, capj
):
    unknown = replace(spec, unclassified="missing")
    analysis = build_cohort(source, unknown, plan, capj, None).analysis
    assert analysis["home"].isna().tolist() == [True, False, False, False]
    assert analysis["profile"].isna().tolist() == [True, False, False, False]


def test_the_flow_counts_every_step(source, spec, plan, capj):
    rule = EligibilityRule("not_west", TEXT, "site", allowed=("Oost",), keep_missing=True)
    old = EligibilityRule("too_old", TEXT, "age_years", maximum=16)
    source.pupils.loc[source.pupils["pupil_id"] == "04", "absent"] = None
    other = replace(spec, eligibility=(rule,))
    with pytest.raises(DataError, match="no pupil has the outcome"):
        build_cohort(source, other, plan, capj, None)
    source.pupils.loc[source.pupils["pupil_id"] == "01", "absent"] = "yes"
    source.pupils.loc[source.pupils["pupil_id"] == "03", "site"] = None
    flow = build_cohort(source, other, plan, capj, None).flow
    assert flow[["step", "reason", "n_excluded", "n_remaining"]].to_dict("list") == {
        "step": [0, 1, 2],
        "reason": ["read", "not_west", "outcome_unknown"],
        "n_excluded": [0, 1, 1],
        "n_remaining": [4, 3, 2],
    }
    nobody = replace(other, eligibility=(old, replace(old, name="too_young", minimum=17)))
    assert sentences(source, nobody, plan, capj, None) == [
        (
            "config/cohorts/proef.yaml: no pupil is left. "
            "Look at the flow: which step left everybody out?"
        )
    ]


def test_an_outcome_with_one_value_is_refused(source, spec, plan, capj):
    source.pupils["absent"] = "yes"
    assert sentences(source, spec, plan, capj, None) == [
        (
            "config/cohorts/proef.yaml: outcome: every pupil has the outcome. "
            "Allowed: pupils with and without it. "
            "Check the definition, the dates and the mapping of reasons."
        )
    ]


@pytest.mark.parametrize(("strict", "expected"), [(False, [1, 0, 0, 1]), (True, [1, 0, 0, 0])])
def test_a_count_is_compared_with_its_threshold(source, spec, plan, capj, strict, expected):
    source.pupils["days"] = [20.0, 3.0, 0.0, 31.0]
    counted = OutcomeSpec("count", None, "days", 20, strict, TEXT, TEXT)
    cohort = build_cohort(source, replace(spec, outcome=counted), plan, capj, None)
    assert cohort.analysis["outcome"].tolist() == expected


def test_codes_that_contain_the_outcome_are_refused_until_allowed(source, spec, plan, capj):
    home = plan.constructs[-1]
    open_home = replace(home, except_codes=())
    spoiled = replace(plan, constructs=(*plan.constructs[:-1], open_home))
    assert sentences(source, spec, spoiled, capj, None) == [
        (
            "config/plans/proef.yaml: constructs.home.codes: absence or being sent away is "
            "part of the "
            "definition of D301 (Jeugdige slachtoffer verwaarlozing). "
            'Name the code under "except_codes", or set "allow_outcome_adjacent: true"; '
            "it is then marked in every table."
        )
    ]
    allowed = replace(open_home, allow_outcome_adjacent=True)
    plan = replace(plan, constructs=(*plan.constructs[:-1], allowed))
    assert build_cohort(source, spec, plan, capj, None).analysis["home"][2] == "yes"


def test_a_predictor_from_a_column_that_is_not_there(source, spec, plan, capj):
    girl = replace(plan.predictors[0], column="sexe")
    assert sentences(
        source, spec, replace(plan, predictors=(girl, *plan.predictors[1:])), capj, None
    ) == [
        (
            'config/plans/proef.yaml: predictors.girl.column: the cohort has no column "sexe". '
            'Allowed: sex, birth_date, site, absent, age_years. Did you mean "sex"?'
        )
    ]


def test_a_value_that_a_predictor_does_not_list_is_refused(source, spec, plan, capj):
    source.pupils.loc[0, "sex"] = "other"
    assert sentences(source, spec, plan, capj, None) == [
        (
            "config/plans/proef.yaml: predictors.girl: 1 pupil has a value in the column "
            '"sex" that is '
            "not listed here. Allowed: girl, boy. "
            'Add the value to the predictor, or list it under "missing" in the cohort file.'
        )
    ]


def test_a_construct_without_classifications_is_refused(source, spec, plan, capj):
    bare = SourceTables(source.pupils, None, None)
    found = sentences(bare, spec, plan, capj, None)
    assert found[0] == (
        "config/plans/proef.yaml: predictors.profile: this predictor is made from codes, and the "
        'cohort has no classifications. Name them under "files.classifications" of the cohort file.'
    )


def test_derived_columns_come_from_bins_and_tables(source, spec, plan, capj):
    derived = (
        DerivedColumn("stage", "age_years", bins=(4.0, 15.0), labels=("lower", "upper")),
        DerivedColumn("side", "site", table=(("Oost", "east"),), otherwise="elsewhere"),
    )
    girl = replace(
        plan.predictors[0], column="stage", column_values=(("upper", "yes"), ("lower", "no"))
    )
    side = replace(
        girl, name="side", column="side", column_values=(("east", "yes"), ("elsewhere", "no"))
    )
    plan = replace(plan, predictors=(girl, side))
    analysis = build_cohort(source, replace(spec, derived=derived), plan, capj, None).analysis
    assert analysis["girl"].fillna("missing").tolist() == ["yes", "missing", "no", "no"]
    assert analysis["side"].fillna("missing").tolist() == ["missing", "no", "no", "yes"]


def test_a_value_outside_a_derived_table_is_a_problem(source, spec, plan, capj):
    derived = DerivedColumn("side", "site", table=(("Oost", "east"),))
    assert sentences(source, replace(spec, derived=(derived,)), plan, capj, None) == [
        "config/cohorts/proef.yaml: derived.side: 2 of 4 pupils are outside it. Allowed: Oost."
    ]


def test_the_order_of_rows_does_not_matter(source, spec, plan, capj):
    shuffled = SourceTables(
        source.pupils.iloc[::-1].reset_index(drop=True), source.classifications, None
    )
    first, second = (build_cohort(one, spec, plan, capj, None) for one in (source, shuffled))
    pd.testing.assert_frame_equal(first.analysis, second.analysis)


def test_a_negative_count_of_days_is_refused(source, spec, plan, capj):
    source.pupils["days"] = [20.0, -3.0, 0.0, 31.0]
    counted = OutcomeSpec("count", None, "days", 20, False, TEXT, TEXT)
    assert sentences(source, replace(spec, outcome=counted), plan, capj, None) == [
        "config/cohorts/proef.yaml: outcome.count: 1 of 4 pupils is below 0. Allowed: 0 or more."
    ]


def test_a_recorded_outcome_in_other_words_is_refused(source, spec, plan, capj):
    source.pupils.loc[0, "absent"] = "soms"
    assert sentences(source, spec, plan, capj, None) == [
        (
            "config/cohorts/proef.yaml: outcome.recorded: 1 of 4 pupils is neither 0 nor 1. "
            "Allowed: 0 and 1, yes and no, or ja and nee. "
            'Map the values of the column to yes and no under "values".'
        )
    ]


def test_a_recorded_outcome_may_say_yes_and_no_in_dutch(source, spec, plan, capj):
    words = {"1": "ja", "0": "nee", "yes": "ja", "no": "nee"}
    dutch = SourceTables(source.pupils.copy(), source.classifications, None)
    dutch.pupils["absent"] = source.pupils["absent"].map(lambda value: words.get(value, value))
    assert set(dutch.pupils["absent"].dropna()) == {"ja", "nee"}
    first, second = (build_cohort(one, spec, plan, capj, None) for one in (source, dutch))
    pd.testing.assert_frame_equal(first.analysis, second.analysis)


def test_a_construct_that_a_wide_file_has_no_column_for_is_refused(source, spec, plan, capj):
    files = {"classifications": {"code_columns": {"q1": "A103", "q2": "A201"}}}
    wide = replace(source, intake={"files": files})
    assert sentences(wide, spec, plan, capj, None) == [
        (
            "config/plans/proef.yaml: constructs.home.codes: the file with classifications has no "
            'column for any of these codes, so every pupil would get "no". Name the column under '
            '"files.classifications.code_columns" of the cohort file, or list the predictors of '
            'this construct under "not_measured".'
        )
    ]
    files["classifications"]["code_columns"]["q3"] = "D801"
    assert len(build_cohort(wide, spec, plan, capj, None).analysis) == 4


def test_messages_of_the_workflow_name_the_plan_file(source, tmp_path):
    """A stage that gets sections of a plan knows which file they came from."""
    root = Path(__file__).parents[3]
    content = load_project(root, {"cohorts": ["quine"]})["cohort"]["quine"]
    sections = {key: content["plan"][key] for key in ("constructs", "predictors")}
    slices = {"cohort": content["file"], "outcome": content["outcome"], **sections}
    tables = {name: tmp_path / f"{name}.parquet" for name in TABLE_NAMES}
    for path in tables.values():
        write_table(source.pupils, path)
    with pytest.raises(DataError, match=r"config/plans/quine\.yaml: predictors\.") as caught:
        build_from_slices("quine", slices, tables, [], {}, {})
    assert "config/plans/.yaml" not in str(caught.value)


def test_an_age_without_a_reference_date_says_what_to_set(source, spec, plan, capj):
    rule = EligibilityRule("old", Text("Oud", "Old"), "age_years", minimum=12)
    undated = replace(spec, reference_date=None, eligibility=(rule,))
    found = sentences(source, undated, plan, capj, None)
    assert len(found) == 2
    assert all('Set "reference_date" in the cohort file' in sentence for sentence in found)


ORDER = ("West", "Oost")


def with_difference(source, spec, plan, derived):
    """The predictor `girl` read from a derived column that is a number."""
    number = replace(
        plan.predictors[0], kind="numeric", levels=(), column=derived.name, column_values=()
    )
    plan = replace(plan, predictors=(number,))
    return source, replace(spec, derived=(derived,)), plan


def test_a_derived_column_is_the_difference_of_two(source, spec, plan, capj):
    source.pupils["advised"] = ["Oost", "West", None, "Oost"]
    source.pupils["now"] = ["West", "Oost", "West", "Oost"]
    fall = DerivedColumn("fall", "advised", minus="now", order=ORDER)
    order = source.pupils["pupil_id"].argsort().to_numpy()
    asked = with_difference(source, spec, plan, fall)
    analysis = build_cohort(*asked, capj, None).analysis
    expected = np.array([1.0, -1.0, np.nan, 0.0])[order]
    np.testing.assert_array_equal(analysis["girl"].to_numpy(), expected)
    groups = replace(fall, bins=(-9.0, 1.0), labels=("no", "yes"))
    girl = replace(plan.predictors[0], column="fall", column_values=(("yes", "yes"), ("no", "no")))
    binned = replace(plan, predictors=(girl,))
    analysis = build_cohort(source, replace(spec, derived=(groups,)), binned, capj, None).analysis
    words = np.array(["yes", "no", "missing", "no"])[order]
    assert analysis["girl"].fillna("missing").tolist() == words.tolist()


def test_what_has_no_difference_is_said_without_a_value_of_a_pupil(source, spec, plan, capj):
    source.pupils["advised"], source.pupils["now"] = "Noord", "West"
    words = DerivedColumn("fall", "advised", minus="now")
    unlisted = replace(words, order=ORDER)
    absent = replace(words, minus="nowhere")
    found = [
        sentences(*with_difference(source, spec, plan, derived), capj, None)[0]
        for derived in (words, unlisted, absent)
    ]
    assert 'the column "advised" holds no numbers, so it has no difference' in found[0]
    assert 'derived.fall.order: 4 of 4 pupils are without a place in it, by "advised"' in found[1]
    assert "Noord" not in found[1]
    assert found[2].startswith("config/cohorts/proef.yaml: derived.fall.minus: ")
    assert 'no column "nowhere"' in found[2]


def test_a_count_is_the_number_of_its_constructs(source, spec, plan, capj):
    names = ("internalising", "externalising", "home")
    levels = count_levels(3, 2)
    count = replace(
        plan.predictors[2],
        name="number",
        levels=("2+", "0", "1"),  # the reference comes first, whichever it is
        level_labels=tuple((level, TEXT) for level in levels),
        profile=None,
        count=names,
    )
    plan = replace(plan, predictors=(count,))
    analysis = build_cohort(source, spec, plan, capj, None).analysis
    assert analysis["number"].tolist() == ["0", "1", "1", "2+"]
    unknown = replace(spec, unclassified="missing")
    analysis = build_cohort(source, unknown, plan, capj, None).analysis
    assert analysis["number"].isna().tolist() == [True, False, False, False]

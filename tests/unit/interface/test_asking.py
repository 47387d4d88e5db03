"""A table in memory gives what the command line gives for its file."""

import inspect
import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.genmod.generalized_linear_model import GLM

import thuiszitters as th
from thuiszitters import cli
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document

from .conftest import PREDICTORS

#: Two maximisations of one likelihood, each to its own end.
CLOSE = 1e-7


@pytest.fixture
def fit(frame):
    return th.odds_ratios(frame, "absent20", PREDICTORS)


def test_every_number_is_that_of_the_command_line(path, fit):
    told = document(run_odds(request_from(path, "absent20", PREDICTORS, risks=True)))
    terms = pd.DataFrame(told["terms"])
    for odds, names in ((True, ("odds_ratio", "ci_low", "ci_high")), (False, ("log_odds",))):
        ours = fit.tidy(exponentiate=odds, model="both", reference_rows=True)
        assert ours["n"].tolist() == terms["n"].tolist()
        for mine, theirs in zip(("estimate", "conf_low", "conf_high"), names, strict=False):
            np.testing.assert_array_equal(ours[mine], terms[theirs].astype(float))
    assert fit.glance()["aic"].item() == told["fit"]["aic"]
    assert fit.glance()["auc_low"].item() == told["fit"]["auc_low"]
    np.testing.assert_array_equal(fit.risks()["ratio"], [row["ratio"] for row in told["risks"]])


def test_a_path_is_taken_as_well(path, fit):
    pd.testing.assert_frame_equal(th.odds_ratios(path, "absent20", PREDICTORS).tidy(), fit.tidy())


def test_a_table_is_shown_as_the_command_line_prints_it(fit):
    shown = repr(fit)
    assert "2.91 (1.36 to 6.44)" in shown
    assert 'reference={"age_group": "<group>"}' in shown
    assert "--" not in shown
    page = fit._repr_html_()
    assert "2.91" in page
    assert page.count("<table") == 1


@pytest.mark.thorough
def test_dutch_is_said_where_it_is_asked_for(frame, fit):
    assert "Kenmerk" in str(fit.table(language="nl"))
    dutch = th.odds_ratios(frame, "absent20", ["age_group"], language="nl")
    assert "groepen" in dutch.notices[0]
    assert dutch.forest().get_xlabel() == "odds ratio (logschaal)"


def test_every_style_prints_the_same_odds_ratios(fit):
    for style in ("plain", "journal", "bmj", "jama", "apa", "spss"):
        assert "2.91" in str(fit.table(style)), style
    assert fit.table("spss").to_frame().shape[1] >= 6
    assert "longtable" in fit.table().to_latex()


def test_the_forest_plot_has_every_level_on_the_axes_that_are_given(fit):
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    assert fit.forest(axes) is axes
    labels = [label.get_text().strip() for label in axes.get_yticklabels()]
    assert labels[:3] == ["aboriginal", "0", "1"]
    drawn = {
        round(float(line.get_xdata()[0]), 4) for line in axes.lines if len(line.get_xdata()) == 1
    }
    assert set(fit.tidy()["estimate"][1:].round(4)) <= drawn
    pyplot.close(figure)


@pytest.mark.thorough
def test_files_are_those_of_the_command_line_and_the_same_twice(fit, tmp_path):
    first = fit.save(tmp_path / "a", ["csv", "json", "docx", "svg"])
    second = fit.save(tmp_path / "b", "csv,json,docx,svg")
    assert [path.name for path in first] == [
        "odds_ratios.csv",
        "odds.json",
        "odds_ratios.en.docx",
        "forest.en.svg",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert json.loads(first[1].read_text("utf-8"))["n"] == 146


def test_statsmodels_goes_on_with_the_same_model(fit):
    model = fit.to_statsmodels()
    assert isinstance(model.model, GLM)
    assert model.params.index[0] == "Intercept"
    wald = fit.tidy(exponentiate=False)
    np.testing.assert_allclose(model.params, wald["estimate"], rtol=0, atol=CLOSE)
    np.testing.assert_allclose(model.bse, wald["std_error"], rtol=0, atol=CLOSE)
    np.testing.assert_allclose(model.llf, fit.glance()["log_lik"].item(), rtol=CLOSE)


def test_clusters_go_along_to_statsmodels(frame):
    frame["school"] = np.arange(len(frame)) % 12
    asked = {"clusters": "school", "covariance": "CR1"}
    fit = th.odds_ratios(frame, "absent20", ["male", "slow_learner"], **asked)
    np.testing.assert_allclose(
        fit.to_statsmodels().bse, fit.tidy()["std_error"], rtol=0.01
    )  # small-sample factors differ: G/(G-1) here, with (n-1)/(n-k) there
    assert "school" in fit.notices[0]


@pytest.mark.thorough
def test_what_a_glm_cannot_hold_is_refused(frame):
    frame["never"] = (frame.index < 9) & (frame["absent20"] == 0)
    firth = th.odds_ratios(frame, "absent20", ["never"])
    assert firth.glance()["estimator"].item() == "firth"
    with pytest.raises(th.EstimationError, match="Firth"):
        firth.to_statsmodels()


def test_missing_values_are_left_out_or_imputed(frame):
    frame.loc[:9, "male"] = np.nan
    complete = th.odds_ratios(frame, "absent20", ["male", "slow_learner"])
    assert complete.glance()["nobs"].item() == 136
    assert complete.complete_cases is None
    filled = th.odds_ratios(frame, "absent20", ["male", "slow_learner"], missing="impute")
    assert filled.glance()["nobs"].item() == 146
    beside = filled.complete_cases
    assert beside is not None
    pd.testing.assert_frame_equal(beside.tidy(), complete.tidy())
    with pytest.raises(th.EstimationError, match="complete_cases"):
        filled.to_statsmodels()


def test_values_that_mean_not_known_are_named_everywhere_or_per_column(frame):
    frame["grade"] = np.where(frame.index < 20, 9, frame.index % 4)
    for words in ({"grade": 9}, {"grade": ["9"]}, [9], "9"):
        fit = th.odds_ratios(frame, "absent20", ["grade"], factor="grade", not_known=words)
        assert fit.glance()["nobs"].item() == 126


def test_a_step_and_a_reference_may_be_numbers(frame):
    frame["age"] = 8 + frame.index % 9
    frame["class"] = frame.index % 3
    ask = {"per": {"age": 2}, "reference": {"class": 1}}
    terms = th.odds_ratios(frame, "absent20", ["age", "class"], **ask).tidy(exponentiate=False)
    glm = sm.GLM(
        frame["absent20"],
        sm.add_constant(
            pd.DataFrame(
                {"age": frame["age"] / 2, "0": frame["class"] == 0, "2": frame["class"] == 2}
            ).astype(float)
        ),
        family=sm.families.Binomial(),
    ).fit()
    np.testing.assert_allclose(terms["estimate"], glm.params, atol=CLOSE)


WRONG = [
    ({"predictors": {"male"}}, "PlanError", ["predictors: found a value of type set"]),
    ({"predictors": "male,age_grop"}, "DataError", ['"age_grop" is missing', "Did you mean"]),
    ({"missing": "NA"}, "PlanError", ['missing: found "NA"', "not_known"]),
    ({"reference": {"male": "7"}}, "EstimationError", ['reference names "7"', "Allowed: 0, 1"]),
    ({"reference": "male"}, "PlanError", ['reference: found "male"']),
    ({"reference": ["male=0", 3]}, "PlanError", ["reference: found a value of type list"]),
    ({"reference": {"male": [1]}}, "PlanError", ["reference: found a value of type list"]),
    ({"clusters": ["a"]}, "PlanError", ["clusters: found a value of type list"]),
    ({"outcome": None}, "PlanError", ["outcome: no column is named"]),
    ({"predictors": None}, "PlanError", ["predictors: no column is named"]),
    ({"level": "much"}, "PlanError", ['level: found "much"']),
    ({"level": 95}, "PlanError", ["level: 95"]),
    ({"per": {"male": 0}}, "PlanError", ["per: found 0"]),
    ({"estimator": "frith"}, "PlanError", ['estimator: found "frith"', "firth"]),
    ({"estimator": 3}, "PlanError", ["estimator: found a value of type int"]),
    ({"formula": "absent20 ~ male"}, "PlanError", ["formula: outcome or predictors"]),
]


@pytest.mark.parametrize(("asked", "kind", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_call_gets_sentences_about_its_arguments(frame, asked, kind, said):
    with pytest.raises(getattr(th, kind)) as error:
        th.odds_ratios(frame, **{"outcome": "absent20", "predictors": ["male"], **asked})
    for part in said:
        assert part in str(error.value)
    assert "--" not in str(error.value)


def test_all_that_is_wrong_is_said_at_once(frame):
    with pytest.raises(th.PlanError) as error:
        th.odds_ratios(
            frame, "absent20", ["male"], level=2, numeric="zz", estimator="x", per={"male": -1}
        )
    assert len(error.value.problems) == 4


def test_a_wrong_word_for_a_method_gets_a_sentence(fit, tmp_path):
    for call in (
        lambda: fit.table("plian"),
        lambda: fit.table(language="de"),
        lambda: fit.tidy(model="both?"),
        lambda: fit.save(tmp_path, "pdf"),
    ):
        with pytest.raises(th.PlanError, match="Allowed"):
            call()


@pytest.mark.thorough
def test_an_interaction_and_a_curve_stand_below_the_table_and_among_the_files(frame, tmp_path):
    frame["age"] = 8 + frame.index % 9
    asked = {"interaction": "male:slow_learner", "spline": {"age": 3}}
    fit = th.odds_ratios(frame, "absent20", ["male", "slow_learner", "age"], **asked)
    names = [path.name for path in fit.save(tmp_path, "csv")]
    assert len(names) == 3
    assert fit._repr_html_().count("<table") == 3


def test_printed_tables_can_do_without_p_values_and_the_numbers_keep_them(frame):
    fit = th.odds_ratios(frame, "absent20", ["male", "slow_learner"], p_values=False)
    assert "P value" not in str(fit.table(style="bmj"))
    assert fit.tidy()["p_value"].notna().any()
    with pytest.raises(th.PlanError, match="p_values: this is neither"):
        th.odds_ratios(frame, "absent20", ["male"], p_values="no")


def test_every_option_of_the_command_line_has_an_argument():
    methods_of_a_fit = {"out", "formats", "risks", "group"}
    options = set(inspect.signature(cli.odds).parameters) - {"data"} - methods_of_a_fit
    named = {"cluster": "clusters", "missing": "not_known", "impute": "missing"}
    ours = set(inspect.signature(th.odds_ratios).parameters)
    assert {named.get(option, option) for option in options} <= ours

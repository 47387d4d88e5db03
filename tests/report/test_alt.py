"""The words of a forest plot."""

from dataclasses import replace

import pytest
from tests.report.words_of_reports import suppressed

from thuiszitters.figures.alt import forest_finding
from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES


def test_the_odds_ratio_of_a_number_is_told_with_its_unit(released):
    numbers = released["line"]
    estimates = numbers.estimates.copy()
    estimates.loc[estimates["predictor"] == "age_years", ["odds_ratio", "ci_low"]] = [1.4, 1.1]
    alt = forest_finding(replace(numbers, estimates=estimates), "main", "nl")
    assert "oudere leerlingen (per jaar: 1,40; 1,10 tot " in alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_forest_plot_do_not_take_suppressed_for_open(released, language):
    numbers = released["line"]
    none_excluded = say("figure.finding.unsettled.open", language, level="95%")
    assert none_excluded not in forest_finding(suppressed(numbers), "main", language)
    kept = suppressed(numbers, keep=("open",))
    said = forest_finding(kept, "school_and_peers", language)
    assert (
        said == forest_finding(numbers, "school_and_peers", language) or none_excluded not in said
    )


def test_another_model_than_the_main_one_says_where_the_main_one_leaves_it_open(released):
    numbers = released["line"]
    model = next(name for name in numbers.study.models if name != numbers.study.main_model.name)
    rows = numbers.estimates["model"].eq(model) & numbers.estimates["predictor"].eq("girl")
    rows &= numbers.estimates["model_kind"].eq("adjusted") & numbers.estimates["level"].eq("yes")
    clear = numbers.estimates.copy()
    clear.loc[rows, ["odds_ratio", "ci_low", "ci_high"]] = [2.0, 1.5, 2.7]
    told = forest_finding(replace(numbers, estimates=clear), model, "en")
    main = numbers.study.main_model.label.in_language("en")
    assert (
        f"In the model ‘{main}’, with other factors, the interval does include 1 for girls" in told
    )
    assert "does include 1" not in forest_finding(numbers, numbers.study.main_model.name, "en")

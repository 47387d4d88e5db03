"""The table of odds ratios."""

from tests.report.texts_of_tables import notes_of, row_of

from thuiszitters.tables.odds_ratios import odds_ratio_table


def test_quine_prints_the_odds_ratios_that_r_gives(released):
    table = odds_ratio_table(released["quine"], "en")
    row = row_of(table, "Aboriginal", "yes")
    assert row[1:] == [
        "69", "29 (42.0%)", "2.76 (1.35 to 5.83)", "0.005", "2.91 (1.36 to 6.44)", "0.006",
    ]  # fmt: skip


def test_a_factor_has_one_global_p_value_beside_its_name(released):
    table = odds_ratio_table(released["quine"], "en")
    assert row_of(table, "Year group")[4] == "0.004"


def test_reference_rows_are_visible(released):
    table = odds_ratio_table(released["quine"], "nl")
    row = row_of(table, "Leerjaar", "laatste klas basisschool (F0)")
    assert row[3] == row[5] == "1 (referentie)"
    assert row[1] == "27"


def test_a_separated_model_says_why_firth_was_used(released):
    table = odds_ratio_table(released["altra_demo"], "en")
    assert "Firth" in notes_of(table)
    assert "Running away" in notes_of(table)


def test_an_end_that_is_too_far_to_write_is_shown_and_explained(released):
    table = odds_ratio_table(released["troubled"], "en")
    assert "to ∞)" in row_of(table, "Running away", "yes")[3]
    assert "lies so far out" in notes_of(table)


def test_a_term_that_was_not_estimated_says_so(released):
    table = odds_ratio_table(released["troubled"], "en")
    assert row_of(table, "Problems at home", "yes")[5] == "not estimated"


def test_outcome_adjacent_predictors_are_marked(released):
    numbers = released["quine"]
    table = odds_ratio_table(numbers, "en")
    assert "includes part of the outcome" not in notes_of(table)

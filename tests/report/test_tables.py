"""Tables say what the numbers say, rounded once, and explain what is missing."""

import io
import re
from dataclasses import replace

import docx
import numpy as np
import pandas as pd
import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.tables import TABLE_NAMES, characteristics, make_tables
from thuiszitters.tables.answer_card import result_card
from thuiszitters.tables.characteristics import characteristics_parts, characteristics_table
from thuiszitters.tables.checks import checks_table
from thuiszitters.tables.complete_cases import complete_cases_table
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.decompositions import decompositions_table
from thuiszitters.tables.flow import flow_table
from thuiszitters.tables.html import html_fragment, html_page
from thuiszitters.tables.incomplete import incomplete_table
from thuiszitters.tables.learners import learners_table
from thuiszitters.tables.model_fit import model_fit_table
from thuiszitters.tables.odds_ratios import odds_ratio_table
from thuiszitters.tables.risks import risks_table
from thuiszitters.tables.spss import spss_table
from thuiszitters.tables.steps import steps_table
from thuiszitters.tables.table import FEWEST_LETTERS, LETTERS_OF_A_PAGE, column_needs
from thuiszitters.tables.word import word_bytes


def row_of(table, *labels):
    """Texts of the row that has the last label, after the rows that have the others."""
    wanted = list(labels)
    for row in table.rows:
        if row.cells[0].text == wanted[0]:
            wanted.pop(0)
            if not wanted:
                return [cell.text for cell in row.cells]
    raise AssertionError(labels)


def notes_of(table):
    return " ".join(note.text for note in table.notes)


def test_two_levels_have_one_difference_and_more_levels_have_their_own(released):
    numbers = released["line"]
    table = characteristics_table(numbers, "en")
    stored = numbers.characteristics.set_index(["predictor", "level"])["standardised_difference"]
    two, more = (numbers.study.predictors[name] for name in ("girl", "problem_profile"))
    assert stored["girl", "no"] == pytest.approx(-stored["girl", "yes"])
    assert row_of(table, two.label.en, two.levels["no"].en)[-1] == ""
    assert row_of(table, two.label.en, two.levels["yes"].en)[-1] != ""
    assert "" not in {row_of(table, more.label.en, one.en)[-1] for one in more.levels.values()}


def test_a_long_table_of_characteristics_is_two_in_a_report(released, monkeypatch):
    numbers = released["altra_demo"]
    (whole,) = characteristics_parts(numbers, "en")
    monkeypatch.setattr(characteristics, "_ROWS_OF_A_PAGE", len(whole.rows) - 1)
    main, other = characteristics_parts(numbers, "en")
    assert (main.name, other.name) == ("characteristics_main", "characteristics_other")
    assert main.title != other.title
    # Both begin with all pupils; every other row stands in one of them.
    assert sorted(map(repr, (*main.rows, *other.rows[1:]))) == sorted(map(repr, whole.rows))
    assert repr(main.rows[0]) == repr(other.rows[0]) == repr(whole.rows[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_made_for_every_case(numbers, language):
    tables = make_tables(numbers, language)
    assert tuple(tables)[: len(TABLE_NAMES)] == TABLE_NAMES
    expected = {*TABLE_NAMES, *numbers.more} - {"calibration", "combinations", "missing_patterns"}
    if numbers.study.words.findings:
        expected.add("replication")
    if "definition_estimates" in expected:  # they stand in the table of the definitions
        expected = (expected - {"definition_estimates"}) | {"definition_overlap"}
    if "absences" in expected:
        expected = (expected - {"absences"}) | {"absence_spells", "absence_pupils"}
    if incomplete_table(numbers, language) is not None:  # somebody has a missing value
        expected.add("incomplete")
    assert set(tables) == expected
    for table in tables.values():
        for row in table.rows:
            assert len(row.cells) == len(table.columns)


def test_quine_prints_the_odds_ratios_that_r_gives(released):
    table = odds_ratio_table(released["quine"], "en")
    row = row_of(table, "Aboriginal", "yes")
    assert row[1:] == [
        "69", "29 (42.0%)", "2.76 (1.35 to 5.83)", "0.005", "2.91 (1.36 to 6.44)", "0.006",
    ]  # fmt: skip


def test_dutch_tables_have_decimal_commas_only(numbers):
    for table in make_tables(numbers, "nl").values():
        for row in table.rows:
            for cell in row.cells[1:]:
                assert not re.search(r"\d\.\d(?!\d\d)", cell.text), cell.text


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


def test_a_suppressed_row_shows_no_number_at_all(released):
    tables = make_tables(released["suppressed"], "nl")
    for name in ("odds_ratios", "characteristics"):
        row = row_of(tables[name], "eerste klas voortgezet onderwijs (F1)")
        assert not any(re.search(r"\d", text) for text in row[1:])
        assert "afgeschermd" in row
    assert "te voorkomen dat leerlingen herkend worden" in notes_of(tables["odds_ratios"])


def test_an_end_that_is_too_far_to_write_is_shown_and_explained(released):
    table = odds_ratio_table(released["troubled"], "en")
    assert "to ∞)" in row_of(table, "Running away", "yes")[3]
    assert "lies so far out" in notes_of(table)


def test_a_term_that_was_not_estimated_says_so(released):
    table = odds_ratio_table(released["troubled"], "en")
    assert row_of(table, "Problems at home", "yes")[5] == "not estimated"


def test_the_csv_holds_every_digit(released):
    table = odds_ratio_table(released["quine"], "en")
    back = pd.read_csv(io.StringIO(csv_text(table)))
    np.testing.assert_array_equal(back["odds_ratio"], table.long["odds_ratio"])
    assert list(back.columns) == list(released["quine"].estimates.columns)


def test_headers_have_scopes_and_the_table_has_a_caption(numbers):
    for table in make_tables(numbers, "nl").values():
        page = html_page(table)
        assert page.count("<caption") == page.count("<table") == 1
        assert not re.search(r"<th(?! [^>]*scope)(?![a-z])", page)


def test_labels_are_escaped(released):
    table = flow_table(released["quine"], "en")
    assert "<script" not in html_fragment(table)
    assert "&lt;b&gt;" in html_fragment(type(table)("x", "en", "<b>", table.columns, ()))


def test_outcome_adjacent_predictors_are_marked(released):
    numbers = released["quine"]
    table = odds_ratio_table(numbers, "en")
    assert "includes part of the outcome" not in notes_of(table)


def test_the_spss_layout_ends_with_the_constant_and_hides_the_error_after_firth(released):
    table = spss_table(released["altra_demo"], "nl")
    sections = [place for place, row in enumerate(table.rows) if row.kind == "section"]
    assert table.rows[sections[1] - 1].cells[0].text == "Constante"
    firth = table.rows[sections[1] + 1 :]
    assert {row.cells[2].text for row in firth} == {""}
    assert {row.cells[3].text for row in firth if row.cells[1].text} == {""}
    terms = [row for row in table.rows[1 : sections[1]] if row.cells[1].text]
    assert all(row.cells[2].text for row in terms)


def test_the_spss_layout_has_wald_and_a_row_for_each_factor(released):
    numbers = released["quine"]
    table = spss_table(numbers, "en")
    names = [row.cells[0].text for row in table.rows]
    whole = table.rows[names.index("Year group")]
    tests = numbers.global_tests
    kept = (tests["model_kind"] == "adjusted") & (tests["predictor"] == "age_group")
    stored = tests[kept].iloc[0]
    assert whole.cells[3].values == (stored["statistic"],)
    assert [cell.text for cell in whole.cells[4:6]] == ["3", "0.003"]
    assert whole.cells[3].marks
    assert names[names.index("Year group") + 1].startswith("Year group: ")
    for row in table.rows:
        if row.cells[2].values:
            (b,), (error,), (wald,) = (row.cells[place].values for place in (1, 2, 3))
            assert wald == pytest.approx((b / error) ** 2)
            assert row.cells[4].text == "1"


def test_a_risk_over_a_combination_that_no_pupil_has_says_so(released):
    numbers = released["line"]
    risks = numbers.more["risks"].assign(empty_pairs="")
    own = (risks["model"] == "main") & (risks["predictor"] == "girl")
    risks.loc[own, "empty_pairs"] = "girl=yes & problem_profile=internalising_only"
    changed = replace(numbers, more={**numbers.more, "risks": risks})
    table = risks_table(changed, "en")
    marked = [row.cells[3].marks for row in table.rows if row.cells[3].marks]
    (note,) = (note for note in table.notes if "No pupil has this combination" in note.text)
    assert (note.mark,) in marked
    assert "‘Problem profile: Internalising only’" in note.text
    hidden = replace(
        numbers, more={**numbers.more, "risks": risks.assign(empty_pairs="suppressed")}
    )
    assert "is not released" in notes_of(risks_table(hidden, "en"))
    assert "No pupil has" not in notes_of(risks_table(released["line"], "en"))


def test_the_card_says_that_a_combination_does_not_occur(released):
    numbers = released["line"]
    risks = numbers.more["risks"].assign(empty_pairs="home=yes & agencies=yes")
    card = result_card(replace(numbers, more={**numbers.more, "risks": risks}), "nl")
    assert sum("komt bij geen leerling voor" in note for note in card.notes) == 1


def test_risks_are_printed_as_percentages_and_points(released):
    table = risks_table(released["line"], "nl")
    row = row_of(table, "Hoofdmodel", "Alleen internaliserend")
    assert row[1] == "36,6% (27,4% tot 47,0%)"
    assert row[3] == "20,7 (7,6 tot 33,8)"


def test_words_give_way_to_numbers_where_a_page_is_too_narrow(released):
    table = risks_table(released["line"], "nl")
    needs = column_needs(table)
    whole = [max(len(row.cells[place].text) for row in table.rows) + 2 for place in range(1, 5)]
    assert all(need >= letters for need, letters in zip(needs[1:], whole, strict=True))
    assert sum(needs) <= LETTERS_OF_A_PAGE or needs[0] == FEWEST_LETTERS


def test_an_interval_stays_on_one_line_in_word(released):
    for language in LANGUAGES:
        table = risks_table(released["line"], language)
        widths = grid_widths(docx.Document(io.BytesIO(word_bytes(table))).tables[0])
        longest = [max(len(row.cells[place].text) for row in table.rows) for place in range(1, 5)]
        per_letter = [width / n for width, n in zip(widths[1:], longest, strict=True)]
        assert min(per_letter) > 83  # twentieths of a point, of which a numeral takes 82


def grid_widths(table):
    return [column.width.twips for column in table.columns]


def test_every_check_comes_with_a_sentence(released):
    for language in LANGUAGES:
        table = checks_table(released["line"], language)
        assert all(row.cells[3].text.endswith(".") for row in table.rows if row.kind == "data")


def test_what_a_second_program_says_of_every_model_stands_once(released):
    numbers = released["line"]
    said = numbers.more["checks"]["check"].value_counts()["second_opinion"]
    assert said == len(numbers.study.models) > 1
    told = [row.cells[0].text for row in checks_table(numbers, "en").rows]
    assert told.count("Second program") == 1
    assert told.index("Second program") > told.index("All models")
    alone = make_tables(released["quine"], "en").get("checks")
    assert alone is None or "All models" not in [row.cells[0].text for row in alone.rows]


def test_characteristics_that_are_easily_told_apart_share_one_line(released):
    numbers = released["line"]
    stored = numbers.more["checks"]
    assert set(stored.loc[stored["check"] == "collinearity", "sentence"]) == {"collinear_low"}
    told = [row.cells for row in checks_table(numbers, "nl").rows]
    lines = [cells for cells in told if cells[0].text.startswith("Samenhang met de andere")]
    assert len(lines) == len(numbers.study.models)
    assert lines[0][3].text.startswith("Alle kenmerken zijn goed van elkaar te onderscheiden")
    worst = stored[(stored["check"] == "collinearity") & (stored["model"] == "main")]
    assert lines[0][1].values == (worst["estimate"].max(),)
    hard = stored.copy()
    hard.loc[worst.index[:1], "sentence"] = "collinear_high"
    numbers = replace(numbers, more={**numbers.more, "checks": hard})
    told = [row.cells[3].text for row in checks_table(numbers, "nl").rows]
    assert sum("hangt sterk samen" in text for text in told) == 1
    assert sum(text.startswith("De overige kenmerken") for text in told) == 1
    hidden = stored.copy()
    hidden.loc[worst.index[:1], ["estimate", "sentence"]] = [np.nan, ""]
    hidden.loc[worst.index[:1], "status"] = "suppressed"
    without = stored.drop(worst.index[:1])  # as of a characteristic that follows from others
    for checks in (hidden, without):
        numbers = replace(numbers, more={**numbers.more, "checks": checks})
        told = [row.cells[3].text for row in checks_table(numbers, "nl").rows]
        assert sum(text.startswith("De overige kenmerken") for text in told) == 1


def test_complete_cases_stand_beside_imputed_ones_where_something_was_imputed(released):
    table = complete_cases_table(released["line"], "nl")
    rows = [row for row in table.rows if row.kind == "data"]
    assert rows
    assert all(row.cells[1].values != row.cells[3].values for row in rows)
    assert "20 keer geschat" in " ".join(note.text for note in table.notes)
    assert not complete_cases_table(released["quine"], "nl").rows


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [
        (0.04, "hooguit 4,0% van zijn standaardfout", "at most 4.0% of its standard error"),
        (0.12, "loopt op tot 12,0% van zijn", "goes up to 12.0% of its"),
    ],
)
def test_a_table_over_imputations_says_what_another_set_would_change(
    released, share, dutch, english
):
    numbers = released["line"]
    pooled = numbers.estimates.assign(mc_error=share * numbers.estimates["std_error"])
    numbers = replace(numbers, estimates=pooled)
    for language, words in (("nl", dutch), ("en", english)):
        tables = make_tables(numbers, language)
        for name in ("odds_ratios", "complete_cases", "risks"):
            assert words in notes_of(tables[name]), name
        assert words not in notes_of(tables["checks"])


def test_measures_of_a_fit_over_imputations_are_those_of_complete_pupils(released):
    table = model_fit_table(released["line"], "en")
    cells = {row.cells[0].text: row.cells[1] for row in table.rows}
    fits = released["line"].fits
    complete = fits[(fits["model"] == "main") & (fits["model_kind"] == "complete")].iloc[0]
    assert cells["Pupils"].values == (complete["n_pupils"],)
    assert cells["AIC"].values == (complete["aic"],)


def number_as_exposure(opposite):
    """Rows of a decomposition whose exposure is a number, and so has no level."""
    rows = []
    for method, scale, direct in (
        ("khb", "log_odds", 0.2),
        ("natural_effects", "risk_difference", -0.03 if opposite else 0.03),
    ):
        for part, estimate in (("total", direct + 0.1), ("direct", direct), ("indirect", 0.1)):
            rows.append(
                {
                    "decomposition": "agencies", "model": "main", "method": method, "scale": scale,
                    "predictor": "age_years", "level": np.nan, "reference": np.nan,
                    "through": "agencies", "part": part, "estimate": estimate, "low": estimate - 1,
                    "high": estimate + 1, "p_value": np.nan, "share": np.nan, "status": "ok",
                    "reason": "",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("opposite", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_can_be_the_exposure_of_a_decomposition(released, language, opposite):
    numbers = released["line"]
    more = {**numbers.more, "decompositions": number_as_exposure(opposite)}
    table = decompositions_table(replace(numbers, more=more), language)
    rows = [row for row in table.rows if row.kind != "section"]
    assert len(rows) == 2
    assert "per" in rows[0].cells[0].text  # the step that is compared
    words = {"nl": "Trek daaruit geen conclusie", "en": "Draw no conclusion"}[language]
    assert (words in notes_of(table)) == opposite


def test_the_steps_of_a_model_stand_side_by_side_without_p_values(released):
    """Crude, four steps on the same pupils, and the adjusted model over imputations."""
    numbers = released["line"]
    table = steps_table(numbers, "en")
    assert [column.spanner for column in table.columns[1:5]] == [
        "Crude", "Background", "+ Problem profile", "+ Problems at home",
    ]  # fmt: skip
    assert len(table.columns) == 7
    agencies = row_of(table, "Problems with care workers or agencies", "Yes")
    assert [bool(text) for text in agencies[1:]] == [True, False, False, False, True, True]
    stored = numbers.estimates
    last = stored[(stored["block"] == "agencies") & (stored["term"] == "girl=yes")].iloc[0]
    girls = next(row for row in table.rows if row.cells[0].text == "Girl")
    assert girls.cells[5].values == (last["odds_ratio"], last["ci_low"], last["ci_high"])


def test_a_model_of_one_step_has_no_table_of_steps(released):
    study = released["line"].study
    model = replace(study.main_model, blocks=())
    study = replace(study, models={**study.models, model.name: model})
    assert steps_table(replace(released["line"], study=study), "en").rows == ()


def test_learners_end_in_one_sentence_that_goes_with_its_number(released):
    numbers = released["line"]
    assert "Little is missed" in notes_of(learners_table(numbers, "en"))
    stored = numbers.more["learners"]
    hidden = stored.assign(estimate=np.nan, ci_low=np.nan, ci_high=np.nan, status="suppressed")
    numbers = replace(numbers, more={**numbers.more, "learners": hidden})
    assert "missed" not in notes_of(learners_table(numbers, "en"))


@pytest.mark.parametrize("name", ["altra_demo", "suppressed"])
def test_complete_pupils_and_the_others_add_up_to_the_released_counts(released, name):
    numbers = released[name]
    table = make_tables(numbers, "en").get("incomplete")
    if table is None:  # nobody has a missing value, or the total is suppressed
        assert name == "suppressed"
        return
    everyone = numbers.characteristics.iloc[0]
    told = table.rows[0].cells
    assert told[1].values[0] + told[2].values[0] == everyone["n_events"]
    first, second = told[1].values[1], told[2].values[1]
    spread = np.sqrt((first * (1 - first) + second * (1 - second)) / 2)
    np.testing.assert_allclose(told[3].values[0], (first - second) / spread)
    for row in table.rows:
        for cell in row.cells[1:3]:
            assert cell.state == "suppressed" or not cell.values or cell.values[0] >= 0

"""The steps of a model side by side."""

from dataclasses import replace

from tests.report.texts_of_tables import row_of

from thuiszitters.tables.steps import steps_table


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

"""The table of characteristics."""

import pytest
from tests.report.texts_of_tables import row_of

from thuiszitters.tables import characteristics
from thuiszitters.tables.characteristics import characteristics_parts, characteristics_table


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

"""Published effects beside ours."""

from thuiszitters.tables.literature import literature_table


def test_a_published_effect_stands_with_ours_on_the_same_topic(released):
    table = literature_table(released["line"], "nl")
    texts = [row.cells[0].text for row in table.rows]
    ours, theirs = texts.index("Probleemprofiel: Alleen internaliserend"), texts.index("depressie")
    assert texts.index("Internaliserende problemen") < ours < theirs
    assert texts.index("Hier niet apart gemeten") < texts.index("drugsgebruik")


def test_a_published_number_gets_no_digits_it_did_not_have(released):
    table = literature_table(released["line"], "nl")
    assert "13 (3,4 tot 42)" in {row.cells[3].text for row in table.rows}


def test_a_ratio_of_rates_is_not_shown_as_an_odds_ratio(released):
    table = literature_table(released["line"], "en")
    rates = [row for row in table.rows if row.cells[2].text.startswith("rate ratio")]
    assert len(rates) == 2
    assert {row.cells[3].state for row in rates} == {"none"}

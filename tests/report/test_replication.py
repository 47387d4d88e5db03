"""Every finding of the study stands beside what these data say of it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.texts_of_tables import with_decompositions

from thuiszitters.figures.replication import replication_plot
from thuiszitters.language.answer.study_findings import study_comparisons
from thuiszitters.language.number_words import in_words
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.replication import replication_table


def cells(numbers, language, key):
    table = replication_table(numbers, language)
    place = [one.key for one in table.columns].index(key)
    return {row.cells[0].text: row.cells[place].text for row in table.rows}


def test_each_finding_of_the_plan_is_a_row_with_what_the_study_said(released):
    said = cells(released["line"], "en", "study")
    assert list(said) == [one.label.en for one in released["line"].study.words.findings]
    assert said["Internalising problems only"] == "more often"
    assert said["Loyalty problems"] == "more often"
    assert said["What problems at home share with problems with agencies"] == "shared part"
    assert said["Judicial measures"] == "mainly protective"


def test_the_odds_ratio_is_that_of_the_models(released):
    numbers = released["line"]
    own = numbers.estimates.query(
        "model_kind == 'adjusted' and model == 'home_parts' and term == 'loyalty=yes'"
    ).iloc[0]
    long = replication_table(numbers, "nl").long.set_index("finding")
    assert long.loc["loyalty", "odds_ratio"] == own["odds_ratio"]
    assert long.loc["loyalty", "ci_high"] == own["ci_high"]


def test_the_decomposition_gives_the_shared_part_on_the_log_odds_scale(released):
    numbers = released["line"]
    own = (
        numbers.more["decompositions"]
        .query("method == 'khb' and part == 'indirect' and level == 'internalising_only'")
        .iloc[0]
    )
    long = replication_table(numbers, "nl").long.set_index("finding")
    assert long.loc["shared_internalising", "share"] == own["share"]
    assert long.loc["shared_internalising", "odds_ratio"] == pytest.approx(
        np.exp(own["estimate"]), rel=1e-15
    )
    here = cells(numbers, "nl", "here")
    assert here["Wat internaliserende problemen delen met problemen met instanties"].endswith(
        "gedeeld"
    )


def test_what_was_not_measured_has_no_number_and_what_a_word_leaves_out_is_a_note(released):
    table = replication_table(released["line"], "en")
    last = table.rows[-1]
    assert [cell.text for cell in last.cells[2:]] == ["not measured", "", "", ""]
    mark = last.cells[1].marks
    (note,) = [note.text for note in table.notes if note.mark in mark]
    assert "closed placement" in note


def test_a_suppressed_decomposition_gives_no_number(released):
    hidden = {"estimate": np.nan, "low": np.nan, "high": np.nan, "share": np.nan}
    numbers = with_decompositions(
        released["line"], **hidden, status="suppressed", reason="suppressed|rule=small_count"
    )
    here = cells(numbers, "en", "here")
    assert here["What problems at home share with problems with agencies"] == "suppressed"
    assert all(one.shared.suppressed for one in study_comparisons(numbers) if one.shared)


def test_a_decomposition_that_was_not_released_is_not_measured(released):
    more = {
        name: table for name, table in released["line"].more.items() if name != "decompositions"
    }
    here = cells(replace(released["line"], more=more), "en", "here")
    assert here["What problems at home share with problems with agencies"] == "not measured"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_stands_in_the_research_report_and_the_figure_has_every_comparison(
    released, language
):
    numbers = released["line"]
    document = make_document(numbers, {}, language, "research")
    (section,) = [one for one in document.sections if one.name == "replication"]
    assert in_words(len(numbers.study.words.findings), language) in section.blocks[0].text
    assert section.blocks[1].table.name == "replication"
    alt = replication_plot(numbers, language).alt
    for one in study_comparisons(numbers):
        shown = one.finding.label.in_language(language) in alt
        assert shown == (one.answer is not None)


def test_without_a_list_of_findings_there_is_no_table(released):
    assert "replication" not in make_tables(released["quine"], "nl")
    document = make_document(released["quine"], {}, "nl", "research")
    assert "replication" not in [one.name for one in document.sections]


def test_the_study_stands_beside_these_data_only_where_the_plan_names_it(released):
    alt = replication_plot(released["line"], "en").alt
    assert "Externalising problems only: the study less often, here possibly less often" in alt
    assert replication_plot(released["quine"], "en") is None

"""The section on what a release answers says no more than which released rows hold numbers."""

import dataclasses

from thuiszitters.report.answerable_section import answerable_section, answerable_sentence
from thuiszitters.report.index import index_page


def table_of(section):
    (table,) = (block.table for block in section.blocks if hasattr(block, "table"))
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def test_a_release_without_suppression_has_no_such_section(released):
    assert answerable_section(released["quine"], "en") is None


def test_a_suppressed_level_is_released_in_part_and_the_others_wholly(released):
    found = table_of(answerable_section(released["suppressed"], "en"))
    label = released["suppressed"].study.predictors["age_group"].label.en
    assert found[label][:3] == ["in part"] * 3
    others = [cells for name, cells in found.items() if name != label]
    assert others
    assert {text for cells in others for text in cells} <= {"released", "–", ""}


def test_what_is_wholly_suppressed_is_told_in_both_languages(released):
    numbers = released["suppressed"]
    hidden = {
        name: getattr(numbers, name).assign(status="suppressed")
        for name in ("characteristics", "estimates")
    }
    numbers = dataclasses.replace(numbers, **hidden, more={})
    for language, word in (("nl", "afgeschermd"), ("en", "suppressed")):
        section = answerable_section(numbers, language)
        cells = [text for texts in table_of(section).values() for text in texts]
        assert set(cells) == {word, "–", ""}
        assert f"check {numbers.study.cohort}" in section.blocks[-1].text


def test_why_crude_odds_ratios_go_where_adjusted_ones_stay_is_told_only_there(released):
    numbers = released["suppressed"]
    gone = numbers.estimates.copy()
    crude = (gone["model_kind"] == "crude") & (gone["predictor"] == "age_group")
    gone.loc[crude & (gone["status"] != "reference"), "status"] = "suppressed"
    for estimates, told in ((numbers.estimates, False), (gone, True)):
        section = answerable_section(dataclasses.replace(numbers, estimates=estimates), "en")
        texts = [block.text for block in section.blocks if hasattr(block, "text")]
        assert any("One small count is enough" in text for text in texts) == told


def test_every_reader_finds_it_after_the_answer(documents):
    for audience in ("policy", "research", "student"):
        names = [one.name for one in documents["suppressed", "en", audience].sections]
        assert names.index("answerable") == 1


def test_the_page_over_all_cohorts_counts_what_is_answered_and_leads_to_the_table(released):
    numbers = released["suppressed"]
    for language, words in (
        ("en", "Factors answered wholly: {} of {}; in part: 1; not at all: 0."),
        ("nl", "Kenmerken die helemaal zijn beantwoord: {} van de {}; voor een deel: 1; niet: 0."),
    ):
        n = len(table_of(answerable_section(numbers, language))) - 1
        sentence = answerable_sentence(numbers, language)
        assert sentence.endswith(words.format(n - 1, n))
        page = index_page({"klein": numbers, "open": released["quine"]}, [language])
        assert page.count(sentence) == 1
        assert page.count(f'href="klein/report/policy.{language}.html#answerable"') == 1
        assert 'href="open/report/policy' in page
        assert f'href="open/report/policy.{language}.html#answerable"' not in page


def test_a_factor_of_which_nothing_is_released_is_counted_as_not_answered(released):
    numbers = released["suppressed"]
    hidden = {}
    for name in ("characteristics", "estimates"):
        table = getattr(numbers, name).copy()
        own = (table["predictor"] == "age_group") & (table["status"] != "reference")
        table.loc[own, "status"] = "suppressed"
        hidden[name] = table
    numbers = dataclasses.replace(numbers, **hidden, more={})
    assert answerable_sentence(numbers, "en").endswith("in part: 0; not at all: 1.")

"""The code-wide screen."""

from dataclasses import replace

from tests.report.beyond_models import lead_of
from tests.report.words_of_reports import read

from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES
from thuiszitters.tables.screen import screen_table


def test_the_screen_is_marked_exploratory_wherever_it_stands(released):
    for language in LANGUAGES:
        table = screen_table(released["line"], language)
        word = {"nl": "verkennend", "en": "exploratory"}[language]
        assert word in table.title.lower()
        assert word in lead_of(released["line"], "screen", language).lower()


def test_a_code_label_that_was_not_verified_carries_a_note(released):
    numbers = released["line"]
    study = numbers.study
    unsure = {code: replace(name, evidence="memory") for code, name in study.codes.items()}
    table = screen_table(replace(numbers, study=replace(study, codes=unsure)), "nl")
    assert all(row.cells[0].marks for row in table.rows)
    assert say("table.screen.note_label", "nl") in {note.text for note in table.notes}
    known = screen_table(numbers, "nl")
    assert not any(row.cells[0].marks for row in known.rows if row.cells[0].text.startswith("X"))


def test_codes_stand_below_the_group_they_are_a_part_of(released):
    table = screen_table(released["line"], "en")
    labels = [row.cells[0].text for row in table.rows]
    codes = [label.strip("\u00a0").split()[0] for label in labels]
    known = released["line"].study.codes
    parents = {code: known[code].parent for code in codes if known[code].parent in codes}
    assert len(parents) > 10
    assert all(codes.index(parent) < codes.index(code) for code, parent in parents.items())
    deep = next(label for label in labels if label.strip("\u00a0").startswith("A200"))
    assert deep.startswith("\u00a0")
    assert not next(label for label in labels if label.startswith("A ")).startswith("\u00a0")
    shown = read(released["line"], "research", "plan")
    assert "A200 Gedragsproblemen" in shown

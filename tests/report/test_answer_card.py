"""The answer on a card."""

from dataclasses import replace

from thuiszitters.figures.hundred import hundred_plot
from thuiszitters.tables.answer_card import alternative_text, result_card


def test_the_card_says_that_a_combination_does_not_occur(released):
    numbers = released["line"]
    risks = numbers.more["risks"].assign(empty_pairs="home=yes & agencies=yes")
    card = result_card(replace(numbers, more={**numbers.more, "risks": risks}), "nl")
    assert sum("komt bij geen leerling voor" in note for note in card.notes) == 1


def test_the_alternative_text_is_the_answer_and_nothing_else(released):
    numbers = released["line"]
    assert hundred_plot(numbers, "en").alt == alternative_text(numbers, "en")

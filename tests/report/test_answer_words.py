"""What the card says of each part and of all pupils."""

from dataclasses import replace

import numpy as np

from thuiszitters.language.answer.evidence import answers
from thuiszitters.tables.answer_words import (
    grade_text,
    here_text,
    hundred_text,
    total_sentence,
    totals,
)


def test_totals_are_those_of_the_main_model_or_else_of_the_cohort(released):
    numbers = released["line"]
    fits = numbers.fits
    own = fits[
        (fits["model"] == numbers.study.main_model.name) & (fits["model_kind"] == "adjusted")
    ]
    assert totals(numbers) == (own["n_pupils"].iloc[0], own["n_events"].iloc[0])
    hidden = replace(numbers, fits=fits.assign(n_pupils=np.nan, n_events=np.nan))
    assert totals(hidden) == (numbers.study.n_pupils, numbers.study.n_events)


def test_a_total_that_is_suppressed_is_no_number(released):
    numbers = released["line"]
    study = replace(numbers.study, n_pupils=None, n_events=None)
    fits = numbers.fits.assign(n_pupils=np.nan, n_events=np.nan)
    for language in ("nl", "en"):
        told = total_sentence(replace(numbers, study=study, fits=fits), language)
        assert not any(sign.isdigit() for sign in told.replace("100", ""))


def test_every_part_says_how_sure_it_is_and_gives_pupils_only_where_they_are_released(released):
    for one in answers(released["line"]):
        assert grade_text(one, "en")
        assert here_text(one, "en")
        assert bool(hundred_text(one, "en")) == (one.shares is not None)

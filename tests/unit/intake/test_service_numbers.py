"""Citizen service numbers are found in whatever form, and other numbers are left alone."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.intake.service_numbers import bsn_evidence, mostly_bsn, passes_eleven_test


def drawn(passing: bool, n: int = 60) -> list[str]:
    """Texts of nine digits that all pass the eleven-test, or of which none does."""
    rng = np.random.default_rng(11)
    texts = [f"{number:09d}" for number in rng.integers(10_000_000, 999_999_999, 40 * n)]
    fine = passes_eleven_test(texts)
    return [text for text, passes in zip(texts, fine, strict=True) if passes == passing][:n]


def evidence(texts):
    return bsn_evidence(pd.Series(texts, dtype="str"))


FORMS = {
    "as they are": lambda one: one,
    "with dots": lambda one: f"{one[:4]}.{one[4:6]}.{one[6:]}",
    "inside a remark": lambda one: f"was NL{one} before",
    "in scientific notation": lambda one: f"{int(one) / 1e8:.8f}E+8",
    "with a decimal of a spreadsheet": lambda one: f"{one}.0",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_them_is_certain_in_every_form(form):
    texts = [FORMS[form](one) for one in drawn(True) if one[0] != "0"]
    assert evidence(texts) == "certain"


def test_a_zero_that_a_spreadsheet_took_away_does_not_hide_them():
    short = [one[1:] for one in drawn(True, 800) if one[0] == "0" and one[1] != "0"]
    assert len(short) >= 20
    assert evidence(short) == "certain"


def test_numbers_that_fail_the_test_are_no_evidence():
    assert evidence(drawn(False)) == ""


@pytest.mark.parametrize("texts", [[], ["", ""], ["1234567", "99"], ["2006-09-03"] * 30, ["ja"]])
def test_cells_without_so_many_digits_are_none(texts):
    assert evidence(texts) == ""


def test_one_number_among_words_is_a_question():
    assert evidence(["111222333", "ja", "nee", "later"]) == "possible"


def test_nine_equal_digits_stand_for_unknown():
    assert not mostly_bsn(5, 5, lambda: ["000000000", "999999999"])
    assert not mostly_bsn(0, 0, list)

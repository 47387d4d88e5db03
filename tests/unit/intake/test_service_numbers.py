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
    "with strokes": lambda one: f"{one[:3]}/{one[3:6]}/{one[6:]}",
    "with lines": lambda one: f"{one[:3]}_{one[3:6]}_{one[6:]}",
    "with long dashes": lambda one: f"{one[:4]}\N{EN DASH}{one[4:6]}\N{EN DASH}{one[6:]}",
    "as an English amount": lambda one: f"{one[:3]},{one[3:6]},{one[6:]}",
    "with zeros in front": lambda one: f"0000{one}",
    "with signs that no eye sees": lambda one: "\N{ZERO WIDTH SPACE}".join(one),
    "with a soft hyphen": lambda one: f"{one[:3]}\N{SOFT HYPHEN}{one[3:]}",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_them_is_certain_in_every_form(form):
    texts = [FORMS[form](one) for one in drawn(True) if one[0] != "0"]
    assert evidence(texts) == "certain"


def test_a_zero_that_a_spreadsheet_took_away_does_not_hide_them():
    short = [one[1:] for one in drawn(True, 800) if one[0] == "0" and one[1] != "0"]
    assert len(short) >= 20
    assert evidence(short) == "certain"


@pytest.mark.parametrize("form", FORMS)
def test_numbers_that_fail_the_test_are_no_evidence(form):
    assert evidence([FORMS[form](one) for one in drawn(False)]) == ""


@pytest.mark.parametrize("texts", [[], ["", ""], ["1234567", "99"], ["2006-09-03"] * 30, ["ja"]])
def test_cells_without_so_many_digits_are_none(texts):
    assert evidence(texts) == ""


def test_one_number_among_words_is_a_question():
    assert evidence(["111222333", "ja", "nee", "later"]) == "possible"


def test_nine_equal_digits_stand_for_unknown():
    assert not mostly_bsn(5, 5, lambda: ["000000000", "999999999"])
    assert not mostly_bsn(0, 0, list)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "written",
    [
        lambda number: f"{number[:4]}.{number[4:6]}.{number[6:]}",
        lambda number: f"{number[:3]} {number[3:6]} {number[6:]}",
        lambda number: number.lstrip("0"),
        lambda number: f"{number}.0",
    ],
    ids=["with dots", "with spaces", "without its first zero", "as a number"],
)
def test_citizen_service_numbers_in_another_form_stop_the_run(delivery, written):
    numbers = (f"{number:09d}" for number in range(23_456_700, 23_500_000))
    proof = [number for number in numbers if passes_eleven_test([number])[0]][:20]
    rows = "".join(f"{written(number)};m;03-09-2006;Oost\n" for number in proof)
    delivery.write("pupils", "nummer;geslacht;geboren;school\n" + rows)
    (sentence,) = (text for text in delivery.sentences() if text.startswith("leerlingen.csv"))
    assert sentence.startswith(
        'leerlingen.csv: column "nummer": this looks like citizen service numbers (BSN)'
    )


def service_numbers(count: int) -> list[str]:
    rng = np.random.default_rng(20261127)
    numbers = [f"{number}" for number in rng.integers(10**8, 10**9, 30 * count)]
    return list(np.array(numbers)[passes_eleven_test(numbers)][:count])


@pytest.mark.parametrize(
    ("write", "evidence"),
    [
        (lambda number: number, "certain"),
        (lambda number: f"NL{number}", "certain"),
        (lambda number: f"{int(number):.8E}", "certain"),
        (lambda number: f"{int(number) / 1e8:.8f}E8".replace(".", ","), "certain"),
        (lambda number: f"{number[:4]}.{number[4:6]}.{number[6:]}", "certain"),
        (lambda number: f"pupil with number {number}, see file", "certain"),
        (lambda number: f"1{number}", ""),
        (lambda number: f"0.{number}", ""),
    ],
    ids=["plain", "prefixed", "scientific", "comma", "dots", "in a text", "ten digits", "decimals"],
)
def test_service_numbers_are_found_however_they_are_written(write, evidence):
    cells = pd.Series([write(number) for number in service_numbers(40)], dtype="str")
    assert bsn_evidence(cells) == evidence


@pytest.mark.thorough
def test_one_service_number_among_many_texts_is_a_question(delivery):
    texts = [f"text {number}" for number in range(59)] + [f"see {service_numbers(1)[0]}"]
    assert bsn_evidence(pd.Series(texts, dtype="str")) == "possible"
    pupils = f"nummer;geslacht;geboren;school;noot\n001;m;03-09-2006;Oost;{texts[-1]}\n"
    delivery.write("pupils", pupils + "002;v;14-02-2007;West;\n")
    assert delivery.read().intake["files"]["pupils"]["may_hold_bsn"] == ["noot"]


@pytest.mark.thorough
def test_other_numbers_of_nine_digits_are_left_alone():
    rng = np.random.default_rng(3)
    seen = {
        bsn_evidence(pd.Series([f"{n}" for n in rng.integers(10**8, 10**9, 300)], dtype="str"))
        for _ in range(20)
    }
    assert "certain" not in seen

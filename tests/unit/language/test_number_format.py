"""One rounding rule per kind of value, at its edges."""

import math

import pytest

from thuiszitters.language import number_format

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.0, "<0.001"),
        (0.00099999, "<0.001"),
        (0.001, "0.001"),
        (0.0066, "0.007"),
        (0.0494, "0.049"),
        (0.0495, "0.0495"),
        (0.04999999, "0.0499"),
        (0.05, "0.050"),
        (0.0504, "0.050"),
        (0.9994, "0.999"),
        (0.9995, ">0.999"),
        (1.0, ">0.999"),
        (NAN, "–"),
    ],
)
def test_a_p_value_is_printed_as_journals_do(value, printed):
    assert number_format.p_value(value, "en") == printed


def test_a_p_value_below_five_per_cent_never_prints_as_five_per_cent():
    for thousandths in range(49000, 50000):
        assert number_format.p_value(thousandths / 1e6, "en") < "0.050"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.0, "0"),
        (0.0049, "<0.01"),
        (0.005, "0.01"),
        (0.995, "1.00"),
        (9.994, "9.99"),
        (9.995, "10.0"),
        (99.94, "99.9"),
        (99.95, "100"),
        (11801.4, "11,801"),
        (INF, "∞"),
        (NAN, "–"),
    ],
)
def test_an_odds_ratio_keeps_about_three_digits(value, printed):
    assert number_format.odds_ratio(value, "en") == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.9951, "0.995"), (0.99951, "0.9995"), (1.0049, "1.005"), (1.0, "1.00"), (0.994, "0.99")],
)
def test_an_end_beside_one_does_not_print_as_one(value, printed):
    assert number_format.interval_end(value, "en") == printed


def test_an_interval_without_ends_shows_zero_and_infinity():
    assert number_format.interval(0.0, INF, "nl") == "0 tot ∞"
    assert number_format.interval(NAN, NAN, "nl") == "–"


@pytest.mark.parametrize(
    ("share", "printed"), [(0.0005, "0,1%"), (0.30821, "30,8%"), (1.0, "100,0%"), (NAN, "–")]
)
def test_a_percentage_has_one_decimal_and_a_dutch_comma(share, printed):
    assert number_format.percentage(share, "nl") == printed


def test_pupils_out_of_a_hundred_are_whole():
    assert number_format.per_hundred(0.004, "nl") == "minder dan 1"
    assert number_format.per_hundred(0.165, "nl") == "17"
    assert number_format.per_hundred(0.0, "nl") == "0"


def test_thousands_are_set_apart_in_both_languages():
    assert number_format.count(414637, "nl") == "414.637"
    assert number_format.count(414637, "en") == "414,637"


def test_rounding_goes_by_the_shortest_decimal_form():
    # 2.675 is stored a little below itself; a reader rounding by hand writes 2.68.
    assert number_format.decimal(2.675, 2, "en") == "2.68"


def test_a_negative_number_has_a_real_minus_and_zero_has_none():
    assert number_format.log_odds(-1.5, "nl") == "−1,500"
    assert number_format.log_odds(-0.0001, "nl") == "0,000"
    assert number_format.decimal(-math.inf, 1, "en") == "−∞"


def test_a_p_value_in_a_sentence_has_its_own_sign():
    assert number_format.p_phrase(0.0004, "nl").split("\N{NO-BREAK SPACE}") == ["p", "<", "0,001"]
    assert number_format.p_phrase(0.2503, "nl").split("\N{NO-BREAK SPACE}") == ["p", "=", "0,250"]

"""Numbers as texts, and texts as numbers."""

import numpy as np

from thuiszitters.odds import number_texts
from thuiszitters.odds.number_texts import numbers_in

#: Texts of which Python and pandas might make different numbers.
NUMBERS = [
    *("1_000", "１２", "٣", "", ".", "-", ".5", "5.", "+5", "--5", "1e", "1e+", "1E-5", "e5"),
    *("1e400", "1e-400", "0x10", "1,5", "1 000", "12345678901234567890", "1d5", "0b1", "00012"),
    *("inf", "-Infinity", "infin", "nan", "NaN", "NULL", "NA", "true", "0.1", "-0", "1.e5"),
    *("0.9960113173336562", "-0.027403845048865824", "2.2250738585072011e-308", "1L"),
]


def test_a_few_texts_are_read_as_numbers_as_many_are(monkeypatch):
    few = numbers_in(NUMBERS)
    monkeypatch.setattr(number_texts, "FEW_CELLS", 0)
    np.testing.assert_array_equal(few, numbers_in(NUMBERS))

"""How numbers are printed: one rounding rule for each kind of value, in two languages.

Rounding is half away from zero on the shortest decimal form of the number, so that what is
printed is what a reader gets by rounding the unrounded table by hand.
"""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from thuiszitters.base.text import Language

#: Printed where there is no number to print.
NO_NUMBER = "–"
INFINITE = "∞"
_MINUS = "−"
_TO = {"nl": "tot", "en": "to"}
_SWAP = str.maketrans({",": ".", ".": ","})


#: Room for the digits of any double.
_ROOM = Context(prec=400)
#: An odds ratio above this is said to be above it: its digits mean nothing to anyone.
MOST_ODDS = 1e6


def decimal(value: float, digits: int, language: Language, *, rounding: str = ROUND_HALF_UP) -> str:
    """A number with a fixed number of decimals.

    Examples
    --------
    >>> decimal(1234.565, 2, "en"), decimal(1234.565, 2, "nl")
    ('1,234.57', '1.234,57')
    >>> decimal(-0.4, 1, "nl"), decimal(float("nan"), 1, "nl"), decimal(float("inf"), 1, "nl")
    ('−0,4', '–', '∞')
    """
    if value is None or math.isnan(value):
        return NO_NUMBER
    if math.isinf(value):
        return INFINITE if value > 0 else f"{_MINUS}{INFINITE}"
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=rounding, context=_ROOM)
    printed = f"{abs(rounded):,.{digits}f}"
    sign = _MINUS if rounded < 0 else ""
    return sign + (printed.translate(_SWAP) if language == "nl" else printed)


def _as_it_has(value: float, least: int, most: int, language: Language) -> str:
    """As many decimals as the number itself has, between two limits.

    A number that was rounded at release is so printed with the digits it kept and no zeros after
    them; any other number has more decimals than are printed.
    """
    own = 0
    if value is not None and math.isfinite(value):
        own = -int(Decimal(repr(float(value))).normalize().as_tuple().exponent)
    return decimal(value, min(max(own, least), most), language)


def count(value: float, language: Language) -> str:
    """A number of pupils.

    Examples
    --------
    >>> count(12345, "nl"), count(float("nan"), "en")
    ('12.345', '–')
    """
    return decimal(value, 0, language)


def percentage(share: float, language: Language) -> str:
    """A share as a percentage with one decimal.

    Examples
    --------
    >>> percentage(0.3082, "nl"), percentage(1.0, "en")
    ('30,8%', '100.0%')
    """
    printed = decimal(share * 100, 1, language)
    return printed if printed == NO_NUMBER else f"{printed}%"


def per_hundred(share: float, language: Language) -> str:
    """A share as pupils out of a hundred, whole.

    Examples
    --------
    >>> per_hundred(0.164, "en"), per_hundred(0.004, "en")
    ('16', 'fewer than 1')
    """
    if 0 < share < 0.005:
        return "minder dan 1" if language == "nl" else "fewer than 1"
    return decimal(share * 100, 0, language)


def level_percentage(level: float, language: Language) -> str:
    """The coverage of an interval, without needless decimals.

    Examples
    --------
    >>> [level_percentage(x, "nl") for x in (0.95, 0.975, 0.9999)]
    ['95%', '97,5%', '99,99%']
    """
    share = level * 100
    digits = next((d for d in range(9) if math.isclose(share, round(share, d))), 9)
    return f"{decimal(share, digits, language)}%"


def odds_ratio(value: float, language: Language) -> str:
    """An odds ratio: two decimals below 10, one below 100, none above.

    Examples
    --------
    >>> [odds_ratio(x, "nl") for x in (2.914, 12.34, 345.6, 0.004, 0.0, 1e200)]
    ['2,91', '12,3', '346', '<0,01', '0', '>1.000.000']
    """
    if MOST_ODDS <= value < math.inf:
        return f">{decimal(MOST_ODDS, 0, language)}"
    if value == 0:
        return "0"
    if 0 < value < 0.005:
        return f"<{decimal(0.01, 2, language)}"
    if value < 9.995 or math.isnan(value):
        return decimal(value, 2, language)
    return decimal(value, 1 if value < 99.95 else 0, language)


def interval_end(value: float, language: Language) -> str:
    """An end of an interval of odds ratios; it never rounds to 1 from beside it.

    Examples
    --------
    >>> interval_end(0.996, "en"), interval_end(1.0004, "en"), interval_end(1.0, "en")
    ('0.996', '1.0004', '1.00')
    """
    for digits in (2, 3, 4):
        if value == 1 or round(value, digits) != 1:
            break
    else:
        digits = 2
    return odds_ratio(value, language) if digits == 2 else decimal(value, digits, language)


def interval(low: float, high: float, language: Language) -> str:
    """An interval of odds ratios.

    Examples
    --------
    >>> interval(1.364, 6.442, "nl"), interval(1.2, float("inf"), "en")
    ('1,36 tot 6,44', '1.20 to ∞')
    >>> interval(float("nan"), float("nan"), "en")
    '–'
    """
    if math.isnan(low) and math.isnan(high):
        return NO_NUMBER
    return f"{interval_end(low, language)} {_TO[language]} {interval_end(high, language)}"


def points(value: float, language: Language) -> str:
    """A difference of risks in percentage points, one decimal, with its sign when negative.

    Examples
    --------
    One that was rounded to whole points at release has no decimal.

    >>> points(0.1976, "nl"), points(-0.0866, "en"), points(0.12, "en")
    ('19,8', '−8.7', '12')
    """
    return _as_it_has(_hundredfold(value), 0, 1, language)


def _hundredfold(share: float) -> float:
    """A share times a hundred, exactly as it is printed in decimals."""
    if share is None or not math.isfinite(share):
        return share
    return float(Decimal(repr(float(share))).scaleb(2))


def between(
    low: float, high: float, printer: Callable[[float, Language], str], language: Language
) -> str:
    """An interval on another scale than odds ratios.

    Examples
    --------
    >>> between(0.065, 0.33, percentage, "nl")
    '6,5% tot 33,0%'
    """
    return f"{printer(low, language)} {_TO[language]} {printer(high, language)}"


def p_value(value: float, language: Language) -> str:
    """A p-value as journals print it: three decimals, with open ends.

    Just below 0.05 a fourth decimal is kept, so that the printed value and the interval
    do not seem to contradict each other.

    Examples
    --------
    >>> [p_value(p, "en") for p in (0.00004, 0.0066, 0.0495, 0.2004, 0.9995)]
    ['<0.001', '0.007', '0.0495', '0.200', '>0.999']

    One that was rounded to two digits at release has no third.

    >>> p_value(0.2, "en"), p_value(0.31, "en")
    ('0.20', '0.31')
    """
    if math.isnan(value):
        return NO_NUMBER
    if value < 0.001:
        return f"<{decimal(0.001, 3, language)}"
    if value >= 0.9995:
        return f">{decimal(0.999, 3, language)}"
    if 0.0495 <= value < 0.05:
        return decimal(value, 4, language, rounding=ROUND_DOWN)
    return _as_it_has(value, 2 if value >= 0.1 else 3, 3, language)


def p_phrase(value: float, language: Language) -> str:
    """A p-value inside a sentence.

    Examples
    --------
    >>> p_phrase(0.0066, "nl").replace("\N{NO-BREAK SPACE}", " ")
    'p = 0,007'
    """
    printed = p_value(value, language)
    sign, digits = (printed[0], printed[1:]) if printed[0] in "<>" else ("=", printed)
    return f"p\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}{digits}"


def log_odds(value: float, language: Language) -> str:
    """A log odds ratio or its standard error: three decimals.

    Examples
    --------
    >>> log_odds(-1.18863, "nl")
    '−1,189'
    """
    return decimal(value, 3, language)


def risk(value: float, language: Language) -> str:
    """A risk or a difference of risks, as a percentage with the decimal it has.

    Examples
    --------
    >>> risk(0.1234, "en"), risk(0.12, "en")
    ('12.3%', '12%')
    """
    printed = _as_it_has(_hundredfold(value), 0, 1, language)
    return printed if printed == NO_NUMBER else f"{printed}%"


def fit_index(value: float, language: Language) -> str:
    """A proportion-like index of a model (AUC, Brier): three decimals, or the two it has.

    Examples
    --------
    >>> fit_index(0.7124, "en"), fit_index(0.71, "en")
    ('0.712', '0.71')
    """
    return _as_it_has(value, 2, 3, language)


def statistic(value: float, language: Language) -> str:
    """A chi-square statistic, a log likelihood or an information criterion: two decimals."""
    return decimal(value, 2, language)


def mean(value: float, language: Language) -> str:
    """A mean or standard deviation: one decimal.

    Examples
    --------
    >>> mean(14.26, "nl")
    '14,3'
    """
    return decimal(value, 1, language)


def standardised_difference(value: float, language: Language) -> str:
    """A standardised difference: two decimals."""
    return decimal(value, 2, language)


def events_per_parameter(value: float, language: Language) -> str:
    """Events per parameter: one decimal."""
    return decimal(value, 1, language)

"""A step of a number has its words, and a level its label, in the language that is asked for."""

import pytest

from thuiszitters.base.text import Text
from thuiszitters.language.labels import level_label
from thuiszitters.results.study import Predictor


@pytest.mark.parametrize(
    ("per", "unit", "words"),
    [
        (1, True, "per jaar"),
        (5, True, "per 5 jaar"),
        (0.5, True, "per 0,5 jaar"),
        (2, False, "per 2"),
    ],
)
def test_a_step_is_named_with_its_unit_where_it_has_one(per, unit, words):
    years = Text(nl="jaar", en="years") if unit else None
    age = Predictor("age", Text(nl="Leeftijd", en="Age"), "numeric", None, {}, per, years)
    assert level_label(age, None, "nl") == words


def test_a_level_has_its_label():
    levels = {"no": Text(nl="nee", en="no"), "yes": Text(nl="ja", en="yes")}
    girl = Predictor("girl", Text(nl="Meisje", en="Girl"), "binary", "no", levels, 1, None)
    assert [level_label(girl, "yes", language) for language in ("nl", "en")] == ["ja", "yes"]

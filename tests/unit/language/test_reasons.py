"""A reason is read back as it was written."""

import pytest

from thuiszitters.language.reasons import parse
from thuiszitters.logit.reasons import REASON_KEYS, reason


@pytest.mark.parametrize("key", REASON_KEYS)
def test_every_reason_can_be_read_back(key):
    values = {name: f"{place}=x, y" for place, name in enumerate(REASON_KEYS[key])}
    assert parse(reason(key, **values)) == (key, values)


def test_a_bar_in_a_name_does_not_part_the_values():
    stored = reason("aliased", predictor="a|b", level="", others="c")
    assert parse(stored) == ("aliased", {"predictor": "a¦b", "level": "", "others": "c"})


def test_a_value_that_is_not_named_or_is_too_many_is_refused():
    with pytest.raises(ValueError, match="takes"):
        reason("aliased", predictor="a")

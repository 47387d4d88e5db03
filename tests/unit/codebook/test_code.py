"""A code by its name."""

from thuiszitters.base.text import Text
from thuiszitters.codebook.code import Code


def test_a_code_is_named_with_its_label_where_it_has_one():
    with_label = Code("A1", "group", "A", Text(nl="Angst", en="Anxiety"), "verified")
    without = Code("A9", "group", "A", Text(nl="", en=""), "gap")
    assert with_label.named() == '"A1" (Angst)'
    assert without.named() == '"A9"'

"""Small counts in words."""

import pytest

from thuiszitters.language.number_words import in_words


@pytest.mark.parametrize(
    ("n", "dutch", "english"),
    [(1, "een", "one"), (9, "negen", "nine"), (10, "tien", "10"), (20, "twintig", "20"),
     (21, "21", "21"), (1234, "1.234", "1,234")],
)  # fmt: skip
def test_each_language_has_its_own_limit(n, dutch, english):
    assert (in_words(n, "nl"), in_words(n, "en")) == (dutch, english)

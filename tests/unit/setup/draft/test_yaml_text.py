"""Words of a drafted file come back from YAML as they are."""

import pytest
import yaml

from thuiszitters.setup.draft.yaml_text import flow, quoted

WORDS = ["school", "naam leerling", "no", "NULL", "1", "1e3", "a: b", "#x", "- a", "é", "~", "=",
         "a'b", 'a"b', "{x}", "2020-09-01", "data/raw/a.csv", "on", "x_y-z", " a "]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_comes_back(word):
    assert yaml.safe_load(f"key: {quoted(word)}") == {"key": word}


def test_a_mapping_comes_back_on_one_line():
    values = dict(zip(WORDS, reversed(WORDS), strict=True))
    assert yaml.safe_load(flow(values)) == values
    assert "\n" not in flow(values)


def test_a_plain_word_stays_without_quotes():
    assert quoted("school_naam") == "school_naam"

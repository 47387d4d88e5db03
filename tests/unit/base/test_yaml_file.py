"""YAML that a person wrote is read plainly, or gets a sentence."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.yaml_file import read_yaml


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: " + "[" * 3000 + "]" * 3000, "levels of lists and mappings"),
        ("a: " + "[" * 60 + "]" * 60, "levels of lists and mappings"),
        ("a: &a [*a]", "an alias stands inside what it names"),
        (
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
                for old, new in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            "its aliases stand for more than",
        ),
        ("a: " + "x" * 6_000_000, "characters"),
    ],
    ids=["very deep", "deep", "circle", "multiplying", "long"],
)
def test_yaml_without_end_gets_a_sentence(tmp_path, content, found):
    path = tmp_path / "plan.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=found):
        read_yaml(path)


def test_a_key_that_stands_twice_in_yaml_is_a_problem(tmp_path):
    (tmp_path / "a.yaml").write_text("seed: 1\nseed: 2\n")
    with pytest.raises(DataError, match=r'line 2: .*the key "seed" stands here twice'):
        read_yaml(tmp_path / "a.yaml")


def test_yes_and_no_in_yaml_are_words_and_true_is_not(tmp_path):
    (tmp_path / "a.yaml").write_text("no: yes\nmask: true\n")
    assert read_yaml(tmp_path / "a.yaml") == {"no": "yes", "mask": True}


def test_a_missing_yaml_file_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")

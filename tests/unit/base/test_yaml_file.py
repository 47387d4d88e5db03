"""YAML that a person wrote is read plainly, or gets a sentence; both loaders read the same."""

import os
from pathlib import Path

import pytest
import yaml

from thuiszitters.base import yaml_file
from thuiszitters.base.errors import DataError
from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml

FILES = sorted(
    [*Path("config").rglob("*.yaml"), *shipped("workflow/schemas").glob("*.yaml")],
    key=lambda file: file.name,
)


@pytest.mark.thorough
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is one loader")
def test_every_configuration_file_reads_the_same_by_both_loaders():
    assert len(FILES) > 15
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        quick = yaml_file._content(text, yaml_file._QuickLoader)
        assert quick == yaml_file._content(text, yaml_file._StrictLoader), file.name


@pytest.mark.parametrize("text", ["a: [1", "a: 1\na: 2", "a: &a [*a]", "a: *b", "a:\n\t- 1"])
def test_a_fault_is_told_in_the_same_words_with_and_without_libyaml(text, tmp_path, monkeypatch):
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as with_it:
        yaml_file.read_yaml(file)
    monkeypatch.setattr(yaml_file, "_QUICK_LEVELS", 0)
    with pytest.raises(DataError) as without:
        yaml_file.read_yaml(file)
    assert str(with_it.value) == str(without.value)


@pytest.mark.parametrize("nested", ["[" * 200_000, "- " * 100_000, "{" * 200_000])
def test_nesting_that_would_end_libyaml_is_refused(nested, tmp_path, monkeypatch):
    file = tmp_path / "a.yaml"
    file.write_text(nested, encoding="utf-8")
    monkeypatch.setattr(yaml_file, "_StrictLoader", _refusing)
    with pytest.raises(_ReadError):
        yaml_file.read_yaml(file)


class _ReadError(Exception):
    """The loader in Python was asked, which refuses it by recursion (tested elsewhere, slowly)."""


def _refusing(_: str) -> None:
    raise _ReadError


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


def test_a_number_of_thousands_of_digits_is_one_sentence(tmp_path):
    (tmp_path / "a.yaml").write_text("a: " + "9" * 5000 + "\n")
    with pytest.raises(DataError, match="a number of thousands of digits"):
        read_yaml(tmp_path / "a.yaml")


@pytest.mark.parametrize("quick", [True, False])
def test_only_digits_are_a_number_and_a_level_keeps_its_zeros(tmp_path, monkeypatch, quick):
    if not quick:
        monkeypatch.setattr(yaml_file, "_QUICK_LEVELS", 0)
    file = tmp_path / "a.yaml"
    file.write_text(
        "a: [017, 01, 08, 0x10, 0b1, 1_000, 1:30, 1:30.5, 1_0.5]\n01: 12\nb: [-3, 0, 1.5, .5]"
    )
    read = read_yaml(file)
    assert read["a"] == ["017", "01", "08", "0x10", "0b1", "1_000", "1:30", "1:30.5", "1_0.5"]
    assert read["01"] == 12
    assert read["b"] == [-3, 0, 1.5, 0.5]


def test_a_device_is_not_read_as_yaml(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(DataError, match="this is no file"):
        read_yaml(tmp_path / "a.yaml")
    with pytest.raises(DataError, match="this is a folder"):
        read_yaml(tmp_path)

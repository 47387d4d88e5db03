"""Both loaders of YAML read the same values, and tell a fault in the same words."""

from pathlib import Path

import pytest
import yaml

from thuiszitters.base import yaml_file
from thuiszitters.base.errors import DataError
from thuiszitters.base.shipped import shipped

FILES = sorted(
    [*Path("config").rglob("*.yaml"), *shipped("workflow/schemas").glob("*.yaml")],
    key=lambda file: file.name,
)


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

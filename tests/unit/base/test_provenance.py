"""A digest follows the code through its imports."""

import pytest

from thuiszitters.base import provenance
from thuiszitters.base.provenance import file_digest, source_digest, value_digest


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in which models imports plan, and tables stands alone."""
    monkeypatch.setattr(provenance, "PACKAGE", tmp_path)
    for cached in (provenance._content, provenance._files, provenance._imported):
        cached.cache_clear()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("from thuiszitters.plan import Plan\n")
    (tmp_path / "plan.py").write_text("from thuiszitters import errors\n")
    (tmp_path / "errors.py").write_text("")
    (tmp_path / "tables.py").write_text("")
    script = tmp_path / "script.txt"
    script.write_text("from thuiszitters.models import fit\n")
    yield tmp_path
    for cached in (provenance._content, provenance._files, provenance._imported):
        cached.cache_clear()


@pytest.mark.parametrize("edited", ["models/__init__.py", "plan.py", "errors.py"])
def test_an_edit_in_anything_imported_changes_the_digest(package, edited):
    before = source_digest(package / "script.txt")
    (package / edited).write_text((package / edited).read_text() + "# edited\n")
    provenance._content.cache_clear()
    assert source_digest(package / "script.txt") != before


def test_an_edit_elsewhere_does_not_change_the_digest(package):
    before = source_digest(package / "script.txt")
    (package / "tables.py").write_text("# edited\n")
    provenance._content.cache_clear()
    assert source_digest(package / "script.txt") == before


def test_a_value_digest_ignores_the_order_of_keys():
    assert value_digest({"a": 1, "b": 2}) == value_digest({"b": 2, "a": 1})


def test_a_file_digest_is_its_sha256(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert file_digest(tmp_path / "x").startswith("ba7816bf8f01cfea")

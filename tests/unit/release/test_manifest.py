"""What leaves names restricted files without letting a guess of them be confirmed."""

import json

import pytest

from thuiszitters.base.provenance import file_digest, keyed_digest
from thuiszitters.release.manifest import write_manifests

LABEL = {"nl": "x", "en": "x"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path.parent / "keys"))
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    (tmp_path / "data/raw/pupils.csv").write_text("id;sex\n1;f\n")
    (tmp_path / "config/codes.csv").write_text("code\nA100\n")
    return tmp_path


def written(folder, profile):
    paths = {"manifest": folder / "manifest.json", "restricted": folder / "data/manifest.json"}
    slices = {"file": {"disclosure": "own"}, "disclosure": {"label": LABEL, "statement": LABEL}}
    slices["disclosure"] |= profile
    inputs = ["data/raw/pupils.csv", "config/codes.csv"]
    write_manifests(paths, "demo", slices, 1, inputs, [])
    return [json.loads(path.read_text()) for path in paths.values()]


def test_a_guess_of_a_restricted_file_cannot_be_confirmed_from_what_leaves(project):
    outside, inside = written(project, {})
    guess = file_digest(project / "data/raw/pupils.csv")
    assert guess not in json.dumps(outside)
    assert inside["inputs"]["data/raw/pupils.csv"] == guess
    assert outside["keyed"] == ["data/raw/pupils.csv"]
    assert outside["inputs"]["config/codes.csv"] == file_digest(project / "config/codes.csv")
    again, _ = written(project, {})
    assert again == outside


def test_whoever_holds_the_key_can_tell_the_file(project):
    outside, _ = written(project, {})
    key = bytes.fromhex((project.parent / "keys/demo.key").read_text().strip())
    assert outside["inputs"]["data/raw/pupils.csv"] == keyed_digest("data/raw/pupils.csv", key)
    other = keyed_digest("data/raw/pupils.csv", b"another")
    assert outside["inputs"]["data/raw/pupils.csv"] != other


def test_public_data_are_named_by_their_plain_digest(project):
    profile = {
        "minimum_count": 0, "minimum_residual_df": 0, "maximum_group_share": 1,
        "maximum_single_share": 1,
    }  # fmt: skip
    outside, inside = written(project, profile)
    assert outside == inside
    assert outside["keyed"] == []

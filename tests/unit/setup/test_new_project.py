"""A new project folder writes over nothing."""

import pytest

from thuiszitters.base.errors import DataError, PlanError
from thuiszitters.setup.new_project import PARTS, new_project


def test_every_part_is_there_and_nothing_else(tmp_path):
    folder = tmp_path / "mine"
    files = new_project(folder)
    assert all((folder / name).exists() for name in PARTS.values())
    parts = {name.split("/")[0] for name in PARTS.values()}
    assert {file.relative_to(folder).parts[0] for file in files} == parts


def test_a_folder_with_something_in_it_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(PlanError, match="there is something here already"):
        new_project(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_name_that_no_disk_takes_is_one_sentence(tmp_path):
    with pytest.raises(DataError, match=r"cannot be written here \(file name too long\)"):
        new_project(tmp_path / ("a" * 300))

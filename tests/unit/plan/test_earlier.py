"""The files of an earlier release are found, or a sentence says what is wrong."""

import shutil

import pytest
from tests.unit.release.differencing.earlier_releases import keep_release

from thuiszitters.base.errors import DataError
from thuiszitters.plan.earlier import released_files


@pytest.fixture
def kept(tmp_path):
    return keep_release(tmp_path)


def test_a_folder_that_is_not_there_is_one_sentence_with_the_nearest_name(kept):
    with pytest.raises(DataError) as caught:
        released_files(kept, "data/earlier/frist")
    assert str(caught.value).endswith(
        'there is no folder "data/earlier/frist". Did you mean "first"?'
    )


def test_a_folder_without_a_release_is_told_what_it_lacks(kept):
    (kept / "data/earlier/first/numbers/flow.parquet").unlink()
    with pytest.raises(DataError, match=r"holds no release: flow\.parquet is not in it"):
        released_files(kept, "data/earlier/first")


def test_results_of_the_project_itself_are_no_earlier_release(kept):
    shutil.copytree(kept / "data/earlier/first", kept / "results/demo")
    with pytest.raises(DataError, match="Copy the folder to data/earlier"):
        released_files(kept, "results/demo/numbers")


def test_links_that_go_round_are_no_folder(kept):
    (kept / "data/round").symlink_to("round")
    with pytest.raises(DataError, match='there is no folder "data/round"'):
        released_files(kept, "data/round")

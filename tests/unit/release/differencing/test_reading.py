"""A kept release is read as what it was."""

from thuiszitters.plan.earlier import released_files
from thuiszitters.release.differencing.reading import read_earlier


def test_a_kept_release_is_read_with_its_rounding_and_the_name_of_its_folder(kept):
    files = [str(kept / file) for file in released_files(kept, "data/earlier/first")]
    (earlier,) = read_earlier(files)
    assert (earlier.name, earlier.round_to) == ("first", 5)
    assert set(earlier.tables["characteristics"]["predictor"]) >= {"girl", "profile"}

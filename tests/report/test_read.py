"""Released numbers are read."""

from thuiszitters.results.read import read_numbers


def test_without_a_word_about_formats_all_of_them_leave(quine_numbers):
    assert "svg" in read_numbers(quine_numbers).study.file_types

"""Other words for codes, from the file beside a list."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.code import Code
from thuiszitters.codebook.synonyms import read_synonyms, synonyms_path

LIST = Codebook("own", (Code("A1", "axis", None, Text("", ""), "own"),))


def read(tmp_path, content):
    path = tmp_path / synonyms_path("own")
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return read_synonyms(tmp_path, LIST)


def test_without_a_file_there_are_no_words(tmp_path):
    assert read_synonyms(tmp_path, LIST).words == {}


def test_a_local_code_is_called_by_its_labels_too(tmp_path):
    found = read(
        tmp_path,
        "codes: {A1: [angst, fear]}\nlocal: {own1: {label: {nl: Pest, en: Bully}, words: [x]}}\n",
    )
    assert found.words == {"A1": ("angst", "fear"), "own1": ("x", "Pest", "Bully")}
    assert found.local["own1"].label == Text(nl="Pest", en="Bully")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[a, b]", "no list of words"),
        ("other: {}", "no list of words"),
        ("codes: {A1: angst}", "found no list of words"),
        ("codes: {A2: [angst]}", 'is not in the code list "own"'),
        ("local: {own1: {words: [x]}}", "label or words is missing"),
        ("codes: [A1]", "holds no codes"),
    ],
)
def test_a_file_of_another_form_is_refused_with_a_sentence(tmp_path, content, said):
    with pytest.raises(DataError, match=said):
        read(tmp_path, content)

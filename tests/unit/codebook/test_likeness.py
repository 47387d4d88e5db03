"""Labels in somebody's own words find their code, or are asked about; never the opposite."""

from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.codebook.likeness import Likenesses
from thuiszitters.codebook.synonyms import read_synonyms

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def likenesses(capj):
    return Likenesses(capj, read_synonyms(ROOT, capj))


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Oppositioneel gedrag", "A202"),
        ("Echtscheiding ouders", "X401"),
        ("Is er sprake van loyaliteitsproblematiek?", "D205"),
        ("Financiele problemen", "D802"),
        ("Geen contact met vader", "X402"),
        ("teruggetrokken_gedrag (j/n)", "A101"),
        ("Parental divorce", "X401"),
        ("Vechtscheiding", "D405"),
        ("Oppositional behaviour", "A202"),
        ("Parent unemployed", "D502"),
    ],
)
def test_a_label_in_other_words_finds_its_code(likenesses, label, code):
    found = likenesses.nearest(label)
    assert (found.code, found.sure) == (code, True)


@pytest.mark.parametrize(
    "label",
    ["Motivatie", "Gemotiveerd", "Attention", "Zelfbeeld", "Gepest worden op school", "Loyaliteit"],
)
def test_what_may_be_the_opposite_is_asked(likenesses, label):
    found = likenesses.nearest(label)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    "label",
    ["Contact met vader", "Geen angst", "Leerjaar", "Vervoer", "Free school meals", "(j/n)"],
)
def test_another_subject_finds_nothing(likenesses, label):
    assert likenesses.nearest(label) is None


@pytest.mark.thorough
def test_every_label_of_the_list_finds_a_code_with_that_label(capj, likenesses):
    for code in capj.codes:
        for label in (code.label.nl, code.label.en):
            if label and len(code.code) > 1:
                found = likenesses.nearest(label)
                assert found.score == 1
                same = capj.by_code[found.code].label
                assert found.code == code.code or label in (same.nl, same.en)


def test_words_about_a_code_that_is_not_in_the_list_are_refused(capj, tmp_path):
    path = tmp_path / "config/codebooks/capj.words.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("codes:\n  A1O3: [somber]\n  A103: somber\n")
    with pytest.raises(DataError) as caught:
        read_synonyms(tmp_path, capj)
    assert '"A1O3" is not in the code list "capj". Did you mean "A103"' in str(caught.value)
    assert "codes.A103: found no list of words" in str(caught.value)

"""Identifiers that a program changed on the way."""

import stat

import pytest

PUPILS = "nummer;geslacht;geboren;school\n{};m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


@pytest.mark.thorough
@pytest.mark.parametrize("written", ["1.0", "1,0", "1e5", "1,5E+05"])
def test_an_identifier_that_became_a_number(delivery, written):
    delivery.write("pupils", PUPILS.format(written))
    assert delivery.sentences()[0] == (
        'leerlingen.csv: column "nummer": 1 of 2 rows is an identifier written as a number '
        "with a decimal or an exponent (row 2). "
        "Allowed: identifiers as they stand in the source system. "
        "A spreadsheet has changed them; export the file again with this column as text."
    )


@pytest.mark.thorough
def test_identifiers_padded_differently_in_two_tables(delivery):
    delivery.write("classifications", "nummer;code\n1;A103\n2;A202\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "nummer": 2 of 2 rows are about an unknown pupil (rows 2 and 3). '
            "Allowed: identifiers of the pupils table, written in the same way. "
            "They are the same when leading zeros are left out: "
            'set "identifier_width: 3" in the cohort file.'
        )
    ]
    delivery.cohort["identifier_width"] = 3
    assert delivery.read().classifications["pupil_id"].tolist() == ["001", "002"]


def test_one_width_can_reveal_that_two_rows_are_about_one_pupil(delivery):
    delivery.cohort["identifier_width"] = 3
    delivery.write("pupils", PUPILS.format("001") + "1;m;03-09-2006;Oost\n")
    assert (
        "2 of 3 rows are about a pupil with another row (rows 2 and 4)" in (delivery.sentences()[0])
    )


@pytest.mark.thorough
def test_identifiers_with_hard_spaces_are_the_same_pupil(delivery):
    delivery.write("pupils", PUPILS.format("\u00a0001 "))
    assert delivery.read().pupils["pupil_id"].tolist() == ["001", "002"]


@pytest.fixture
def keys(delivery, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("keys") / "own"
    monkeypatch.setenv("THUISZITTERS_KEYS", str(folder))
    delivery.cohort["pseudonymise"] = True
    return folder


@pytest.mark.thorough
def test_identifiers_are_replaced_alike_in_every_table(delivery, keys):
    source = delivery.read()
    identifiers = set(source.pupils["pupil_id"])
    assert len(identifiers) == 2
    assert not identifiers & {"001", "002"}
    assert set(source.absences["pupil_id"]) == identifiers
    assert set(source.classifications["pupil_id"]) == identifiers


@pytest.mark.thorough
def test_the_key_is_made_once_and_for_its_owner_only(delivery, keys):
    first, second = delivery.read(), delivery.read()
    assert first.pupils["pupil_id"].tolist() == second.pupils["pupil_id"].tolist()
    path = keys / "proef.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    assert delivery.read().pupils["pupil_id"].tolist() != first.pupils["pupil_id"].tolist()


def test_a_key_inside_the_project_is_refused(delivery, keys, monkeypatch):
    monkeypatch.setenv("THUISZITTERS_KEYS", str(delivery.root / "keys"))
    assert delivery.sentences() == [
        (
            "THUISZITTERS_KEYS: the folder with keys lies inside the project. "
            "Allowed: a folder outside it, which is not shared with the results."
        )
    ]

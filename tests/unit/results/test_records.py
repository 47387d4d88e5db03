"""Records of other versions are read with the keys of now."""

from thuiszitters.results.records import RECORDS, VERSION, read_record


def test_a_record_of_now_is_read_as_it_is():
    now = {"version": VERSION, "suppressed_counts": [], "tables": {"flow": {"rows": 3}}}
    assert read_record(now) == now


def test_former_names_of_reasons_become_those_of_now():
    old = {"tables": {"flow": {"rows": 3, "masked_rows": 2, "reasons": {"masked|rule=flow": 2}}}}
    found = read_record(old)["tables"]["flow"]
    assert found["suppressed_rows"] == 2
    assert found["reasons"] == {"suppressed|rule=flow": 2}


def test_every_key_has_a_meaning_in_two_languages():
    for record in RECORDS.values():
        for meaning in (record.meaning, *record.keys.values()):
            assert meaning.nl
            assert meaning.en
            assert meaning.nl != meaning.en

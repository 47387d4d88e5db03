"""What a column is recognised as."""

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort

from thuiszitters.base.errors import DataError
from thuiszitters.intake.service_numbers import passes_eleven_test


def test_dates_that_can_be_read_two_ways_become_a_question(capj, root):
    rows = "".join(f"{n:03d};{n % 12 + 1:02d}/{n % 9 + 1:02d}/2006\n" for n in range(40))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geboortedatum\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "QUESTION: Day or month first?" in text


@pytest.mark.thorough
def test_citizen_service_numbers_stop_the_draft(capj, root):
    numbers = (f"{number:09d}" for number in range(123_456_700, 123_466_700))
    proof = [number for number in numbers if passes_eleven_test([number])[0]]
    rows = "".join(f"{place};{number}\n" for place, number in enumerate(proof))
    (root / "leerlingen.csv").write_text(f"nummer;bsn\n{rows}")
    with pytest.raises(DataError, match="this looks like citizen service numbers"):
        draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)

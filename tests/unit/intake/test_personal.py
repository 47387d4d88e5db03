"""Columns that say who a pupil is are recognised by name and by content."""

import pandas as pd
import pytest

from thuiszitters.intake.personal import personal_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Roepnaam", "name"),
        ("naam_leerling", "name"),
        ("E-mail ouder 1", "e-mail"),
        ("Postcode", "address"),
        ("tel.", "phone"),
        ("BSN", "bsn"),
        ("naam school", ""),
        ("dynamiek", ""),
        ("geslacht", ""),
    ],
)
def test_a_name_gives_a_column_away(name, kind):
    assert personal_kind(name) == kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["a@b.nl", "c.d@school.example"], "e-mail"),
        (["06-12345678", "0101234567"], "phone"),
        (["1234 AB", "Dorpsstraat 12a"], "address"),
        (["a@b.nl", "ja", "nee"], ""),
        (["", ""], ""),
    ],
)
def test_the_content_gives_a_column_away_when_most_of_it_looks_so(cells, kind):
    assert personal_kind("column", pd.Series(cells, dtype="str")) == kind

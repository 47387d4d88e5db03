"""Only columns that a cohort file names come in."""

import io

import pandas as pd
import pytest
from tests.unit.intake.columns_of_persons import write_in

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "sav", "dta"])
def test_other_columns_that_nobody_mapped_do_not_come_in(delivery, kind):
    expected = delivery.read().pupils
    table = pd.read_csv(io.StringIO(PUPILS), sep=";", dtype="str")
    write_in(delivery, kind, table.assign(kenmerk=["123456780", "rood"]))
    assert delivery.read().pupils.equals(expected)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "first", "second", "kind"),
    [
        ("achternaam", "Jansen", "De Vries", "name"),
        ("postcode", "1011AB", "1012 CD", "address"),
        ("contact", "a@b.nl", "c@d.nl", "e-mail"),
        ("bereikbaar", "06-12345678", "020 1234567", "phone"),
        ("woont", "Kerkstraat 12", "Dorpsweg 3a", "address"),
    ],
)
def test_a_column_about_a_person_is_dropped_and_reported(delivery, name, first, second, kind):
    delivery.file("pupils")["columns"]["extra"] = name
    head, one, two = PUPILS.splitlines()
    delivery.write("pupils", f"{head};{name}\n{one};{first}\n{two};{second}\n")
    source = delivery.read()
    assert "extra" not in source.pupils
    assert source.intake["files"]["pupils"]["columns_dropped"] == {name: kind}


@pytest.mark.thorough
def test_a_column_that_only_looks_personal_can_be_kept(delivery):
    delivery.file("pupils")["columns"]["extra"] = {"from": "klasnaam ouder", "keep_personal": True}
    head, one, two = PUPILS.splitlines()
    delivery.write("pupils", f"{head};klasnaam ouder\n{one};x\n{two};y\n")
    assert delivery.read().pupils["extra"].tolist() == ["x", "y"]


def test_a_column_that_nobody_mapped_is_never_read(delivery):
    head, one, two = PUPILS.splitlines()
    delivery.write("pupils", f"{head};verslag\n{one};over haar\n{two};over hem\n")
    source = delivery.read()
    assert "verslag" not in source.pupils
    assert source.intake["files"]["pupils"]["columns_not_read"] == 1

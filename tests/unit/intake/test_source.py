"""All files of a cohort are read, or every problem is told at once."""

import pytest

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


def test_every_problem_of_every_file_is_told_at_once(delivery):
    delivery.write("pupils", PUPILS.replace("14-02-2007", "x").replace("m;", "q;"))
    delivery.write("classifications", "nummer;kode\n001;A103\n")
    delivery.write("absences", "nummer;van;tot;geoorloofd\n001;15-03-2021;01-10-2020;nee\n")
    places = [sentence.split(":")[0] for sentence in delivery.sentences()]
    assert places == ["leerlingen.csv", "leerlingen.csv", "codes.csv", "verzuim.csv"]


@pytest.mark.thorough
def test_a_sound_delivery_is_read(delivery):
    source = delivery.read()
    assert source.pupils["pupil_id"].tolist() == ["001", "002"]
    assert len(source.classifications) == 3
    assert source.absences["exempt"].tolist() == ["unknown", "unknown"]

import re

import pytest
from tests.unit.setup.simulate.demo import build, load

from thuiszitters.absence.outcome import outcome_from_spells
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.simulation import simulated_cohorts
from thuiszitters.setup.simulate import extract_bytes, simulate_extract, simulation_spec


@pytest.fixture(scope="module")
def demo(extract, tmp_path_factory):
    return build(extract, tmp_path_factory.mktemp("demo"))


@pytest.mark.thorough
def test_the_shipped_cohort_has_320_pupils_and_a_bit_over_sixty_thuiszitters(demo):
    _, cohort, _ = demo
    assert len(cohort.analysis) == 320
    assert 60 <= cohort.analysis["outcome"].sum() <= 66
    assert cohort.flow["n_excluded"].tolist() == [0, 12, 0]


def odds_ratio(analysis, column, level="yes", against=None):
    known = analysis[analysis[column].notna()]
    has = known[column] == level
    other = ~has if against is None else known[column] == against
    event = known["outcome"] == 1
    a, b = (has & event).sum(), (has & ~event).sum()
    c, d = (other & event).sum(), (other & ~event).sum()
    return a * d / (b * c)


@pytest.mark.parametrize(
    "column",
    [
        "girl",
        "home_problems",
        "relationship_parents",
        "separated_parents",
        "loyalty",
        "no_contact_parent",
        "agencies",
    ],
)
def test_what_the_study_found_to_go_with_absence_does_so_here(demo, column):
    assert odds_ratio(demo[1].analysis, column) > 1.2


def test_internalising_goes_up_and_purely_externalising_goes_down(demo):
    analysis = demo[1].analysis
    assert odds_ratio(analysis, "problem_profile", "internalising_only", "neither") > 1.5
    assert odds_ratio(analysis, "problem_profile", "externalising_only", "neither") < 0.67


@pytest.mark.parametrize("column", ["cognition", "motivation"])
def test_what_the_study_found_no_indication_for_stays_near_one(demo, column):
    assert 0.67 < odds_ratio(demo[1].analysis, column) < 1.5


def test_agencies_overlap_with_internalising_and_with_home(demo):
    analysis = demo[1].analysis
    agencies = analysis["agencies"] == "yes"
    internalising = analysis["problem_profile"].isin(["internalising_only", "both"])
    home = analysis["home_problems"] == "yes"
    for other in (internalising, home):
        assert other[agencies].mean() > other[~agencies].mean() + 0.05


@pytest.mark.thorough
def test_definitions_differ_on_the_demo_as_they_should(demo):
    source, _, spec = demo
    counts = {
        name: outcome_from_spells(
            source.pupils, source.absences, definition, spec.extraction_date
        ).sum()
        for name, entry in load("outcomes").items()
        if not (definition := outcome_definition(entry, name)).by_hours  # the demo has no hours
    }
    assert counts["ocw_3m"] < counts["lvs"] <= counts["ocw_2016"] < counts["broad"]


def test_the_files_look_like_a_dutch_extract(extract):
    content = extract_bytes(extract["pupils"])
    first, *rest = content.decode("cp1252").split("\r\n")
    assert first.startswith(
        "leerlingnummer;geslacht;geboortedatum;locatie;schoolniveau;reisafstand_km;"
    )
    assert re.match(r"0\d{6};[mv]?;\d\d-\d\d-\d{4};[^;]+;[^;]+;(\d+,\d)?;", rest[0])
    assert "Coöperatie".encode("cp1252") in content
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_no_identifier_looks_like_a_citizen_service_number(extract):
    assert all(len(identifier) == 7 for identifier in extract["pupils"]["leerlingnummer"])
    assert extract["pupils"]["leerlingnummer"].is_unique


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_bytes_and_another_draw_gives_others(truth, extract):
    again = simulate_extract(truth, load("config")["seed"])
    assert all(extract_bytes(again[name]) == extract_bytes(extract[name]) for name in extract)
    other = simulate_extract(truth, 1)
    assert extract_bytes(other["pupils"]) != extract_bytes(extract["pupils"])


def test_the_large_cohort_differs_from_the_small_one_in_size_sites_and_draw_only(truth):
    large = simulation_spec(simulated_cohorts(load("simulation"))["altra_large"])
    assert (large.pupils, len(large.sites), large.draw) == (3200, 4, 0)
    assert (large.outcome, large.problems) == (truth.outcome, truth.problems)

import re
from pathlib import Path

import numpy as np
import pytest

from thuiszitters.absence import outcome_from_spells
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import read_codebook
from thuiszitters.cohort import build_cohort
from thuiszitters.intake import read_source
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.plan.simulation import simulated_cohorts
from thuiszitters.simulate import (
    extract_bytes,
    log_odds,
    simulate_extract,
    simulate_pupils,
    simulation_spec,
    write_extract,
)

ROOT = Path(__file__).parents[3]


def load(name):
    return read_yaml(ROOT / "config" / f"{name}.yaml")


def filled(name, schema):
    shape = read_yaml(ROOT / f"workflow/schemas/{schema}.schema.yaml")
    return with_defaults(load(name), shape, shape)


@pytest.fixture(scope="module")
def truth():
    return simulation_spec(load("simulation"))


@pytest.fixture(scope="module")
def extract(truth):
    return simulate_extract(truth, load("config")["seed"])


def build(extract, root):
    """The demo cohort of an extract, through files and readers."""
    content = load("cohorts/altra_demo")
    paths = {name: part["path"] for name, part in content["files"].items()}
    write_extract(extract, {name: str(root / path) for name, path in paths.items()})
    codebook = read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
    spec = cohort_spec(content, "altra_demo")
    source = read_source(spec, codebook, root)
    plan = plan_spec(filled("plans/niet_thuis_geven", "plan"), "niet_thuis_geven")
    definition = outcome_definition(load("outcomes")["ocw_3m"], "ocw_3m")
    return source, build_cohort(source, spec, plan, codebook, definition), spec


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
@pytest.mark.parametrize("seed", range(8))
def test_the_spells_give_as_many_thuiszitters_as_were_drawn(truth, tmp_path, seed):
    drawn = simulate_pupils(truth, np.random.default_rng(seed))["outcome"]
    cohort = build(simulate_extract(truth, np.random.default_rng(seed)), tmp_path)[1]
    assert cohort.analysis["outcome"].sum() == drawn.sum()


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


def test_the_same_seed_gives_the_same_bytes_and_another_draw_gives_others(truth, extract):
    again = simulate_extract(truth, load("config")["seed"])
    assert all(extract_bytes(again[name]) == extract_bytes(extract[name]) for name in extract)
    other = simulate_extract(truth, 1)
    assert extract_bytes(other["pupils"]) != extract_bytes(extract["pupils"])


def test_the_intercept_belongs_to_a_boy_of_15_without_problems(truth):
    pupils = simulate_pupils(truth, np.random.default_rng(1))
    plain = pupils.assign(**dict.fromkeys(dict(truth.problems), False), girl=False, age_years=15)
    np.testing.assert_allclose(log_odds(truth, plain), dict(truth.outcome)["intercept"])


def test_the_large_cohort_differs_from_the_small_one_in_size_sites_and_draw_only(truth):
    large = simulation_spec(simulated_cohorts(load("simulation"))["altra_large"])
    assert (large.pupils, len(large.sites), large.draw) == (3200, 4, 0)
    assert (large.outcome, large.problems) == (truth.outcome, truth.problems)


def test_the_large_cohort_shows_what_chance_hides_in_the_small_one():
    """Truth in, truth out: with 3,200 pupils the simple comparisons exclude no difference."""
    large = simulation_spec(simulated_cohorts(load("simulation"))["altra_large"])
    rng = np.random.default_rng([load("config")["seed"], large.draw])
    pupils = simulate_pupils(large, rng)
    home = pupils[["relationship_parents", "separated_parents", "loyalty", "no_contact_parent"]]
    internalising = pupils["internalising"] & ~pupils["externalising"]
    for exposed in (internalising, home.any(axis=1), pupils["agencies"]):
        table = np.array(
            [
                [(exposed & pupils["outcome"]).sum(), (exposed & ~pupils["outcome"]).sum()],
                [(~exposed & pupils["outcome"]).sum(), (~exposed & ~pupils["outcome"]).sum()],
            ]
        )
        log_odds_ratio = np.log(table[0, 0] * table[1, 1] / table[0, 1] / table[1, 0])
        assert log_odds_ratio - 1.96 * np.sqrt((1.0 / table).sum()) > 0.0

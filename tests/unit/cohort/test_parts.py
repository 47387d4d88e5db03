"""A cohort counted in parts has the tables of one that is counted at once, to the byte."""

from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import read_json, read_table, write_json, write_table
from thuiszitters.codebook import read_codebooks
from thuiszitters.cohort.absence import YEAR_COLUMNS
from thuiszitters.cohort.parts import count_part, merge_parts
from thuiszitters.cohort.patterns import COUNTS, count_all
from thuiszitters.cohort.slices import build_from_slices
from thuiszitters.intake.source import write_source
from thuiszitters.plan.cohort import TABLE_NAMES
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.project import load_project
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.setup.simulate import simulate_extract, simulation_spec, write_extract

ROOT = Path(__file__).parents[3]
BUILT = ("analysis", "codes", "absence", "episodes")
MERGED = ("patterns", "codes", "definitions", "absence_patterns", "episode_counts", "flow")
PARTS = 2


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """The demo cohort as canonical tables: codes, spells, several definitions."""
    folder = tmp_path_factory.mktemp("parts")
    project = load_project(ROOT, {"cohorts": ["altra_demo"]})
    content = project["cohort"]["altra_demo"]
    spec = cohort_spec({**content["file"], "pseudonymise": False}, "altra_demo")
    extract = simulate_extract(simulation_spec(project["simulation"]["altra_demo"]), 1)
    write_extract(extract, {name: str(folder / file.path) for name, file in spec.files})
    tables = {name: folder / f"{name}.parquet" for name in TABLE_NAMES}
    codebooks = [str(ROOT / path) for path in content["inputs"]["codebook"]]
    intake = write_source(spec, read_codebooks(codebooks), folder, tables)
    plan = {key: content["plan"][key] for key in ("constructs", "predictors", "screen")}
    slices = {
        **{key: content[key] for key in ("outcome", "definitions")},
        "cohort": content["file"],
        "clusters": content["plan"]["estimation"]["clusters"],
        **plan,
    }
    return spec, slices, tables, codebooks, intake


def plan_of(slices):
    return plan_of_sections(predictors=slices["predictors"], screen=slices["screen"])


def at_once(cohort, folder):
    _, slices, tables, codebooks, intake = cohort
    built = {name: folder / f"built_{name}.parquet" for name in BUILT}
    targets = {name: folder / f"{name}.parquet" for name in MERGED}
    flow = {"flow": targets["flow"]}
    build_from_slices("altra_demo", slices, tables, codebooks, intake, built | flow)
    count_all(built, plan_of(slices), slices["clusters"], targets)
    return {name: path.read_bytes() for name, path in targets.items()}


@pytest.fixture(scope="module")
def counted(cohort, tmp_path_factory):
    """Of every table, the files of the parts."""
    _, slices, tables, codebooks, intake = cohort
    folder = tmp_path_factory.mktemp("counted")
    files = {name: [] for name in (*COUNTS, "flow", "facts")}
    for number in range(1, PARTS + 1):
        ends = {name: "json" if name == "facts" else "parquet" for name in files}
        own = {name: folder / f"{number}-{name}.{end}" for name, end in ends.items()}
        read = (tables, codebooks, intake, own)
        count_part((number, PARTS), "altra_demo", slices, *read)
        for name, path in own.items():
            files[name].append(path)
    return files


def merged(cohort, files, folder):
    spec, slices, *_ = cohort
    targets = {name: folder / f"{name}.parquet" for name in MERGED}
    merge_parts(spec, plan_of(slices), files, targets)
    return {name: path.read_bytes() for name, path in targets.items()}


def begun(days, folder):
    """What parts say whose record begins on these days."""
    paths = [folder / f"{number}.json" for number, _ in enumerate(days)]
    for path, day in zip(paths, days, strict=True):
        write_json(path, {"first_absence": day})
    return paths


@pytest.mark.thorough
def test_the_counts_of_parts_add_up_to_those_of_one_job(cohort, counted, tmp_path):
    expected = at_once(cohort, tmp_path / "one")
    found = merged(cohort, counted, tmp_path / "several")
    assert [name for name in MERGED if expected[name] != found[name]] == []
    assert read_table(tmp_path / "several/definitions.parquet")["n_pupils"].sum() == 320
    paths = [path for paths in counted.values() for path in paths]
    assert not [path for path in paths if b"pupil_id" in path.read_bytes()]
    # Whether the school year is on record is a matter of all parts: the earliest day decides.
    early, late = read_json(counted["facts"][0])["first_absence"], "2099-01-01"
    for path in counted["with_code"]:  # what has no codes is merged in no time
        write_table(read_table(path).iloc[:0], tmp_path / path.name)
    uncoded = {**counted, "with_code": [tmp_path / path.name for path in counted["with_code"]]}
    some = {**uncoded, "facts": begun([early, late], tmp_path)}
    kept = merged(cohort, some, tmp_path / "some")
    assert kept["absence_patterns"] == found["absence_patterns"]
    none = {**uncoded, "facts": begun([None, late], tmp_path)}
    merged(cohort, none, tmp_path / "none")
    table = read_table(tmp_path / "none/absence_patterns.parquet")
    assert table[list(YEAR_COLUMNS)].isna().all(axis=None)
    assert table["n_pupils"].sum() == 320


@pytest.mark.thorough
def test_a_part_may_have_one_outcome_and_a_cohort_may_not(cohort, counted, tmp_path):
    for path in counted["patterns"]:
        write_table(read_table(path).assign(outcome=0), tmp_path / path.name)
    nobody = {**counted, "patterns": [tmp_path / path.name for path in counted["patterns"]]}
    with pytest.raises(DataError, match="no pupil has the outcome"):
        merged(cohort, nobody, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()

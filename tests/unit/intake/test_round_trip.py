"""The same cohort in six formats and three layouts is the same cohort."""

import hashlib
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuiszitters.base.io import write_table
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.cohort.build import build_cohort
from thuiszitters.cohort.patterns import count_patterns
from thuiszitters.intake.source import SourceTables, read_source
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.narrowing import narrowed_plan
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.setup.simulate import simulate_extract, simulation_spec, write_extract

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]
CODES = ["A", "A100", "A103", "A202", "C101", "D405", "E102", "E103"]
# Letters of Windows-1252, and words that programs like to take for something else.
WORDS = st.text("abcdeéöß,;'\"- &<", min_size=1, max_size=6).map(str.strip).filter(bool)
SITES = WORDS | st.sampled_from(["NA", "None", "null", "1", "0.5", "true", "2020-01-01"])


@st.composite
def cohorts(draw):
    identifiers = draw(
        st.lists(
            st.text("0123456789ab", min_size=1, max_size=6), min_size=1, max_size=6, unique=True
        )
    )
    # A spreadsheet would have changed such an identifier; it is refused, and tested elsewhere.
    identifiers = [
        f"p{identifier}" if "e" in identifier else identifier for identifier in identifiers
    ]
    days = st.dates(date(2000, 1, 1), date(2021, 7, 1))
    pupils = pd.DataFrame(
        {
            "pupil_id": identifiers,
            "sex": [
                draw(st.none() | st.sampled_from(["boy", "girl", "other"])) for _ in identifiers
            ],
            "birth_date": [draw(days) for _ in identifiers],
            "site": [draw(st.none() | SITES) for _ in identifiers],
            "score": [
                draw(st.just(float("nan")) | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))
                for _ in identifiers
            ],
        }
    ).astype({"pupil_id": "str", "sex": "str", "site": "str"})
    who = st.sampled_from(identifiers)
    pairs = draw(st.lists(st.tuples(who, st.sampled_from(CODES)), min_size=1, unique=True))
    classifications = pd.DataFrame(pairs, columns=["pupil_id", "code"]).astype("str")
    reason = st.sampled_from(["yes", "no", "unknown"])
    spells = []
    for _ in range(draw(st.integers(1, 5))):
        first = draw(days)
        last = first + timedelta(days=draw(st.integers(0, 300)))
        spells.append((draw(who), first, last, draw(reason), draw(reason), draw(reason)))
    columns = ["pupil_id", "start_date", "end_date", "authorised", "enrolled", "exempt"]
    absences = pd.DataFrame(spells, columns=columns).drop_duplicates()
    texts = dict.fromkeys(["pupil_id", "authorised", "enrolled", "exempt"], "str")
    return {
        "pupils": pupils,
        "classifications": classifications,
        "absences": absences.astype(texts),
    }


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tables=cohorts())
def test_writing_and_reading_is_the_identity_on_canonical_tables(round_trip, kind, layout, tables):
    with TemporaryDirectory() as folder:
        found = round_trip(tables, kind, layout, Path(folder))
    for name, table in tables.items():
        by = list(table)
        expected = table.sort_values(by, ignore_index=True)
        returned = getattr(found, name)[by].sort_values(by, ignore_index=True)
        pd.testing.assert_frame_equal(returned, expected)


def load(name):
    return read_yaml(ROOT / "config" / f"{name}.yaml")


@pytest.fixture(scope="module")
def demo(capj, tmp_path_factory):
    """Canonical tables of the demo cohort, as its own files give them."""
    root = tmp_path_factory.mktemp("demo")
    content = load("cohorts/altra_demo")
    paths = {name: str(root / part["path"]) for name, part in content["files"].items()}
    extract = simulate_extract(simulation_spec(load("simulation")), load("config")["seed"])
    write_extract(extract, paths)
    source = read_source(cohort_spec(content, "altra_demo"), capj, root)
    pupils = source.pupils.rename(columns={"distance_km": "score"})
    kept = ["pupil_id", "sex", "birth_date", "site", "score"]
    codes = source.classifications[["pupil_id", "code"]]
    return {"pupils": pupils[kept], "classifications": codes, "absences": source.absences}


@pytest.fixture(scope="module")
def pattern_digest(capj):
    shape = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    whole = with_defaults(load("plans/niet_thuis_geven"), shape, shape)
    # The files of this test hold none of the optional columns.
    optional = [name for name, part in whole["predictors"].items() if part["optional"]]
    plan = plan_spec(narrowed_plan(whole, optional), "proef")
    definition = outcome_definition(load("outcomes")["ocw_3m"], "ocw_3m")
    content = {**load("cohorts/altra_demo"), "derived": {}}

    def digest(source, path):
        cohort = build_cohort(source, cohort_spec(content, "proef"), plan, capj, definition)
        write_table(count_patterns(cohort.analysis, plan), path)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    return digest


@pytest.fixture(scope="module")
def expected(demo, pattern_digest, tmp_path_factory):
    """Digest of the patterns without any file between."""
    return pattern_digest(SourceTables(**demo), tmp_path_factory.mktemp("e") / "expected.parquet")


def test_six_formats_and_three_layouts_give_byte_identical_patterns(
    demo, expected, pattern_digest, round_trip, kind, layout, tmp_path
):
    local = load("cohorts/altra_demo")["local_codes"]
    source = round_trip(demo, kind, layout, tmp_path, local_codes=local)
    assert pattern_digest(source, tmp_path / "patterns.parquet") == expected

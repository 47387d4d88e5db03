"""Whatever arrives, it is read or it gets sentences: no traceback, nothing half written.

A short run belongs to every test run; ``make fuzz`` is a long one of 20,000 cases.
"""

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuiszitters.base.errors import DataError, PlanError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.schema import schema_problems, with_defaults

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
CASES = int(os.environ.get("THUISZITTERS_FUZZ", "40"))
PUPILS = b"nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
CODES = b"nummer;code\n001;A103\n001;D405\n002;A202\n"
SHAPE = read_yaml(ROOT / "workflow/schemas/cohort.schema.yaml")
#: Processor time of a case, at most: the wall clock tells how busy a machine is.
SECONDS = 5.0
lasting = settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def in_time():
    """A case that takes longer than a few seconds of processor time has no end for its user."""
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


PIECES = st.sampled_from(
    [
        b";",
        b",",
        b'"',
        b"\n",
        b"\r",
        b"\x00",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe9",
        b"0",
        b"PK\x03\x04",
    ]
)


@st.composite
def spoiled(draw, content):
    """Bytes with a few pieces cut out, put in or put twice."""
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 12))
        piece = draw(PIECES | st.binary(max_size=4))
        content = content[:place] + piece + content[place + length * draw(st.booleans()) :]
    return content


@lasting
@given(pupils=spoiled(PUPILS) | st.binary(max_size=200), codes=spoiled(CODES))
def test_a_spoiled_text_file_is_read_or_gets_sentences(delivery, pupils, codes):
    delivery.write("pupils", pupils).write("classifications", codes)
    before = sorted(delivery.root.iterdir())
    with in_time(), suppress(DataError):
        assert delivery.read().pupils["pupil_id"].is_unique
    assert sorted(delivery.root.iterdir()) == before


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5000),
    st.floats(allow_nan=True),
    st.text(max_size=8),
    st.dates(),
    st.lists(st.integers(0, 3) | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=4) | st.integers(0, 2), st.text(max_size=3), max_size=2),
)


def places(value, path=()):
    """Every place in nested mappings and lists."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key)
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from places(part, (*path, place))


@st.composite
def spoiled_cohort(draw):
    content = plain_values(read_yaml(ROOT / "config/cohorts/altra_demo.yaml"))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(places(content), key=str)))
        part = content
        for key in path[:-1]:
            part = part[key]
        if draw(st.booleans()):
            part[path[-1]] = draw(VALUES)
        else:
            del part[path[-1]]
            if draw(st.booleans()):
                part[draw(st.text(max_size=6))] = draw(VALUES)
    return content


@lasting
@given(content=spoiled_cohort())
def test_a_spoiled_cohort_file_makes_a_cohort_or_gets_sentences(content):
    with in_time(), suppress(PlanError):
        plain = plain_values(content)
        problems = schema_problems(plain, SHAPE, "cohort.yaml")
        assert all(str(problem) for problem in problems)
        if not problems:
            assert cohort_spec(with_defaults(plain, SHAPE, SHAPE), "proef").name == "proef"

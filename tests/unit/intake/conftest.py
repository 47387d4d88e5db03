"""Writes canonical tables back as files, in every format and layout a cohort may arrive in."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from tests.unit.intake.delivery import written_in
from tests.unit.intake.folders import HEADER, ROWS, YEARS, write_part

from thuiszitters.codebook import read_codebook
from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort_file import cohort_spec

ROOT = Path(__file__).parents[3]
FORMATS = {
    "csv": "csv",
    "excel": "xlsx",
    "spss": "sav",
    "spss compressed": "zsav",
    "stata": "dta",
    "parquet": "parquet",
}
TEXT = {"nl": "Proef", "en": "Trial"}
PUPIL_COLUMNS = {
    "pupil_id": "pupil_id",
    "sex": "sex",
    "birth_date": "birth_date",
    "site": "site",
    "score": {"from": "score", "kind": "number"},
}
SPELL_COLUMNS = ["pupil_id", "start_date", "end_date", "authorised", "enrolled", "exempt"]


def write(frame, path, kind):
    """A table of texts, numbers and dates (None where missing) as a file."""
    if kind == "csv":
        frame.to_csv(path, sep=";", index=False, encoding="cp1252", lineterminator="\r\n")
    elif kind == "excel":
        frame.to_excel(path, index=False, engine="openpyxl")
    elif kind == "parquet":
        frame.to_parquet(path)
    elif kind == "stata":
        dated = {name: "td" for name in frame if name.endswith("_date")}
        ready = frame.assign(**{name: pd.to_datetime(frame[name]) for name in dated})
        texts = {name: ready[name].fillna("").astype(object) for name in texts_of(ready)}
        ready.assign(**texts).to_stata(path, write_index=False, convert_dates=dated, version=118)
    else:
        texts = {name: frame[name].fillna("").astype(object) for name in texts_of(frame)}
        options = {"compress": True} if kind == "spss compressed" else {}
        pyreadstat.write_sav(frame.assign(**texts), str(path), **options)


def texts_of(frame):
    return [name for name in frame if str(frame[name].dtype) == "str"]


def classifications_in(layout, table):
    """Classifications as columns of one layout, and what the cohort file says about it."""
    if layout == "long":
        return table, {"columns": {"pupil_id": "pupil_id", "code": "code"}}
    if layout == "cell":
        joined = table.groupby("pupil_id", as_index=False)["code"].agg(",".join)
        part = {"columns": {"pupil_id": "pupil_id", "code": "code"}, "code_separator": ","}
        return joined.astype("str"), {**part, "layout": "cell"}
    wide = pd.crosstab(table["pupil_id"], table["code"]).clip(upper=1).reset_index()
    wide.columns.name = None
    wide = wide.astype({"pupil_id": "str"})
    return wide, {"columns": {"pupil_id": "pupil_id"}, "layout": "wide"}


def deliver(tables, kind, layout, root):
    """Write three tables to `root`; the cohort file that describes them."""
    codes, part = classifications_in(layout, tables["classifications"])
    files = {
        "pupils": (tables["pupils"], {"columns": PUPIL_COLUMNS}),
        "classifications": (codes, part),
        "absences": (tables["absences"], {"columns": {name: name for name in SPELL_COLUMNS}}),
    }
    described = {}
    for name, (frame, about) in files.items():
        path = root / f"{name}.{FORMATS[kind]}"
        write(frame, path, kind)
        described[name] = {"path": path.name, **about}
    return {
        "title": TEXT,
        "description": TEXT,
        "source": TEXT,
        "plan": "niet_thuis_geven",
        "pseudonymise": False,
        "reference_date": "2020-09-01",
        "extraction_date": "2021-07-31",
        "files": described,
        "outcome": {"definition": "ocw_3m"},
    }


@pytest.fixture(scope="session")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


@pytest.fixture
def delivery(tmp_path, capj):
    """Three files of a cohort; a test spoils one thing in them and reads the sentence."""
    return written_in(tmp_path, capj)


@pytest.fixture(scope="session")
def round_trip(capj):
    """Tables to files and back."""

    def there_and_back(tables, kind, layout, root, **cohort):
        mapping = {**deliver(tables, kind, layout, root), **cohort}
        return read_source(cohort_spec(mapping, "proef"), capj, root)

    return there_and_back


@pytest.fixture(params=FORMATS)
def kind(request):
    return request.param


@pytest.fixture(params=["long", "wide", "cell"])
def layout(request):
    return request.param


@pytest.fixture
def parquet(delivery):
    """Pupils in two Parquet files."""
    delivery.file("pupils")["path"] = "delen"
    (delivery.root / "delen").mkdir()
    for number, row in enumerate(ROWS):
        write_part(delivery, f"deel-{number}.parquet", pd.DataFrame([row], columns=HEADER))
    return delivery


@pytest.fixture
def years(delivery):
    """Pupils in a text file per year."""
    delivery.file("pupils")["path"] = "jaren"
    (delivery.root / "jaren").mkdir()
    for name, row in YEARS.items():
        (delivery.root / "jaren" / name).write_text(";".join(HEADER) + "\n" + row)
    return delivery


@pytest.fixture
def numbered(delivery):
    """A delivery whose sex is coded 1 and 2."""
    delivery.file("pupils")["columns"]["sex"]["values"] = {"1": "boy", "2": "girl"}
    return delivery

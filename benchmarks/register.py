"""A synthetic register: pupils, absences and codes of nobody, as Parquet folders of parts.

Usage: ``python benchmarks/register.py PROJECT [--pupils N] [--codes] [--parts N]``

It writes the files below PROJECT/data/raw/register, and a cohort file and a plan of the name
``register`` below PROJECT/config. The same arguments give the same bytes.
"""

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

SEED = 20210101
MUNICIPALITIES = 340
EXTRACTION = datetime.date(2021, 7, 31)
#: Yes/no columns of the pupils table: name, share with it, log odds ratio.
YES_NO = {
    "moved_house": (0.10, 0.3),
    "repeated_class": (0.12, 0.4),
    "youth_care": (0.06, 0.9),
    "benefits": (0.09, 0.5),
    "police_contact": (0.02, 0.8),
    "single_parent": (0.22, 0.4),
    "born_abroad": (0.05, 0.2),
    "hospital_stay": (0.03, 0.1),
    "rural": (0.30, -0.1),
    "large_family": (0.15, 0.1),
}
#: Codes of problems: construct, codes, share with one of them, log odds ratio.
CODED = {
    "anxious": (("A101", "A103", "A104"), 0.06, 0.8),
    "defiant": (("A200", "A202"), 0.05, 0.6),
    "home_problems": (("D205", "D405"), 0.07, 0.5),
}
SCHOOLS = ("primary", "secondary", "special_primary", "special_secondary")
INCOMES = ("middle", "low", "high")
TOWNS = [f"GM{number:04d}" for number in range(MUNICIPALITIES)]
_RNG_BLOCK = 250_000


def blocks(n_pupils: int, codes: bool) -> Iterator[dict[str, pa.Table]]:
    """Pupils with their absences and codes, a block at a time.

    Parameters
    ----------
    n_pupils
        Pupils of the whole register.
    codes
        Whether pupils have codes as well.
    """
    for start in range(0, n_pupils, _RNG_BLOCK):
        size = min(_RNG_BLOCK, n_pupils - start)
        yield _block(np.random.default_rng([SEED, start]), start, size, codes)


def _block(rng: np.random.Generator, start: int, size: int, codes: bool) -> dict[str, pa.Table]:
    numbers = np.arange(start, start + size) * 7919 % 100_000_007
    pupil = pa.array([f"P{number:09d}" for number in numbers])
    girl = rng.random(size) < 0.49
    born = np.datetime64("2003-08-01") + rng.integers(0, 13 * 365, size)
    age = (np.datetime64("2020-09-01") - born).astype(int) / 365.25
    special = rng.random(size) < 0.04
    school = (age >= 12).astype(int) + 2 * special
    income = np.where(rng.random(size) < 0.2, 1, np.where(rng.random(size) < 0.25, 2, 0))
    risk = -5.6 + 0.1 * (age - 11) + 0.2 * girl + 0.9 * special + 0.4 * (income == 1)
    columns: dict[str, Any] = {
        "pupil_id": pupil,
        "sex": pa.array(np.where(girl, "girl", "boy")).dictionary_encode(),
        "born": pa.array(born.astype("datetime64[D]")),
        "municipality": _words(TOWNS, _towns(rng, size)),
        "school": _words(SCHOOLS, school),
        "income": _words(INCOMES, income, missing=rng.random(size) < 0.02),
    }
    for name, (share, slope) in YES_NO.items():
        has = rng.random(size) < share
        columns[name] = pa.array(has.astype("int8"))
        risk = risk + slope * has
    tables = {"pupils": pa.table(columns)}
    if codes:
        tables["classifications"], extra = _coded(rng, pupil, size)
        risk = risk + extra
    tables["absences"] = _absences(rng, pupil, risk)
    return tables


def _towns(rng: np.random.Generator, size: int) -> "np.typing.NDArray[np.int64]":
    """Municipalities of very different sizes."""
    weight = 1.0 / np.arange(1, MUNICIPALITIES + 1) ** 0.8
    return rng.choice(MUNICIPALITIES, size, p=weight / weight.sum())


def _words(
    names: Any, places: Any, missing: "np.typing.NDArray[np.bool_] | None" = None
) -> pa.DictionaryArray:
    indices = pa.array(np.asarray(places, dtype="int32"), mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(names)))


def _coded(rng: np.random.Generator, pupil: Any, size: int) -> tuple[pa.Table, Any]:
    who, code, risk = [], [], np.zeros(size)
    for choices, share, slope in CODED.values():
        has = rng.random(size) < share
        risk = risk + slope * has
        who.append(np.flatnonzero(has))
        code.append(rng.choice(choices, int(has.sum())))
    others = np.flatnonzero(rng.random(size) < 0.1)
    who.append(others)
    code.append(np.full(len(others), "C100"))
    places = np.concatenate(who)
    table = {"pupil_id": pupil.take(pa.array(places)), "code": pa.array(np.concatenate(code))}
    return pa.table(table), risk


def _absences(rng: np.random.Generator, pupil: Any, risk: Any) -> pa.Table:
    """Long spells of those with the outcome, short ones of others, some without an end."""
    long = rng.random(len(risk)) < 1.0 / (1.0 + np.exp(-risk))
    short = rng.random(len(risk)) < 0.12
    places = np.concatenate([np.flatnonzero(long), np.flatnonzero(short)])
    days = np.where(
        np.arange(len(places)) < long.sum(),
        rng.integers(95, 200, len(places)),
        rng.integers(0, 20, len(places)),
    )
    first = np.datetime64("2020-08-24") + rng.integers(0, 330, len(places))
    first = np.where(
        days > 90, np.datetime64("2020-08-24") + rng.integers(0, 120, len(places)), first
    )
    last = (first + days).astype("datetime64[D]")
    answers = ("no", "yes", "unknown")
    excused = np.where(days > 90, 0, rng.choice(3, len(places), p=(0.5, 0.4, 0.1)))
    return pa.table(
        {
            "pupil_id": pupil.take(pa.array(places)),
            "first_day": pa.array(first.astype("datetime64[D]")),
            "last_day": pa.array(last, mask=rng.random(len(places)) < 0.03),
            "excused": _words(answers, excused),
            "enrolled": _words(answers, rng.choice(3, len(places), p=(0.02, 0.95, 0.03))),
        }
    )


def write_register(project: Path, n_pupils: int, *, codes: bool = False) -> None:
    """Write the files of the register, and the cohort file and plan that go with them."""
    raw = project / "data/raw/register"
    for number, tables in enumerate(blocks(n_pupils, codes)):
        for name, table in tables.items():
            folder = raw / name
            folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, folder / f"part-{number:04d}.parquet", compression="zstd")
    for place, content in (("cohorts", cohort(codes)), ("plans", plan(codes))):
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        (project / f"config/{place}/register.yaml").write_text(text, encoding="utf-8")


def _text(name: str) -> dict[str, str]:
    plain = name.replace("_", " ").capitalize()
    return {"nl": plain, "en": plain}


def cohort(codes: bool) -> dict[str, Any]:
    """The cohort file."""
    age_group = {
        "from": "age_years",
        "bins": [0, 8, 12, 15],
        "labels": ["under_8", "8_to_11", "12_to_14", "from_15"],
    }
    age = {"name": "age", "label": _text("not_5_to_17"), "column": "age_years"}
    return {
        "title": _text("register"),
        "description": _text("pupils_who_do_not_exist"),
        "source": _text("benchmarks/register.py"),
        "synthetic": True,
        "plan": "register",
        "disclosure": "open",
        "reference_date": "2020-09-01",
        "extraction_date": EXTRACTION.isoformat(),
        "files": _files(codes),
        "derived": {"age_group": age_group},
        "eligibility": [{**age, "minimum": 5, "maximum": 17}],
        "outcome": {"definition": "ocw_3m"},
    }


def _files(codes: bool) -> dict[str, Any]:
    """The files and their columns, as the cohort file names them."""
    pupils = {
        "pupil_id": "pupil_id",
        "sex": "sex",
        "birth_date": "born",
        "site": "municipality",
        "school": "school",
        "income": "income",
        **{name: name for name in YES_NO},
    }
    spells = {
        "pupil_id": "pupil_id",
        "start_date": "first_day",
        "end_date": "last_day",
        "authorised": "excused",
        "enrolled": "enrolled",
    }
    coded = {"pupil_id": "pupil_id", "code": "code"}
    folder = "data/raw/register"
    files: dict[str, Any] = {"pupils": {"path": f"{folder}/pupils", "columns": pupils}}
    if codes:
        place = f"{folder}/classifications"
        files["classifications"] = {"path": place, "layout": "long", "columns": coded}
    files["absences"] = {"path": f"{folder}/absences", "columns": spells}
    return files


def plan(codes: bool) -> dict[str, Any]:
    """The plan: 14 predictors in two blocks of one model."""
    predictors = _predictors(codes)
    content: dict[str, Any] = {
        "title": _text("register"),
        "question": _text("what_is_associated_with_absence"),
    }
    if codes:
        content["codebook"] = "capj"
        content["constructs"] = {
            name: {"label": _text(name), "codes": list(part[0])} for name, part in CODED.items()
        }
    content["predictors"] = {name: _predictor(name, part) for name, part in predictors.items()}
    names = list(predictors)
    blocks = {"person": names[:4], "home": names[4:]}
    content["models"] = {
        "main": {
            "label": _text("main_model"),
            "role": "confirmatory",
            "blocks": {
                name: {"label": _text(name), "predictors": part} for name, part in blocks.items()
            },
        }
    }
    content["estimation"] = {"missing_values": "complete_cases", "clusters": "none"}
    return content


def _predictors(codes: bool) -> dict[str, Any]:
    """Name to column and levels."""
    ages = ["8_to_11", "under_8", "12_to_14", "from_15"]
    predictors: dict[str, Any] = {
        "girl": {"column": "sex", "yes": ["girl"], "no": ["boy"]},
        "age_group": {"column": "age_group", "levels": ages},
        "school": {"column": "school", "levels": list(SCHOOLS)},
        "income": {"column": "income", "levels": list(INCOMES)},
    }
    yes_no = list(YES_NO)[: -len(CODED)] if codes else list(YES_NO)
    for name in yes_no:
        predictors[name] = {"column": name, "yes": ["1"], "no": ["0"]}
    for name in CODED if codes else ():
        predictors[name] = {"construct": name}
    return predictors


def _predictor(name: str, part: dict[str, Any]) -> dict[str, Any]:
    levels = part.pop("levels", None)
    kind: dict[str, Any] = {"label": _text(name), "kind": "factor" if levels else "binary"}
    if levels:
        kind["levels"] = {level: _text(level) for level in levels}
    return {**kind, **part}


def main() -> None:
    """Write a register from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--pupils", type=int, default=5_000_000)
    parser.add_argument("--codes", action="store_true")
    given = parser.parse_args()
    write_register(given.project, given.pupils, codes=given.codes)


if __name__ == "__main__":
    main()

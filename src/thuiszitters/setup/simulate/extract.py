"""A cohort laid out as the three files that a Dutch school would deliver."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from thuiszitters.base.io import write_bytes
from thuiszitters.plan.simulation import SimulationSpec
from thuiszitters.setup.simulate.background import ADVICE, background_columns
from thuiszitters.setup.simulate.further import further_codes
from thuiszitters.setup.simulate.pupils import simulate_pupils
from thuiszitters.setup.simulate.spells import Spell, spells

#: Codes behind every simulated problem; the X codes are local codes of the cohort file.
CODES = {
    "internalising": ("A101", "A102", "A103", "A104", "A301", "A303", "A100"),
    "externalising": ("A201", "A202", "A202", "A302", "A200"),
    "relationship_parents": ("D405",),
    "separated_parents": ("X401",),
    "loyalty": ("D205",),
    "no_contact_parent": ("X402",),
    "other_home": ("D101", "D104", "D201", "D510", "D601", "D802", "D800", "D100"),
    "agencies": ("X301",),
    "cognition": ("C101", "C102", "C104", "C100"),
    "motivation": ("E103",),
    "peers": ("A501", "A502", "E102", "E204"),
}
#: Codes that belong to no construct; they make an extract look like an extract.
OTHER_CODES = ("E101", "E107", "A406", "A405", "E")
LEVELS = ADVICE[:-1]
#: Columns of the files, as a Dutch school names them.
_CLASSIFICATIONS = ["leerlingnummer", "code", "datum", "hoofdprobleem"]
_ABSENCES = [
    *("leerlingnummer", "begindatum", "einddatum", "geoorloofd"),
    *("ingeschreven", "vrijstelling"),
]
_DAY = timedelta(days=1)
_YES_NO = {True: "ja", False: "nee"}


def simulate_extract(
    spec: SimulationSpec, rng: np.random.Generator | int
) -> dict[str, pd.DataFrame]:
    """Draw a cohort and lay it out as three files of a Dutch extract, all cells as text.

    Parameters
    ----------
    spec
        Size, shares, log odds and dates.
    rng
        Source of chance, or a seed; with a seed, `spec.draw` picks one of its cohorts.

    Returns
    -------
    dict
        ``pupils``, ``classifications`` (one row per pupil and code) and ``absences``
        (spells), each with Dutch column names, dd-mm-yyyy and decimal commas.
    """
    if not isinstance(rng, np.random.Generator):
        rng = np.random.default_rng([rng, spec.draw])
    truth = simulate_pupils(spec, rng)
    n_rows = spec.pupils + spec.pupils_outside_age
    identifiers = [f"{number:07d}" for number in rng.choice(89_999, n_rows, replace=False) + 1]
    births = [_birth_date(spec, int(age), rng) for age in truth["age_years"]]
    births += [_birth_date(spec, spec.ages[1] + 1, rng) for _ in range(spec.pupils_outside_age)]
    girls = [*truth["girl"], *(rng.random(spec.pupils_outside_age) < spec.share_girls)]
    pupils = _pupil_rows(spec, identifiers, births, girls, rng)
    attended = pupils.pop("attended")
    own, later = rng.spawn(2)  # the stream of all other columns stays where it is
    if spec.background is not None:
        pupils |= background_columns(spec.background, _everyone(truth, n_rows), attended, own)
    classifications, absences = [], []
    for place, identifier in enumerate(identifiers):
        known = place < spec.pupils
        problems = [name for name in CODES if known and truth[name].iloc[place]]
        outcome = bool(known and truth["outcome"].iloc[place])
        codes = _codes(problems, spec, rng)
        classifications += _classification_rows(identifier, codes, spec, rng)
        for code in further_codes(spec.further, problems, codes, later):
            classifications.append((identifier, code, _recorded(spec, later), _YES_NO[False]))
        drawn = spells(outcome, births[place], spec, rng)
        absences += [(identifier, *_spell_cells(spell)) for spell in drawn]
    tables = {
        "pupils": pd.DataFrame(pupils),
        "classifications": pd.DataFrame(classifications, columns=_CLASSIFICATIONS),
        "absences": pd.DataFrame(absences, columns=_ABSENCES),
    }
    return {name: _shuffled(table, rng) for name, table in tables.items()}


def extract_bytes(table: pd.DataFrame) -> bytes:
    """One table as the bytes of a CSV file: semicolons, Windows-1252, Windows line ends."""
    text = table.to_csv(sep=";", index=False, lineterminator="\r\n")
    return text.encode("cp1252")


def write_extract(extract: Mapping[str, pd.DataFrame], paths: Mapping[str, str]) -> None:
    """Write every table of an extract to the path of the same name."""
    for name, table in extract.items():
        write_bytes(paths[name], extract_bytes(table))


def _shuffled(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    order = rng.permutation(len(table))
    return table.iloc[order].reset_index(drop=True)


def _birth_date(spec: SimulationSpec, age: int, rng: np.random.Generator) -> date:
    """A day on which a pupil of this age was born, as seen from the reference date."""
    latest = spec.reference_date.replace(year=spec.reference_date.year - age)
    return latest - int(rng.integers(0, 364)) * _DAY


def _everyone(truth: pd.DataFrame, n_rows: int) -> pd.DataFrame:
    """The truth with a row without anything for every pupil outside the ages."""
    return truth.select_dtypes("bool").reindex(range(n_rows), fill_value=False)


def _pupil_rows(
    spec: SimulationSpec,
    identifiers: list[str],
    births: list[date],
    girls: list[bool],
    rng: np.random.Generator,
) -> dict[str, list[str]]:
    n_rows = len(identifiers)
    missing = dict(spec.share_missing)
    absent = {name: rng.random(n_rows) < missing[name] for name in missing}
    distance = rng.gamma(2.0, 3.0, n_rows)
    sites = [str(site) for site in rng.choice(list(spec.sites), n_rows)]
    levels = [str(level) for level in rng.choice(LEVELS, n_rows)]
    return {
        "attended": levels,
        "leerlingnummer": identifiers,
        "geslacht": [
            "" if absent["sex"][i] else ("v" if girl else "m") for i, girl in enumerate(girls)
        ],
        "geboortedatum": [_dutch(day) for day in births],
        "locatie": sites,
        "schoolniveau": [
            "onbekend" if absent["school_level"][i] else level for i, level in enumerate(levels)
        ],
        "reisafstand_km": [
            "" if absent["distance_km"][i] else f"{km:.1f}".replace(".", ",")
            for i, km in enumerate(distance)
        ],
    }


def _codes(problems: list[str], spec: SimulationSpec, rng: np.random.Generator) -> list[str]:
    """Codes of one pupil: one or two per problem, and now and then one of no construct."""
    codes: list[str] = []
    for problem in problems:
        several = 2 if len(CODES[problem]) > 1 and rng.random() < 0.3 else 1
        codes += [str(code) for code in rng.choice(CODES[problem], several)]
    if rng.random() < 0.25 or (not codes and rng.random() >= spec.share_unclassified):
        codes.append(str(rng.choice(OTHER_CODES)))
    return list(dict.fromkeys(codes))


def _classification_rows(
    identifier: str, codes: list[str], spec: SimulationSpec, rng: np.random.Generator
) -> list[tuple[str, str, str, str]]:
    main = int(rng.integers(0, len(codes))) if codes else -1
    return [
        (
            identifier,
            code,
            _recorded(spec, rng),
            _YES_NO[place == main],
        )
        for place, code in enumerate(codes)
    ]


def _recorded(spec: SimulationSpec, rng: np.random.Generator) -> str:
    """The day on which a code was given."""
    return _dutch(spec.extraction_date - int(rng.integers(60, 900)) * _DAY)


def _spell_cells(spell: Spell) -> tuple[str, str, str, str, str]:
    first, last, authorised, enrolled, exempt = spell
    return _dutch(first), "" if last is None else _dutch(last), authorised, enrolled, exempt


def _dutch(day: date) -> str:
    return day.strftime("%d-%m-%Y")

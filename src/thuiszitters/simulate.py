"""A synthetic cohort with known truth, written as a Dutch school would deliver it."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from thuiszitters.plan.simulation import SimulationSpec

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
LEVELS = ("praktijkonderwijs", "vmbo-b", "vmbo-k", "vmbo-t", "havo")
_YES_NO = {True: "ja", False: "nee"}
_DAY = timedelta(days=1)

Spell = tuple[date, date | None, str, str, str]


def simulate_pupils(spec: SimulationSpec, rng: np.random.Generator) -> pd.DataFrame:
    """Draw pupils with problems and outcome; nothing is missing and nothing is coded yet.

    Parameters
    ----------
    spec
        Shares and log odds.
    rng
        Source of chance; the same state gives the same pupils.

    Returns
    -------
    DataFrame
        ``girl``, ``age_years``, one column per problem (True or False), ``probability``
        and ``outcome``.
    """
    n_pupils = spec.pupils
    truth = pd.DataFrame({"girl": rng.random(n_pupils) < spec.share_girls})
    truth["age_years"] = rng.integers(spec.ages[0], spec.ages[1], n_pupils, endpoint=True)
    for problem, terms in spec.problems:
        share = np.zeros(n_pupils)
        for term, value in terms:
            share += value * (1.0 if term == "base" else truth[term].to_numpy(dtype="float64"))
        truth[problem] = rng.random(n_pupils) < share
    truth["probability"] = 1 / (1 + np.exp(-log_odds(spec, truth)))
    truth["outcome"] = rng.random(n_pupils) < truth["probability"]
    return truth


def log_odds(spec: SimulationSpec, truth: pd.DataFrame) -> "np.typing.NDArray[np.float64]":
    """True log odds of the outcome for every pupil."""
    internalising, externalising = truth["internalising"], truth["externalising"]
    terms = truth.assign(
        intercept=1.0,
        age_years=truth["age_years"] - 15.0,
        internalising_only=internalising & ~externalising,
        externalising_only=externalising & ~internalising,
        both=internalising & externalising,
    )
    total = np.zeros(len(truth))
    for name, value in spec.outcome:
        total += value * terms[name].to_numpy(dtype="float64")
    return total


def simulate_extract(spec: SimulationSpec, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Draw a cohort and lay it out as three files of a Dutch extract, all cells as text.

    Returns
    -------
    dict
        ``leerlingen``, ``classificaties`` (one row per pupil and code) and ``verzuim``
        (spells), each with Dutch column names, dd-mm-yyyy and decimal commas.
    """
    truth = simulate_pupils(spec, rng)
    n_rows = spec.pupils + spec.pupils_outside_age
    identifiers = [f"{number:07d}" for number in rng.choice(89_999, n_rows, replace=False) + 1]
    births = [_birth_date(spec, int(age), rng) for age in truth["age_years"]]
    births += [_birth_date(spec, spec.ages[1] + 1, rng) for _ in range(spec.pupils_outside_age)]
    girls = [*truth["girl"], *(rng.random(spec.pupils_outside_age) < spec.share_girls)]
    pupils = _pupil_rows(spec, identifiers, births, girls, rng)
    classifications, absences = [], []
    for place, identifier in enumerate(identifiers):
        known = place < spec.pupils
        problems = [name for name in CODES if known and truth.at[place, name]]
        outcome = bool(known and truth.at[place, "outcome"])
        codes = _codes(problems, spec, rng)
        classifications += _classification_rows(identifier, codes, spec, rng)
        for spell in _spells(outcome, births[place], spec, rng):
            absences.append((identifier, *_spell_cells(spell)))
    tables = {
        "leerlingen": pd.DataFrame(pupils),
        "classificaties": pd.DataFrame(
            classifications, columns=["leerlingnummer", "code", "datum", "hoofdprobleem"]
        ),
        "verzuim": pd.DataFrame(
            absences,
            columns=[
                "leerlingnummer",
                "begindatum",
                "einddatum",
                "geoorloofd",
                "ingeschreven",
                "vrijstelling",
            ],
        ),
    }
    return {name: _shuffled(table, rng) for name, table in tables.items()}


def extract_bytes(table: pd.DataFrame) -> bytes:
    """One table as the bytes of a CSV file: semicolons, Windows-1252, Windows line ends."""
    text = table.to_csv(sep=";", index=False, lineterminator="\r\n")
    return text.encode("cp1252")


def _shuffled(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    order = rng.permutation(len(table))
    return table.iloc[order].reset_index(drop=True)


def _birth_date(spec: SimulationSpec, age: int, rng: np.random.Generator) -> date:
    """A day on which a pupil of this age was born, as seen from the reference date."""
    latest = spec.reference_date.replace(year=spec.reference_date.year - age)
    return latest - int(rng.integers(0, 364)) * _DAY


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
    return {
        "leerlingnummer": identifiers,
        "geslacht": [
            "" if absent["sex"][i] else ("v" if girl else "m") for i, girl in enumerate(girls)
        ],
        "geboortedatum": [_dutch(day) for day in births],
        "locatie": [str(site) for site in rng.choice(list(spec.sites), n_rows)],
        "schoolniveau": [
            "onbekend" if absent["school_level"][i] else str(level)
            for i, level in enumerate(rng.choice(LEVELS, n_rows))
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
            _dutch(spec.extraction_date - int(rng.integers(60, 900)) * _DAY),
            _YES_NO[place == main],
        )
        for place, code in enumerate(codes)
    ]


def _spells(
    outcome: bool, birth: date, spec: SimulationSpec, rng: np.random.Generator
) -> list[Spell]:
    """Absences of one pupil: long without a valid reason for a thuiszitter, else not."""
    spells = [_short(spec, rng, 10, "ja") for _ in range(int(rng.poisson(1.5)))]
    spells += [_short(spec, rng, 5, "nee") for _ in range(int(rng.poisson(0.4)))]
    if rng.random() < 0.05:
        spells.append(_short(spec, rng, 8, "onbekend"))
    if outcome:
        return spells + _long(birth, spec, rng)
    chance = rng.random()
    if chance < 0.10:  # longer than four weeks, shorter than three months
        spells.append(_short(spec, rng, 26, "nee", at_least=30))
    elif chance < 0.14:  # a long illness
        spells.append(_short(spec, rng, 120, "ja", at_least=95))
    elif chance < 0.16:  # exempted from compulsory education
        first, last, *_ = _short(spec, rng, 150, "nee", at_least=100)
        spells.append((first, last, "onbekend", "nee", "ja"))
    return spells


def _short(
    spec: SimulationSpec, rng: np.random.Generator, longest: int, reason: str, at_least: int = 1
) -> Spell:
    length = at_least + int(rng.integers(0, longest))
    first = spec.extraction_date - int(rng.integers(length, 640)) * _DAY
    return first, first + (length - 1) * _DAY, reason, "ja", "nee"


def _long(birth: date, spec: SimulationSpec, rng: np.random.Generator) -> list[Spell]:
    """More than three months before the eighteenth birthday, in one spell or two."""
    length = 100 + int(rng.gamma(2.0, 60.0))
    eighteenth = birth.replace(year=birth.year + 18, day=min(birth.day, 28))
    latest = min(spec.extraction_date, eighteenth) - 110 * _DAY
    first = latest - int(rng.integers(0, 400)) * _DAY
    last = first + length * _DAY
    end = None if last >= spec.extraction_date else last
    kind = rng.random()
    if kind < 0.2:
        return [(first, end, "onbekend", "nee", "nee")]
    if kind < 0.35:  # taken off the roll on a Monday, within one episode
        friday = first + (35 + (4 - (first + 35 * _DAY).weekday()) % 7) * _DAY
        return [
            (first, friday, "nee", "ja", "nee"),
            (friday + 3 * _DAY, end, "onbekend", "nee", "nee"),
        ]
    return [(first, end, "nee", "ja", "nee")]


def _spell_cells(spell: Spell) -> tuple[str, str, str, str, str]:
    first, last, authorised, enrolled, exempt = spell
    return _dutch(first), "" if last is None else _dutch(last), authorised, enrolled, exempt


def _dutch(day: date) -> str:
    return day.strftime("%d-%m-%Y")

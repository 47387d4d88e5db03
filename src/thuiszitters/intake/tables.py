"""The three canonical tables, and what each of them must hold to."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.errors import Problem
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.spelling import Spelling
from thuiszitters.intake.identifiers import padding_advice
from thuiszitters.intake.incoming import Incoming
from thuiszitters.intake.raw import count_text
from thuiszitters.intake.spelling import respell
from thuiszitters.plan.cohort import CohortSpec

SEXES = ("boy", "girl", "other")
#: A text that is no code is shown only when it looks like one; else it may be about a person.
LONGEST_SHOWN_CODE = 8
MOST_UNKNOWN_CODES = 20
#: Beyond this an age is a typing error; within it, `check` tells what is unlikely.
OLDEST_AGE = 120
#: What stands in the first column of the last row of a report.
TOTALS = ("totaal", "total", "eindtotaal", "subtotaal", "grand total", "gemiddelde")
_TOTAL = ("one row per pupil", "Take the rows with totals out of the file")


def check_pupils(arrived: Incoming, spec: CohortSpec, _codebook: Codebook | None) -> None:
    """One row per pupil, each with an identifier; known values of sex; ages that can be."""
    _empty(arrived, "at least one pupil")
    total = f"lower(pupil_id) IN {sql.texts(TOTALS)}"
    arrived.refuse("pupil_id", total, "a total", *_TOTAL)
    _check_ages(arrived, spec)
    _check_repeated(arrived)
    if "possible_hours" in arrived.columns:
        arrived.refuse("possible_hours", "possible_hours < 0", "below 0", "0 or more", "")
    if "sex" in arrived.columns:
        arrived.refuse(
            "sex",
            f"CAST(sex AS VARCHAR) NOT IN {sql.texts(SEXES)}",
            "not boy, girl or other",
            ", ".join(SEXES),
            'Map the values of the file under "values"',
        )


def _check_repeated(arrived: Incoming) -> None:
    """No pupil has two rows; numbers made from the identifiers settle it for nearly everybody."""
    different = "count(DISTINCT hash(pupil_id)), count(pupil_id)"
    query = f"SELECT {different} FROM {arrived.table}"
    if len(set(engine.one_row(arrived.connection, query))) == 1:
        return
    repeated = (
        f"pupil_id IN (SELECT pupil_id FROM {arrived.table} GROUP BY pupil_id HAVING count(*) > 1)"
    )
    arrived.refuse(
        "pupil_id",
        repeated,
        "about a pupil with another row",
        "one row per pupil",
        "Keep the row that is right; what a pupil can have several of belongs in another "
        "file, such as that of the absences",
    )


def check_classifications(arrived: Incoming, spec: CohortSpec, codebook: Codebook | None) -> None:
    """Every row has a code, and one of the list; others are refused, or left out and counted."""
    _empty(arrived, "at least one row; without classifications leave the file out")
    arrived.refuse("code", "code IS NULL", "without a code", "", "")
    if codebook is None:
        return
    respell(arrived, codebook)
    if spec.unknown_codes == "refuse":
        arrived.problems.extend(_unknown_codes(arrived, codebook))
        return
    known = f"coalesce(CAST(code AS VARCHAR), '') IN {sql.texts(codebook.by_code)}"
    arrived.keep(known, "unknown_code")


def check_absences(arrived: Incoming, spec: CohortSpec, _codebook: Codebook | None) -> None:
    """Every spell has a pupil and a first day, does not end before it, and has begun."""
    arrived.refuse("start_date", "start_date IS NULL", "without a first day", "", "")
    if "hours" in arrived.columns:
        odd = "hours IS NULL OR hours < 0"
        advice = "Correct the file, or leave out the column"
        arrived.refuse("hours", odd, "without a number of hours", "0 or more", advice)
    backward = "end_date < start_date"
    total = arrived.count(backward)
    if total:
        verb = "spell ends" if total == 1 else "spells end"
        arrived.problems.append(
            Problem(
                arrived.place("end_date"),
                f"{total} {verb} before the first day ({arrived.rows_text(backward)})",
                "the last day of absence, not before the first",
            )
        )
    if spec.extraction_date is None:
        return
    late = f"start_date > {sql.day(spec.extraction_date)}"
    total = arrived.count(late)
    if total:
        found = f"{count_text(total, arrived.n_rows, 'spell')} later than the extraction"
        advice = f'Correct the file, or "extraction_date" ({spec.extraction_date})'
        rows = arrived.rows_text(late)
        place = arrived.place("start_date")
        arrived.problems.append(Problem(place, f"{found} ({rows})", advice=advice))


def known_pupils(arrived: Incoming, pupils: str, spec: CohortSpec) -> None:
    """Rows about pupils of the pupils table; others are refused, or left out and counted.

    Parameters
    ----------
    pupils
        Name of the pupils table in the database.
    """
    stranger = f"pupil_id NOT IN (SELECT pupil_id FROM {pupils} WHERE pupil_id IS NOT NULL)"
    if spec.unknown_pupils == "count":
        arrived.keep(f"NOT ({stranger})", "unknown_pupil")
        return
    if not arrived.count(stranger):
        return
    advice = 'To leave such rows out and count them, set "unknown_pupils: count"'
    arrived.refuse(
        "pupil_id",
        stranger,
        "about an unknown pupil",
        "identifiers of the pupils table, written in the same way",
        _padding(arrived, pupils, stranger) or advice,
    )


def _padding(arrived: Incoming, pupils: str, stranger: str) -> str:
    """Advice, when most strangers are known pupils with more or fewer leading zeros."""
    bare = f"SELECT ltrim(pupil_id, '0') FROM {pupils} WHERE pupil_id IS NOT NULL"
    share, width = engine.one_row(
        arrived.connection,
        f"SELECT avg(CAST(ltrim(pupil_id, '0') IN ({bare}) AS INTEGER)), "
        f"(SELECT max(length(pupil_id)) FROM {pupils}) FROM {arrived.table} WHERE {stranger}",
    )
    return padding_advice(width) if share > 0.5 else ""


def days(dates: "pd.Series[Any]") -> "np.typing.NDArray[np.datetime64]":
    """Dates as days; NaT where there is none."""
    codes, distinct = pd.factorize(dates)
    values = np.array([np.datetime64(day, "D") for day in distinct] + [np.datetime64("NaT", "D")])
    return np.asarray(values[codes], dtype="datetime64[D]")


def completed_years(birth: "pd.Series[Any]", at: date) -> "np.typing.NDArray[np.float64]":
    """Age in completed years on a day; someone born on 29 February has it on 1 March.

    Examples
    --------
    >>> completed_years(pd.Series([date(2008, 9, 2), None]), date(2020, 9, 1)).tolist()
    [11.0, nan]
    """
    codes, distinct = pd.factorize(birth)
    ages = [
        float(at.year - day.year - ((at.month, at.day) < (day.month, day.day))) for day in distinct
    ]
    return np.array([*ages, np.nan])[codes]


def _empty(arrived: Incoming, allowed: str) -> None:
    if not arrived.cells.n_rows:
        found = "the file has a header but no rows"
        arrived.problems.append(Problem(arrived.where, found, allowed))


def _check_ages(arrived: Incoming, spec: CohortSpec) -> None:
    """No age that nobody can have; an age that is only unlikely is for `check` to tell."""
    if "age_years" in arrived.columns:
        impossible = f"age_years < 0 OR age_years > {OLDEST_AGE}"
        arrived.refuse("age_years", impossible, "no age", f"0 to {OLDEST_AGE}, or empty", "")
    known = [day for day in (spec.reference_date, spec.extraction_date) if day is not None]
    if "birth_date" in arrived.columns and known:
        late = f"birth_date > {sql.day(max(known))}"
        advice = f"Correct the file, or the dates of the cohort ({max(known)})"
        arrived.refuse("birth_date", late, "later than the data themselves", "", advice)


def _unknown_codes(arrived: Incoming, codebook: Codebook) -> list[Problem]:
    unknown = f"CAST(code AS VARCHAR) NOT IN {sql.texts(codebook.by_code)}"
    spelling = Spelling(codebook)
    query = f"SELECT DISTINCT CAST(code AS VARCHAR) FROM {arrived.table} WHERE {unknown} ORDER BY 1"
    listed = engine.column_values(arrived.connection, query)
    # What may be two codes has a sentence of its own.
    distinct = [code for code in listed if not spelling.meant(code)]
    place = arrived.place("code")
    problems = []
    for code in distinct[:MOST_UNKNOWN_CODES]:
        rows = arrived.rows_text(f"CAST(code AS VARCHAR) = {sql.text(code)}")
        shown = f'"{code}" is' if len(code) <= LONGEST_SHOWN_CODE else "a text that is"
        found = f"{shown} not in {codebook.title} ({rows})"
        advice = codebook.nearest(code) or "Declare a code of your own under local_codes"
        problems.append(Problem(place, found, advice=advice))
    if len(distinct) > MOST_UNKNOWN_CODES:
        more = len(distinct) - MOST_UNKNOWN_CODES
        problems.append(Problem(place, f"{more} more texts are not in the code list"))
    return problems

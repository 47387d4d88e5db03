"""The three canonical tables, and what each of them must hold to."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base.errors import Problem
from thuiszitters.codebook import Codebook
from thuiszitters.intake.identifiers import padding_advice
from thuiszitters.intake.incoming import Incoming
from thuiszitters.intake.matching import places
from thuiszitters.intake.raw import count_text
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


def check_pupils(arrived: Incoming, spec: CohortSpec, _codebook: Codebook | None) -> Incoming:
    """One row per pupil, each with an identifier; known values of sex; ages that can be."""
    _empty(arrived, "at least one pupil")
    table = arrived.table
    _refuse(arrived, "pupil_id", table["pupil_id"].str.casefold().isin(TOTALS), "a total", _TOTAL)
    _check_ages(arrived, spec)
    repeated = table["pupil_id"].duplicated(keep=False) & table["pupil_id"].notna()
    if repeated.any():
        found = f"{count_text(int(repeated.sum()), len(table))} about a pupil with another row"
        rows = arrived.raw.rows_text(repeated)
        arrived.problems.append(
            Problem(
                arrived.place("pupil_id"),
                f"{found} ({rows})",
                "one row per pupil",
                "Keep the row that is right; what a pupil can have several of belongs in another "
                "file, such as that of the absences",
            )
        )
    if "sex" in table:
        wrong = table["sex"].notna() & ~table["sex"].isin(SEXES)
        if wrong.any():
            found = f"{count_text(int(wrong.sum()), len(table))} not boy, girl or other"
            arrived.problems.append(
                Problem(
                    arrived.place("sex"),
                    f"{found} ({arrived.raw.rows_text(wrong)})",
                    ", ".join(SEXES),
                    'Map the values of the file under "values"',
                )
            )
    return arrived


def check_classifications(
    arrived: Incoming, spec: CohortSpec, codebook: Codebook | None
) -> Incoming:
    """Every row has a code, and one of the list; others are refused, or left out and counted."""
    _empty(arrived, "at least one row; without classifications leave the file out")
    table = arrived.table
    empty = table["code"].isna()
    if empty.any():
        found = f"{count_text(int(empty.sum()), len(table))} without a code"
        arrived.problems.append(
            Problem(arrived.place("code"), f"{found} ({arrived.raw.rows_text(empty)})")
        )
    if codebook is None:
        return arrived
    if spec.unknown_codes == "refuse":
        arrived.problems.extend(_unknown_codes(arrived, codebook))
        return arrived
    known = table["code"].isin(list(codebook.by_code))
    arrived.note("unknown_code", int((~known).sum()))
    return arrived.keep(known.to_numpy())


def check_absences(arrived: Incoming, spec: CohortSpec, _codebook: Codebook | None) -> Incoming:
    """Every spell has a pupil and a first day, does not end before it, and has begun."""
    table = arrived.table
    start, end = days(table["start_date"]), days(table["end_date"])
    absent = np.isnat(start)
    place = arrived.place("start_date")
    if absent.any():
        found = f"{count_text(int(absent.sum()), len(table))} without a first day"
        arrived.problems.append(Problem(place, f"{found} ({arrived.raw.rows_text(absent)})"))
    backward = end < start
    if backward.any():
        rows = arrived.raw.rows_text(backward)
        total = int(backward.sum())
        verb = "spell ends" if total == 1 else "spells end"
        arrived.problems.append(
            Problem(
                arrived.place("end_date"),
                f"{total} {verb} before the first day ({rows})",
                "the last day of absence, not before the first",
            )
        )
    if spec.extraction_date is not None:
        late = start > np.datetime64(spec.extraction_date)
        if late.any():
            rows = arrived.raw.rows_text(late)
            found = f"{count_text(int(late.sum()), len(table), 'spell')} later than the extraction"
            advice = f'Correct the file, or "extraction_date" ({spec.extraction_date})'
            arrived.problems.append(Problem(place, f"{found} ({rows})", advice=advice))
    return arrived


def known_pupils(arrived: Incoming, known: "pd.Series[str]", spec: CohortSpec) -> Incoming:
    """Rows about pupils of the pupils table; others are refused, or left out and counted."""
    identifiers = arrived.table["pupil_id"]
    stranger = pd.Series(places(identifiers, known) < 0) & identifiers.notna()
    if not stranger.any():
        return arrived
    if spec.unknown_pupils == "refuse":
        found = f"{count_text(int(stranger.sum()), len(arrived.table))} about an unknown pupil"
        advice = padding_advice(arrived.table.loc[stranger, "pupil_id"], known)
        arrived.problems.append(
            Problem(
                arrived.place("pupil_id"),
                f"{found} ({arrived.raw.rows_text(stranger)})",
                "identifiers of the pupils table, written in the same way",
                advice or 'To leave such rows out and count them, set "unknown_pupils: count"',
            )
        )
        return arrived
    arrived.note("unknown_pupil", int(stranger.sum()))
    return arrived.keep(~stranger.to_numpy())


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
    if not arrived.raw.n_rows:
        found = "the file has a header but no rows"
        arrived.problems.append(Problem(arrived.where, found, allowed))


def _check_ages(arrived: Incoming, spec: CohortSpec) -> None:
    """No age that nobody can have; an age that is only unlikely is for `check` to tell."""
    table = arrived.table
    if "age_years" in table:
        ages = table["age_years"]
        impossible = (ages < 0) | (ages > OLDEST_AGE)
        _refuse(arrived, "age_years", impossible, "no age", (f"0 to {OLDEST_AGE}, or empty", ""))
    known = [day for day in (spec.reference_date, spec.extraction_date) if day is not None]
    if "birth_date" in table and known:
        late = pd.Series(days(table["birth_date"]) > np.datetime64(max(known)))
        advice = ("", f"Correct the file, or the dates of the cohort ({max(known)})")
        _refuse(arrived, "birth_date", late, "later than the data themselves", advice)


def _refuse(
    arrived: Incoming, column: str, wrong: "pd.Series[bool]", what: str, advice: tuple[str, str]
) -> None:
    """Add the problem of a column whose rows are `what`: what is allowed, and what to do."""
    mask = wrong.fillna(False).to_numpy(dtype=bool)
    if mask.any():
        found = f"{count_text(int(mask.sum()), len(mask))} {what} ({arrived.raw.rows_text(mask)})"
        arrived.problems.append(Problem(arrived.place(column), found, *advice))


def _unknown_codes(arrived: Incoming, codebook: Codebook) -> list[Problem]:
    codes = arrived.table["code"]
    unknown = codes.notna() & ~codes.isin(list(codebook.by_code))
    distinct = sorted(codes[unknown].unique())
    place = arrived.place("code")
    problems = []
    for code in distinct[:MOST_UNKNOWN_CODES]:
        rows = arrived.raw.rows_text(codes == code)
        shown = f'"{code}" is' if len(code) <= LONGEST_SHOWN_CODE else "a text that is"
        found = f"{shown} not in {codebook.title} ({rows})"
        advice = codebook.nearest(code) or "Declare a code of your own under local_codes"
        problems.append(Problem(place, found, advice=advice))
    if len(distinct) > MOST_UNKNOWN_CODES:
        more = len(distinct) - MOST_UNKNOWN_CODES
        problems.append(Problem(place, f"{more} more texts are not in the code list"))
    return problems

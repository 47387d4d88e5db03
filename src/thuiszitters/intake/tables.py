"""The three canonical tables, and what each of them must hold to."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.errors import Problem
from thuiszitters.intake.raw import RawTable, count_text
from thuiszitters.plan.cohort import CohortSpec, ColumnSpec, FileSpec

SEXES = ("boy", "girl", "other")
#: A text that is no code is shown only when it looks like one; else it may be about a person.
LONGEST_SHOWN_CODE = 8
MOST_UNKNOWN_CODES = 20


@dataclass(frozen=True)
class Draft:
    """A table on its way in: its values beside the file they came from."""

    spec: FileSpec
    raw: RawTable
    table: pd.DataFrame
    problems: list[Problem]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return self.spec.path

    def column(self, name: str) -> ColumnSpec:
        found = self.spec.column(name)
        assert found is not None
        return found

    def place(self, name: str) -> str:
        return f'{self.where}: column "{self.column(name).source}"'

    def note(self, reason: str, count: int) -> None:
        if count:
            self.left_out[reason] = self.left_out.get(reason, 0) + count


def check_pupils(draft: Draft) -> None:
    """One row per pupil, each with an identifier; known values of sex; ages that can be."""
    _empty(draft)
    _identifiers(draft)
    table = draft.table
    repeated = table["pupil_id"].duplicated(keep=False) & table["pupil_id"].notna()
    if repeated.any():
        found = f"{count_text(int(repeated.sum()), len(table))} about a pupil with another row"
        rows = draft.raw.rows_text(repeated)
        draft.problems.append(
            Problem(draft.place("pupil_id"), f"{found} ({rows})", "one row per pupil")
        )
    if "sex" in table:
        wrong = table["sex"].notna() & ~table["sex"].isin(SEXES)
        if wrong.any():
            found = f"{count_text(int(wrong.sum()), len(table))} not boy, girl or other"
            draft.problems.append(
                Problem(
                    draft.place("sex"),
                    f"{found} ({draft.raw.rows_text(wrong)})",
                    ", ".join(SEXES),
                    'Map the values of the file under "values"',
                )
            )


def check_classifications(draft: Draft, codebook: Codebook | None) -> None:
    """Every row has a pupil and a code of the list; equal rows count once."""
    _identifiers(draft)
    table = draft.table
    empty = table["code"].isna()
    if empty.any():
        found = f"{count_text(int(empty.sum()), len(table))} without a code"
        draft.problems.append(
            Problem(draft.place("code"), f"{found} ({draft.raw.rows_text(empty)})")
        )
    if codebook is not None:
        draft.problems.extend(_unknown_codes(draft, codebook))


def check_absences(draft: Draft, spec: CohortSpec) -> None:
    """Every spell has a pupil and a first day, does not end before it, and has begun."""
    _identifiers(draft)
    table = draft.table
    start, end = days(table["start_date"]), days(table["end_date"])
    absent = np.isnat(start)
    place = draft.place("start_date")
    if absent.any():
        found = f"{count_text(int(absent.sum()), len(table))} without a first day"
        draft.problems.append(Problem(place, f"{found} ({draft.raw.rows_text(absent)})"))
    backward = end < start
    if backward.any():
        rows = draft.raw.rows_text(backward)
        total = int(backward.sum())
        verb = "spell ends" if total == 1 else "spells end"
        draft.problems.append(
            Problem(
                draft.place("end_date"),
                f"{total} {verb} before the first day ({rows})",
                "the last day of absence, not before the first",
            )
        )
    if spec.extraction_date is not None:
        late = start > np.datetime64(spec.extraction_date)
        if late.any():
            rows = draft.raw.rows_text(late)
            found = f"{count_text(int(late.sum()), len(table), 'spell')} later than the extraction"
            advice = f'Correct the file, or "extraction_date" ({spec.extraction_date})'
            draft.problems.append(Problem(place, f"{found} ({rows})", advice=advice))


def known_pupils(draft: Draft, known: "pd.Series[str]", spec: CohortSpec) -> Draft:
    """Rows about pupils of the pupils table; others are refused, or left out and counted."""
    stranger = ~draft.table["pupil_id"].isin(known) & draft.table["pupil_id"].notna()
    if not stranger.any():
        return draft
    if spec.unknown_pupils == "refuse":
        found = f"{count_text(int(stranger.sum()), len(draft.table))} about an unknown pupil"
        draft.problems.append(
            Problem(
                draft.place("pupil_id"),
                f"{found} ({draft.raw.rows_text(stranger)})",
                "identifiers of the pupils table, written in the same way",
                'To leave such rows out and count them, set "unknown_pupils: count"',
            )
        )
        return draft
    draft.note("unknown_pupil", int(stranger.sum()))
    kept = draft.table[~stranger].reset_index(drop=True)
    return Draft(draft.spec, draft.raw, kept, draft.problems, draft.left_out)


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


def _empty(draft: Draft) -> None:
    if not len(draft.table):
        draft.problems.append(
            Problem(draft.where, "the file has a header but no rows", "at least one pupil")
        )


def _identifiers(draft: Draft) -> None:
    missing = draft.table["pupil_id"].isna()
    if missing.any():
        found = f"{count_text(int(missing.sum()), len(draft.table))} without an identifier"
        rows = draft.raw.rows_text(missing)
        draft.problems.append(Problem(draft.place("pupil_id"), f"{found} ({rows})"))


def _unknown_codes(draft: Draft, codebook: Codebook) -> list[Problem]:
    codes = draft.table["code"]
    unknown = codes.notna() & ~codes.isin(list(codebook.by_code))
    distinct = sorted(codes[unknown].unique())
    place = draft.place("code")
    problems = []
    for code in distinct[:MOST_UNKNOWN_CODES]:
        rows = draft.raw.rows_text(codes == code)
        shown = f'"{code}" is' if len(code) <= LONGEST_SHOWN_CODE else "a text that is"
        found = f'{shown} not in the code list "{codebook.name}" ({rows})'
        advice = codebook.nearest(code) or "Declare a code of your own under local_codes"
        problems.append(Problem(place, found, advice=advice))
    if len(distinct) > MOST_UNKNOWN_CODES:
        more = len(distinct) - MOST_UNKNOWN_CODES
        problems.append(Problem(place, f"{more} more texts are not in the code list"))
    return problems

"""What a careful reader would ask about: allowed, but not what one expects."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.intake import SourceTables
from thuiszitters.intake.tables import completed_years, days
from thuiszitters.plan.cohort import CohortSpec

#: Ages at which a pupil can be at school; others are probably typing errors.
YOUNGEST, OLDEST = 4, 23
#: Share of the rows whose code has a label that was seen in its source, or is the cohort's own.
COVERAGE = 0.95
_LONGEST_SPELL = np.timedelta64(3 * 366, "D")
_LONG_AGO = np.timedelta64(10 * 366, "D")


def oddities(
    source: SourceTables,
    spec: CohortSpec,
    codebook: Codebook | None,
    constructs: Sequence[dict[str, Any]],
) -> list[str]:
    """Sentences about what looks odd, in the order of the line; counts, never values."""
    found = [
        *_about_files(source),
        *_about_pupils(source, spec),
        *_about_classifications(source, spec, codebook),
    ]
    found += [
        f'Nobody has the construct "{row["name"]}"; its predictor will have one value'
        for row in constructs
        if row["n_pupils"] == 0
    ]
    if source.codes_asked is not None and any(row["n_pupils"] == 0 for row in constructs):
        found.append(
            "A construct without any column in a wide file stops the workflow; list its "
            'predictors under "not_measured"'
        )
    if codebook is not None:
        found += [
            f'The construct "{row["name"]}" names {code}, which {codebook.title} does not have. '
            f"{codebook.other_version(code)}"
            for row in constructs
            for code in row.get("other_version", ())
        ]
    return found + list(_about_absences(source, spec))


def _about_files(source: SourceTables) -> Iterator[str]:
    for facts in source.intake["files"].values():
        for column in facts.get("may_hold_bsn", ()):
            yield (
                f'{facts["path"]}: does the column "{column}" hold citizen service numbers (BSN)? '
                "Numbers of nine digits in it pass their test; if so, have the supplier remove them"
            )


def _about_pupils(source: SourceTables, spec: CohortSpec) -> Iterator[str]:
    pupils = source.pupils
    if "age_years" in pupils:
        ages = pupils["age_years"].to_numpy(dtype="float64")
    elif "birth_date" in pupils and spec.reference_date is not None:
        ages = completed_years(pupils["birth_date"], spec.reference_date)
    else:
        return
    outside = int(((ages < YOUNGEST) | (ages > OLDEST)).sum())
    if outside:
        yield f"{_many(outside, 'pupil is')} younger than {YOUNGEST} or older than {OLDEST}"
    for column in pupils:
        share = float(pupils[column].isna().mean())
        if share > 0.2:
            yield f'The column "{column}" is missing for {share:.0%} of the pupils'


def _about_classifications(
    source: SourceTables, spec: CohortSpec, codebook: Codebook | None
) -> Iterator[str]:
    table = source.classifications
    if table is None or codebook is None:
        return
    left_out = source.intake["files"]["classifications"]["left_out"].get("unknown_code", 0)
    sure = [
        code.code for code in codebook.codes if code.evidence not in ("gap", "memory") and code.code
    ]
    rows = len(table) + left_out
    covered = int(table["code"].isin(sure).sum()) / rows if rows else 1.0
    if covered < COVERAGE:
        yield (
            f"Only {covered:.0%} of the classifications have a code whose label was verified; "
            "look at the codes marked gap or memory in the code list"
        )
    classified = source.pupils["pupil_id"].isin(table["pupil_id"])
    if not classified.all():
        treated = "as having no problem" if spec.unclassified == "zero" else "as missing"
        unseen = _many(int((~classified).sum()), "pupil has")
        yield f"{unseen} no classification, which counts {treated}"
    if "start_date" in table and spec.extraction_date is not None:
        yield from _dates("classification", days(table["start_date"]), spec)


def _about_absences(source: SourceTables, spec: CohortSpec) -> Iterator[str]:
    table = source.absences
    if table is None or spec.extraction_date is None or table.empty:
        return
    first, last = days(table["start_date"]), days(table["end_date"])
    extraction = np.datetime64(spec.extraction_date)
    yield from _dates("spell", first, spec)
    late = int((last > extraction).sum())
    if late:
        yield f"{_many(late, 'spell ends')} after the extraction; what comes later is cut off"
    last = np.where(np.isnat(last), extraction, last)
    endless = int((last - first > _LONGEST_SPELL).sum())
    if endless:
        yield f"{_many(endless, 'spell lasts')} longer than three years"
    overlapping = _overlaps(table["pupil_id"], first, last)
    if overlapping:
        overlaps = _many(overlapping, "spell overlaps")
        yield f"{overlaps} another one of the same pupil; the days count once"
    for reason in ("authorised", "enrolled"):
        if (table[reason] == "unknown").all():
            yield f'"{reason}" is unknown for every spell; look at the definition of the outcome'


def _dates(what: str, dates: "np.typing.NDArray[np.datetime64]", spec: CohortSpec) -> Iterator[str]:
    extraction = np.datetime64(spec.extraction_date or "NaT")
    late = int((dates > extraction).sum())
    early = int((dates < extraction - _LONG_AGO).sum())
    if late:
        yield f"{_many(late, what + ' is')} dated after the extraction"
    if early:
        yield f"{_many(early, what + ' is')} dated more than ten years before the extraction"


def _overlaps(
    pupils: "pd.Series[str]",
    first: "np.typing.NDArray[np.datetime64]",
    last: "np.typing.NDArray[np.datetime64]",
) -> int:
    """Spells that begin before an earlier spell of the same pupil has ended."""
    who, _ = pd.factorize(pupils)
    order = np.lexsort((first, who))
    who, first, last = who[order], first[order], last[order]
    return int(((who[1:] == who[:-1]) & (first[1:] <= last[:-1])).sum())


_PLURAL = {"is": "are", "has": "have", "ends": "end", "lasts": "last", "overlaps": "overlap"}


def _many(count: int, subject: str) -> str:
    """A count with its noun and verb, in the number that fits.

    Examples
    --------
    >>> _many(1, "pupil has"), _many(2, "pupil has")
    ('1 pupil has', '2 pupils have')
    """
    noun, verb = subject.split(" ")
    return f"1 {noun} {verb}" if count == 1 else f"{count} {noun}s {_PLURAL[verb]}"

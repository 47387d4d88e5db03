"""What a careful reader would ask about: allowed, but not what one expects."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.codebook import Codebook
from thuiszitters.cohort.people import completed_years
from thuiszitters.describe.far_values import far_values
from thuiszitters.intake.scan import PLACE
from thuiszitters.intake.source import codes_asked
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec

#: Ages at which a pupil can be at school; others are probably typing errors.
YOUNGEST, OLDEST = 4, 23
#: Share of the rows whose code has a label that was seen in its source, or is the cohort's own.
COVERAGE = 0.95
#: In days.
_LONGEST_SPELL = 3 * 366
_LONG_AGO = 10 * 366


def oddities(
    connection: Connection,
    spec: CohortSpec,
    codebook: Codebook | None,
    constructs: Sequence[dict[str, Any]],
    intake: Mapping[str, Any],
) -> list[str]:
    """Sentences about what looks odd, in the order of the line; counts, never values.

    Parameters
    ----------
    connection
        With the canonical tables of the cohort, as `thuiszitters.intake.source.arrive` leaves
        them.
    constructs
        Pupils with each construct.
    intake
        What was read.
    """
    files = intake["files"]
    found = [*_about_files(files), *_about_pupils(connection, spec)]
    if codebook is not None and "classifications" in files:
        found += _about_classifications(connection, spec, codebook, files["classifications"])
    found += [
        f'Nobody has the construct "{row["name"]}"; its predictor will have one value'
        for row in constructs
        if row["n_pupils"] == 0
    ]
    if codes_asked(intake) is not None and any(row["n_pupils"] == 0 for row in constructs):
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
    if "absences" in files and files["absences"]["rows_kept"] and spec.extraction_date is not None:
        found += _about_absences(connection, spec.extraction_date)
    return found


def _about_files(files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for facts in files.values():
        for column in facts.get("may_hold_bsn", ()):
            yield (
                f'{facts["path"]}: does the column "{column}" hold citizen service numbers (BSN)? '
                "Numbers of nine digits in it pass their test; if so, have the supplier remove them"
            )


def _about_pupils(connection: Connection, spec: CohortSpec) -> Iterator[str]:
    columns = [name for name in engine.columns(connection, "pupils") if name != PLACE]
    if "age_years" in columns:
        age = "age_years"
    elif "birth_date" in columns and spec.reference_date is not None:
        age = completed_years("birth_date", spec.reference_date)
    else:
        return
    missing = [f"count(*) - count({sql.name(name)})" for name in columns]
    query = (
        f"SELECT count(*), count(*) FILTER ({age} < {YOUNGEST} OR {age} > {OLDEST}), "
        f"{', '.join(missing)} FROM pupils"
    )
    total, outside, *unknown = engine.one_row(connection, query)
    if outside:
        yield f"{_many(outside, 'pupil is')} younger than {YOUNGEST} or older than {OLDEST}"
    for column, count in zip(columns, unknown, strict=True):
        if count / total > 0.2:
            yield f'The column "{column}" is missing for {count / total:.0%} of the pupils'


def _about_classifications(
    connection: Connection, spec: CohortSpec, codebook: Codebook, facts: Mapping[str, Any]
) -> Iterator[str]:
    sure = [
        code.code for code in codebook.codes if code.evidence not in ("gap", "memory") and code.code
    ]
    verified = f"CAST(code AS VARCHAR) IN {sql.texts(sure)}" if sure else "false"
    counts = f"SELECT count(*) FILTER ({verified}), count(*) FROM classifications"
    covered, rows = engine.one_row(connection, counts)
    rows += facts["left_out"].get("unknown_code", 0)
    share = covered / rows if rows else 1.0
    if share < COVERAGE:
        yield (
            f"Only {share:.0%} of the classifications have a code whose label was verified; "
            "look at the codes marked gap or memory in the code list"
        )
    query = (
        "SELECT (SELECT count(*) FROM pupils) - count(DISTINCT pupil_id) FROM classifications "
        "WHERE pupil_id IN (SELECT pupil_id FROM pupils)"
    )
    (unseen,) = engine.one_row(connection, query)
    if unseen:
        treated = "as having no problem" if spec.unclassified == "zero" else "as missing"
        yield f"{_many(unseen, 'pupil has')} no classification, which counts {treated}"
    if "start_date" in engine.columns(connection, "classifications") and spec.extraction_date:
        yield from _dates(connection, "classifications", "classification", spec.extraction_date)


def _about_absences(connection: Connection, extraction: date) -> Iterator[str]:
    yield from _dates(connection, "absences", "spell", extraction)
    day = sql.day(extraction)
    last = f"coalesce(end_date, {day})"
    query = (
        f"SELECT count(*) FILTER (end_date > {day}), "
        f"count(*) FILTER ({last} - start_date > {_LONGEST_SPELL}) FROM absences"
    )
    late, endless = engine.one_row(connection, query)
    if late:
        yield f"{_many(late, 'spell ends')} after the extraction; what comes later is cut off"
    if endless:
        yield f"{_many(endless, 'spell lasts')} longer than three years"
    # Spells that begin before the spell of the same pupil before it has ended.
    before = "lag({}) OVER (PARTITION BY pupil_id ORDER BY start_date, end_date NULLS LAST)"
    (overlapping,) = engine.one_row(
        connection,
        "SELECT count(*) FROM (SELECT start_date, "
        f"{before.format(last)} AS earlier FROM absences) WHERE start_date <= earlier",
    )
    if overlapping:
        overlaps = _many(overlapping, "spell overlaps")
        yield f"{overlaps} another one of the same pupil; the days count once"
    for reason in ("authorised", "enrolled"):
        query = f"SELECT count(*) FILTER ({reason} <> 'unknown') FROM absences"
        if not engine.one_row(connection, query)[0]:
            yield f'"{reason}" is unknown for every spell; look at the definition of the outcome'


def _dates(connection: Connection, table: str, what: str, extraction: date) -> Iterator[str]:
    day = sql.day(extraction)
    query = (
        f"SELECT count(*) FILTER (start_date > {day}), "
        f"count(*) FILTER (start_date < {day} - {_LONG_AGO}) FROM {table}"
    )
    late, early = engine.one_row(connection, query)
    if late:
        yield f"{_many(late, what + ' is')} dated after the extraction"
    if early:
        yield f"{_many(early, what + ' is')} dated more than ten years before the extraction"


def about_far_values(patterns: pd.DataFrame, plan: Plan) -> Iterator[str]:
    """Numbers of the plan that are extremely far from all others for some pupils.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with their pupils.
    """
    ask = 'look whether it is a typing error or a code for "not known"'
    counts = patterns["n_pupils"].to_numpy(dtype="float64")
    for spec in plan.predictors:
        if spec.kind != "numeric" or spec.name not in patterns:
            continue
        found = far_values(patterns[spec.name].to_numpy(dtype="float64", na_value=nan), counts)
        for far in found:
            if far.may_be_printed:
                yield (
                    f'The predictor "{spec.name}" is {far.value:g} for {far.n_pupils:g} pupils, '
                    f"extremely far from all others; {ask}"
                )
        rare = sum(int(far.n_pupils) for far in found if not far.may_be_printed)
        if rare:
            who = "1 pupil" if rare == 1 else f"{rare} pupils"
            yield f'The predictor "{spec.name}" is extremely far from all others for {who}; {ask}'


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

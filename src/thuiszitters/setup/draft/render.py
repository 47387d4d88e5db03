"""A drafted cohort file as text: YAML with evidence and questions as comments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from thuiszitters.plan.cohort import LocalCode
from thuiszitters.plan.cohort_check import CANONICAL
from thuiszitters.setup.draft.absent import not_measured_lines
from thuiszitters.setup.draft.columns import Look
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.keys import Relation, relation_lines
from thuiszitters.setup.draft.render_codes import asked_lines, layout_lines, local_code_lines
from thuiszitters.setup.draft.render_outcome import outcome_lines
from thuiszitters.setup.draft.school_year import SchoolYear
from thuiszitters.setup.draft.yaml_text import column_key, flow, quoted

_HEAD = """# Drafted by `thuiszitters draft`. Every choice has its evidence as a comment.
# Answer what is marked QUESTION, then run `thuiszitters check {name}`.
title:
  nl: {name}
  en: {name}
# QUESTION: who are these pupils, and who delivered the data, and when? A sentence for each.
description:
  nl: Leerlingen van {name}.
  en: Pupils of {name}.
source:
  nl: Aangeleverde bestanden.
  en: Delivered files.
plan: {plan}
disclosure: rule_of_10
"""
_COLUMN_ROLES = {
    "pupils": tuple(CANONICAL["pupils"]),
    "classifications": tuple(CANONICAL["classifications"]),
    "absences": tuple(CANONICAL["absences"]),
}


def rendered(
    name: str,
    plan: str,
    tables: Mapping[str, FileLook],
    last_day: date | None,
    year: SchoolYear,
    planned: Sequence[str] = (),
    absent: Mapping[str, str] | None = None,
    versions: Sequence[str] = (),
    shared: Mapping[str, LocalCode] | None = None,
    related: Relation | None = None,
    left_out: Sequence[str] = (),
) -> str:
    """The cohort file.

    Parameters
    ----------
    name, plan
        Names of the cohort and of its plan.
    tables
        Canonical table to the file it comes from.
    last_day
        A guess at the day of extraction, from the spells.
    year
        The school year that the data are about.
    planned
        Local codes that the plan uses.
    absent
        Predictors of the plan without a column, with their label.
    versions
        Versions of the code list; the last one is proposed.
    shared
        Codes of their own that plans share, with the label they have there.
    related
        How the identifiers of the tables meet.
    left_out
        Files and sheets that became no table.
    """
    lines = [_HEAD.format(name=name, plan=plan), *_dates(tables, last_day, year), "files:"]
    for table, found in tables.items():
        lines += [f"  {line}" if line else "" for line in _file(table, found)]
    lines += [f"# left out: {source}" for source in left_out]
    lines += relation_lines(related)
    if versions and "classifications" in tables:
        lines += [
            f"# QUESTION: in which version were the codes recorded? One of {', '.join(versions)}.",
            f"codebook_version: {quoted(versions[-1])}",
        ]
    lines += local_code_lines(tables.get("classifications"), planned, shared or {})
    lines += not_measured_lines(absent or {})
    if "classifications" in tables and tables["classifications"].layout == "wide":
        lines.append("pupils_without_classification: zero # a wide file asks about every pupil")
    elif "classifications" in tables:
        lines += [
            "# QUESTION: was every pupil looked at? zero: no code means no such problem;",
            "# missing: it is not known which problems a pupil without a code has.",
            "pupils_without_classification: zero",
        ]
    lines += ["unknown_pupils: refuse", *outcome_lines(tables, background(tables["pupils"]))]
    return "\n".join(lines) + "\n"


def _dates(
    tables: Mapping[str, FileLook], last_day: date | None, year: SchoolYear
) -> Iterator[str]:
    if last_day is not None:
        found = "the last month found"
        if _all_ended(tables["absences"]):
            found += "; every absence has an end, so no outcome depends on it"
        else:
            yield "# QUESTION: when were the data taken from the system? Until then open ones last."
        yield f"extraction_date: {quoted(last_day.isoformat())} # {found}"
    if tables["pupils"].with_role("birth_date"):
        if not year.sure:
            yield "# QUESTION: on which day do you want to take the age of the pupils?"
        yield f'reference_date: "{year.begins}-09-01" # {year.why}'


def _all_ended(absences: FileLook) -> bool:
    """Whether no absence is open; a registration without a last day is of one day."""
    ends = [absences.columns[look.name] for look in absences.with_role("end_date")]
    return all(counts.n_filled == counts.n_rows for counts in ends)


def _file(table: str, found: FileLook) -> Iterator[str]:
    facts = found.facts
    yield f"{table}:"
    yield f"  path: {quoted(found.path)}"
    if found.sheet is not None:
        yield f"  sheet: {quoted(found.sheet)}"
    yield from (
        f"  {key}: {facts[key]}" for key in ("format", "encoding", "separator") if key in facts
    )
    if found.header_row > 1:
        yield f"  header_row: {found.header_row} # titles above the column names"
    used = _used(table, found)
    if any(look.decimal == "," for look in used):
        yield '  decimal: ","'
    forms = list(dict.fromkeys(look.date_format for look in used if look.kind == "date"))
    if forms and facts["format"] in ("csv", "excel"):
        yield f"  date_formats: [{', '.join(forms)}]"
    if table == "classifications":
        yield from (f"  {line}" for line in layout_lines(found))
    yield "  columns:"
    for look in used:
        yield from (f"    {line}" for line in _column(table, look))
    if table == "absences" and not found.with_role("end_date"):
        same = found.with_role("start_date")[0].name
        yield f"    end_date: {quoted(same)} # a registration is of one day"
    if table == "pupils" and found.layout != "wide":
        yield from (f"  {line}" for line in asked_lines(found))
    if table == "pupils" or "pupils" not in found.tables:
        yield from (f"    {line}" for line in _not_used(table, found, used))


def _used(table: str, found: FileLook) -> list[Look]:
    """Columns that go into the table: those with a role there, and background of pupils."""
    known = [look for role in _COLUMN_ROLES[table] for look in found.with_role(role)]
    if found.layout == "wide" and table == "classifications":
        known = [look for look in known if look.role != "code"]
    return known + background(found) if table == "pupils" else known


def background(found: FileLook) -> list[Look]:
    """Columns of the pupils table that are neither canonical, nor personal, nor free text."""
    others = (
        look
        for look in found.looks
        if look.role not in _COLUMN_ROLES["pupils"]
        and not look.personal
        and look.name not in found.by_code.asked
    )
    return [
        look
        for look in others
        if look.role in ("outcome", "days") or look.kind != "text" or look.distinct_share < 0.5
    ]


def _column(table: str, look: Look) -> Iterator[str]:
    yield from (f"# QUESTION: {question}" for question in look.questions)
    canonical = look.role in _COLUMN_ROLES[table]
    name = look.role if canonical else column_key(look.name)
    kind = "" if canonical or look.kind == "text" else f"kind: {look.kind}"
    parts = [f"from: {quoted(look.name)}", kind]
    parts += [f"values: {flow(look.meanings)}"] if look.meanings else []
    parts += [f"missing: [{', '.join(map(quoted, look.missing))}]"] if look.missing else []
    parts = [part for part in parts if part]
    if len(parts) == 1:
        yield f"{name}: {quoted(look.name)} # {look.why}"
        return
    yield f"{name}: # {look.why}"
    yield from (f"  {part}" for part in parts)


def _not_used(table: str, found: FileLook, used: list[Look]) -> Iterator[str]:
    for look in found.looks:
        if look.personal:
            yield f"# left out: {look.name} says who a pupil is ({look.personal})"
        elif look.name in found.by_code.asked:
            continue
        elif look not in used and table == "pupils":
            yield f"# left out: {look.name}, free text or a value of nearly every pupil's own"
        elif look not in used and look.name not in found.more_codes:
            yield f"# not used: {look.name} ({look.why})"

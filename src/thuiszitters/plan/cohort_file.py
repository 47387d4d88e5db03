"""From the mapping in a cohort file to a frozen `CohortSpec`, with every problem at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from thuiszitters.base.errors import PlanError, Problem, raise_problems
from thuiszitters.base.text import text
from thuiszitters.plan.cohort import (
    TABLE_NAMES,
    CohortSpec,
    ColumnKind,
    ColumnSpec,
    DerivedColumn,
    EligibilityRule,
    FileSpec,
    LocalCode,
    OutcomeSpec,
    TableName,
    as_word,
    plain_values,
)
from thuiszitters.plan.cohort_check import CANONICAL, cohort_problems
from thuiszitters.plan.words import source_problems


def cohort_spec(mapping: Mapping[str, Any], name: str) -> CohortSpec:
    """The specification of one cohort.

    Parameters
    ----------
    mapping
        Content of ``config/cohorts/<name>.yaml``, which must already fit its schema.
    name
        Name of the cohort: the file name without ``.yaml``.

    Raises
    ------
    PlanError
        With everything that fits the schema but cannot be meant.
    """
    plain = plain_values(mapping)
    where = f"config/cohorts/{name}.yaml"
    named = source_problems(plain.get("report", {}), where)
    raise_problems([*_date_problems(plain, where), *named], PlanError)
    files = tuple(
        (table, _file(plain["files"][table], table))
        for table in TABLE_NAMES
        if table in plain["files"]
    )
    spec = CohortSpec(
        name=name,
        title=text(plain["title"]),
        description=text(plain["description"]),
        source=text(plain["source"]),
        synthetic=bool(plain.get("synthetic", False)),
        plan=plain["plan"],
        disclosure=plain.get("disclosure", "rule_of_10"),
        files=files,
        outcome=_outcome(plain["outcome"]),
        reference_date=_day(plain.get("reference_date")),
        extraction_date=_day(plain.get("extraction_date")),
        unclassified=plain.get("pupils_without_classification", "zero"),
        unknown_codes=plain.get("unknown_codes", "refuse"),
        unknown_pupils=plain.get("unknown_pupils", "refuse"),
        eligibility=tuple(_rule(rule) for rule in plain.get("eligibility", ())),
        local_codes=tuple(_code(key, entry) for key, entry in plain.get("local_codes", {}).items()),
        derived=tuple(_derived(key, entry) for key, entry in plain.get("derived", {}).items()),
        holidays=plain.get("holidays"),
        pseudonymise=bool(plain.get("pseudonymise", True)),
        identifier_width=plain.get("identifier_width"),
        codebook_version=as_word(plain["codebook_version"])
        if "codebook_version" in plain
        else None,
        earlier_releases=_words(plain.get("earlier_releases", ())),
    )
    raise_problems(cohort_problems(spec), PlanError)
    return spec


def _code(code: str, entry: Mapping[str, Any]) -> LocalCode:
    return LocalCode(
        code=code,
        label=text(entry["label"]),
        parent=entry.get("parent"),
        outcome_adjacent=bool(entry.get("outcome_adjacent", False)),
    )


def _file(mapping: Mapping[str, Any], table: TableName) -> FileSpec:
    columns = tuple(
        _column(name, value, CANONICAL[table].get(name))
        for name, value in mapping["columns"].items()
    )
    dates = mapping.get("date_formats", ["yyyy-mm-dd"])
    return FileSpec(
        path=mapping["path"],
        columns=columns,
        format=mapping.get("format", "detect"),
        encoding=mapping.get("encoding", "detect"),
        separator=mapping.get("separator", "detect"),
        decimal=mapping.get("decimal", "."),
        date_formats=_words(dates),
        sheet=mapping.get("sheet"),
        header_row=int(mapping.get("header_row", 1)),
        labels=bool(mapping.get("value_labels", False)),
        layout=mapping.get("layout", "long"),
        code_columns=tuple(mapping.get("code_columns", {}).items()),
        code_values=_pairs(mapping.get("code_values", {"1": "yes", "0": "no"})),
        code_missing=_words(mapping.get("code_missing", ())),
        code_separators=_signs(mapping.get("code_separator", ";")),
        more_codes=_words(mapping.get("more_codes", ())),
    )


def _column(name: str, value: Any, known: ColumnKind | None) -> ColumnSpec:
    if not isinstance(value, Mapping):
        return ColumnSpec(name=name, source=as_word(value), kind=known or "text")
    return ColumnSpec(
        name=name,
        source=str(value["from"]) if "from" in value else None,
        kind=known or value.get("kind", "text"),
        meanings=_pairs(value.get("values", {})),
        missing=_words(value.get("missing", ())),
        date_formats=_words(value.get("date_formats", ())),
        constant=as_word(value["constant"]) if "constant" in value else None,
        keep=bool(value.get("keep_personal", False)),
    )


def _outcome(mapping: Mapping[str, Any]) -> OutcomeSpec:
    if "definition" in mapping:
        return OutcomeSpec(kind="spells", definition=mapping["definition"])
    kind = "recorded" if "recorded" in mapping else "count"
    entry = mapping[kind]
    return OutcomeSpec(
        kind="recorded" if kind == "recorded" else "count",
        column=entry["column"],
        threshold=entry.get("more_than", entry.get("at_least")),
        strict="more_than" in entry,
        label=text(entry["label"]),
        meaning=text(entry["meaning"]),
        phrase=text(entry["phrase"]) if "phrase" in entry else None,
    )


def _rule(mapping: Mapping[str, Any]) -> EligibilityRule:
    return EligibilityRule(
        name=mapping["name"],
        label=text(mapping["label"]),
        column=mapping["column"],
        minimum=mapping.get("minimum"),
        maximum=mapping.get("maximum"),
        allowed=_words(mapping.get("values", ())),
        keep_missing=bool(mapping.get("keep_missing", False)),
    )


def _derived(name: str, mapping: Mapping[str, Any]) -> DerivedColumn:
    return DerivedColumn(
        name=name,
        source=mapping["from"],
        bins=tuple(float(bound) for bound in mapping.get("bins", ())),
        labels=_words(mapping.get("labels", ())),
        table=_pairs(mapping.get("table", {})),
        otherwise=mapping.get("otherwise"),
        minus=mapping.get("minus"),
        order=_words(mapping.get("order", ())),
    )


def _date_problems(plain: Mapping[str, Any], where: str) -> list[Problem]:
    problems = []
    for key in ("reference_date", "extraction_date"):
        try:
            _day(plain.get(key))
        except ValueError:
            found = f"found {plain[key]}, which is no day of the calendar"
            problems.append(Problem(f"{where}: {key}", found, 'a date such as "2021-07-31"'))
    return problems


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _words(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(as_word(value) for value in values)


def _signs(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _pairs(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((key, as_word(value)) for key, value in values.items())

"""The data dictionary of ``results/<cohort>/numbers``, written from the declarations."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from thuiszitters.base.io import write_text
from thuiszitters.base.text import Text
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.records import RECORDS, Record
from thuiszitters.results.schema import Clusters, Column, Imputation, Pupils, ResultTable, Role

#: Where the page is.
PAGE = "docs/results.md"
_HEAD = """# Results: the tables of `numbers/`

Every table and record in `results/<cohort>/numbers`, in English and Dutch. Tables are Parquet files
without an index. An empty cell means: not estimated, or suppressed (then `status` is `suppressed`
or `reason` says so).

Written from `src/thuiszitters/results/` by `make reference`; edit the declarations there.
"""
_ROLES = {
    Role.KEY: "names the row; always leaves",
    Role.LABEL: "says how a number was made, or what it is compared with; always leaves",
    Role.STATE: "says whether there is a number, and why not",
    Role.STRUCTURE: "follows from the plan and the levels that occur; always leaves",
    Role.METHOD: "a method that is chosen where a cell is empty: hidden where it would tell of one",
    Role.COUNT: "pupils of a group; judged together with every other count",
    Role.JOINT: "pupils of a group that is in no other table; judged in its own table",
    Role.CHAIN: "counts tied by subtraction; judged as one chain",
    Role.CELL: "a cell of a full cross-classification; judged together with its totals",
    Role.EMPTY: "names a combination that no pupil has: suppressed where any count may be",
    Role.PART: "a part of a whole, and what follows from it: rounded, and suppressed with others",
    Role.RATIO: "gives a count back by division: leaves only where that count leaves unrounded",
    Role.BAND: "tells in which range a count lies: leaves only where that count leaves",
    Role.CONTRAST: "compares two groups: goes when a count of one of them is suppressed",
    Role.ERROR: "how exactly a contrast is known: goes with it, and with likelihoods",
    Role.FRACTION: "compares a group with everyone: goes with the contrast and with the total",
    Role.FAMILY: "corrected over contrasts: goes when any adjusted contrast is suppressed",
    Role.TEST: "of a predictor as a whole: goes when a count of one of its levels is suppressed",
    Role.LIKELIHOOD: "gives totals and cells back: goes when any count of its fit is suppressed",
    Role.DISCRIMINATION: "of a fit; goes with a suppressed count when the fit has few predictors",
    Role.DIAGNOSTIC: "whether a model holds; goes with its predictor or its fit",
    Role.SUMMARY: "mean, spread or difference: goes when a count of its predictor is suppressed",
    Role.BY_OUTCOME: "the same by outcome: goes as well where a number has few values",
    Role.PUBLISHED: "taken from the literature; about no pupil of the cohort",
}
_PUPILS = {
    Pupils.COHORT: Text(nl="het hele cohort", en="the whole cohort"),
    Pupils.ANALYSED: Text(
        nl="het hele cohort waar is geïmputeerd, anders de volledige leerlingen van het model",
        en="the whole cohort where values were imputed, else the complete pupils of the model",
    ),
    Pupils.COMPLETE: Text(
        nl="de leerlingen van het model zonder ontbrekende waarden",
        en="the pupils of the model without missing values",
    ),
    Pupils.OWN: Text(
        nl="de leerlingen van wie bekend is wat deze tabel nodig heeft",
        en="the pupils for whom what this table needs is known",
    ),
    Pupils.NONE: Text(nl="geen leerlingen van het cohort", en="no pupils of the cohort"),
}
_CLUSTERS = {
    Clusters.UNAFFECTED: Text(nl="maken niets uit", en="make no difference"),
    Clusters.ROBUST: Text(
        nl="standaardfouten, intervallen en toetsen zijn clusterrobuust",
        en="standard errors, intervals and tests are cluster-robust",
    ),
    Clusters.WITHOUT_LIKELIHOOD: Text(
        nl="aannemelijkheidsquotiënttoetsen vervallen; waar het kan staat er een Waldtoets",
        en="likelihood-ratio tests are left out; where possible there is a Wald test",
    ),
    Clusters.IGNORED: Text(nl="worden hier niet meegenomen", en="are not taken into account here"),
}
_IMPUTATION = {
    Imputation.UNAFFECTED: Text(nl="maken niets uit", en="make no difference"),
    Imputation.POOLED: Text(
        nl="ruwe en gecorrigeerde rijen zijn gepoold over imputaties",
        en="crude and adjusted rows are pooled over imputations",
    ),
    Imputation.COMPLETE_PUPILS: Text(
        nl="alleen leerlingen zonder ontbrekende waarden tellen mee",
        en="only pupils without missing values count",
    ),
}


def write_results_reference(root: str | Path) -> None:
    """Write the page of a project from the declarations."""
    write_text(Path(root) / PAGE, results_reference())


def results_reference() -> str:
    """The page as Markdown: what a role means, then one section per table and record."""
    parts = [_HEAD, "\n".join(_roles())]
    parts += ["\n".join(_table(table)) for table in TABLES.values()]
    parts += ["\n".join(_record(record)) for record in RECORDS.values()]
    return "\n".join(parts)


def _roles() -> Iterator[str]:
    yield "## Disclosure roles\n"
    yield "What a value depends on, and so when it is suppressed (`thuiszitters.release.apply`).\n"
    yield "| role | when it leaves |\n|---|---|"
    yield from (f"| {role} | {_ROLES[role]} |" for role in Role)
    yield ""


def _table(table: ResultTable) -> Iterator[str]:
    yield f"## `{table.name}.parquet`\n"
    yield f"{table.meaning.en} *{table.meaning.nl}*\n"
    yield _about("pupils", table.pupils, _PUPILS[table.pupils])
    if table.pupils is not Pupils.NONE:
        yield _about("clusters", table.clusters, _CLUSTERS[table.clusters])
        yield _about("missing values", table.imputation, _IMPUTATION[table.imputation])
    yield "\n| column | type | unit | role | meaning | betekenis |\n|---|---|---|---|---|---|"
    yield from map(_column, table.released)
    kept = [f"`{column.name}`" for column in table.columns if not column.leaves]
    if kept:
        yield f"\nMade to judge the others by, and never released: {', '.join(kept)}."
    yield ""


def _about(what: str, value: StrEnum, meaning: Text) -> str:
    return f"- {what}: {value} — {meaning.en} (*{meaning.nl}*)"


def _column(column: Column) -> str:
    cells = (f"`{column.name}`", column.type, column.unit, column.role)
    return "| " + " | ".join((*cells, column.meaning.en, column.meaning.nl)) + " |"


def _record(record: Record) -> Iterator[str]:
    yield f"## `{record.name}.json`\n"
    yield f"{record.meaning.en} *{record.meaning.nl}*\n"
    if record.keys:
        yield "| key | meaning | betekenis |\n|---|---|---|"
        yield from (f"| `{key}` | {text.en} | {text.nl} |" for key, text in record.keys.items())
        yield ""

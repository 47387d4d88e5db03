"""The released numbers of one cohort: all that tables, figures and reports may read."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.io import read_json, read_table
from thuiszitters.results.former_names import table_of_now
from thuiszitters.results.records import of_this_version
from thuiszitters.results.remembered import remembered
from thuiszitters.results.rows import records
from thuiszitters.results.schema import ResultTable, Type, released
from thuiszitters.results.study import Study
from thuiszitters.results.study_reading import study_from
from thuiszitters.results.tables_models import COMPLETE_CASES

if TYPE_CHECKING:
    import pandas as pd

#: Tables every release holds. Any further table of the folder is kept under `Numbers.more`.
TABLES = ("flow", "characteristics", "estimates", "global_tests", "fits", "blocks")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Numbers:
    """One cohort's released tables, unrounded, and the words that go with them.

    Attributes
    ----------
    study
        Labels, models and choices.
    flow, characteristics, estimates, complete_cases, global_tests, fits, blocks
        The tables of ``results/<cohort>/numbers``.
    more
        Further released tables by name, such as ``risks``; empty when there are none.
    """

    study: Study
    flow: "pd.DataFrame"
    characteristics: "pd.DataFrame"
    estimates: "pd.DataFrame"
    complete_cases: "pd.DataFrame"
    global_tests: "pd.DataFrame"
    fits: "pd.DataFrame"
    blocks: "pd.DataFrame"
    more: "Mapping[str, pd.DataFrame]" = field(default_factory=dict)

    @remembered
    def rows(self, name: str) -> list[dict[str, Any]]:
        """Rows of a table, as mappings from column to value; they must not be changed."""
        return self._records(name)

    def _records(self, name: str) -> list[dict[str, Any]]:
        return records(getattr(self, name))


#: Largest Monte Carlo error of a pooled estimate, as a share of its standard error, that is left
#: unsaid (White, Royston and Wood 2011, section 7: about 10 per cent).
MONTE_CARLO_LIMIT = 0.10


def monte_carlo_share(numbers: Numbers) -> float:
    """Largest Monte Carlo error of a pooled log odds ratio, as a share of its standard error.

    NaN when nothing was imputed, or when no such number was released.
    """
    shares = numbers.estimates["mc_error"] / numbers.estimates["std_error"]
    return float(shares.max())


def n_imputations(numbers: Numbers) -> int:
    """How often missing values were imputed; 0 when no model needed it."""
    times = (number(fit["n_imputations"]) for fit in numbers.rows("fits"))
    return int(max((one for one in times if one == one), default=math.nan))


def imputed_models(numbers: Numbers) -> frozenset[str]:
    """Models of which missing values were imputed."""
    fits = numbers.fits
    return frozenset(fits.loc[fits["n_imputations"] > 0, "model"].astype("str"))


def present(value: object) -> bool:
    """Whether a cell holds a value.

    Examples
    --------
    >>> present("yes"), present(None), present(float("nan"))
    (True, False, False)
    """
    # Compared with itself an empty cell of a table gives False, or (in a column of whole numbers)
    # neither True nor False; so pandas need not be loaded to know.
    same = value == value
    return value is not None and isinstance(same, bool | np.bool_) and bool(same)


def number(value: object) -> float:
    """A cell as a float, NaN when it is empty.

    Examples
    --------
    >>> number(3), number(None)
    (3.0, nan)
    """
    return float(value) if present(value) else float("nan")  # type: ignore[arg-type]


def read_numbers(folder: Path) -> Numbers:
    """Read ``results/<cohort>/numbers``.

    Raises
    ------
    DataError
        When a table or ``study.json`` is missing or not of the expected form.
    """
    import pandas as pd

    missing = [name for name in TABLES if not (folder / f"{name}.parquet").is_file()]
    problems = [
        Problem(f"{folder.name}/{name}.parquet", "is not there", advice="Run release_results first")
        for name in missing
    ]
    study_file = folder / "study.json"
    if not study_file.is_file():
        where = f"{folder.name}/study.json"
        problems.append(Problem(where, "is not there", advice="Run release_results first"))
    raise_problems(problems, DataError)
    content = read_json(study_file)
    with of_this_version(study_file):
        study = study_from(content)
    tables = dict(_read(path) for path in sorted(folder.glob("*.parquet")))
    required = {name: tables.pop(name) for name in TABLES}
    complete = tables.pop("complete_cases", conform(COMPLETE_CASES, pd.DataFrame()))
    return Numbers(study=study, complete_cases=complete, **required, more=tables)


def _read(path: Path) -> "tuple[str, pd.DataFrame]":
    """A table as declared; one that is not declared (of a later version) as it is."""
    from thuiszitters.results.catalogue import TABLES as DECLARED

    found = read_table(path)
    with of_this_version(path):
        name, table = table_of_now(path.stem, found)
        return name, conform(DECLARED[name], table) if name in DECLARED else table


def conform(table: ResultTable, frame: "pd.DataFrame") -> "pd.DataFrame":
    """A released table in the declared form: an older one may lack columns or have others.

    Release empties cells, so a whole number is ``float64`` in a column with an empty cell.
    """
    made = released(table, frame)
    for column in table.released:
        if column.type is Type.WHOLE:
            any_empty = made[column.name].isna().any()
            made[column.name] = made[column.name].astype("float64" if any_empty else "int64")
    return made

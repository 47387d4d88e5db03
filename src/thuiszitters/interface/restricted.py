"""A temporary project that only its owner can open, in which the stages of the workflow run."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from thuiszitters.base.errors import AnalysisError, DataError, Problem
from thuiszitters.base.io import make_folder, write_table, write_text
from thuiszitters.plan.project import load_project

#: What the cohort of a call is called in messages, and in files that nobody sees.
COHORT, NAME = "cohort", "frames"
_TEXT = {"nl": "Tabellen in het geheugen", "en": "Tables in memory"}
#: What is said about a file, and not about what its columns mean.
_OF_A_FILE = ("path", "format", "encoding", "separator", "sheet", "header_row")


class Workplace:
    """A copy of a project's configuration with the frames of one call.

    Parameters
    ----------
    project
        The folder that has ``config/``.
    """

    def __init__(self, project: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="thuiszitters-")
        self.root = Path(self._folder.name)
        self._columns: dict[str, list[str]] = {}
        shutil.copytree(project / "config", self.root / "config")

    def path(self, *parts: str) -> Path:
        """A place below the restricted folder of the cohort."""
        return self.root.joinpath("data", "derived", NAME, *parts)

    def write(self, frames: Mapping[str, object]) -> None:
        """Write the frames where a cohort file can name them."""
        for name, frame in frames.items():
            table = _table(name, frame)
            self._columns[name] = list(table.columns)
            make_folder((self.root / _file(name)).parent)
            write_table(table, self.root / _file(name))

    def slices(self, cohort: Mapping[str, Any], plan: str) -> dict[str, Any]:
        """The checked configuration of the cohort, as the workflow has it.

        Raises
        ------
        PlanError
            With every problem of the configuration.
        """
        import yaml

        said = cohort.get("files", {})
        files = {name: self._described(name, said.get(name, {})) for name in self._columns}
        common = dict.fromkeys(("title", "description", "source"), _TEXT)
        file = {**common, **cohort, "plan": plan, "files": files}
        text = yaml.safe_dump(file, allow_unicode=True, sort_keys=False)
        write_text(self.root / f"config/cohorts/{NAME}.yaml", text)
        project = load_project(self.root, {"cohorts": [NAME]})
        found: dict[str, Any] = project["cohort"][NAME]
        found["inputs"]["codebook"] = [str(self.root / one) for one in found["inputs"]["codebook"]]
        return found

    def named(self, error: AnalysisError) -> AnalysisError:
        """The same error, about frames and arguments instead of files nobody sees."""
        return type(error)([replace(one, where=self._where(one.where)) for one in error.problems])

    def _where(self, where: str) -> str:
        for name in self._columns:
            where = where.replace(_file(name), name)
        return where.replace(f"config/cohorts/{NAME}.yaml", COHORT)

    def _described(self, name: str, said: Mapping[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in said.items() if key not in _OF_A_FILE}
        columns = kept.pop("columns", {column: column for column in self._columns[name]})
        return {"path": _file(name), "format": "parquet", **kept, "columns": columns}


def _file(name: str) -> str:
    return f"data/raw/{NAME}/{name}.parquet"


def _table(name: str, frame: object) -> pd.DataFrame:
    """Any frame as a table whose cells are read as those of a file are."""
    if isinstance(frame, str | PathLike):
        frame = pd.read_parquet(fspath(frame)) if _parquet(frame) else pd.read_csv(fspath(frame))
    if isinstance(frame, pd.DataFrame):
        return frame.rename(columns=str)
    if hasattr(frame, "__arrow_c_stream__"):
        table: pd.DataFrame = pa.table(frame).to_pandas()
        return table
    found = f"a value of type {type(frame).__name__}"
    raise DataError(Problem(name, found, "a pandas, polars or Arrow table, or the path of a file"))


def _parquet(path: str | PathLike[str]) -> bool:
    return Path(path).suffix == ".parquet"

"""A small delivery of three files; a test spoils one thing in it and reads the sentence."""

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from thuiszitters.base import engine
from thuiszitters.base.errors import DataError
from thuiszitters.codebook import Codebook
from thuiszitters.intake.source import SourceTables, arrive, intake_counts, read_source
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.setup.check.oddities import oddities

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
CODES = "nummer;code\n001;A103\n001;D405\n002;A202\n"
SPELLS = "nummer;van;tot;geoorloofd\n001;01-10-2020;15-03-2021;nee\n002;05-10-2020;09-10-2020;ja\n"
TEXT = {"nl": "Proef", "en": "Trial"}
COHORT: dict[str, Any] = {
    "title": TEXT,
    "description": TEXT,
    "source": TEXT,
    "plan": "proef",
    "pseudonymise": False,
    "reference_date": "2020-09-01",
    "extraction_date": "2021-07-31",
    "files": {
        "pupils": {
            "path": "leerlingen.csv",
            "date_formats": ["dd-mm-yyyy"],
            "columns": {
                "pupil_id": "nummer",
                "sex": {"from": "geslacht", "values": {"m": "boy", "v": "girl"}},
                "birth_date": "geboren",
                "site": "school",
            },
        },
        "classifications": {
            "path": "codes.csv",
            "date_formats": ["dd-mm-yyyy"],
            "columns": {"pupil_id": "nummer", "code": "code"},
        },
        "absences": {
            "path": "verzuim.csv",
            "date_formats": ["dd-mm-yyyy"],
            "columns": {
                "pupil_id": "nummer",
                "start_date": "van",
                "end_date": "tot",
                "authorised": {"from": "geoorloofd", "values": {"ja": "yes", "nee": "no"}},
                "enrolled": {"constant": "yes"},
            },
        },
    },
    "outcome": {"definition": "ocw_3m"},
}


@dataclass
class Delivery:
    """Files of a cohort as a school would send them, and the cohort file about them."""

    root: Path
    codebook: Codebook
    cohort: dict[str, Any] = field(default_factory=lambda: copy.deepcopy(COHORT))

    def file(self, table: str) -> dict[str, Any]:
        part: dict[str, Any] = self.cohort["files"][table]
        return part

    def path(self, table: str) -> Path:
        path: Path = self.root / self.file(table)["path"]
        return path

    def write(self, table: str, content: str | bytes, encoding: str = "utf-8") -> "Delivery":
        data = content.encode(encoding) if isinstance(content, str) else content
        self.path(table).write_bytes(data)
        return self

    def read(self) -> SourceTables:
        return read_source(cohort_spec(self.cohort, "proef"), self.codebook, self.root)

    def odd(self) -> list[str]:
        """What a check finds odd, apart from the constructs of a plan."""
        spec = cohort_spec(self.cohort, "proef")
        with (
            engine.database(self.root) as connection,
            engine.working_folder(self.root) as folder,
        ):
            arrived = arrive(connection, spec, self.codebook, self.root, folder)
            intake = intake_counts(spec, self.codebook, arrived)
            return oddities(connection, spec, self.codebook.for_cohort(spec), [], intake)

    def sentences(self) -> list[str]:
        with pytest.raises(DataError) as caught:
            self.read()
        return [str(problem) for problem in caught.value.problems]


def written_in(root: Path, codebook: Codebook) -> Delivery:
    """The delivery as its files, with nothing wrong in it."""
    made = Delivery(root, codebook)
    return made.write("pupils", PUPILS).write("classifications", CODES).write("absences", SPELLS)

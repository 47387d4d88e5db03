"""Time and memory of read_source on millions of rows.

    python benchmarks/intake_rows.py            # 5 million classifications, CSV and Parquet
    python benchmarks/intake_rows.py 200000     # fewer

It writes invented files to a temporary folder and prints one line per format. The promise it
holds: 5 million rows through read_source with a peak below 1.5 GB.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[1]
TEXT = {"nl": "Proef", "en": "Trial"}
CODES = ("A100", "A101", "A103", "A202", "C101", "D405", "D802", "E102", "E103")


def write_files(folder: Path, n_rows: int) -> None:
    """Invented pupils (three tenths of the rows), classifications and spells (a fifth)."""
    rng = np.random.default_rng(1)
    n_pupils, n_spells = n_rows * 3 // 10, n_rows // 5
    identifiers = np.char.zfill(np.arange(n_pupils).astype(str), 8)
    days = np.datetime_as_string(np.datetime64("2003-01-01") + np.arange(7000))
    dutch = np.array([f"{day[8:]}-{day[5:7]}-{day[:4]}" for day in days])
    first = rng.integers(6200, 6500, n_spells)
    tables = {
        "pupils": {
            "nummer": identifiers,
            "geslacht": np.array(["m", "v"])[rng.integers(0, 2, n_pupils)],
            "geboren": dutch[rng.integers(0, 3000, n_pupils)],
        },
        "classifications": {
            "nummer": identifiers[rng.integers(0, n_pupils, n_rows)],
            "code": np.array(CODES)[rng.integers(0, len(CODES), n_rows)],
            "datum": dutch[rng.integers(5000, 6500, n_rows)],
        },
        "absences": {
            "nummer": identifiers[rng.integers(0, n_pupils, n_spells)],
            "van": dutch[first],
            "tot": dutch[first + rng.integers(0, 200, n_spells)],
            "geoorloofd": np.array(["ja", "nee", "nee"])[rng.integers(0, 3, n_spells)],
        },
    }
    options = arrow_csv.WriteOptions(delimiter=";", quoting_style="none")
    for name, columns in tables.items():
        table = pa.table(columns)
        arrow_csv.write_csv(table, folder / f"{name}.csv", options)
        pq.write_table(table, folder / f"{name}.parquet")


def cohort_file(suffix: str) -> dict[str, object]:
    """The cohort file of the invented files."""
    reason = {"from": "geoorloofd", "values": {"ja": "yes", "nee": "no"}}
    columns = {
        "pupils": {
            "pupil_id": "nummer",
            "sex": {"from": "geslacht", "values": {"m": "boy", "v": "girl"}},
            "birth_date": "geboren",
        },
        "classifications": {"pupil_id": "nummer", "code": "code", "start_date": "datum"},
        "absences": {
            "pupil_id": "nummer",
            "start_date": "van",
            "end_date": "tot",
            "authorised": reason,
            "enrolled": {"constant": "yes"},
        },
    }
    files = {
        name: {"path": f"{name}.{suffix}", "date_formats": ["dd-mm-yyyy"], "columns": part}
        for name, part in columns.items()
    }
    return {
        "title": TEXT,
        "description": TEXT,
        "source": TEXT,
        "plan": "trial",
        "pseudonymise": False,
        "reference_date": "2020-09-01",
        "extraction_date": "2022-03-01",
        "files": files,
        "outcome": {"definition": "ocw_3m"},
    }


def measure(folder: str, suffix: str) -> None:
    """Read one format in a process of its own; print seconds and peak megabytes as JSON."""
    from thuiszitters.codebook import read_codebook
    from thuiszitters.intake import write_source
    from thuiszitters.plan.cohort_file import cohort_spec

    codebook = read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
    spec = cohort_spec(cohort_file(suffix), "trial")
    start = time.perf_counter()
    names = ("pupils", "classifications", "absences")
    targets = {name: Path(folder) / f"data/{name}.parquet" for name in names}
    intake = write_source(spec, codebook, folder, targets)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = {name: part["rows_kept"] for name, part in intake["files"].items()}
    found = {"format": suffix, "seconds": round(seconds, 1), "peak_mb": round(peak), **rows}
    print(json.dumps(found))  # noqa: T201 - this is what the command is for


def main() -> None:
    """Write the files once and measure each format in a fresh process."""
    if len(sys.argv) == 4:
        measure(sys.argv[2], sys.argv[3])
        return
    n_rows = int(sys.argv[1]) if len(sys.argv) == 2 else 5_000_000
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), n_rows)
        for suffix in ("csv", "parquet"):
            command = [sys.executable, __file__, "measure", folder, suffix]
            subprocess.run(command, check=True)  # noqa: S603 - our own file


if __name__ == "__main__":
    main()

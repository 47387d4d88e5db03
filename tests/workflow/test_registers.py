"""A register delivered in parts goes through the whole workflow, whatever the parts are."""

import json
import shutil
from pathlib import Path

import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest
from benchmarks.register import write_register
from tests.workflow.runs import snakemake

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow]

CONFIG = "cohorts: [register]\nlanguages: [en]\nseed: 20210101\nmemory: 500MB\n"
#: With fewer, rare codes are separated, and penalised fits over imputations take longest.
N_PUPILS = 12_000


@pytest.fixture(scope="module")
def project(tmp_path_factory, copy_of_project) -> Path:
    """A project with a register as folders of Parquet files."""
    folder = copy_of_project(tmp_path_factory.mktemp("register") / "project")
    (folder / "config/config.yaml").write_text(CONFIG, encoding="utf-8")
    write_register(folder, N_PUPILS, codes=True)
    quick_numbers(folder / "config/plans/register.yaml")
    for part in (folder / "data/raw/register").rglob("*.parquet"):
        table = pq.read_table(part)
        half = table.num_rows // 2
        pq.write_table(table[:half], part)
        pq.write_table(table[half:], part.with_name("part-0001.parquet"))
    return folder


def quick_numbers(plan: Path) -> None:
    """What is estimated is not looked at here: Wald intervals and few resamples do."""
    text = plan.read_text(encoding="utf-8")
    assert "estimation:\n" in text
    assert "validation:" not in text
    text = text.replace("estimation:\n", "estimation:\n  interval: wald\n")
    plan.write_text(text + "\nvalidation: {resamples: 100, deals: 1}\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def keys(tmp_path_factory, monkeypatch) -> None:
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path_factory.getbasetemp() / "keys"))


def as_text(project: Path, target: Path) -> Path:
    """The same register as text files, a year each; the second in another order of columns."""
    shutil.copytree(project, target)
    for part in (target / "data/raw/register").rglob("*.parquet"):
        table = pq.read_table(part)
        names = table.column_names[::-1] if "0001" in part.name else table.column_names
        year = {"part-0000": 2019, "part-0001": 2020}[part.stem]
        arrow_csv.write_csv(table.select(names), part.with_name(f"{year}.csv"))
        part.unlink()
    return target


def test_folders_of_parquet_and_of_text_give_the_same_numbers(project, tmp_path):
    """The source tables are the same to the byte, and all that comes after reads those alone."""
    years = as_text(project, tmp_path / "years")
    code, text = snakemake(project, "--cores", "2")
    assert code == 0, text
    inputs = json.loads((project / "results/register/manifest.json").read_text())["inputs"]
    parts = [path for path in inputs if path.startswith("data/raw/register/pupils/")]
    assert len(parts) == 2
    code, text = snakemake(years, "--cores", "2", "--until", "count_patterns")
    assert code == 0, text
    read = [tables_of(folder) for folder in (project, years)]
    assert len(read[0]) > 4
    assert read[0] == read[1]
    assert not (years / "data/derived/.spill").exists()
    assert not (project / "data/derived/.spill").exists()
    # A part that is delivered anew makes the cohort new, though its folder looks the same.
    last = years / "data/raw/register/pupils/2020.csv"
    last.write_text(last.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "read_source" in snakemake(years, "--cores", "1", "--dry-run")[1]


def tables_of(folder: Path) -> dict[str, bytes]:
    """Source tables, cohort and patterns of a run, by their place."""
    derived = folder / "data/derived/register"
    return {
        str(file.relative_to(derived)): file.read_bytes()
        for stage in ("source", "cohort", "patterns")
        for file in sorted((derived / stage).rglob("*.parquet"))
    }


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_part_with_other_columns_ends_in_a_sentence(project, tmp_path, kind):
    folder = tmp_path / "spoiled"
    if kind == "csv":
        as_text(project, folder)
        part = folder / "data/raw/register/pupils/2020.csv"
        arrow_csv.write_csv(arrow_csv.read_csv(part).drop_columns(["income"]), part)
    else:
        shutil.copytree(project, folder)
        part = folder / "data/raw/register/pupils/part-0001.parquet"
        pq.write_table(pq.read_table(part).drop_columns(["income"]), part)
    code, text = snakemake(folder, "--cores", "1", "--until", "read_source")
    assert code != 0
    assert f'data/raw/register/pupils: {part.name}: the column "income" is missing' in text
    assert "Traceback" not in text

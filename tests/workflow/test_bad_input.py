"""A wrong input ends in a sentence, and earlier results stay as they were."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workflow.runs import digests, snakemake

pytestmark = pytest.mark.end_to_end

PUPILS = "data/examples/own.csv"
COHORT = "config/cohorts/quine.yaml"
PLAN = "config/plans/quine.yaml"


@pytest.fixture(scope="module")
def ran_once(tmp_path_factory, copy_of_project) -> Path:
    """A copy with one small cohort that ran once, and an earlier result to lose."""
    folder = copy_of_project(tmp_path_factory.mktemp("finished") / "project")
    code, text = snakemake(folder, "--cores", "2", *SMALL)
    assert code == 0, text
    return folder


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / file).read_text(encoding="utf-8")
        assert re.search(old, content, re.M)
        (folder / file).write_text(re.sub(old, new, content, count=1, flags=re.M), encoding="utf-8")

    return change


def edit_all(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / file).read_text(encoding="utf-8")
        assert re.search(old, content, re.M)
        (folder / file).write_text(re.sub(old, new, content, flags=re.M), encoding="utf-8")

    return change


def remove(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


def overwrite(file: str, content: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / file).write_bytes(content)

    return change


#: One cohort in one language is enough to see what a run leaves behind.
SMALL = ("--config", "cohorts=[quine]", "languages=[en]")
DATA = "data/examples/quine.csv"
TWICE = (r"^001,(.*)$\n^002,", r"001,\1\n001,")
HEADER = b"child,aboriginal,male,slow_learner,age_group,days\n"
CASES = {
    "an unknown key": (edit(PLAN, "^question:", "questoin:"), 'Did you mean "question"?'),
    "a misspelt column": (edit(COHORT, "from: days", "from: dayz"), 'the column "dayz" is missing'),
    "a missing file": (remove(DATA), "data/examples/quine.csv: there is no such file"),
    "a file of another kind": (overwrite(DATA, b"PK\x03\x04" + bytes(60)), "quine.csv: "),
    "a pupil twice": (edit(DATA, *TWICE), "rows are about a pupil with another row (rows 2 and 3)"),
    "an outcome with one value": (edit(COHORT, r"at_least: \d+", "at_least: 500"), "no pupil has"),
    "an empty table": (overwrite(DATA, HEADER), "quine.csv: "),
    "a value that is not mapped": (edit(PLAN, r"F3: .*$", ""), "age_group"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_input_gets_a_sentence_and_costs_no_earlier_result(case, ran_once, tmp_path):
    spoil, sentence = CASES[case]
    folder = tmp_path / "copy"
    shutil.copytree(ran_once, folder, copy_function=shutil.copy2)
    before = digests(folder)
    spoil(folder)
    code, text = snakemake(folder, "--cores", "2", *SMALL)
    assert code != 0
    assert sentence in text
    assert "Traceback" not in text
    assert digests(folder) == before


def test_a_predictor_with_one_value_is_named_and_the_rest_is_estimated(ran_once, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(ran_once, folder, copy_function=shutil.copy2)
    edit_all(DATA, r"^(\w+),(\d),\d,(\d,F\d,\d+)$", r"\1,\2,1,\3")(folder)
    tables = "data/derived/quine/released/tables"
    code, text = snakemake(folder, "--cores", "2", tables, *SMALL)
    assert code == 0, text
    page = (folder / tables / "odds_ratios.en.html").read_text(encoding="utf-8")
    assert "the same value" in page


def test_a_run_that_fails_at_the_last_page_leaves_every_earlier_result(ran_once, tmp_path):
    """New numbers, tables and figures are there; the report is not, so nothing is published."""
    folder = tmp_path / "copy"
    shutil.copytree(ran_once, folder, copy_function=shutil.copy2)
    before = digests(folder)
    edit(PLAN, "^predictors:", "estimation: { level: 0.9 }\npredictors:")(folder)
    edit("workflow/scripts/write_report.py", r"^( +)figures, ", r"\1raise OSError\n\1figures, ")(
        folder
    )
    # The workflow of the copy, whose scripts were edited, and not the one of the installed package.
    code, text = snakemake(folder, "--cores", "2", "--snakefile", "workflow/Snakefile", *SMALL)
    assert code != 0, text
    assert "write_report" in text
    released = folder / "data/derived/quine/released/numbers/estimates.parquet"
    published = folder / "results/quine/numbers/estimates.parquet"
    assert released.read_bytes() != published.read_bytes()
    assert digests(folder) == before

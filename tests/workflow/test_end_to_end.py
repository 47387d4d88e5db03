"""The whole workflow, for real, as its user runs it."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.report.code_in_files import CHECKS, files_of
from tests.report.pages import pages_of
from tests.workflow.runs import digests, snakemake

from thuiszitters.base.io import read_table
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.records import RECORDS
from thuiszitters.results.schema import Type

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[2]
#: Both programs stop far below this; R's own printed digits end at 1e-15.
R_TOLERANCE = 1e-6


#: Where a run writes what somebody opens.
PLACES = ("results", *(f"data/derived/{name}/review" for name in ("altra_demo", "quine")))
#: All files of the small cohort, and the released numbers of the one with imputation and draws.
#: Tests of figures, tables and reports compare what is drawn and written of these numbers.
ELSEWHERE = ("quine", "data/derived/altra_demo/released/numbers")


def test_one_core_in_another_folder_gives_the_same_bytes(finished, tmp_path, copy_of_project):
    other = copy_of_project(tmp_path / "elsewhere" / "deeper")
    code, text = snakemake(other, "--cores", "1", *ELSEWHERE)
    assert code == 0, text
    of_quine = [
        {file: value for file, value in digests(folder).items() if "/quine/" in file}
        for folder in (other, finished)
    ]
    assert len(of_quine[0]) > 40
    assert of_quine[0] == of_quine[1]
    released = [
        {file.name: file.read_bytes() for file in sorted(folder.glob("[!.]*"))}
        for folder in (other / ELSEWHERE[1], finished / "results/altra_demo/numbers")
    ]
    assert len(released[0]) > 20
    assert released[0] == released[1]


def test_a_second_run_does_nothing(finished):
    code, text = snakemake(finished, "--cores", "2")
    assert code == 0
    assert "Nothing to be done" in text


def test_the_manifest_names_every_result_by_its_digest(finished):
    for cohort in ("altra_demo", "quine"):
        manifest = json.loads((finished / f"results/{cohort}/manifest.json").read_text())
        own = {
            path: value
            for path, value in digests(finished).items()
            if path.startswith(f"results/{cohort}/") and not path.endswith("manifest.json")
        }
        assert manifest["outputs"] == own
        assert str(finished) not in json.dumps(manifest)


@pytest.mark.parametrize("cohort", ["altra_demo", "quine"])
def test_every_released_table_has_exactly_the_declared_columns_and_types(finished, cohort):
    arrow = {Type.TEXT: pa.large_string(), Type.WHOLE: pa.int64(), Type.NUMBER: pa.float64()}
    files = sorted((finished / f"results/{cohort}/numbers").glob("*.parquet"))
    absent = set(TABLES) - {file.stem for file in files}
    assert absent <= {"literature"}  # shown where the plan has expectations
    for file in files:
        stored, declared = pq.read_schema(file), TABLES[file.stem].released
        assert stored.names == [column.name for column in declared], file.stem
        assert stored.types == [arrow[column.type] for column in declared], file.stem


@pytest.mark.parametrize("cohort", ["altra_demo", "quine"])
def test_every_record_has_exactly_the_declared_keys(finished, cohort):
    for record in RECORDS.values():
        file = finished / f"results/{cohort}/numbers/{record.name}.json"
        stored = json.loads(file.read_text(encoding="utf-8"))
        assert not record.keys or list(stored) == list(record.keys), record.name


def test_quine_equals_r_to_the_sixth_digit(finished):
    """Coefficients, standard errors, tests and exact profile ends, read behind the door."""
    expected = json.loads((ROOT / "tests/reference/quine/glm_or.json").read_text())
    numbers = finished / "results/quine/numbers"
    estimates = read_table(numbers / "estimates.parquet")
    adjusted = estimates[(estimates["model_kind"] == "adjusted") & (estimates["status"] == "ok")]
    _assert_terms(adjusted, expected["adjusted"]["terms"])
    crude = estimates[(estimates["model_kind"] == "crude") & (estimates["status"] == "ok")]
    _assert_terms(crude, [term for part in expected["crude"] for term in part["terms"]])
    fits = read_table(numbers / "fits.parquet")
    fit = fits[fits["model_kind"] == "adjusted"].iloc[0]
    for ours, theirs in {
        "log_likelihood": "loglik", "aic": "aic", "bic": "bic", "mcfadden": "mcfadden_r2",
        "nagelkerke": "nagelkerke_r2", "tjur": "tjur_r2", "brier": "brier",
    }.items():  # fmt: skip
        np.testing.assert_allclose(fit[ours], expected["fit"][theirs], rtol=R_TOLERANCE)
    tests = read_table(numbers / "global_tests.parquet")
    tests = tests[tests["model_kind"] == "adjusted"].set_index("predictor")
    for dropped in expected["lr_drop1"]:
        ours = tests.loc[dropped["variable"]]
        assert ours["df"] == dropped["df"]
        np.testing.assert_allclose(ours["statistic"], dropped["lrt"], rtol=R_TOLERANCE)
        np.testing.assert_allclose(ours["p_value"], dropped["p"], rtol=R_TOLERANCE)


def _assert_terms(rows: pd.DataFrame, expected: list[dict]) -> None:
    assert len(rows) == len(expected)
    for (_, ours), theirs in zip(rows.iterrows(), expected, strict=True):
        for own, other in {
            "log_odds": "beta", "std_error": "se", "odds_ratio": "or",
            "ci_low": "or_lo_profile", "ci_high": "or_hi_profile",
        }.items():  # fmt: skip
            np.testing.assert_allclose(ours[own], theirs[other], rtol=R_TOLERANCE, err_msg=own)


def test_every_kind_of_file_that_is_written_has_a_check_for_code(finished):
    """Texts of users are tried per kind of file (`tests/report/test_no_code.py`)."""
    kinds = {file.suffix for place in PLACES for file in files_of(finished / place)}
    assert kinds == set(CHECKS)


def test_no_identifier_of_a_pupil_is_found_in_the_results_or_the_logs(finished):
    pupils = pd.read_csv(
        finished / "data/raw/altra_demo/leerlingen.csv", sep=";", encoding="cp1252", dtype=str
    )
    assert len(pupils) > 320
    # A run of digits of its own: part of a longer decimal number is no identifier.
    named = re.compile(rb"(?<![\d.,])(" + "|".join(pupils["leerlingnummer"]).encode() + rb")(?!\d)")
    for folder in ("results", "logs"):
        for file in (finished / folder).rglob("*"):
            if file.is_file():
                assert not named.search(file.read_bytes()), file.name


def test_the_demo_cohort_says_everywhere_that_it_is_synthetic(finished):
    for language, word in (("nl", "erzonnen"), ("en", "ynthetic")):
        for file in (finished / "results/altra_demo").rglob(f"*.{language}.*"):
            if file.suffix in {".html", ".svg"}:
                assert word in file.read_text(encoding="utf-8"), file.name


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(("language", "later"), [("nl", "Bijlage"), ("en", "Supplement")])
def test_the_main_text_for_researchers_is_nine_pages(finished, language, later):
    pdf = finished / f"results/altra_demo/report/research.{language}.pdf"
    starts = [page.lstrip().startswith(later) for page in pages_of(pdf.read_bytes())]
    assert starts.index(True) <= 9


def test_the_demo_cohort_has_the_size_and_the_directions_of_the_study(finished):
    characteristics = read_table(finished / "results/altra_demo/numbers/characteristics.parquet")
    everyone = characteristics.iloc[0]
    assert everyone["n_pupils"] == 320
    assert 60 <= everyone["n_events"] <= 66
    estimates = read_table(finished / "results/altra_demo/numbers/estimates.parquet")
    crude = estimates[estimates["model_kind"] == "crude"].drop_duplicates(["predictor", "level"])
    ratio = crude.set_index(["predictor", "level"])["odds_ratio"]
    for predictor in ("girl", "home_problems", "relationship_parents", "separated_parents",
                      "loyalty", "no_contact_parent", "agencies"):  # fmt: skip
        assert ratio[predictor, "yes"] > 1, predictor
    assert ratio["problem_profile", "internalising_only"] > 1
    assert ratio["problem_profile", "externalising_only"] < 1
    for predictor in ("motivation", "cognition"):
        row = crude[(crude["predictor"] == predictor) & (crude["level"] == "yes")].iloc[0]
        assert row["ci_low"] < 1 < row["ci_high"], predictor


def test_a_predictor_added_in_yaml_reruns_only_what_depends_on_it(copy):
    plan = copy / "config/plans/niet_thuis_geven.yaml"
    content = plan.read_text(encoding="utf-8")
    assert "predictors: [agencies]" in content
    plan.write_text(content.replace("predictors: [agencies]", "predictors: [agencies, peers]"),
                    encoding="utf-8")  # fmt: skip
    code, text = snakemake(copy, "--cores", "2", "data/derived/altra_demo/released/numbers")
    assert code == 0, text
    ran = {line.split("Rule: ")[1].rstrip(")") for line in text.splitlines() if "(Rule: " in line}
    assert "fit_models" in ran
    # The description is made anew: it sets absence beside the predictors of the main model.
    assert ran.isdisjoint({"read_source", "build_cohort", "count_patterns"})
    released = copy / "data/derived/altra_demo/released/numbers"
    estimates = read_table(released / "estimates.parquet")
    main = estimates[(estimates["model"] == "main") & (estimates["model_kind"] == "adjusted")]
    assert "peers" in set(main["predictor"])
    code, text = snakemake(copy, "--cores", "2", "--dry-run", "results/quine/manifest.json")
    assert "Nothing to be done" in text


def test_a_report_of_snakemake_is_one_page_that_needs_no_network(finished, tmp_path):
    code, text = snakemake(finished, "--report", str(tmp_path / "report.html"))
    assert code == 0, text
    assert (tmp_path / "report.html").stat().st_size > 100_000

"""The command line as a user meets it: a process with output, sentences and an exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from rich.emoji import Emoji

from thuiszitters.cli import app, main

ROOT = Path(__file__).parents[2]
BIRTHWT = str(ROOT / "tests/reference/birthwt/data.csv")
ODDS = ("odds", BIRTHWT, "--outcome", "low", "--predictors", "age,race,smoke")
#: Processor seconds. A quarter of one is enough where nothing else runs; others share the caches.
START_LIMIT = 1.0


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command inside this process in an empty folder, which costs a tenth of a new one."""

    def go(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as inside, Path(os.devnull).open() as nothing:
            inside.chdir(cwd)
            inside.setenv("COLUMNS", "140")
            inside.setattr(sys, "argv", ["thuiszitters", *arguments])
            inside.setattr(sys, "stdin", nothing)
            try:
                main()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return go


@pytest.fixture
def process(tmp_path):
    """Run the command as its own process in an empty folder."""

    def go(*arguments: str, **more):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "140"}
        command = [sys.executable, "-m", "thuiszitters.cli", *arguments]
        return subprocess.run(
            command,
            cwd=more.get("cwd", tmp_path),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return go


@pytest.mark.thorough
def test_help_names_every_command(process):
    done = process("--help")
    assert done.returncode == 0
    for command in ("odds", "verify", "explain", "draft", "check"):
        assert command in done.stdout


def test_help_starts_quickly_and_imports_nothing_heavy():
    code = "import sys, time, thuiszitters.cli\nprint([m for m in HEAVY if m in sys.modules])\n"
    code += "print(time.process_time())"
    heavy = "HEAVY = ['numpy', 'pandas', 'scipy', 'matplotlib', 'pyarrow', 'yaml']\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", heavy + code], env=environment, capture_output=True, check=True
    )
    loaded, taken = done.stdout.split(b"\n")[:2]
    assert loaded == b"[]"
    assert float(taken) < START_LIMIT


#: What reading a text file, fitting and printing do without; each takes 0.05 to 0.4 s to load.
NOT_FOR_A_TABLE = {
    *("pandas", "duckdb", "matplotlib", "statsmodels", "sklearn", "formulaic", "jsonschema"),
    *("jinja2", "babel", "docx", "openpyxl", "scipy.stats", "scipy.optimize", "scipy.sparse"),
    *("pyarrow.compute", "pyarrow.parquet", "pyarrow.dataset"),
    *("thuiszitters.cohort.build", "thuiszitters.release.stage", "thuiszitters.report.stage"),
    *("thuiszitters.results.catalogue", "thuiszitters.tables.make", "thuiszitters.plan.reading"),
    *("thuiszitters.models.stage", "thuiszitters.intake.source"),
}


#: What writing it into files, with risks and a plot, does without as well: the plot is drawn apart.
NOT_FOR_FILES = {"pandas", "statsmodels", "sklearn", "formulaic", "scipy.optimize"}


@pytest.mark.parametrize(
    ("more", "unneeded"), [([], NOT_FOR_A_TABLE), (["--risks", "--out", "files"], NOT_FOR_FILES)]
)
def test_a_table_loads_nothing_that_it_does_not_need(more, unneeded, tmp_path):
    code = (
        f"import sys; sys.argv = ['thuiszitters', *{[*ODDS, *more]!r}]\n"
        "from thuiszitters.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
    )
    assert "Odds ratio" in done.stdout
    assert unneeded & set(done.stderr.split()) == set()


def test_the_version_is_said(run):
    assert run("--version").stdout.startswith("thuiszitters ")


def test_a_typing_error_in_a_command_is_met_with_the_nearest(run):
    done = run("ods")
    assert done.returncode == 2
    assert "odds" in done.stderr


@pytest.mark.thorough
def test_the_table_goes_to_the_terminal_and_nothing_to_disk(process, tmp_path):
    done = process(*ODDS)
    assert done.returncode == 0
    assert "Odds ratios, crude and adjusted" in done.stdout
    assert "├" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_notices_go_to_standard_error_so_that_json_can_be_read(run):
    done = run(*ODDS, "--format", "json")
    assert json.loads(done.stdout)["n"] == 189
    assert done.stderr.startswith('race: 3 groups, each compared with "black".')


@pytest.mark.thorough
def test_dutch_is_spoken_when_asked(run):
    done = run(*ODDS, "--language", "nl")
    assert "Odds ratio’s, ruw en gecorrigeerd" in done.stdout
    assert "0,95 (0,89 tot 1,01)" in done.stdout
    assert "elk vergeleken met" in done.stderr


@pytest.mark.thorough
def test_files_and_the_forest_plot_go_to_the_folder(run, tmp_path):
    done = run(*ODDS, "--out", "results", "--format", "csv,json,html", "--risks")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == [
        "forest.en.png",
        "forest.en.svg",
        "odds.json",
        "odds_ratios.csv",
        "odds_ratios.en.html",
        "risks.csv",
        "risks.en.html",
    ]
    assert "Risk with it" in done.stdout


@pytest.mark.thorough
def test_files_are_the_same_bytes_every_time(process, run, tmp_path):
    for folder, how in (("one", process), ("two", run)):
        assert how(*ODDS, "--out", folder).returncode == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("odds", "nowhere.csv", "--outcome", "y", "--predictors", "a"),
            "nowhere.csv: there is no such file.",
        ),
        (
            (*ODDS, "--format", "csv,json"),
            "--format: several formats and no folder to write them to. Name a folder with --out.",
        ),
        (
            ("explain", "demo", "--language", "fr"),
            '--language: found "fr". Allowed: nl, en.',
        ),
    ],
)
def test_what_a_user_can_mend_is_a_sentence_and_status_1(run, arguments, sentence):
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stderr.strip() == sentence
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_a_file_is_refused_before_anything_is_read(run, tmp_path):
    (tmp_path / "taken").write_text("")
    done = run("odds", "nowhere.csv", "--outcome", "y", "--predictors", "a", "--out", "taken")
    assert done.stderr.strip() == "--out: taken is a file. Allowed: a folder, or a new name."


def test_an_empty_name_of_a_folder_is_not_the_present_one(run):
    done = run("odds", "nowhere.csv", "--outcome", "y", "--predictors", "a", "--out", "")
    assert done.returncode == 2
    assert "name a folder; a point is the present one" in done.stderr


@pytest.mark.thorough
def test_check_prints_a_page_and_json_for_machines(run):
    done = run("check", "quine", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "45 of 146 pupils" in done.stdout
    done = run("check", "quine", "--against", "quine", "--json", cwd=ROOT)
    assert all(row["standardised_difference"] == 0 for row in json.loads(done.stdout)["drift"])


def test_check_names_the_cohorts_there_are(run):
    done = run("check", "quin", cwd=ROOT)
    assert done.returncode == 1
    assert 'Did you mean "quine"?' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("check", "quine"),
            "config/config.yaml: there is no such file here. Run this in the project folder.",
        ),
        (
            ("draft", "a.csv"),
            (
                'config/plans: there is no plan "niet_thuis_geven" here. Run this in the project '
                "folder."
            ),
        ),
    ],
    ids=["check", "draft"],
)
def test_outside_a_project_the_folder_is_asked_for(run, arguments, sentence):
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stderr.strip() == sentence


def test_draft_prints_a_cohort_file_and_counts_its_questions(run, tmp_path):
    rows = "".join(f"{100 + i};{'m' if i % 2 else 'v'};{12 + i % 5}\n" for i in range(60))
    file = tmp_path / "leerlingen.csv"
    file.write_text("leerlingnummer;geslacht;leeftijd\n" + rows)
    done = run("draft", str(file), "--name", "proef", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "pupil_id: leerlingnummer" in done.stdout
    assert done.stdout.count("QUESTION:") == int(done.stderr.split(":")[1].split()[0]) > 0


@pytest.mark.thorough
def test_verify_agrees_and_ends_with_status_0(run):
    done = run("verify")
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().endswith("numbers agree.")


@pytest.mark.thorough
def test_a_terminal_that_knows_ascii_only_gets_the_table_all_the_same():
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "thuiszitters.cli", *ODDS]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert "├" in done.stdout.decode("utf-8")


@pytest.mark.thorough
def test_a_reader_who_leaves_early_is_no_fault():
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "thuiszitters.cli", "verify", "--all"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_no_help_text_holds_what_the_terminal_would_print_as_a_picture():
    """`a:b: the odds` was printed with a picture in place of `:b:`."""
    commands = typer.main.get_command(app).commands
    texts = [own.help or "" for own in commands.values()]
    texts += [getattr(one, "help", None) or "" for own in commands.values() for one in own.params]
    assert len(texts) > 30
    assert [text for text in texts if Emoji.replace(text) != text] == []


def test_streams_that_were_closed_before_are_no_fault(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "thuiszitters.cli.app", lambda: seen.append((sys.stdin.isatty(), sys.stdout.write("")))
    )
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    main()
    for name in ("stdin", "stdout", "stderr"):
        getattr(sys, name).close()
    assert seen == [(False, 0)]

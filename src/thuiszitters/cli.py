"""The command line: thin, quick to start, and sentences instead of tracebacks."""

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from thuiszitters import __version__
from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.stopped import end_in_order
from thuiszitters.odds import cli_options as options

app = typer.Typer(
    help="Odds ratios for long-term school absence, reproducibly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; what a user can mend becomes sentences and exit status 1."""
    end_in_order()
    # Our matrices are tall and narrow: a second thread costs more than it brings.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A program that began us may have closed them; what is opened next would take their places.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Whatever the terminal says of itself; a file may have a name that is no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except AnalysisError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None
    except BrokenPipeError:
        # The reader of our output, such as head, has left; what is buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        from thuiszitters.base.faults import sentence_or_raise

        print(sentence_or_raise(error), file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"thuiszitters {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Odds ratios for long-term school absence, reproducibly."""


@app.command()
def odds(
    data: options.Data,
    outcome: options.Outcome,
    predictors: options.Predictors,
    reference: options.Reference = None,
    cluster: options.Cluster = None,
    estimator: options.Estimator = "auto",
    interval: options.Interval = "profile",
    covariance: options.Covariance = "auto",
    level: options.Level = 0.95,
    impute: options.Impute = False,
    counts: options.Counts = None,
    risks: options.Risks = False,
    p_values: options.PValues = True,
    interaction: options.Interaction = None,
    spline: options.Spline = None,
    group: options.Group = None,
    factor: options.Factor = None,
    numeric: options.Numeric = None,
    per: options.Per = None,
    missing: options.Missing = None,
    language: options.OutputLanguage = "en",
    out: options.Out = None,
    formats: options.Formats = None,
) -> None:
    """Crude and adjusted odds ratios for any table."""
    from thuiszitters.odds.request import request_from

    request = request_from(
        data,
        outcome,
        predictors,
        reference=reference or (),
        interaction=interaction or (),
        spline=spline or (),
        group=group or (),
        factor=factor or (),
        numeric=numeric or (),
        per=per or (),
        missing=missing,
        cluster=cluster,
        counts=counts,
        estimator=estimator,
        interval=interval,
        covariance=covariance,
        level=level,
        impute=impute,
        risks=risks,
        p_values=p_values,
        language=language,
        out=out,
        formats=formats or (),
    )
    from thuiszitters.odds.command import answer

    answer(request)


@app.command()
def verify(
    everything: Annotated[bool, typer.Option("--all", help="Print every number.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Rerun the shipped reference cases: our numbers beside those of other software."""
    from thuiszitters.verify import command

    if not command.verify(everything=everything, as_json=as_json):
        raise typer.Exit(1)


@app.command()
def explain(
    cohort: Annotated[str, typer.Argument(help="Name of a cohort under results/.")],
    language: Annotated[str, typer.Option(help="nl or en.")] = "en",
) -> None:
    """What of a cohort was suppressed, and by which rule."""
    from thuiszitters.release.review.command import explanation

    for line in explanation(cohort, language):
        typer.echo(line)


@app.command()
def new(
    folder: Annotated[str, typer.Argument(help="Folder to make; it must be new or empty.")],
) -> None:
    """Make a project folder: configuration, example data and a workflow that runs as it stands."""
    from thuiszitters.setup.new_project import new_project

    files = new_project(folder)
    typer.echo(f"{len(files)} files in {folder}. Run both example cohorts with:")
    typer.echo(f"  cd {folder}\n  snakemake --cores all")
    typer.echo("Then describe a cohort of your own: docs/new_cohort.md.")


@app.command()
def draft(
    files: Annotated[list[str], typer.Argument(help="Files of one cohort, in any order.")],
    name: Annotated[str | None, typer.Option(help="Name of the cohort.")] = None,
    plan: Annotated[str, typer.Option(help="Plan it is meant for.")] = "niet_thuis_geven",
    new_plan: Annotated[
        str | None,
        typer.Option(help="Propose a plan of this name from the files, in config/plans."),
    ] = None,
) -> None:
    """Draft a cohort file from files that nobody described, with its questions."""
    from thuiszitters.plan.questions import open_questions
    from thuiszitters.setup.draft import command

    drafted = command.draft(files, name, plan, new_plan)
    typer.echo(drafted.cohort, nl=False)
    questions = len(open_questions(drafted.cohort + (drafted.plan or "")))
    if drafted.plan is not None:
        typer.echo(f"A plan was written to config/plans/{new_plan}.yaml.", err=True)
    elif not drafted.has_codes:
        told = "No problem codes were found. --new-plan NAME proposes a plan from these columns."
        typer.echo(told, err=True)
    typer.echo(f"Questions left for you: {questions} (lines with QUESTION).", err=True)


@app.command()
def check(
    cohort: Annotated[str, typer.Argument(help="Name of a file in config/cohorts.")],
    against: Annotated[
        str | None, typer.Option(help="Another cohort, to see how they differ.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Read a cohort and build it without fitting: one page of what is there and what is odd."""
    import json

    from thuiszitters.setup.check import command

    report, page = command.check(cohort, against)
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else page)


if __name__ == "__main__":
    main()

"""Options of ``thuiszitters odds`` as the command line shows them.

Apart from `thuiszitters.odds`, so that the help of any command appears at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from thuiszitters.base.covariances import CLUSTERED, INDEPENDENT

Data = Annotated[str, typer.Argument(help="A table: CSV, Parquet, Excel, SPSS or Stata.")]
Outcome = Annotated[str, typer.Option(help="Column with 0/1, true/false, yes/no or ja/nee.")]
Predictors = Annotated[
    list[str], typer.Option(help="Columns, separated by commas, in the order of the table.")
]
Reference = Annotated[
    list[str] | None, typer.Option(help="column=group: the group that others are compared with.")
]
Cluster = Annotated[
    str | None, typer.Option(help="Column that names the cluster of a row (a school).")
]
Estimator = Annotated[str, typer.Option(help="auto (Firth when separated), ml or firth.")]
Interval = Annotated[str, typer.Option(help="profile or wald.")]
Covariance = Annotated[
    str,
    typer.Option(
        help=f"auto (CR2 with --cluster), {', '.join(CLUSTERED)}; "
        f"{', '.join(INDEPENDENT)} without --cluster."
    ),
]
Level = Annotated[float, typer.Option(help="Coverage of the intervals.")]
Impute = Annotated[
    bool, typer.Option("--impute", help="Fill in empty cells (multiple imputation).")
]
Counts = Annotated[str | None, typer.Option(help="Column with the number of pupils of a row.")]
Risks = Annotated[bool, typer.Option("--risks", help="Risks, differences and ratios as well.")]
PValues = Annotated[
    bool,
    typer.Option("--p-values/--no-p-values", help="P-values beside intervals in printed tables."),
]
Interaction = Annotated[
    list[str] | None,
    typer.Option(
        help="a:b, for the odds ratio of a within each group of b, and whether it differs."
    ),
]
Spline = Annotated[
    list[str] | None,
    typer.Option(help="column:knots: a number as a curve too (restricted cubic, 3 to 5 knots)."),
]
Group = Annotated[
    list[str] | None,
    typer.Option(
        help="a=x,b=y: predicted risk of the group of rows with these values (repeatable)."
    ),
]
Factor = Annotated[list[str] | None, typer.Option(help="Columns whose values are groups.")]
Numeric = Annotated[list[str] | None, typer.Option(help="Columns whose values are numbers.")]
Per = Annotated[
    list[str] | None, typer.Option(help="column=step: an odds ratio per so many units.")
]
Missing = Annotated[
    list[str] | None, typer.Option(help="Texts that mean not known, such as NA,9 or column=9.")
]
OutputLanguage = Annotated[str, typer.Option(help="nl or en.")]


def _folder(given: str) -> Path:
    if not given:
        raise typer.BadParameter("name a folder; a point is the present one")
    return Path(given)


Out = Annotated[
    Path | None,
    typer.Option(
        parser=_folder, metavar="<path>", help="Folder for files; nothing is written without it."
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="csv, json, html, docx, xlsx, tex; separated by commas."),
]

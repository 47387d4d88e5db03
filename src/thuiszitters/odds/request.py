"""What was asked for on the command line, checked before any file is opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from thuiszitters.errors import PlanError, Problem, nearest_name, raise_problems
from thuiszitters.plan.analysis import EstimationSpec
from thuiszitters.plan.text import LANGUAGES, Language

ESTIMATORS = ("auto", "ml", "firth")
INTERVALS = ("profile", "wald")
#: Formats of a result, in the order they are written.
FORMATS = ("csv", "json", "html", "docx", "xlsx", "tex")
#: What is written into a folder when no format is named.
DEFAULT_FORMATS = ("csv", "json", "html")
#: Cells of text that other programs write for "not known"; empty cells always count.
USUAL_MISSING = ("NA", "NaN", ".")


@dataclass(frozen=True, slots=True)
class OddsRequest:
    """One call of ``thuiszitters odds``.

    Attributes
    ----------
    data
        The file, as it was named.
    predictors
        Columns, in the order of the table.
    references
        Predictor to the level every other level is compared with.
    factors, numbers
        Predictors whose kind the user decided.
    per
        Predictor to the step its odds ratio is about.
    missing
        Texts that mean "not known" in every column; none given: `USUAL_MISSING`.
    missing_in
        Column to further texts that mean "not known" in that column alone.
    cluster, counts
        Columns that name the cluster of a row, and how many pupils a row stands for.
    """

    data: str
    outcome: str
    predictors: tuple[str, ...]
    references: dict[str, str] = field(default_factory=dict)
    factors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    per: dict[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    missing_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cluster: str | None = None
    counts: str | None = None
    estimation: EstimationSpec = field(default_factory=EstimationSpec)
    impute: bool = False
    risks: bool = False
    language: Language = "en"
    out: Path | None = None
    formats: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that must be in the file, each once."""
        others = [name for name in (self.cluster, self.counts) if name is not None]
        return tuple(dict.fromkeys((self.outcome, *self.predictors, *others)))


def request_from(
    data: str,
    outcome: str,
    predictors: Sequence[str],
    *,
    reference: Sequence[str] = (),
    factor: Sequence[str] = (),
    numeric: Sequence[str] = (),
    per: Sequence[str] = (),
    missing: Sequence[str] | None = None,
    cluster: str | None = None,
    counts: str | None = None,
    estimator: str = "auto",
    interval: str = "profile",
    level: float = 0.95,
    impute: bool = False,
    risks: bool = False,
    language: str = "en",
    out: Path | None = None,
    formats: Sequence[str] = (),
) -> OddsRequest:
    """Check the words of a command line and put them in order.

    Every option that takes a list takes it with commas, and may be repeated.

    Raises
    ------
    PlanError
        With every option that cannot be used as written.

    Examples
    --------
    >>> asked = request_from("x.csv", "y", ["a,b"], reference=["b=low"], per=["a=5"])
    >>> asked.predictors, asked.references, asked.per
    (('a', 'b'), {'b': 'low'}, {'a': 5.0})
    """
    problems: list[Problem] = []
    names = _listed(predictors)
    levels = _pairs("--reference", reference, problems)
    steps = _steps(_pairs("--per", per, problems), problems)
    everywhere, in_column = _missing(missing)
    chosen = _listed(formats)
    problems += _name_problems(outcome, names, cluster, counts)
    for option, given in {
        "--reference": list(levels),
        "--factor": _listed(factor),
        "--numeric": _listed(numeric),
        "--per": list(steps),
    }.items():
        problems += _unknown(option, given, names)
    problems += _choice_problems(
        {
            "--estimator": ((estimator,), ESTIMATORS),
            "--interval": ((interval,), INTERVALS),
            "--language": ((language,), LANGUAGES),
            "--format": (chosen, FORMATS),
        }
    )
    problems += [
        Problem("--numeric", f'"{name}" is named under --factor as well', advice="Choose one")
        for name in _listed(numeric)
        if name in _listed(factor)
    ]
    if not 0.0 < level < 1.0:
        problems.append(
            Problem("--level", f"{level:g}", "a proportion between 0 and 1, such as 0.95")
        )
    raise_problems(problems, PlanError)
    return OddsRequest(
        data=data,
        outcome=outcome,
        predictors=tuple(names),
        references=levels,
        factors=frozenset(_listed(factor)),
        numbers=frozenset(_listed(numeric)),
        per=steps,
        missing=everywhere,
        missing_in=in_column,
        cluster=cluster,
        counts=counts,
        estimation=EstimationSpec(estimator=estimator, interval=interval, level=level),  # type: ignore[arg-type]
        impute=impute,
        risks=risks,
        language=language,  # type: ignore[arg-type]
        out=out,
        formats=tuple(name for name in FORMATS if name in chosen),
    )


def _listed(given: Sequence[str]) -> list[str]:
    """Names between commas, over all times an option was given."""
    return [part.strip() for item in given for part in item.split(",") if part.strip()]


def _pairs(option: str, given: Sequence[str], problems: list[Problem]) -> dict[str, str]:
    """Items of the form name=value; a comma inside a value is kept when no name follows it."""
    pairs: dict[str, str] = {}
    for item in given:
        parts: list[str] = []
        for part in item.split(","):
            if "=" in part or not parts:
                parts.append(part)
            else:
                parts[-1] += f",{part}"
        for part in parts:
            name, sign, value = part.partition("=")
            if not sign or not name.strip() or not value.strip():
                problems.append(Problem(option, f'found "{part}"', "column=value"))
            else:
                pairs[name.strip()] = value.strip()
    return pairs


def _steps(pairs: dict[str, str], problems: list[Problem]) -> dict[str, float]:
    steps = {}
    for name, written in pairs.items():
        try:
            step = float(written)
        except ValueError:
            step = 0.0
        if not 0.0 < step < float("inf"):
            problems.append(Problem("--per", f'found "{name}={written}"', "a number above 0"))
        steps[name] = step
    return steps


def _missing(
    given: Sequence[str] | None,
) -> tuple[tuple[str, ...] | None, dict[str, tuple[str, ...]]]:
    """Texts for every column, and those of the form column=text for one."""
    if given is None:
        return None, {}
    everywhere: list[str] = []
    in_column: dict[str, tuple[str, ...]] = {}
    for item in _listed(given):
        name, sign, value = item.partition("=")
        if sign:
            in_column[name.strip()] = (*in_column.get(name.strip(), ()), value.strip())
        else:
            everywhere.append(item)
    return tuple(everywhere), in_column


def _name_problems(
    outcome: str, predictors: list[str], cluster: str | None, counts: str | None
) -> list[Problem]:
    problems = []
    if not predictors:
        problems.append(Problem("--predictors", "no column is named", "one column or more"))
    problems += [
        Problem("--predictors", f'"{name}" is named twice', advice="Name every column once")
        for name in dict.fromkeys(predictors)
        if predictors.count(name) > 1
    ]
    uses = {"--outcome": outcome, "--cluster": cluster, "--counts": counts}
    for option, name in uses.items():
        if name is None:
            continue
        if name in predictors:
            found = f'"{name}" is named under {option} as well'
            problems.append(Problem("--predictors", found, advice="A column has one use"))
        twin = next((o for o, n in uses.items() if n == name and o != option), None)
        if twin is not None and option < twin:
            found = f'"{name}" is named under {twin} as well'
            problems.append(Problem(option, found, advice="A column has one use"))
    return problems


def _unknown(option: str, given: list[str], predictors: list[str]) -> list[Problem]:
    return [
        Problem(
            option,
            f'"{name}" is not among the predictors',
            ", ".join(predictors),
            nearest_name(name, predictors),
        )
        for name in given
        if name not in predictors
    ]


def _choice_problems(
    choices: dict[str, tuple[Sequence[str], Sequence[str]]],
) -> list[Problem]:
    return [
        Problem(option, f'found "{name}"', ", ".join(allowed), nearest_name(name, list(allowed)))
        for option, (given, allowed) in choices.items()
        for name in given
        if name not in allowed
    ]

"""What was asked for on the command line, checked before any file is opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict, Unpack

from thuiszitters.base.covariances import CLUSTERED, COVARIANCES, INDEPENDENT
from thuiszitters.base.errors import PlanError, Problem, raise_problems
from thuiszitters.base.text import LANGUAGES, Language
from thuiszitters.odds.options import (
    choice_problems,
    kind_problems,
    listed,
    missing_texts,
    name_problems,
    pairs,
    read_groups,
    read_interactions,
    read_splines,
    read_steps,
    unknown_names,
)
from thuiszitters.plan.estimation import EstimationSpec

ESTIMATORS = ("auto", "ml", "firth")
INTERVALS = ("profile", "wald")
#: Formats of a result, in the order they are written.
FORMATS = ("csv", "json", "html", "docx", "xlsx", "tex")
#: What is written into a folder when no format is named.
DEFAULT_FORMATS = ("csv", "json", "html")
#: Cells of text that other programs write for "not known"; empty cells always count.
USUAL_MISSING = ("NA", "NaN", ".")


class PlainOptions(TypedDict, total=False):
    """Options that are taken as they are; see `OddsRequest`."""

    cluster: str | None
    counts: str | None
    impute: bool
    risks: bool
    p_values: bool
    out: Path | None


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
    interactions
        Pairs of predictors: the odds ratio of the first within each group of the second.
    splines
        Predictor to the knots of its curve.
    groups
        Predictors with a level each: groups of which the predicted risk is given.
    missing
        Texts that mean "not known" in every column; none given: `USUAL_MISSING`.
    missing_in
        Column to further texts that mean "not known" in that column alone.
    cluster, counts
        Columns that name the cluster of a row, and how many pupils a row stands for.
    p_values
        Whether printed tables of odds ratios have p-values; the numbers always do.
    """

    data: str
    outcome: str
    predictors: tuple[str, ...]
    references: dict[str, str] = field(default_factory=dict)
    factors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    per: dict[str, float] = field(default_factory=dict)
    interactions: tuple[tuple[str, str], ...] = ()
    splines: dict[str, int] = field(default_factory=dict)
    groups: tuple[tuple[tuple[str, str], ...], ...] = ()
    missing: tuple[str, ...] | None = None
    missing_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cluster: str | None = None
    counts: str | None = None
    estimation: EstimationSpec = field(default_factory=EstimationSpec)
    impute: bool = False
    risks: bool = False
    p_values: bool = True
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
    predictors: str | Sequence[str],
    *,
    reference: str | Sequence[str] = (),
    factor: str | Sequence[str] = (),
    numeric: str | Sequence[str] = (),
    per: str | Sequence[str] = (),
    interaction: str | Sequence[str] = (),
    spline: str | Sequence[str] = (),
    group: str | Sequence[str] = (),
    missing: str | Sequence[str] | None = None,
    estimator: str = "auto",
    interval: str = "profile",
    covariance: str = "auto",
    level: float = 0.95,
    language: str = "en",
    formats: str | Sequence[str] = (),
    **plain: Unpack[PlainOptions],
) -> OddsRequest:
    """Check the words of a command line and put them in order.

    Every option that takes a list takes it with commas, as one text or as several; `plain` are
    the options that are taken as they are.

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
    everywhere, in_column = missing_texts(missing)
    request = OddsRequest(
        data=data,
        outcome=outcome,
        predictors=tuple(listed(predictors)),
        references=pairs("--reference", reference, problems),
        factors=frozenset(listed(factor)),
        numbers=frozenset(listed(numeric)),
        per=read_steps(pairs("--per", per, problems), problems),
        splines=read_splines(spline, listed(predictors), problems),
        interactions=read_interactions(interaction, listed(predictors), problems),
        groups=read_groups(group, listed(predictors), problems),
        missing=everywhere,
        missing_in=in_column,
        estimation=EstimationSpec(
            estimator=estimator,  # type: ignore[arg-type]
            interval=interval,  # type: ignore[arg-type]
            covariance=covariance,  # type: ignore[arg-type]
            level=level,
        ),
        language=language,  # type: ignore[arg-type]
        formats=tuple(dict.fromkeys(listed(formats))),
        **plain,
    )
    return checked_request(request, problems)


def checked_request(request: OddsRequest, problems: Sequence[Problem] = ()) -> OddsRequest:
    """The request, when its columns and words go together; formats in the order of `FORMATS`.

    Parameters
    ----------
    problems
        What is known to be wrong already.

    Raises
    ------
    PlanError
        With every problem.
    """
    raise_problems([*problems, *_column_problems(request), *_word_problems(request)], PlanError)
    return replace(request, formats=tuple(name for name in FORMATS if name in request.formats))


def _column_problems(request: OddsRequest) -> list[Problem]:
    """Columns with two uses or kinds, or named for an option without being a predictor."""
    names, levels, steps = list(request.predictors), request.references, request.per
    factors, numbers = sorted(request.factors), sorted(request.numbers)
    problems = name_problems(request.outcome, names, request.cluster, request.counts)
    problems += kind_problems(levels, steps, factors, numbers)
    for option, given in {
        "--reference": list(levels),
        "--factor": factors,
        "--numeric": numbers,
        "--per": list(steps),
    }.items():
        problems += unknown_names(option, given, names)
    return problems


def _word_problems(request: OddsRequest) -> list[Problem]:
    """Words that an option does not know, and a coverage that is none."""
    estimation = request.estimation
    problems = choice_problems(
        {
            "--estimator": ((estimation.estimator,), ESTIMATORS),
            "--interval": ((estimation.interval,), INTERVALS),
            "--covariance": ((estimation.covariance,), COVARIANCES),
            "--language": ((request.language,), LANGUAGES),
            "--format": (request.formats, FORMATS),
        }
    )
    if not 0.0 < estimation.level < 1.0:
        found, allowed = f"{estimation.level:g}", "a proportion between 0 and 1, such as 0.95"
        problems.append(Problem("--level", found, allowed))
    return problems + _covariance_problems(request)


def _covariance_problems(request: OddsRequest) -> list[Problem]:
    """A covariance that does not go with the other choices."""
    kind, place = request.estimation.covariance, "--covariance"
    if kind in INDEPENDENT and request.cluster is not None:
        allowed = f"{', '.join(CLUSTERED)} with --cluster"
        return [Problem(place, f"{kind} takes rows as independent", allowed)]
    if kind in CLUSTERED and request.cluster is None:
        allowed = f"auto, {', '.join(INDEPENDENT)} without --cluster"
        return [Problem(place, f"{kind} needs clusters", allowed)]
    if kind != "auto" and request.estimation.estimator == "firth":
        found = "intervals of the Firth estimator come from its penalised likelihood"
        return [Problem(place, found, "auto, or another estimator")]
    return []

"""Words of a command line: lists, pairs, and what cannot be meant."""

import csv
from collections.abc import Sequence

from thuiszitters.base.errors import Problem, nearest_name

#: Numbers of knots that Harrell's table has quantiles for.
KNOTS = ("3", "4", "5")
#: What models call their own columns; the same words as in `thuiszitters.logit.design`.
INTERCEPT, SPLINE = "(Intercept)", "spline:"


def listed(given: str | Sequence[str]) -> list[str]:
    """Names between commas, over all times an option was given; one text is one time.

    Examples
    --------
    A name that holds a comma itself stands between double quotes:

    >>> listed(['a, b', '"c,d"'])
    ['a', 'b', 'c,d']
    >>> listed("girl,age")
    ['girl', 'age']
    """
    return [part for text in times(given) for part in _between_commas(text)]


def _between_commas(text: str) -> list[str]:
    try:
        rows = list(csv.reader([text], skipinitialspace=True))
    except csv.Error:  # a name with a line break that stands between no quotes
        rows = [text.split(",")]
    return [part.strip() for row in rows for part in row if part.strip()]


def times(given: str | Sequence[str]) -> Sequence[str]:
    """What was given for an option that may be repeated; a text is never taken letter by letter."""
    return (given,) if isinstance(given, str) else given


def pairs(option: str, given: str | Sequence[str], problems: list[Problem]) -> dict[str, str]:
    """Items of the form name=value; a comma inside a value is kept when no name follows it."""
    pairs: dict[str, str] = {}
    for item in times(given):
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


def read_interactions(
    given: str | Sequence[str], predictors: list[str], problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    """Pairs of predictors of the form a:b; a colon in a name is kept where a predictor has it."""
    found = []
    for item in listed(given):
        places = [place for place, sign in enumerate(item) if sign == ":"]
        halves = [(item[:place].strip(), item[place + 1 :].strip()) for place in places]
        known = [half for half in halves if set(half) <= set(predictors) and half[0] != half[1]]
        if known:
            found.append(known[0])
            continue
        allowed = f"a:b, two different ones of {', '.join(predictors)}"
        wrong = next((name for half in halves for name in half if name not in predictors), "")
        advice = nearest_name(wrong, predictors)
        problems.append(Problem("--interaction", f'found "{item}"', allowed, advice))
    return tuple(dict.fromkeys(found))


def read_splines(
    given: str | Sequence[str], predictors: list[str], problems: list[Problem]
) -> dict[str, int]:
    """Numbers with a curve: column to its knots, 4 when no number follows the name."""
    found = {}
    for item in listed(given):
        name, _, written = (item, "", "4") if item in predictors else item.rpartition(":")
        if name not in predictors:
            advice = nearest_name(name or item, predictors)
            allowed = f"column:knots, such as {predictors[0]}:4" if predictors else ""
            problems.append(Problem("--spline", f'found "{item}"', allowed, advice))
        elif written not in KNOTS:
            found_words = f'found "{item}"'
            problems.append(Problem("--spline", found_words, f"{name} with 3, 4 or 5 knots"))
        else:
            found[name] = int(written)
    return found


def read_groups(
    given: str | Sequence[str], predictors: list[str], problems: list[Problem]
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Groups of the form a=x,b=y, one each time the option was given."""
    found = []
    for item in times(given):
        own: list[Problem] = []
        levels = pairs("--group", item, own)
        own += unknown_names("--group", list(levels), predictors)
        problems += own
        if levels and not own:
            found.append(tuple(levels.items()))
    return tuple(dict.fromkeys(found))


def read_steps(pairs: dict[str, str], problems: list[Problem]) -> dict[str, float]:
    """Steps of numbers: column to how many units an odds ratio is about."""
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


def missing_texts(
    given: str | Sequence[str] | None,
) -> tuple[tuple[str, ...] | None, dict[str, tuple[str, ...]]]:
    """Texts for every column, and those of the form column=text for one."""
    if given is None:
        return None, {}
    everywhere: list[str] = []
    in_column: dict[str, tuple[str, ...]] = {}
    for item in listed(given):
        name, sign, value = item.partition("=")
        if sign:
            in_column[name.strip()] = (*in_column.get(name.strip(), ()), value.strip())
        else:
            everywhere.append(item)
    return tuple(everywhere), in_column


def name_problems(
    outcome: str, predictors: list[str], cluster: str | None, counts: str | None
) -> list[Problem]:
    """Columns named twice, or for two uses."""
    problems = []
    if not predictors:
        problems.append(Problem("--predictors", "no column is named", "one column or more"))
    problems += [
        Problem("--predictors", f'"{name}" is named twice', advice="Name every column once")
        for name in dict.fromkeys(predictors)
        if predictors.count(name) > 1
    ]
    problems += [
        Problem("--predictors", f'"{name}" has another meaning here', advice="Rename the column")
        for name in predictors
        if name == INTERCEPT or name.startswith(SPLINE)
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


def unknown_names(option: str, given: list[str], predictors: list[str]) -> list[Problem]:
    """Columns of an option that are no predictors."""
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


def choice_problems(
    choices: dict[str, tuple[Sequence[str], Sequence[str]]],
) -> list[Problem]:
    """Words that are not among those an option knows."""
    return [
        Problem(option, f'found "{name}"', ", ".join(allowed), nearest_name(name, list(allowed)))
        for option, (given, allowed) in choices.items()
        for name in given
        if name not in allowed
    ]


def kind_problems(
    levels: dict[str, str], steps: dict[str, float], factors: list[str], numbers: list[str]
) -> list[Problem]:
    """Options that make a number and groups of the same column."""
    as_groups = {**dict.fromkeys(levels, "--reference"), **dict.fromkeys(factors, "--factor")}
    as_number = {**dict.fromkeys(steps, "--per"), **dict.fromkeys(numbers, "--numeric")}
    return [
        Problem(option, f'"{name}" is named under {as_groups[name]} as well', advice="Choose one")
        for name, option in as_number.items()
        if name in as_groups
    ]

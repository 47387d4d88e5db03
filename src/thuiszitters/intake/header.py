"""The row with the column names: what is missing in it, and what stands there twice."""

from collections.abc import Sequence

from thuiszitters.errors import Problem, nearest_name


def header_problems(header: Sequence[str], wanted: Sequence[str], where: str) -> list[Problem]:
    """Columns that are wanted but missing, or that stand in the header more than once."""
    problems = []
    for name in dict.fromkeys(wanted):
        same = [column for column in header if column.casefold() == name.casefold()]
        if name not in header:
            problems.append(
                Problem(
                    where,
                    f'the column "{name}" is missing',
                    ", ".join(column for column in header if column),
                    nearest_name(name, header),
                )
            )
        elif len(same) > 1:
            alike = "stands in the header" if len(set(same)) == 1 else "differs in case only from"
            other = f"{len(same)} times" if len(set(same)) == 1 else "another column"
            problems.append(
                Problem(where, f'the column "{name}" {alike} {other}', advice="Rename one of them")
            )
    return problems

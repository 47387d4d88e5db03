"""What `make bench` measures: tables, and the commands of ours and of other programs on them."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tables

HERE = Path(__file__).parent
RESAMPLES = 2000
Commands = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Task:
    """Files to write, and commands to measure on them.

    Attributes
    ----------
    yardstick
        Command by which the others are divided.
    repeats
        Runs that are counted at most: fewer where one takes minutes.
    """

    title: str
    write: Callable[[Path], None]
    commands: Callable[[Path, str], Commands]
    yardstick: str
    note: str = ""
    repeats: int = 5


def odds(source: Path, n: int, *more: str) -> list[str]:
    """Our command on the first n predictors of a table."""
    names = ",".join(f"x{i + 1}" for i in range(n))
    program = [sys.executable, "-m", "thuiszitters.cli", "odds", str(source)]
    return [*program, "--outcome", "y", "--predictors", names, *more]


def _fit(peers: str, program: str, source: Path) -> list[str]:
    return [peers, str(HERE / "peers/fit.py"), program, str(source)]


def _r(script: str, *given: str) -> list[str]:
    return ["Rscript", str(HERE / f"peers/{script}.R"), *given]


def _small(folder: Path, peers: str) -> Commands:
    table = folder / "small.csv"
    plain = [peers, str(HERE / "peers/plain.py"), str(table), "y"]
    names = ",".join(f"x{i + 1}" for i in range(12))
    return {
        "ours, terminal": odds(table, 12),
        "ours, files": odds(table, 12, "--out", "ours"),
        "statsmodels, terminal": [*plain, names],
        "statsmodels, files": [*plain, names, "plain"],
    }


def _middle(folder: Path, peers: str) -> Commands:
    table = folder / "middle.csv"
    return {
        "ours": odds(table, 15),
        **{name: _fit(peers, name, table) for name in ("statsmodels", "sklearn", "glum")},
        "R glm": _r("fit", "rows", str(table)),
        "R data.table and glm": _r("fit", "counted", str(table)),
    }


def _large(folder: Path, peers: str) -> Commands:
    table = folder / "large.parquet"
    return {
        "ours": odds(table, 15),
        "ours, text": odds(table.with_suffix(".csv"), 15),
        "ours, files and risks": odds(table, 15, "--risks", "--out", "ours"),
        "glum": _fit(peers, "glum", table),
    }


def _large_slow(folder: Path, peers: str) -> Commands:
    table = folder / "large.parquet"
    return {
        "ours": odds(table, 15),
        **{name: _fit(peers, name, table) for name in ("sklearn", "statsmodels")},
    }


def _write_large(folder: Path) -> None:
    for suffix in ("parquet", "csv"):
        tables.write_yes_no(folder / f"large.{suffix}", 5_000_000, 15)


def _growth(folder: Path, _: str) -> Commands:
    return {f"{n:,} rows": odds(folder / f"{n}.parquet", 15) for n in _ROWS}


_ROWS = (500_000, 5_000_000, 50_000_000)


def _write_growth(folder: Path) -> None:
    for n in _ROWS:
        tables.write_yes_no(folder / f"{n}.parquet", n, 15)


def _numbers(folder: Path, peers: str) -> Commands:
    table = folder / "numbers.parquet"
    return {
        "ours": odds(table, 6),
        "ours, Wald": odds(table, 6, "--interval", "wald"),
        "statsmodels": _fit(peers, "statsmodels", table),
    }


def _numbers_growth(folder: Path, _: str) -> Commands:
    return {f"{n:,} rows": odds(folder / f"{n}.parquet", 6) for n in _NUMBERS_ROWS}


_NUMBERS_ROWS = (1_000_000, 5_000_000, 20_000_000)


def _write_numbers_growth(folder: Path) -> None:
    for n in _NUMBERS_ROWS:
        tables.write_numbers(folder / f"{n}.parquet", n)


def _resamples(folder: Path, peers: str) -> Commands:
    table, times = str(folder / "small.csv"), str(RESAMPLES)
    script = str(HERE / "peers/resamples.py")
    return {
        "ours": [sys.executable, script, "ours", table, times],
        "statsmodels": [peers, script, "statsmodels", table, times],
        "R glm.fit": _r("resamples", table, times),
    }


TASKS = {
    "small": Task(
        "320 pupils, 12 predictors, text",
        lambda folder: tables.write_small(folder / "small.csv"),
        _small,
        "statsmodels, terminal",
        "Crude and adjusted odds ratios; `files` draws a forest plot as well.",
    ),
    "middle": Task(
        "100,000 pupils, 15 yes/no predictors, text",
        lambda folder: tables.write_yes_no(folder / "middle.csv", 100_000, 15),
        _middle,
        "glum",
        "Ours has crude models, profile intervals, tests and measures; the others one bare fit.",
    ),
    "large": Task(
        "5 million pupils, 15 yes/no predictors, Parquet",
        _write_large,
        _large,
        "glum",
        "As above.",
    ),
    "large_slow": Task(
        "5 million pupils, 15 yes/no predictors, Parquet: slower programs",
        lambda folder: tables.write_yes_no(folder / "large.parquet", 5_000_000, 15),
        _large_slow,
        "ours",
        "As above.",
        repeats=2,
    ),
    "growth": Task(
        "Ours, 15 yes/no predictors, Parquet: growth",
        _write_growth,
        _growth,
        f"{_ROWS[1]:,} rows",
        repeats=3,
    ),
    "numbers": Task(
        "1 million pupils, 2 numbers no two pupils share and 4 yes/no predictors, Parquet",
        lambda folder: tables.write_numbers(folder / "numbers.parquet", 1_000_000),
        _numbers,
        "statsmodels",
        "statsmodels fits the adjusted model only, with Wald intervals.",
    ),
    "numbers_growth": Task(
        "Ours, 2 numbers no two pupils share and 4 yes/no predictors, Parquet: growth",
        _write_numbers_growth,
        _numbers_growth,
        f"{_NUMBERS_ROWS[1]:,} rows",
        "From 4.5 million rows on, columns stand in files.",
        repeats=1,
    ),
    "resamples": Task(
        f"{RESAMPLES:,} bootstrap fits of 320 pupils, 15 coefficients",
        lambda folder: tables.write_small(folder / "small.csv"),
        _resamples,
        "statsmodels",
        repeats=3,
    ),
}

"""Random tables of the kinds that once failed where nobody looked.

A table is drawn from its number and the seed, so that one that differs can be made again by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

Rng = np.random.Generator
Kind = Literal["binary", "factor", "numeric"]
LETTERS = "abcdef"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table with what is asked about it.

    Attributes
    ----------
    rows
        Columns ``outcome``, ``n_pupils``, the predictors, and ``site`` with clusters.
    levels
        Per predictor its levels, reference first; none for a number.
    estimator
        ``ml``, or ``firth`` where Firth was chosen; separated tables have it by themselves.
    completed
        Tables to pool, of the same predictors; none where nothing is pooled.
    """

    number: int
    shape: str
    rows: pd.DataFrame
    levels: dict[str, tuple[str, ...]]
    estimator: str = "ml"
    completed: tuple[pd.DataFrame, ...] = field(default=())

    @property
    def clustered(self) -> bool:
        return "site" in self.rows


def draw(number: int, seed: int) -> Drawn:
    """Table number so and so: shapes take turns."""
    rng = np.random.default_rng([seed, number])
    shape = list(SHAPES)[number % len(SHAPES)]
    return SHAPES[shape](number, shape, rng)


def as_json(drawn: Drawn) -> dict[str, Any]:
    """What R reads; a missing cell is null."""

    def columns(table: pd.DataFrame) -> dict[str, list[Any]]:
        plain = table.astype(object).where(table.notna(), None)
        return {str(name): plain[name].tolist() for name in plain}

    return {
        "number": drawn.number,
        "rows": columns(drawn.rows),
        "predictors": list(drawn.levels),
        "levels": {name: list(found) for name, found in drawn.levels.items()},
        "estimator": drawn.estimator,
        "completed": [columns(table) for table in drawn.completed],
    }


def _levels(rng: Rng, most: int = 5) -> tuple[str, ...]:
    return tuple(LETTERS[: int(rng.integers(3, most + 1))])


def _column(rng: Rng, kind: Kind, n: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Values, their part of the linear predictor, and levels."""
    if kind == "numeric":
        spread, decimals = float(np.exp(rng.normal(0.0, 1.5))), int(rng.integers(0, 3))
        values = np.round(rng.normal(rng.normal(0.0, 3.0) * spread, spread, n), 2 + decimals)
        return values, rng.normal(0.0, 0.6) * (values - values.mean()) / spread, ()
    levels = ("no", "yes") if kind == "binary" else _levels(rng)
    share = rng.dirichlet(np.full(len(levels), 3.0))
    codes = rng.choice(len(levels), n, p=share)
    effect = np.concatenate([[0.0], rng.normal(0.0, 0.6, len(levels) - 1)])
    return np.array(levels, dtype=object)[codes], effect[codes], levels


def _plain(
    number: int,
    shape: str,
    rng: Rng,
    *,
    n: int | None = None,
    kinds: tuple[Kind, ...] | None = None,
    base: float | None = None,
) -> Drawn:
    """Predictors of all kinds, and an outcome that depends on them."""
    size = int(np.exp(rng.uniform(np.log(120), np.log(900)))) if n is None else n
    if kinds is None:
        every: list[Kind] = ["binary", "factor", "numeric"]
        kinds = tuple(every[i] for i in rng.integers(0, 3, int(rng.integers(1, 6))))
    rows, levels = {}, {}
    eta = np.full(size, rng.uniform(-1.6, 0.8) if base is None else base)
    for place, kind in enumerate(kinds):
        name = f"{kind[0]}{place}"
        rows[name], part, levels[name] = _column(rng, kind, size)
        eta += part
    outcome = (rng.random(size) < 1.0 / (1.0 + np.exp(-eta))).astype(int)
    table = pd.DataFrame({"outcome": outcome, "n_pupils": 1, **rows})
    return Drawn(number, shape, table, levels)


def _mixed(number: int, shape: str, rng: Rng) -> Drawn:
    return _plain(number, shape, rng)


def _firth(number: int, shape: str, rng: Rng) -> Drawn:
    drawn = _plain(number, shape, rng, n=int(rng.integers(60, 250)))
    return Drawn(number, shape, drawn.rows, drawn.levels, "firth")


def _rare(number: int, shape: str, rng: Rng) -> Drawn:
    """Few events, and levels of a few pupils."""
    drawn = _plain(number, shape, rng, base=-3.2, n=int(rng.integers(200, 1500)))
    rows = drawn.rows.copy()
    few = rng.random(len(rows)) < 6.0 / len(rows)
    rows["few"] = np.where(few, "yes", "no")
    return Drawn(number, shape, rows, {**drawn.levels, "few": ("no", "yes")})


def _wild(number: int, shape: str, rng: Rng) -> Drawn:
    """A typing error far from all other values, or a mean far above the standard deviation."""
    drawn = _plain(number, shape, rng, kinds=("numeric", "binary", "numeric"))
    rows = drawn.rows.copy()
    if rng.random() < 0.5:
        rows.loc[int(rng.integers(len(rows))), "n0"] = float(rng.choice([999.0, 9999.0, -9999.0]))
    else:
        # Whole numbers, so that the shifted column is the same column exactly.
        rows["n0"] = np.round(10 * rows["n0"]) + float(rng.choice([1e6, 1e8, 1e9]))
    return Drawn(number, shape, rows, drawn.levels)


def _separated(number: int, shape: str, rng: Rng) -> Drawn:
    """A level whose pupils all have the outcome, or none; sometimes a number that decides all."""
    if rng.random() < 0.3:
        n = int(rng.integers(30, 420))
        x = np.round(rng.normal(size=n), 3)
        table = pd.DataFrame({"outcome": (x > rng.normal(0.0, 0.4)).astype(int), "n_pupils": 1})
        return Drawn(number, shape, table.assign(n0=x), {"n0": ()}, "firth")
    drawn = _plain(number, shape, rng, n=int(rng.integers(40, 420)), kinds=("binary", "numeric"))
    rows = drawn.rows.copy()
    rows["f2"] = rng.choice(list("abc"), len(rows), p=[0.6, 0.3, 0.1])
    rows.loc[rows["f2"] == "c", "outcome"] = int(rng.integers(0, 2))
    return Drawn(number, shape, rows, {**drawn.levels, "f2": tuple("abc")}, "firth")


def _clustered(number: int, shape: str, rng: Rng) -> Drawn:
    """Sites of unequal size, some with a predictor of the site."""
    drawn = _plain(number, shape, rng, kinds=("binary", "numeric", "factor"))
    rows = drawn.rows.copy()
    sites = int(rng.integers(6, 40))
    rows["site"] = rng.choice(sites, len(rows), p=rng.dirichlet(np.full(sites, 4.0)))
    own = np.array(["no", "yes"], dtype=object)[rng.permutation(np.arange(sites) % 2)]
    level = rng.normal(0.0, 0.5, sites)[rows["site"]]
    turned = rng.random(len(rows)) < 0.5 * np.abs(np.tanh(level))
    rows.loc[turned, "outcome"] = (level[turned] > 0).astype(int)
    levels = drawn.levels
    if rng.random() < 0.5:
        rows["policy"] = own[rows["site"]]
        levels = {**levels, "policy": ("no", "yes")}
    return Drawn(number, shape, rows, levels)


def _counted(number: int, shape: str, rng: Rng) -> Drawn:
    """Counts in place of rows, of which some are 0."""
    drawn = _plain(number, shape, rng, kinds=("binary", "factor", "binary"))
    rows = drawn.rows.assign(n_pupils=rng.poisson(2.0, len(drawn.rows)))
    return Drawn(number, shape, rows, drawn.levels)


def _incomplete(number: int, shape: str, rng: Rng) -> Drawn:
    """Empty cells: complete pupils are those of the model."""
    drawn = _plain(number, shape, rng, kinds=("binary", "numeric", "factor", "binary"))
    rows = drawn.rows.copy()
    for name in drawn.levels:
        rows.loc[rng.random(len(rows)) < rng.uniform(0.0, 0.15), name] = None
    return Drawn(number, shape, rows, drawn.levels)


def _completed(number: int, shape: str, rng: Rng) -> Drawn:
    """Five completed tables: pupils whose values differ from one to the next."""
    drawn = _plain(number, shape, rng, kinds=("numeric", "binary", "factor"))
    tables = []
    for _ in range(5):
        table = drawn.rows.copy()
        for name in drawn.levels:
            lost = np.flatnonzero(rng.random(len(table)) < 0.15)
            table.loc[lost, name] = table[name].to_numpy()[rng.integers(len(table), size=len(lost))]
        tables.append(table)
    return Drawn(number, shape, drawn.rows, drawn.levels, completed=tuple(tables))


SHAPES: dict[str, Callable[[int, str, Rng], Drawn]] = {
    "mixed": _mixed,
    "firth": _firth,
    "rare": _rare,
    "wild": _wild,
    "separated": _separated,
    "clustered": _clustered,
    "counted": _counted,
    "incomplete": _incomplete,
    "completed": _completed,
}

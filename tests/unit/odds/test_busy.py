"""A fit of very many coefficients is said before it begins."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import command
from thuiszitters.odds.analysis import MANY_COEFFICIENTS, run_odds
from thuiszitters.odds.request import OddsRequest


class Begun(Exception):  # noqa: N818 - stands for the fit, which takes long
    pass


def request(tmp_path, n_levels):
    rng = np.random.default_rng(1)
    group = np.arange(10 * n_levels) % n_levels
    table = pd.DataFrame({"y": rng.integers(0, 2, len(group)), "g": [f"L{one}" for one in group]})
    table.to_csv(tmp_path / "levels.csv", index=False)
    return OddsRequest(str(tmp_path / "levels.csv"), "y", ("g",), factors=frozenset({"g"}))


def test_many_levels_are_announced_before_they_are_fitted(tmp_path, capsys):
    def begun(n_coefficients):
        command._say_busy("en", n_coefficients)
        raise Begun

    with pytest.raises(Begun):
        run_odds(request(tmp_path, MANY_COEFFICIENTS + 1), busy=begun)
    said = capsys.readouterr()
    assert said.err.startswith(f"Fitting {MANY_COEFFICIENTS} coefficients")
    assert not said.out


def test_few_levels_are_not(tmp_path):
    def begun(_n_coefficients):
        raise Begun

    assert run_odds(request(tmp_path, 3), busy=begun).adjusted.summary.n_parameters == 2

"""Published effects are read as they were published."""

import math
from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.results.literature import odds_ratio_of_correlation, read_literature

FILE = Path(__file__).parents[3] / "config" / "literature.csv"


@pytest.fixture
def written(tmp_path):
    def write(old: str, new: str) -> Path:
        path = tmp_path / "literature.csv"
        path.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        return path

    return write


def test_the_shipped_effects_can_be_read():
    table = read_literature(FILE)
    assert len(table) == 20
    assert set(table["measure"]) == {"odds_ratio", "correlation", "rate_ratio"}


def test_a_correlation_of_a_half_is_an_odds_ratio_of_eight():
    assert odds_ratio_of_correlation(0.5) == pytest.approx(
        math.exp(math.pi / math.sqrt(3) * 2 * 0.5 / math.sqrt(0.75))
    )
    assert odds_ratio_of_correlation(-0.3) == pytest.approx(1 / odds_ratio_of_correlation(0.3))


def test_the_interval_of_a_correlation_is_on_the_scale_of_fisher():
    row = read_literature(FILE).set_index("factor_en").loc["other internalising problems"]
    assert math.atanh(row["value"]) == pytest.approx((row["low"] + row["high"]) / 2, abs=0.002)
    assert row["ci_low"] == pytest.approx(odds_ratio_of_correlation(math.tanh(0.068)))


def test_a_published_odds_ratio_stays_as_it_is_and_a_rate_ratio_is_none():
    table = read_literature(FILE)
    odds = table[table["measure"] == "odds_ratio"]
    assert (odds["value"] == odds["odds_ratio"]).all()
    assert table.loc[table["measure"] == "rate_ratio", "odds_ratio"].isna().all()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("topic,measure", "tpic,measure", "topic"),
        ("motivation,correlation", "motivatie,correlation", "motivatie"),
        ("correlation,0.503", "correlation,1.503", "between -1 and 1"),
        ("correlation,0.503", "correlation,veel", "veel"),
        ("rate_ratio,3.40", "hazard_ratio,3.40", "hazard_ratio"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(written, old, new, named):
    with pytest.raises(DataError, match=named):
        read_literature(written(old, new))


def test_a_file_that_is_not_there_is_a_problem_with_words(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_literature(tmp_path / "nothing.csv")

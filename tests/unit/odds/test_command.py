"""Everything that `odds` writes for one question."""

from pathlib import Path

import numpy as np
import pytest


@pytest.mark.thorough
def test_control_signs_in_a_table_reach_every_format_of_odds_as_their_number(tmp_path):
    from thuiszitters.odds.command import answer
    from thuiszitters.odds.request import FORMATS, request_from

    rng = np.random.default_rng(1)
    groups = np.array(["a\x07", "b\u202e", "=c"])[rng.integers(0, 3, 200)]
    lines = [f"{y},{group}" for y, group in zip(rng.integers(0, 2, 200), groups, strict=True)]
    path = tmp_path / "data.csv"
    path.write_text("\n".join(["y,group", *lines]), encoding="utf-8")
    answer(request_from(str(path), "y", "group", out=tmp_path / "out", formats=FORMATS))
    written = {file.name for file in Path(tmp_path / "out").iterdir()}
    assert {"odds_ratios.en.docx", "odds_ratios.en.xlsx", "odds_ratios.en.tex"} <= written
    page = (tmp_path / "out/odds_ratios.en.html").read_text(encoding="utf-8")
    assert "a\\u0007" in page
    assert "\x07" not in page

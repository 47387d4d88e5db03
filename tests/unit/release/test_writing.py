"""What may leave and what stays go to two folders."""

import json

import pytest
from tests.unit.release.review.explained import STUDY
from tests.unit.release.review.reviewed import PREDICTORS, released

from thuiszitters.release.writing import write_release


@pytest.mark.thorough
def test_the_rules_by_which_counts_are_suppressed_stay_beside_the_review_page(tmp_path):
    made = released()
    folders = {name: tmp_path / name for name in ("numbers", "review")}
    records = {"study": {**STUDY, "predictors": PREDICTORS}, "release": made.record}
    write_release(folders, made, records, {})
    leaves = json.loads((folders["numbers"] / "release.json").read_text())
    stays = json.loads((folders["review"] / "release.json").read_text())
    assert not any("rule" in entry for entry in leaves["suppressed_counts"])
    assert all("rule" in entry for entry in stays["suppressed_counts"])
    assert {path.stem for path in folders["numbers"].glob("*.parquet")} == set(made.tables)
    assert (folders["review"] / "review.nl.html").is_file()

"""Results of earlier versions are read under the names of now."""

import json

import pandas as pd
from tests.workflow.runs import ROOT

from thuiszitters.results.former_names import study_of_now, table_of_now
from thuiszitters.results.study_reading import study_from

RECORD = ROOT / "tests/report/data/line/study.json"


def former(document):
    """The record as an earlier version wrote it."""
    old = json.loads(json.dumps(document))
    old["overlaps"], old["stacking"] = old.pop("decompositions"), old.pop("problem_count")
    old["run"]["stacking_adjust_for"] = old["run"].pop("problem_count_adjust_for")
    for part in old["report"]["plan"]["findings"].values():
        if "decomposition" in part:
            part["overlap"] = part.pop("decomposition")
    return old


def test_a_record_with_former_keys_is_the_same_study():
    document = json.loads(RECORD.read_text(encoding="utf-8"))
    old = former(document)
    assert {"overlaps", "stacking"} <= old.keys()
    assert study_of_now(old) == document
    assert study_from(old) == study_from(document)


def test_only_a_table_that_had_another_name_has_other_columns():
    name, table = table_of_now("overlaps", pd.DataFrame({"overlap": ["a"], "part": ["total"]}))
    assert (name, list(table)) == ("decompositions", ["decomposition", "part"])
    name, table = table_of_now("definitions", pd.DataFrame({"overlap": ["a"]}))
    assert (name, list(table)) == ("definitions", ["overlap"])


def test_what_was_suppressed_is_said_so_and_a_level_of_that_name_stays_a_level():
    before = pd.DataFrame(
        {"level": ["masked", "b", "c"], "status": ["masked", "ok", "masked"],
         "reason": ["masked|rule=small", "counts_masked", None]}
    )  # fmt: skip
    _, table = table_of_now("estimates", before)
    assert table["level"].tolist() == ["masked", "b", "c"]
    assert table["status"].tolist() == ["suppressed", "ok", "suppressed"]
    assert table["reason"].tolist()[:2] == ["suppressed|rule=small", "counts_suppressed"]
    assert pd.isna(table["reason"][2])

import pytest

from thuiszitters.base.text import Text
from thuiszitters.codebook import entry_problems
from thuiszitters.plan.cohort import LocalCode


def test_the_shipped_list_has_five_axes_and_every_code_leads_to_one(capj):
    axes = {code.code for code in capj.codes if code.level == "axis"}
    assert axes == {"A", "B", "C", "D", "E"}
    assert {capj.upward(code.code)[-1] for code in capj.codes} == axes


def test_a_gap_has_no_label_and_a_label_from_memory_is_not_called_verified(capj):
    assert all(code.label.nl == "" for code in capj.codes if code.evidence == "gap")
    assert all(code.source.startswith("http") for code in capj.codes if code.evidence == "verified")
    assert {code.code for code in capj.codes if code.evidence == "memory"} == {
        "A600",
        "B100",
        "B200",
        "B300",
        "E300",
    }


def test_codes_that_contain_the_outcome_are_marked(capj):
    marked = {code.code: code.outcome_adjacent for code in capj.codes}
    assert {code for code, mark in marked.items() if mark == "yes"} == {"E103", "E104"}
    assert {code for code, mark in marked.items() if mark == "partly"} == {
        "A405",
        "A406",
        "E205",
        "D301",
    }


def test_a_range_holds_every_level_between_its_ends(capj):
    assert capj.resolve(["A100-A104"]) == {"A100", "A101", "A102", "A103", "A104"}
    assert "D810" not in capj.resolve(["D100-D899"])
    assert {"D100", "D802"} <= capj.resolve(["D100-D899"])
    assert not {"D", "E100"} & capj.resolve(["D100-D899"])


def test_a_group_covers_its_rubrics_but_a_rubric_not_its_group(capj):
    assert "A103" in capj.covered(capj.resolve(["A100"]))
    assert "A100" not in capj.covered(capj.resolve(["A103"]))


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("a103", 'Did you mean "A103" (Stemmingsproblemen)?'),
        ("A.103", 'Did you mean "A103" (Stemmingsproblemen)?'),
        ("Angst problemen", 'Did you mean "A102" (Angstproblemen)?'),
        ("Mood problems", 'Did you mean "A103" (Stemmingsproblemen)?'),
        ("zzzzzz", ""),
    ],
)
def test_an_unknown_code_gets_the_nearest_by_spelling_or_label(capj, written, advice):
    assert capj.nearest(written) == advice


def test_an_entry_that_names_no_code_is_a_problem(capj):
    problems = entry_problems(["A103", "F1-F9", "A130"], capj, "plan")
    assert [str(problem) for problem in problems] == [
        'plan: "F1-F9" is not a code of the list "capj", nor a range that holds one.',
        (
            'plan: "A130" is not a code of the list "capj", nor a range that holds one. '
            'Did you mean "A103" (Stemmingsproblemen)?'
        ),
    ]


def test_a_local_code_counts_under_its_parent(capj):
    local = LocalCode("X401", Text("Gescheiden ouders", "Separated parents"), parent="D400")
    own = capj.with_local([local], "cohort.yaml")
    assert own.upward("X401") == ("X401", "D400", "D")
    assert "X401" not in capj

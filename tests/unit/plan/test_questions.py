"""A draft with open questions is counted right, and does not run."""

import shutil
from pathlib import Path

import pytest

from thuiszitters.plan.project import load_project_or_exit
from thuiszitters.plan.questions import open_questions

ROOT = Path(__file__).parents[3]


def test_every_question_counts_once_wherever_it_stands_in_a_comment():
    text = (
        "# Answer what is marked QUESTION, then run.\n"
        "a: 1 # QUESTION: one?\n"
        "b: # 97 rows. QUESTION: two?\n"
        "c: 'QUESTION: no comment'\n"
    )
    found = [(question.line, question.text) for question in open_questions(text)]
    assert found == [(2, "one?"), (3, "two?")]


def test_drafted_words_are_questions_once_their_line_is_gone():
    text = "local_codes:\n  X301:\n    label: { nl: Eigen code X301, en: Own code X301 }\n"
    (question,) = open_questions(text)
    assert question.text == "the label of a code of its own is still as drafted"


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


def test_the_cohorts_that_are_shipped_have_no_open_question(project):
    assert set(load_project_or_exit(project, {"cohorts": ["quine"]})["cohort"]) == {"quine"}


def test_a_run_refuses_while_a_question_is_open(project, capsys):
    path = project / "config/cohorts/quine.yaml"
    text = path.read_text()
    path.write_text(text.replace("disclosure: open", "# QUESTION: which rules?\ndisclosure: open"))
    with pytest.raises(SystemExit):
        load_project_or_exit(project, {"cohorts": ["quine"]})
    line = path.read_text().splitlines().index("# QUESTION: which rules?") + 1
    assert capsys.readouterr().err == (
        f"config/cohorts/quine.yaml: line {line}: a question of the draft is still open: which "
        'rules? Answer it there and remove the word "QUESTION"; `thuiszitters check quine` lists '
        "what is open.\n"
    )

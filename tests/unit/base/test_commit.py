"""The commit of the code is that of its checkout or of its build, and of nothing else."""

import subprocess
from pathlib import Path

import pytest

from thuiszitters.base.commit import Commit, code_commit
from thuiszitters.plan import LANGUAGES
from thuiszitters.report import trace

_WHO = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *_WHO, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def package(tmp_path):
    made = tmp_path / "src/thuiszitters"
    made.mkdir(parents=True)
    (made / "code.py").write_text("1\n")
    return made


def test_a_checkout_is_asked_and_says_whether_code_was_changed(package, tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    name = git(tmp_path, "rev-parse", "HEAD")[:12]
    assert code_commit(package) == Commit(name, changed=False)
    (tmp_path / "notes.md").write_text("no code\n")
    code_commit.cache_clear()
    assert code_commit(package) == Commit(name, changed=False)
    (package / "more.py").write_text("2\n")
    code_commit.cache_clear()
    assert code_commit(package) == Commit(name, changed=True)


def test_a_checkout_around_an_environment_is_somebody_elses(tmp_path):
    package = tmp_path / ".venv/lib/site-packages/thuiszitters"
    package.mkdir(parents=True)
    git(tmp_path, "init", "-q")
    assert code_commit(package) is None


def test_a_checkout_without_a_commit_names_none(package, tmp_path):
    git(tmp_path, "init", "-q")
    assert code_commit(package) is None


@pytest.mark.parametrize(("text", "changed"), [("a" * 40, False), (f"{'a' * 40} changed", True)])
def test_a_wheel_says_what_it_was_built_from(package, text, changed):
    (package / "_shipped").mkdir()
    (package / "_shipped/commit.txt").write_text(f"{text}\n")
    assert code_commit(package) == Commit("a" * 12, changed=changed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("commit", [None, Commit("b" * 12, False), Commit("b" * 12, True)])
def test_the_foot_of_a_report_names_it_or_says_that_there_is_none(monkeypatch, commit, language):
    monkeypatch.setattr(trace, "code_commit", lambda: commit)
    line = trace.commit_line(language)
    assert ("b" * 12 in line) == (commit is not None)
    later = {"nl": "latere wijzigingen", "en": "later changes"}[language]
    assert (later in line) == bool(commit and commit.changed)

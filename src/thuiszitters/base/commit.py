"""The commit of the code that runs: of the checkout it lies in, or as the build wrote it down."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Digits of a commit that are printed.
_SHORT = 12
#: Parts of a checkout that decide what a result is, apart from its configuration.
_CODE = ("src", "workflow")
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and whether the code was changed after it."""

    name: str
    changed: bool


@cache
def code_commit(package: Path = _PACKAGE) -> Commit | None:
    """The commit of the library; None where neither a checkout nor a build knows it.

    Parameters
    ----------
    package
        Folder of the library. A checkout around an environment in which the library is merely
        installed is somebody else's, and is not asked.
    """
    checkout = package.parents[1]
    if (checkout / ".git").exists():
        return _of_checkout(checkout)
    written = package / "_shipped/commit.txt"  # by hatch_build.py
    if not written.is_file():
        return None
    name, *changed = written.read_text(encoding="utf-8").split()
    return Commit(name[:_SHORT], bool(changed))


def _of_checkout(folder: Path) -> Commit | None:
    name = _git(folder, "rev-parse", "HEAD")
    changes = _git(folder, "status", "--porcelain", "--", *_CODE)
    return None if name is None or changes is None else Commit(name[:_SHORT], bool(changes))


def _git(folder: Path, *words: str) -> str | None:
    """What git says about a folder; None where it is not installed or refuses."""
    program = shutil.which("git")
    if program is None:
        return None
    # Within a hook of git these name another repository.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    asked = [program, "-C", str(folder), *words]
    done = subprocess.run(asked, env=clean, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() if done.returncode == 0 else None

"""What a build adds to the package: the commit it was built from, for the foot of every report."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where `thuiszitters.base.commit` looks for it, by what is built.
_TARGETS = {
    "wheel": "thuiszitters/_shipped/commit.txt",
    "sdist": "src/thuiszitters/_shipped/commit.txt",
}


class CommitHook(BuildHookInterface):
    """Write the commit down. A wheel that is built from an sdist takes the file over."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file; an editable install asks its checkout each time."""
        self._written: Path | None = None
        if version == "editable" or not (Path(self.root) / ".git").exists():
            return
        name, changes = self._git("rev-parse", "HEAD"), self._git("status", "--porcelain", "src")
        if not name:
            return
        with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
            file.write(f"{name} changed\n" if changes else f"{name}\n")
        self._written = Path(file.name)
        build_data["force_include"][file.name] = _TARGETS[self.target_name]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the file away."""
        if self._written:
            self._written.unlink()

    def _git(self, *words: str) -> str:
        asked = ["git", "-C", self.root, *words]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            return ""
        return done.stdout.strip()

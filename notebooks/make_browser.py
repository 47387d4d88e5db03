"""Put the course into the site, to run in a browser without installation (`make docs`).

JupyterLite and the wheel of this program become files of the site. Python itself (Pyodide) is
fetched by the reader's browser from its public address. The environment variable
JUPYTERLITE_PYODIDE_URL may name an archive of it, which then becomes part of the site.
"""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from make_course import HERE, notebooks

ROOT = HERE.parent
SITE = ROOT / "site"
#: Where the course stands in the site; docs/site_pages.py links to it.
FOLDER = "try"


def build(site: Path) -> None:
    """Write JupyterLite with all lessons to a folder of the site."""
    with TemporaryDirectory() as made:
        lessons, wheels = Path(made, "lessons"), Path(made, "wheels")
        lessons.mkdir()
        for name, content in notebooks(browser=True).items():
            (lessons / name).write_text(content, encoding="utf-8")
        (lessons / "course.py").write_bytes((HERE / "course.py").read_bytes())
        _run("hatchling", "build", "--target", "wheel", "--directory", str(wheels), place=ROOT)
        (wheel,) = wheels.glob("*.whl")
        asked = ["--contents", str(lessons), "--piplite-wheels", str(wheel), "--no-sourcemaps"]
        asked += ["--apps", "lab", "--apps", "notebooks", "--output-dir", str(site / FOLDER)]
        _run("jupyterlite_core", "build", *asked, place=Path(made))


def _run(module: str, *words: str, place: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own environment
        [sys.executable, "-m", module, *words],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{module}: the course in the browser was not built")


def dead_links(site: Path) -> list[str]:
    """Links of the site's pages to a lesson in the browser that is not there."""
    there = {path.name for path in (site / FOLDER / "files").glob("*.ipynb")}
    pages = "\n".join(page.read_text(encoding="utf-8") for page in site.glob("course/**/*.html"))
    linked = set(re.findall(rf"{FOLDER}/notebooks/index\.html\?path=([\w.]+)", pages))
    return sorted(linked ^ there)


if __name__ == "__main__":
    build(SITE)
    if dead := dead_links(SITE):
        sys.exit(f"Linked and not there, or there and not linked: {', '.join(dead)}")

"""Pages of the site that stand elsewhere in the repository: a hook of mkdocs (`make docs`)."""

import importlib.util
import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
#: Page of the site to the file it is.
PAGES = {
    "configuration.md": "config/README.md",
    "contributing.md": "CONTRIBUTING.md",
    "releasing.md": "RELEASING.md",
    "security.md": "SECURITY.md",
    "changes.md": "CHANGELOG.md",
}
#: To the lesson as `notebooks/make_browser.py` puts it into the site; that checks these links.
TRY = {
    "nl": '<a href="../../try/notebooks/index.html?path={name}">Deze les in de browser</a>, '
    "zonder installatie: het eerste blok haalt het programma op (ongeveer een minuut).",
    "en": '<a href="../../try/notebooks/index.html?path={name}">This lesson in the browser</a>, '
    "without installation: the first cell fetches the program (about a minute).",
}
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://|#)([^)]+)\)")


def on_config(config: Any) -> Any:
    """List the lessons and the decisions in the navigation, and look for public names."""
    lessons, decisions = _lessons(), sorted((ROOT / "docs/decisions").glob("0*.md"))
    for entry in config.nav:
        if "Course" in entry:
            entry["Course"] = ["course/index.md", *(f"course/{name}" for name in lessons)]
        if "Project" in entry:
            pages = ["decisions/README.md", *(f"decisions/{path.name}" for path in decisions)]
            entry["Project"].append({"Decisions": pages})
    _refuse_undocumented()
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are no files of `docs/`."""
    told = {page: _local((ROOT / place).read_text("utf-8")) for page, place in PAGES.items()}
    lessons = {f"course/{name}": text for name, text in _lessons().items()}
    index = _local((ROOT / "notebooks/README.md").read_text("utf-8"), lessons=True)
    for page, text in {**told, "course/index.md": index, **lessons}.items():
        files.append(File.generated(config, page, content=text))
    return files


def _local(text: str, *, lessons: bool = False) -> str:
    """Links to files that are no pages of the site as plain words."""

    def link(found: re.Match[str]) -> str:
        if lessons and found[2].endswith(".ipynb"):
            return f"[{found[1]}]({found[2].removesuffix('.ipynb').replace('.', '_')}.md)"
        return found[1]

    return _LINK.sub(link, text)


def _lessons() -> dict[str, str]:
    """Every lesson in every language as a page, code and all."""
    spec = importlib.util.spec_from_file_location("make_course", ROOT / "notebooks/make_course.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    pages = {}
    for path in sorted((ROOT / "notebooks/lessons").glob("*.md")):
        for language in maker.LANGUAGES:
            cells = maker.cells_of(path.read_text("utf-8"), language)
            cells.insert(1, ("code", maker.START.format(language=language)))
            parts = [text if kind == "text" else f"```python\n{text}\n```" for kind, text in cells]
            parts.insert(1, TRY[language].format(name=f"{path.stem}.{language}.ipynb"))
            pages[f"{path.stem}_{language}.md"] = "\n\n".join(parts)
    return pages


def _refuse_undocumented() -> None:
    """A public name that the page of the interface does not document fails the build."""
    package = (ROOT / "src/thuiszitters/__init__.py").read_text("utf-8")
    names = re.findall(r'^    "(\w+)",$', package, re.M)
    page = (ROOT / "docs/api.md").read_text("utf-8")
    missing = [
        name for name in names if not re.search(rf"^::: thuiszitters\..*\.{name}$", page, re.M)
    ]
    if missing or not names:
        raise PluginError(f"docs/api.md documents no {', '.join(missing)}")

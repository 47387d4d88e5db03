"""Make the notebooks from `lessons/`: text in two languages, code once (`make course-files`)."""

import argparse
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("nl", "en")
START = """import pandas as pd
from matplotlib import pyplot as plt

import thuiszitters as th
from course import Lesson

lesson = Lesson("{language}")
say = lesson.say"""
#: What a page in the browser fetches first: parts of Pyodide, and the program without its others.
FETCH = """import piplite

await piplite.install({packages})
await piplite.install("thuiszitters", deps=False)"""
#: All that the interface imports beyond Python itself, and the sliders.
PACKAGES = ["numpy", "pandas", "scipy", "pyarrow", "pyyaml", "matplotlib", "rich", "ipywidgets"]


def cells_of(source: str, language: str) -> list[tuple[str, str]]:
    """Kind and content of every cell of a lesson in one language.

    Parts begin with ``=== text`` (Dutch, a line ``---``, English) or ``=== code``.
    """
    cells = []
    for part in source.split("=== ")[1:]:
        kind, content = part.split("\n", 1)
        if kind.strip() == "text":
            parts = content.split("\n---\n")
            content = parts[LANGUAGES.index(language)]
        cells.append((kind.strip(), content.strip()))
    return cells


def notebook_of(path: Path, language: str, *, browser: bool = False) -> str:
    """A lesson as the JSON of a notebook, without output; for a browser it fetches the program."""
    import nbformat

    cells = cells_of(path.read_text(encoding="utf-8"), language)
    cells.insert(1, ("code", START.format(language=language)))
    if browser:
        cells.insert(1, ("code", FETCH.format(packages=PACKAGES)))
    made = nbformat.v4.new_notebook()
    made.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    for number, (kind, content) in enumerate(cells, 1):
        new = nbformat.v4.new_markdown_cell if kind == "text" else nbformat.v4.new_code_cell
        cell = new(content)
        cell["id"] = f"cell-{number:02d}"
        made.cells.append(cell)
    return nbformat.writes(made) + "\n"


def notebooks(*, browser: bool = False) -> dict[str, str]:
    """Name of every notebook to its content."""
    return {
        f"{path.stem}.{language}.ipynb": notebook_of(path, language, browser=browser)
        for path in sorted((HERE / "lessons").glob("*.md"))
        for language in LANGUAGES
    }


def example_tables() -> dict[str, str]:
    """The pupils of `altra_demo` as the course reads them, by the stages of the workflow."""
    import pandas as pd

    from thuiszitters.base.yaml_file import read_yaml
    from thuiszitters.interface import stages
    from thuiszitters.interface.restricted import Workplace
    from thuiszitters.plan.project import load_project
    from thuiszitters.setup.simulate import simulate_extract, simulation_spec

    root = HERE.parent
    project = load_project(root, {"cohorts": ["altra_demo"]})
    place = Workplace(root)
    place.write(
        simulate_extract(simulation_spec(project["simulation"]["altra_demo"]), project["seed"])
    )
    slices = place.slices(read_yaml(root / "config/cohorts/altra_demo.yaml"), "niet_thuis_geven")
    stages.build_tables(place, slices)
    pupils = pd.read_parquet(place.path("cohort", "analysis.parquet"))
    codes = pd.read_parquet(place.path("source", "classifications.parquet"))
    kept = ["pupil_id", "outcome", *slices["plan"]["predictors"]]
    names = {"pupil_id": "pupil", "outcome": "absent"}
    return {
        "altra_demo.csv": pupils[kept].rename(columns=names).to_csv(index=False),
        "altra_demo_codes.csv": codes.rename(columns=names)[["pupil", "code"]].to_csv(index=False),
    }


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", action="store_true", help="the tables in data/examples as well")
    files = {HERE / name: content for name, content in notebooks().items()}
    if asked.parse_args().data:
        files |= {
            HERE.parent / "data/examples" / name: text for name, text in example_tables().items()
        }
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")

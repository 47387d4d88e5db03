"""A figure as three files: two pictures, and the words that stand for them."""

from pathlib import Path

from thuiszitters.figures.figure import Figure
from thuiszitters.io import read_json, write_bytes, write_json, write_text
from thuiszitters.plan.text import Language


def write_figure(figure: Figure, folder: Path) -> None:
    """Write ``<name>.<language>.svg``, ``.png``, and ``.json`` with title and alt text."""
    place = folder / f"{figure.name}.{figure.language}"
    write_text(f"{place}.svg", figure.svg)
    write_bytes(f"{place}.png", figure.png)
    words = {key: getattr(figure, key) for key in ("title", "alt", "description")}
    write_json(f"{place}.json", {**words, "rows": dict(figure.rows)})


def read_figures(folder: Path, language: Language) -> dict[str, Figure]:
    """Every figure of a folder in one language, by name, in the order of their names."""
    figures = {}
    for file in sorted(folder.glob(f"*.{language}.json")):
        name = file.name.removesuffix(f".{language}.json")
        figures[name] = Figure(
            name=name,
            language=language,
            svg=file.with_suffix(".svg").read_text(encoding="utf-8"),
            png=file.with_suffix(".png").read_bytes(),
            **read_json(file),
        )
    return figures
